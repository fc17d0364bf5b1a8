#include "book/folder.h"

#include "util/file.h"
#include "util/path.h"
#include "util/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
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

/* What stands behind a name; a link to a folder is neither. */
static enum kind { OTHER, ARTICLE, FOLDER } kind_of(int folder, const struct dirent *e)
{
    struct stat st;

    if (e->d_name[0] == '.' || strcmp(e->d_name, "node_modules") == 0)
        return OTHER;
    if (e->d_type == DT_DIR)
        return FOLDER;
    if (e->d_type == DT_REG)
        return is_article_name(e->d_name) ? ARTICLE : OTHER;
    if (fstatat(folder, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return OTHER;
    if (S_ISDIR(st.st_mode))
        return FOLDER;
    return is_article_name(e->d_name) && fstatat(folder, e->d_name, &st, 0) == 0 &&
                   S_ISREG(st.st_mode)
               ? ARTICLE
               : OTHER;
}

/* Articles go to `files`, folders to `folders`; what is neither is left out, and so are
 * links that lead out of `top`, unless it is NULL: nobody named what is there. */
static bool read_folder(struct book_paths *files, struct book_paths *folders,
                        const char *folder, const char *top, struct arena *a)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;

    if (!dir)
        file_need_descriptors(errno);
    while (dir && (e = readdir(dir))) {
        enum kind kind = kind_of(dirfd(dir), e);

        const char *path = kind == OTHER ? NULL : path_join(a, folder, e->d_name);

        if (path && kind == ARTICLE && top && e->d_type != DT_REG &&
            !file_is_beneath(path, top))
            continue;
        if (path)
            add_path(kind == FOLDER ? folders : files, path, a);
    }
    if (dir)
        closedir(dir);
    return dir != NULL;
}

void book_folder_paths(struct book_paths *out, const char *folder, struct deps *deps,
                       struct arena *a)
{
    struct book_paths folders = {0};
    const char *top = folder;

    add_path(&folders, folder, a);
    while (folders.count > 0) {
        folder = folders.list[--folders.count];
        deps_add_folder(deps, folder);
        read_folder(out, &folders, folder, top, a);
    }
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, in_reading_order);
}

static void add_names(struct hash_sha1 *sum, const struct book_paths *names)
{
    if (names->count > 1)
        qsort(names->list, names->count, sizeof *names->list, by_bytes);
    for (size_t i = 0; i < names->count; i++) {
        const char *name = path_base(names->list[i]);

        hash_sha1_add(sum, name, strlen(name) + 1);
    }
    hash_sha1_add(sum, "/", 1);
}

bool book_folder_sum(const char *folder, uint8_t sha1[HASH_SHA1_SIZE])
{
    struct arena scratch = {0};
    struct book_paths files = {0}, folders = {0};
    struct hash_sha1 sum;
    bool good = read_folder(&files, &folders, folder, NULL, &scratch);

    hash_sha1_init(&sum);
    add_names(&sum, &files);
    add_names(&sum, &folders);
    hash_sha1_final(&sum, sha1);
    arena_release(&scratch);
    return good;
}

static bool is_wild(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (strchr("*?[", name.s[i]))
            return true;
    return false;
}

/* Bytes of a pattern before its first name that is one, with the slash. */
static size_t fixed_length(struct str pattern)
{
    size_t fixed = 0;

    while (fixed < pattern.len) {
        struct str rest = str_skip(pattern, fixed);
        size_t end = str_find_char(rest, '/');

        if (end == rest.len || is_wild(str_head(rest, end)))
            break;
        fixed += end + 1;
    }
    return fixed;
}

/* What has the name in any of the folders: folders, or articles where it is the last. */
static struct book_paths find_named(const struct book_paths *folders, struct str name,
                                    bool last, const char *top, struct arena *a)
{
    const char *pattern = arena_strndup(a, name.s, name.len);
    struct book_paths found = {0};

    for (size_t i = 0; i < folders->count; i++) {
        struct book_paths files = {0}, below = {0}, *of = last ? &files : &below;

        read_folder(&files, &below, folders->list[i], top, a);
        for (size_t k = 0; k < of->count; k++) {
            const char *base = path_base(of->list[k]);

            if (is_wild(name) ? fnmatch(pattern, base, 0) == 0 : strcmp(pattern, base) == 0)
                add_path(&found, of->list[k], a);
        }
    }
    return found;
}

/* Not glob(3), which goes through links to folders, out of the one that was named and
 * around in circles. */
void book_glob_paths(struct book_paths *out, const char *folder, const char *pattern,
                     struct deps *deps, struct arena *a)
{
    struct book_paths found = {0};
    struct str rest = str_of(pattern);
    size_t fixed = fixed_length(rest);
    const char *top = folder;

    if (fixed > 0)
        top = path_join(a, folder, arena_strndup(a, pattern, fixed > 1 ? fixed - 1 : 1));
    add_path(&found, top, a);
    for (rest = str_skip(rest, fixed); rest.len > 0;) {
        size_t end = str_find_char(rest, '/');

        for (size_t i = 0; i < found.count; i++)
            deps_add_folder(deps, found.list[i]);
        if (end > 0)
            found = find_named(&found, str_head(rest, end), end == rest.len, top, a);
        rest = str_skip(rest, end + 1);
    }
    for (size_t i = 0; i < found.count; i++)
        if (is_article_name(found.list[i]))
            add_path(out, found.list[i], a);
    if (out->count > 1)
        qsort(out->list, out->count, sizeof *out->list, by_bytes);
}
