#include "book/pass.h"

#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>

/* The real path in the arena, or NULL. */
static const char *real_path(struct arena *a, const char *path)
{
    char *found = realpath(path, NULL);
    const char *copy = found ? arena_strdup(a, found) : NULL;

    heap_free(found);
    return copy;
}

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

/* What of `path` lies below `root`, or NULL. */
static const char *below(const char *root, const char *path)
{
    size_t len = strlen(root);

    if (strncmp(root, path, len) != 0)
        return NULL;
    if (path[len] == '\0')
        return ".";
    if (len == 1)
        return path + 1;
    return path[len] == '/' ? path + len + 1 : NULL;
}

void book_locate(struct book_work *w, struct book_article *article)
{
    bool input = strcmp(article->path, "-") == 0;
    const char *site = w->params->site ? real_path(w->arena, w->params->site) : NULL;
    const char *here = input ? real_path(w->arena, ".") : NULL, *dir;

    article->file = input ? NULL : real_path(w->arena, article->path);
    dir = article->file ? path_dir(w->arena, article->file) : here ? here : "/";
    article->root = site_above(w->arena, dir);
    article->in_site = article->root != NULL;
    if (!article->root)
        article->root = site && below(site, dir) ? site : dir;
    article->folder = below(article->root, dir);
    article->inside = article->file ? below(article->root, article->file) : NULL;
}

const char *book_folder_of(struct book_work *w, const struct book_article *article,
                           const char *file)
{
    const char *own = article->node->as.meta->path, *real, *folder;

    if (!file || strcmp(file, own) == 0)
        return article->folder;
    real = real_path(w->arena, file);
    folder = real ? below(article->root, path_dir(w->arena, real)) : NULL;
    return folder ? folder : article->folder;
}
