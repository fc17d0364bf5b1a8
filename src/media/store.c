#include "media/store.h"

#include "media/probe.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/root.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct media_store {
    struct media_asset **assets;
    size_t count, cap;
};

struct media_store *media_store_create(void)
{
    return heap_zalloc(1, sizeof(struct media_store));
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
    heap_free(s);
}

static int find(const struct media_store *s, const uint8_t sha1[20], size_t len)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->assets[i]->len == len && memcmp(s->assets[i]->sha1, sha1, 20) == 0)
            return s->assets[i]->number;
    return 0;
}

static int keep(struct media_store *s, const struct media_asset *probed,
                const void *bytes)
{
    struct media_asset *asset = heap_alloc(sizeof *asset);

    *asset = *probed;
    asset->bytes = heap_strndup(bytes, probed->len);
    if (s->count == s->cap) {
        s->cap = s->cap * 2 + 16;
        s->assets = heap_resize(s->assets, s->cap, sizeof *s->assets);
    }
    s->assets[s->count++] = asset;
    asset->number = (int)s->count;
    return asset->number;
}

static void refuse(enum media_verdict verdict, struct diag_pos pos, struct diag *diag)
{
    if (verdict == MEDIA_TOO_LARGE)
        diag_warning(
            diag, pos, "img-limit",
            "this image has more than 64 million pixels or 64 MB; make it smaller");
    else if (verdict == MEDIA_DAMAGED)
        diag_warning(diag, pos, "img-damaged",
                     "this image's header cannot be read; save it anew");
    else
        diag_warning(diag, pos, "img-type",
                     "this is no PNG, JPEG, GIF, WebP, AVIF or SVG image, whatever it "
                     "is called");
}

int media_store_add_bytes(struct media_store *s, const void *bytes, size_t len,
                          struct diag_pos pos, struct diag *diag)
{
    struct media_asset probed = {.len = len};
    enum media_verdict verdict = media_probe(bytes, len, &probed);
    int number;

    if (verdict != MEDIA_GOOD) {
        refuse(verdict, pos, diag);
        return 0;
    }
    hash_sha1(bytes, len, probed.sha1);
    number = find(s, probed.sha1, len);
    return number ? number : keep(s, &probed, bytes);
}

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

/* Reads the image open at `fd`; its troubles are warnings where it is shown. */
static int add_open_file(struct media_store *s, int fd, const char *relative,
                         struct diag_pos pos, struct diag *diag)
{
    struct diag unheard = {0};
    struct buf bytes = {0};
    struct stat st;
    int number = 0;

    if (fstat(fd, &st) == 0 && st.st_size > (off_t)MEDIA_BYTE_LIMIT)
        refuse(MEDIA_TOO_LARGE, pos, diag);
    else if (file_read_fd(fd, relative, MEDIA_BYTE_LIMIT, &bytes, &unheard))
        number = media_store_add_bytes(s, buf_str(&bytes), bytes.len, pos, diag);
    else
        diag_warning(diag, pos, "img-missing", "the image %s cannot be read", relative);
    buf_release(&bytes);
    return number;
}

int media_store_add_file(struct media_store *s, const char *root, const char *relative,
                         struct diag_pos pos, struct diag *diag)
{
    struct root r;
    int fd = -1, number = 0;

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
    number = add_open_file(s, fd, relative, pos, diag);
    close(fd);
    return number;
}

const struct media_asset *media_store_asset(const struct media_store *s, int number)
{
    return s && number > 0 && (size_t)number <= s->count ? s->assets[number - 1] : NULL;
}

int media_store_count(const struct media_store *s)
{
    return (int)s->count;
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
