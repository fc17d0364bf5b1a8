#include "media/store.h"

#include "media/probe.h"
#include "util/arena.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/root.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct media_store {
    struct arena names; /* of files */
    struct media_asset **assets;
    size_t count, cap;
    int *slots; /* asset numbers by hash, 0: free; `slot_count` is a power of two */
    size_t slot_count;
    const char *root; /* of the file before: most files share theirs */
    const char *const *font_folders;
};

struct media_store *media_store_create(void)
{
    return heap_zalloc(1, sizeof(struct media_store));
}

void media_store_use_fonts(struct media_store *s, const char *const *folders)
{
    s->font_folders = folders;
}

static void free_asset(struct media_asset *asset)
{
    union {
        const void *in;
        void *out;
    } bytes = {asset->bytes};

    heap_free(bytes.out);
    heap_free(asset);
}

void media_store_destroy(struct media_store *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++)
        free_asset(s->assets[i]);
    heap_free(s->assets);
    heap_free(s->slots);
    arena_release(&s->names);
    heap_free(s);
}

/* The same bytes once */

/* Where the asset with this hash is in the table, or belongs. */
static int *slot_of(const struct media_store *s, const uint8_t sha1[20])
{
    size_t at;

    memcpy(&at, sha1, sizeof at);
    for (;; at++) {
        int *slot = &s->slots[at & (s->slot_count - 1)];

        if (*slot == 0 || memcmp(s->assets[*slot - 1]->sha1, sha1, 20) == 0)
            return slot;
    }
}

static void grow(struct media_store *s)
{
    s->cap = s->cap ? s->cap * 2 : 32;
    s->assets = heap_resize(s->assets, s->cap, sizeof *s->assets);
    heap_free(s->slots);
    s->slot_count = s->cap * 2;
    s->slots = heap_zalloc(s->slot_count, sizeof *s->slots);
    for (size_t i = 0; i < s->count; i++)
        *slot_of(s, s->assets[i]->sha1) = s->assets[i]->number;
}

static const char *const refusals[][2] = {
    [MEDIA_GOOD] = {NULL, NULL},
    [MEDIA_UNKNOWN] = {"img-type",
                       "this is no PNG, JPEG, GIF, WebP, AVIF or SVG image, "
                       "whatever it is called"},
    [MEDIA_DAMAGED] = {"img-damaged", "this image is damaged or cut off; save it anew"},
    [MEDIA_TOO_LARGE] = {"img-limit", "this image has more than 64 million pixels or "
                                      "64 MB; make it smaller"},
    [MEDIA_UNREADABLE] = {"img-format", "this kind of JPEG (lossless or 12-bit) is not "
                                        "read; save it as an ordinary JPEG or as PNG"},
};

static void refuse(enum media_verdict verdict, struct diag_pos pos, struct diag *diag)
{
    diag_warning(diag, pos, refusals[verdict][0], "%s", refusals[verdict][1]);
}

/*
 * The asset with these bytes, old or new; NULL after a refusal. A new one has neither
 * bytes nor a file yet:
 * `*added` tells.
 */
static struct media_asset *add(struct media_store *s, const void *bytes, size_t len,
                               bool *added, enum media_verdict *verdict)
{
    struct media_asset probed = {.len = len}, *asset;
    int *slot;

    *added = false;
    *verdict = MEDIA_GOOD;
    if (s->count == s->cap)
        grow(s);
    hash_sha1(bytes, len, probed.sha1);
    slot = slot_of(s, probed.sha1);
    if (*slot)
        return s->assets[*slot - 1];
    *verdict = media_probe(bytes, len, &probed);
    if (*verdict != MEDIA_GOOD)
        return NULL;
    asset = heap_alloc(sizeof *asset);
    *asset = probed;
    asset->font_folders = s->font_folders;
    s->assets[s->count++] = asset;
    asset->number = *slot = (int)s->count;
    *added = true;
    return asset;
}

int media_store_add_bytes(struct media_store *s, const void *bytes, size_t len,
                          struct diag_pos pos, struct diag *diag)
{
    enum media_verdict verdict;
    bool added;
    struct media_asset *asset = add(s, bytes, len, &added, &verdict);

    if (!asset) {
        refuse(verdict, pos, diag);
        return 0;
    }
    if (added)
        asset->bytes = heap_strndup(bytes, len);
    return asset->number;
}

/* Files */

static const char *why_not(int error)
{
    switch (error) {
    case EXDEV:
    case ELOOP:
        return "it lies outside the article's folder";
    case EISDIR:
    case EINVAL:
        return "it is no regular file";
    default:
        return strerror(error);
    }
}

static bool read_whole(int fd, uint8_t *to, size_t len)
{
    while (len > 0) {
        ssize_t got = read(fd, to, len);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        len -= (size_t)got;
    }
    return true;
}

static struct media_file file_of(const struct stat *st)
{
    return (struct media_file){.device = st->st_dev,
                               .inode = st->st_ino,
                               .seconds = st->st_mtim.tv_sec,
                               .nanoseconds = st->st_mtim.tv_nsec};
}

static void place(struct media_store *s, struct media_asset *asset, const char *root,
                  const char *relative)
{
    if (!s->root || strcmp(s->root, root) != 0)
        s->root = arena_strndup(&s->names, root, strlen(root));
    asset->file.root = s->root;
    asset->file.relative = arena_strndup(&s->names, relative, strlen(relative));
}

/* Reads the image open at `fd`; its troubles are warnings where it is shown. */
static struct media_asset *add_open_file(struct media_store *s, int fd, bool *added,
                                         enum media_verdict *verdict)
{
    struct media_asset *asset = NULL;
    struct stat st;
    uint8_t *bytes;

    *verdict = MEDIA_TOO_LARGE;
    if (fstat(fd, &st) != 0 || st.st_size > (off_t)MEDIA_BYTE_LIMIT)
        return NULL;
    *verdict = MEDIA_DAMAGED;
    bytes = heap_alloc((size_t)st.st_size);
    if (read_whole(fd, bytes, (size_t)st.st_size))
        asset = add(s, bytes, (size_t)st.st_size, added, verdict);
    heap_free(bytes);
    if (asset && *added)
        asset->file = file_of(&st);
    return asset;
}

int media_store_add_file(struct media_store *s, const char *root, const char *relative,
                         struct diag_pos pos, struct diag *diag)
{
    struct media_asset *asset;
    enum media_verdict verdict;
    struct root r;
    bool added = false;
    int fd = -1;

    if (root_open(&r, root)) {
        fd = root_open_file(&r, relative);
        if (fd < 0)
            diag_warning(diag, pos, "img-missing", "the image %s is not there (%s)",
                         relative, why_not(errno));
        root_close(&r);
    } else {
        diag_warning(diag, pos, "img-missing",
                     "the image %s is not there (no folder %s)", relative, root);
    }
    if (fd < 0)
        return 0;
    asset = add_open_file(s, fd, &added, &verdict);
    close(fd);
    if (!asset)
        refuse(verdict, pos, diag);
    else if (added)
        place(s, asset, root, relative);
    return asset ? asset->number : 0;
}

/* The file is opened beneath its root again and must be the one that was hashed. */
static int reopen(const struct media_asset *asset)
{
    const struct media_file *file = &asset->file;
    struct media_file now;
    struct root r;
    struct stat st;
    int fd;

    if (!root_open(&r, file->root))
        return -1;
    fd = root_open_file(&r, file->relative);
    root_close(&r);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && (size_t)st.st_size == asset->len) {
        now = file_of(&st);
        if (now.device == file->device && now.inode == file->inode &&
            now.seconds == file->seconds && now.nanoseconds == file->nanoseconds)
            return fd;
    }
    close(fd);
    return -1;
}

/* Read, not mapped: a file cut meanwhile must not end the program with SIGBUS. */
bool media_asset_open(const struct media_asset *asset, struct media_bytes *out)
{
    int fd;
    bool good;

    *out = (struct media_bytes){asset->bytes, asset->len, NULL};
    if (asset->bytes)
        return true;
    fd = asset->file.relative ? reopen(asset) : -1;
    if (fd < 0)
        return false;
    out->data = out->owned = heap_alloc(asset->len);
    good = read_whole(fd, out->owned, asset->len);
    close(fd);
    if (!good)
        media_bytes_close(out);
    return good;
}

void media_bytes_close(struct media_bytes *bytes)
{
    heap_free(bytes->owned);
    *bytes = (struct media_bytes){0};
}

void media_asset_changed(const struct media_asset *asset, struct diag_pos pos,
                         struct diag *diag)
{
    diag_warning(diag, pos, "img-changed",
                 "the image %s was changed while the book was made; run again",
                 asset->file.relative ? asset->file.relative : "");
}

/* What is there */

const struct media_asset *media_store_asset(const struct media_store *s, int number)
{
    return s && number > 0 && (size_t)number <= s->count ? s->assets[number - 1] : NULL;
}

int media_store_count(const struct media_store *s)
{
    return (int)s->count;
}

int media_asset_shown_width(const struct media_asset *asset)
{
    return asset->orientation > 4 ? asset->height : asset->width;
}

int media_asset_shown_height(const struct media_asset *asset)
{
    return asset->orientation > 4 ? asset->width : asset->height;
}

static const struct {
    const char *extension, *mime;
} types[] = {
    [MEDIA_PNG] = {"png", "image/png"},    [MEDIA_JPEG] = {"jpg", "image/jpeg"},
    [MEDIA_GIF] = {"gif", "image/gif"},    [MEDIA_WEBP] = {"webp", "image/webp"},
    [MEDIA_AVIF] = {"avif", "image/avif"}, [MEDIA_SVG] = {"svg", "image/svg+xml"},
};

const char *media_type_extension(enum media_type t)
{
    return types[t].extension;
}

const char *media_type_mime(enum media_type t)
{
    return types[t].mime;
}
