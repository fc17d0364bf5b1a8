#include "book/pass.h"
#include "util/path.h"

#include <string.h>
#include <sys/stat.h>

/* Folders and files. */
struct reach {
    struct book_work *w;
    const char **list;
    size_t count, cap;
    const char *folder; /* of the article before, as it was named */
};

static void add(struct reach *r, const char *place)
{
    if (r->count == r->cap) {
        const char **old = r->list;

        r->cap = r->cap ? r->cap * 2 : 16;
        r->list = arena_array(r->w->arena, const char *, r->cap);
        if (r->count)
            memcpy(r->list, old, r->count * sizeof *old);
    }
    r->list[r->count++] = place;
}

static bool is_link(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

/* Most articles lie beside the one before and may read what it may. */
static void add_article(struct reach *r, const char *path)
{
    struct book_article article = {.path = path};
    const char *folder = path_dir(r->w->arena, path);

    if (r->folder && strcmp(folder, r->folder) == 0 && !is_link(path))
        return;
    book_locate(r->w, &article);
    if (!article.file && strcmp(path, "-") != 0)
        return;
    if (r->count == 0 || !path_below(r->list[r->count - 1], article.root))
        add(r, article.root);
    r->folder = is_link(path) ? NULL : folder;
}

static void add_plan(struct reach *r)
{
    const struct book_plan *plan = r->w->plan;

    for (size_t i = 0; i < plan->count; i++)
        if (plan->items[i].kind == BOOK_ITEM_ARTICLE)
            add_article(r, plan->items[i].path);
    if (r->w->params->cover)
        add(r, r->w->params->cover);
}

const char *const *book_reach(struct book_work *w, size_t *count)
{
    struct reach r = {.w = w};

    add_plan(&r);
    *count = r.count;
    return r.list;
}

/* What a list leads to, and what it is read from: it will be read again. */
static void add_list(struct reach *r, const char *path)
{
    struct book_params own = *r->w->params;
    struct book_plan plan = {.params = &own, .arena = r->w->arena, .diag = r->w->diag};
    struct book_work w = {
        .plan = &plan, .params = &own, .diag = r->w->diag, .arena = r->w->arena};
    struct book_work *outer = r->w;

    book_plan_make(&plan, &path, 1);
    own.site = own.site ? own.site : plan.site;
    own.cover = own.cover ? own.cover : plan.cover;
    r->w = &w;
    add(r, path_dir(w.arena, path));
    if (own.site)
        add(r, own.site);
    r->folder = NULL; /* the same may be another root by the list's site */
    add_plan(r);
    r->folder = NULL;
    r->w = outer;
}

const char *const *book_reach_of(const struct book_params *params,
                                 const char *const *paths, size_t count,
                                 struct arena *a, size_t *out_count)
{
    struct diag quiet = {0};
    struct book_params own = *params;
    struct book_work w = {.params = &own, .diag = &quiet, .arena = a};
    struct reach r = {.w = &w};

    own.deps = NULL;
    own.diag = &quiet;
    for (size_t i = 0; i < count; i++)
        if (book_is_list(paths[i]))
            add_list(&r, paths[i]);
        else
            add_article(&r, paths[i]);
    *out_count = r.count;
    return r.list;
}
