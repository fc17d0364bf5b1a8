#include "book/plan.h"

#include "util/file.h"
#include "util/path.h"
#include "util/str.h"

#include <dirent.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void add_path(struct book_paths *paths, const char *path, struct arena *a)
{
    if (paths->count == paths->cap) {
        const char **old = paths->list;

        paths->cap = paths->cap ? paths->cap * 2 : 64;
        paths->list = arena_array(a, const char *, paths->cap);
        if (paths->count)
            memcpy(paths->list, old, paths->count * sizeof *old);
    }
    paths->list[paths->count++] = path;
}

static bool is_hub(const char *rest)
{
    return strcmp(rest, "README.md") == 0 || strcmp(rest, "index.md") == 0;
}

/* By bytes, but a folder's files stand together and its own page before the rest. */
static int in_reading_order(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t folder = 0, i = 0;

    for (; x[i] && x[i] == y[i]; i++)
        if (x[i] == '/')
            folder = i + 1;
    if (x[i] == y[i])
        return 0;
    if (is_hub(x + folder) != is_hub(y + folder))
        return is_hub(x + folder) ? -1 : 1;
    if (x[i] == '/' || y[i] == '/')
        return x[i] == '/' ? -1 : 1;
    return (unsigned char)x[i] < (unsigned char)y[i] ? -1 : 1;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_article_name(const char *name)
{
    return strcmp(path_ext(name), ".md") == 0;
}

/* Files go to `files`, folders to `folders`; what is neither is left out. */
static void read_folder(struct book_paths *files, struct book_paths *folders,
                        const char *folder, struct arena *a)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;

    while (dir && (e = readdir(dir))) {
        const char *path;
        struct stat st;

        if (e->d_name[0] == '.' || strcmp(e->d_name, "node_modules") == 0)
            continue;
        path = path_join(a, folder, e->d_name);
        if (lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            add_path(folders, path, a);
        else if (is_article_name(e->d_name) && stat(path, &st) == 0 &&
                 S_ISREG(st.st_mode))
            add_path(files, path, a);
    }
    if (dir)
        closedir(dir);
}

void book_folder_paths(struct book_paths *out, const char *folder, struct arena *a)
{
    struct book_paths folders = {0};

    add_path(&folders, folder, a);
    while (folders.count > 0)
        read_folder(out, &folders, folders.list[--folders.count], a);
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, in_reading_order);
}

/* The folder's own name is no pattern. */
static const char *escaped(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) * 2 + 1), *to = out;

    for (; *s; s++) {
        if (strchr("*?[]\\", *s))
            *to++ = '\\';
        *to++ = *s;
    }
    return out;
}

void book_glob_paths(struct book_paths *out, const char *folder, const char *pattern,
                     struct arena *a)
{
    glob_t found = {0};

    pattern = path_join(a, escaped(a, folder), pattern);
    if (glob(pattern, GLOB_NOSORT, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            if (!file_is_folder(found.gl_pathv[i]) &&
                is_article_name(found.gl_pathv[i]))
                add_path(out, arena_strdup(a, found.gl_pathv[i]), a);
    globfree(&found);
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, by_bytes);
}
