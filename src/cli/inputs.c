#include "cli/inputs.h"

#include "book/folder.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>

/* An article on its way to its name. */
struct found {
    const char *path, *whole; /* as given; from the root of the file system */
    size_t order;
};

struct search {
    struct found *list;
    size_t count, cap;
    const char *common; /* folder of all, with its final "/"; NULL: none yet */
    struct arena *arena;
};

/* Names */

/* The folder that holds both, with its "/". */
static const char *common_folder(struct arena *a, const char *x, const char *y)
{
    size_t end = 0;

    for (size_t i = 0; x[i] && x[i] == y[i]; i++)
        if (x[i] == '/')
            end = i + 1;
    return arena_strndup(a, x, end);
}

static void add_base(struct search *s, const char *folder)
{
    folder = arena_printf(s->arena, "%s/", strcmp(folder, "/") == 0 ? "" : folder);
    s->common = s->common ? common_folder(s->arena, s->common, folder) : folder;
}

static void add(struct search *s, const char *path, const char *whole)
{
    if (s->count == s->cap) {
        struct found *old = s->list;

        s->cap = s->cap ? s->cap * 2 : 64;
        s->list = arena_array(s->arena, struct found, s->cap);
        if (s->count)
            memcpy(s->list, old, s->count * sizeof *old);
    }
    s->list[s->count] = (struct found){path, whole, s->count};
    s->count++;
}

static const char *real_path(struct arena *a, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = arena_strdup(a, real ? real : path);

    heap_free(real);
    return copy;
}

static void add_file(struct search *s, const char *path)
{
    const char *folder = real_path(s->arena, path_dir(s->arena, path));

    add_base(s, folder);
    add(s, path, path_join(s->arena, folder, path_base(path)));
}

static bool add_folder(struct search *s, const char *folder, struct diag *diag)
{
    struct book_paths files = {0};
    const char *real = real_path(s->arena, folder);
    size_t len = strlen(folder);

    while (len > 1 && folder[len - 1] == '/')
        len--;
    folder = arena_strndup(s->arena, folder, len);
    book_folder_paths(&files, folder, NULL, s->arena);
    if (files.count == 0) {
        diag_error(diag, (struct diag_pos){.file = folder}, "file-missing",
                   "holds no article: no file below it ends in .md");
        return false;
    }
    add_base(s, real);
    for (size_t i = 0; i < files.count; i++) {
        const char *path = files.list[i];
        bool here = strcmp(folder, ".") == 0;

        add(s, path,
            path_join(s->arena, real, here ? path : path + len + (path[len] == '/')));
    }
    return true;
}

/* Those that were named before come first. */
static int by_whole(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    int order = strcmp(x->whole, y->whole);

    return order ? order : (x->order > y->order) - (x->order < y->order);
}

static int by_order(const void *a, const void *b)
{
    const struct found *x = a, *y = b;

    return (x->order > y->order) - (x->order < y->order);
}

static void drop_repeated(struct search *s)
{
    size_t kept = 0;

    if (s->count == 0)
        return;
    qsort(s->list, s->count, sizeof *s->list, by_whole);
    for (size_t i = 0; i < s->count; i++)
        if (kept == 0 || strcmp(s->list[kept - 1].whole, s->list[i].whole) != 0)
            s->list[kept++] = s->list[i];
    s->count = kept;
    qsort(s->list, s->count, sizeof *s->list, by_order);
}

struct named {
    const char *name;
    size_t index;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* The names in their order, with whose they are; in `list`, which has room. */
static void sort_names(const struct cli_inputs *in, struct named *list)
{
    for (size_t i = 0; i < in->count; i++)
        list[i] = (struct named){in->list[i].name, i};
    qsort(list, in->count, sizeof *list, by_name);
}

static bool tell_apart(struct cli_inputs *in, struct arena *a, struct diag *diag)
{
    struct named *list = arena_array(a, struct named, in->count);

    sort_names(in, list);
    for (size_t i = 1; i < in->count; i++) {
        struct cli_input *input = &in->list[list[i].index];

        if (strcmp(list[i - 1].name, list[i].name) == 0)
            input->name = arena_printf(a, "%s%s", input->name, path_ext(input->path));
    }
    sort_names(in, list);
    for (size_t i = 1; i < in->count; i++)
        if (strcmp(list[i - 1].name, list[i].name) == 0) {
            diag_error(diag, (struct diag_pos){.file = in->list[list[i].index].path},
                       "usage", "would be written to the same file as %s",
                       in->list[list[i - 1].index].path);
            return false;
        }
    return true;
}

static const char *name_of(const struct search *s, const struct found *f)
{
    size_t common = strlen(s->common);
    const char *below = f->whole;

    if (strncmp(below, s->common, common) == 0)
        below += common;
    else
        below = path_base(below);
    return arena_strndup(s->arena, below, strlen(below) - strlen(path_ext(below)));
}

bool cli_inputs_find(struct cli_inputs *in, const char *const *paths, size_t count,
                     struct arena *a, struct diag *diag)
{
    struct search s = {.arena = a};

    for (size_t i = 0; i < count; i++)
        if (!file_is_folder(paths[i]))
            add_file(&s, paths[i]);
        else if (!add_folder(&s, paths[i], diag))
            return false;
    drop_repeated(&s);
    in->list = arena_array(a, struct cli_input, s.count);
    in->count = s.count;
    for (size_t i = 0; i < s.count; i++)
        in->list[i] = (struct cli_input){s.list[i].path, name_of(&s, &s.list[i])};
    return tell_apart(in, a, diag);
}
