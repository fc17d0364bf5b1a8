#include "media/cache.h"

#include "media/probe.h"
#include "util/arena.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define INDEX_LIMIT ((size_t)64 << 10)

/* Folders */

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* `path` and every folder above it. */
static bool make_folders(struct arena *a, const char *path)
{
    char *part = arena_strdup(a, path);

    for (char *s = part + 1; (s = strchr(s, '/')); s++) {
        *s = '\0';
        if (!make_folder(part) && errno != EROFS && errno != EACCES)
            return false; /* one above that cannot be written may be there */
        *s = '/';
    }
    return make_folder(part);
}

/* Marks the folder for backups to leave out (the Cache Directory Tagging standard). */
static void tag(struct arena *a, const char *folder)
{
    static const char text[] =
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# Images fetched by seoga; may be deleted at any time.\n";
    const char *path = path_join(a, folder, "CACHEDIR.TAG");
    struct diag unheard = {0};
    struct file_out out;

    if (file_exists(path) || !file_out_open(&out, path, &unheard))
        return;
    file_out_write(&out, text, sizeof text - 1);
    file_out_keep(&out, path, &unheard);
}

static bool make_writable(struct arena *a, const char *folder)
{
    static const char *const parts[] = {"objects", "urls", "tmp"};

    if (!make_folders(a, folder))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *part = path_join(a, folder, parts[i]);

        if (!make_folder(part) || access(part, W_OK | X_OK) != 0)
            return false;
    }
    tag(a, folder);
    return true;
}

bool media_cache_open(struct media_cache *c, const char *folder, bool write)
{
    struct arena scratch = {0};

    *c = (struct media_cache){.folder = heap_strndup(folder, strlen(folder))};
    c->writable = write && make_writable(&scratch, folder);
    arena_release(&scratch);
    return c->writable || !write;
}

void media_cache_close(struct media_cache *c)
{
    heap_free(c->folder);
    *c = (struct media_cache){0};
}

/* kind/ab/cdef…, beneath the cache's folder. */
static void name_of(const char *kind, const char *digits, char out[80])
{
    snprintf(out, 80, "%.8s/%.2s/%.62s", kind, digits, digits + 2);
}

/* The path of such a name; its folder is made when `make` says so. */
static const char *path_of(const struct media_cache *c, struct arena *a,
                           const char *name, bool make)
{
    const char *path = path_join(a, c->folder, name);

    if (make)
        make_folder(path_dir(a, path));
    return path;
}

/* Reading */

struct index {
    char sha256[HASH_SHA256_DIGITS + 1];
    size_t length;
};

static void take(char *to, size_t size, struct str value)
{
    if (value.len < size) {
        memcpy(to, value.s, value.len);
        to[value.len] = '\0';
    }
}

static bool is_digest(const char *s)
{
    return strspn(s, "0123456789abcdef") == HASH_SHA256_DIGITS;
}

/* The index of the address, if there is one that says all it must. */
static bool read_index(struct str text, struct index *index, struct media_copy *copy)
{
    char length[24] = "";
    struct str line;

    while (str_next_line(&text, &line)) {
        size_t blank = str_find_char(line, ' ');
        struct str key = str_head(line, blank), value = str_skip(line, blank + 1);

        if (str_is(key, "sha256"))
            take(index->sha256, sizeof index->sha256, value);
        else if (str_is(key, "length"))
            take(length, sizeof length, value);
        else if (str_is(key, "etag"))
            take(copy->etag, sizeof copy->etag, value);
        else if (str_is(key, "modified"))
            take(copy->modified, sizeof copy->modified, value);
    }
    index->length = strtoul(length, NULL, 10);
    return is_digest(index->sha256) && index->length > 0 &&
           index->length <= MEDIA_BYTE_LIMIT;
}

/* The digits of the SHA-256 of the regular file at `path`; false when its length is
 * another. */
static bool hash_file(const char *path, size_t length,
                      char digits[HASH_SHA256_DIGITS + 1])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    char block[32 << 10];
    struct hash_sha256 hash;
    struct stat st;
    size_t total = 0;
    ssize_t got = -1;

    if (fd < 0) {
        file_need_descriptors(errno);
        return false;
    }
    hash_sha256_init(&hash);
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (size_t)st.st_size == length)
        while ((got = read(fd, block, sizeof block)) > 0) {
            hash_sha256_add(&hash, block, (size_t)got);
            total += (size_t)got;
        }
    close(fd);
    hash_sha256_final(&hash, digits);
    return got == 0 && total == length;
}

static bool is_good(const char *path, const char *sha256, size_t length)
{
    char digits[HASH_SHA256_DIGITS + 1];

    return hash_file(path, length, digits) && strcmp(digits, sha256) == 0;
}

/* What the index at `path` names, checked. */
static bool find_object(const struct media_cache *c, struct arena *a, const char *path,
                        struct media_copy *out)
{
    struct index index = {0};
    struct diag unheard = {0};
    struct buf text = {0};
    bool good = file_read(path, INDEX_LIMIT, &text, &unheard) &&
                read_index((struct str){text.data, text.len}, &index, out);

    buf_release(&text);
    if (!good)
        return false;
    name_of("objects", index.sha256, out->object);
    out->len = index.length;
    return is_good(path_of(c, a, out->object, false), index.sha256, index.length);
}

enum media_cached media_cache_find(const struct media_cache *c, const char *url,
                                   struct media_copy *out)
{
    enum media_cached found = MEDIA_NOT_CACHED;
    char digits[HASH_SHA256_DIGITS + 1], name[80];
    struct arena scratch = {0};
    const char *path;

    *out = (struct media_copy){0};
    if (!c->folder)
        return MEDIA_NOT_CACHED;
    hash_sha256(url, strlen(url), digits);
    name_of("urls", digits, name);
    path = path_of(c, &scratch, name, false);
    if (file_exists(path))
        found =
            find_object(c, &scratch, path, out) ? MEDIA_CACHED : MEDIA_CACHE_DAMAGED;
    if (found != MEDIA_CACHED)
        *out = (struct media_copy){0};
    arena_release(&scratch);
    return found;
}

void media_copy_release(struct media_copy *copy)
{
    buf_release(&copy->memory);
    *copy = (struct media_copy){0};
}

/* Writing */

bool media_draft_open(struct media_draft *d, const struct media_cache *c,
                      const char *url)
{
    char digits[HASH_SHA256_DIGITS + 1];
    struct diag unheard = {0};
    struct buf name = {0};

    *d = (struct media_draft){.open = true};
    hash_sha256_init(&d->hash);
    if (!c->writable)
        return true;
    hash_sha256(url, strlen(url), digits);
    buf_printf(&name, "%s/tmp/%s", c->folder, digits);
    d->name = name.data; /* the draft's now */
    d->open = file_out_open_named(&d->file, d->name, &unheard);
    if (!d->open) {
        heap_free(d->name);
        d->name = NULL;
    }
    return d->open;
}

bool media_draft_add(struct media_draft *d, const void *bytes, size_t len)
{
    if (d->name)
        file_out_write(&d->file, bytes, len);
    else
        buf_add(&d->memory, bytes, len);
    if (d->name && d->file.error) {
        errno = d->file.error;
        return false;
    }
    hash_sha256_add(&d->hash, bytes, len);
    d->len += len;
    return true;
}

const void *media_draft_bytes(struct media_draft *d)
{
    struct diag unheard = {0};

    if (d->name && d->memory.len == 0 &&
        !file_read(d->file.temp, d->len, &d->memory, &unheard))
        return NULL;
    return d->memory.len == d->len ? buf_str(&d->memory) : NULL;
}

static bool write_index(const struct media_cache *c, struct arena *a, const char *url,
                        const char *sha256, const struct media_copy *copy)
{
    char digits[HASH_SHA256_DIGITS + 1], name[80];
    struct diag unheard = {0};
    struct buf text = {0};
    struct file_out out;
    const char *path;
    bool good;

    hash_sha256(url, strlen(url), digits);
    name_of("urls", digits, name);
    path = path_of(c, a, name, true);
    buf_printf(&text, "url %s\nsha256 %s\nlength %zu\n", url, sha256, copy->len);
    if (copy->etag[0])
        buf_printf(&text, "etag %s\n", copy->etag);
    if (copy->modified[0])
        buf_printf(&text, "modified %s\n", copy->modified);
    good = file_out_open(&out, path, &unheard);
    if (good) {
        file_out_write(&out, text.data, text.len);
        good = file_out_keep(&out, path, &unheard);
    }
    buf_release(&text);
    return good;
}

/*
 * An object that is there and good stays the file it is: another run may be reading it.
 * The link fails where one came meanwhile, and where there are no links.
 */
static bool keep_object(struct media_draft *d, const char *path, const char *sha256)
{
    struct diag unheard = {0};

    if (is_good(path, sha256, d->len))
        return true;
    unlink(path);
    return link(d->file.temp, path) == 0 || is_good(path, sha256, d->len) ||
           file_out_keep(&d->file, path, &unheard);
}

void media_draft_keep(struct media_draft *d, const struct media_cache *c,
                      const char *url, struct media_copy *copy)
{
    char digits[HASH_SHA256_DIGITS + 1], name[80];
    struct arena scratch = {0};

    copy->len = d->len;
    copy->object[0] = '\0';
    if (d->name) {
        hash_sha256_final(&d->hash, digits);
        name_of("objects", digits, name);
        if (keep_object(d, path_of(c, &scratch, name, true), digits) &&
            write_index(c, &scratch, url, digits, copy))
            memcpy(copy->object, name, sizeof name);
    }
    if (!copy->object[0]) {
        copy->memory = d->memory;
        d->memory = (struct buf){0};
    }
    media_draft_drop(d);
    arena_release(&scratch);
}

void media_draft_drop(struct media_draft *d)
{
    file_out_abort(&d->file);
    heap_free(d->name);
    buf_release(&d->memory);
    *d = (struct media_draft){0};
}
