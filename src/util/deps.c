#include "util/deps.h"

#include "util/path.h"
#include "util/str.h"

#include <stdlib.h>
#include <string.h>

void deps_init(struct deps *d)
{
    *d = (struct deps){0};
    pthread_mutex_init(&d->lock, NULL);
}

void deps_release(struct deps *d)
{
    arena_release(&d->arena);
    pthread_mutex_destroy(&d->lock);
    *d = (struct deps){0};
}

static void grow(struct deps *d)
{
    struct deps_file *files;

    d->cap = d->cap ? d->cap * 2 : 16;
    files = arena_array(&d->arena, struct deps_file, d->cap);
    if (d->count)
        memcpy(files, d->files, d->count * sizeof *files);
    d->files = files;
}

/* The path of a folder ends in "/". */
static void add(struct deps *d, const char *folder, const char *name, bool is_folder)
{
    struct deps_file *file;
    const char *path;

    pthread_mutex_lock(&d->lock);
    if (d->count == d->cap)
        grow(d);
    file = &d->files[d->count++];
    path = path_join(&d->arena, folder ? folder : "", name);
    if (is_folder && !str_ends(str_of(path), "/"))
        path = arena_printf(&d->arena, "%s/", path);
    file->path = path;
    file->stamp = stamp_of(path);
    pthread_mutex_unlock(&d->lock);
}

void deps_add(struct deps *d, const char *folder, const char *name)
{
    if (d)
        add(d, folder, name, false);
}

void deps_add_folder(struct deps *d, const char *folder)
{
    if (d)
        add(d, NULL, folder, true);
}

/* The older of two stamps of a file is the one from before it was read. */
static int by_path(const void *a, const void *b)
{
    const struct deps_file *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    return order ? order
                 : (x->stamp.changed > y->stamp.changed) -
                       (x->stamp.changed < y->stamp.changed);
}

void deps_sort(struct deps *d)
{
    size_t kept = 0;

    if (d->count > 1)
        qsort(d->files, d->count, sizeof *d->files, by_path);
    for (size_t i = 0; i < d->count; i++)
        if (kept == 0 || strcmp(d->files[kept - 1].path, d->files[i].path) != 0)
            d->files[kept++] = d->files[i];
    d->count = kept;
}
