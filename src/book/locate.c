#include "book/pass.h"

#include "util/file.h"
#include "util/path.h"

#include <string.h>

/* The nearest folder, from `dir` upwards, that holds `.vuepress`; NULL when none does.
 */
static const char *site_above(struct arena *a, const char *dir)
{
    for (;;) {
        if (file_exists(path_join(a, dir, ".vuepress")))
            return dir;
        if (strcmp(dir, "/") == 0)
            return NULL;
        dir = path_dir(a, dir);
    }
}

void book_locate(struct book_work *w, struct book_article *article)
{
    bool input = strcmp(article->path, "-") == 0;
    const char *site =
        w->params->site ? file_real_path(w->arena, w->params->site) : NULL;
    const char *here = input ? file_real_path(w->arena, ".") : NULL, *dir;

    article->file = input ? NULL : file_real_path(w->arena, article->path);
    dir = article->file ? path_dir(w->arena, article->file) : here ? here : "/";
    article->root = site_above(w->arena, dir);
    article->in_site = article->root != NULL;
    if (!article->root)
        article->root = site && path_below(site, dir) ? site : dir;
    article->folder = path_below(article->root, dir);
    article->inside = article->file ? path_below(article->root, article->file) : NULL;
}

const char *book_folder_of(struct book_work *w, const struct book_article *article,
                           const char *file)
{
    const char *own = article->node->as.meta->path, *real, *folder;

    if (!file || strcmp(file, own) == 0)
        return article->folder;
    real = file_real_path(w->arena, file);
    folder = real ? path_below(article->root, path_dir(w->arena, real)) : NULL;
    return folder ? folder : article->folder;
}
