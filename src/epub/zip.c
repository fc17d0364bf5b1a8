#include "epub/zip.h"

#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/pool.h"

#include <string.h>
#include <zip.h>

/* Bytes of the records around an entry and at the end (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
enum { ENTRY_SIZE = 30 + 46, END_SIZE = 22 };

/* An entry as it goes into the file. */
struct packed {
    const struct epub_entry *entry;
    struct buf deflated;     /* empty: stored */
    uint32_t crc;            /* of what is deflated; libzip sums up the rest itself */
    struct media_bytes file; /* of a picture, while it is written */
    size_t at;               /* reading position */
    bool changed;            /* the picture could not be read again */
};

static void pack(void *user, size_t index)
{
    struct packed *p = (struct packed *)user + index;
    const struct epub_entry *entry = p->entry;
    struct media_bytes bytes = {entry->bytes, entry->len, NULL};

    if (entry->stored)
        return;
    if (entry->picture && !epub_picture_open(entry->picture, &bytes)) {
        p->changed = true;
        return;
    }
    p->crc = hash_crc32(0, bytes.data, entry->len);
    deflate_bytes(&p->deflated, bytes.data, entry->len, DEFLATE_RAW, DEFLATE_LEVEL);
    if (p->deflated.len >= entry->len)
        buf_release(&p->deflated);
    media_bytes_close(&bytes);
}

static const void *data_of(const struct packed *p, size_t *len)
{
    *len = p->deflated.len ? p->deflated.len : p->entry->len;
    if (p->deflated.len)
        return p->deflated.data;
    return p->entry->picture ? p->file.data : p->entry->bytes;
}

static zip_int64_t give_stat(const struct packed *p, void *data, zip_uint64_t size)
{
    zip_stat_t *st = data;

    if (size < sizeof *st)
        return -1;
    zip_stat_init(st);
    st->size = p->entry->len;
    st->comp_method = ZIP_CM_STORE;
    st->encryption_method = ZIP_EM_NONE;
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (p->deflated.len > 0) {
        st->comp_size = p->deflated.len;
        st->comp_method = ZIP_CM_DEFLATE;
        st->crc = p->crc;
        st->valid |= ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC;
    }
    return sizeof *st;
}

static zip_int64_t give_bytes(struct packed *p, void *data, zip_uint64_t size)
{
    size_t len;
    const char *bytes = data_of(p, &len);

    if (size > len - p->at)
        size = len - p->at;
    memcpy(data, bytes + p->at, size);
    p->at += size;
    return (zip_int64_t)size;
}

/* What went wrong is told by the caller's flags; libzip only asks for a form. */
static zip_int64_t no_error(void *data, zip_uint64_t size)
{
    zip_error_t error;
    zip_int64_t done;

    zip_error_init(&error);
    zip_error_set(&error, ZIP_ER_READ, 0);
    done = zip_error_to_data(&error, data, size);
    zip_error_fini(&error);
    return done;
}

static zip_int64_t begin_giving(struct packed *p)
{
    p->at = 0;
    if (!p->entry->picture || p->deflated.len > 0)
        return 0;
    p->changed = !epub_picture_open(p->entry->picture, &p->file);
    return p->changed ? -1 : 0;
}

/* A source of libzip's that hands over what was compressed already. */
static zip_int64_t give(void *user, void *data, zip_uint64_t size,
                        zip_source_cmd_t command)
{
    struct packed *p = user;

    switch ((int)command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_OPEN:
        return begin_giving(p);
    case ZIP_SOURCE_CLOSE:
        media_bytes_close(&p->file);
        return 0;
    case ZIP_SOURCE_READ:
        return give_bytes(p, data, size);
    case ZIP_SOURCE_STAT:
        return give_stat(p, data, size);
    case ZIP_SOURCE_ERROR:
        return no_error(data, size);
    default:
        return 0;
    }
}

/* 1980-01-01 00:00, the beginning of ZIP's calendar. */
static bool add_entry(zip_t *zip, struct packed *p)
{
    zip_source_t *source = zip_source_function(zip, give, p);
    zip_int64_t index;

    if (!source)
        return false;
    index = zip_file_add(zip, p->entry->name, source, ZIP_FL_ENC_GUESS);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(zip, (zip_uint64_t)index,
                                    p->deflated.len ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                    0) == 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)index, 0, 0x21, 0) == 0;
}

/* The archive goes straight into the output, so that it is never in memory. */

#define HEAD  58 /* bytes that sniffers look at */
#define FLUSH ((size_t)64 << 10)

struct archive {
    struct file_out *out;
    struct buf waiting; /* not handed to `out` yet */
    size_t at, end;     /* of `waiting` in the file; of the file */
    char head[HEAD];
};

static void flush(struct archive *a)
{
    if (a->at < HEAD) {
        size_t room = HEAD - a->at;

        memcpy(a->head + a->at, buf_str(&a->waiting),
               a->waiting.len < room ? a->waiting.len : room);
    }
    file_out_write(a->out, a->waiting.data, a->waiting.len);
    a->at += a->waiting.len;
    if (a->at > a->end)
        a->end = a->at;
    buf_clear(&a->waiting);
}

static zip_int64_t take_bytes(struct archive *a, const void *data, zip_uint64_t size)
{
    buf_add(&a->waiting, data, size);
    if (a->waiting.len >= FLUSH)
        flush(a);
    return a->out->error ? -1 : (zip_int64_t)size;
}

static zip_int64_t seek(struct archive *a, void *data, zip_uint64_t size)
{
    zip_error_t error;
    zip_int64_t to;

    flush(a);
    zip_error_init(&error);
    to = zip_source_seek_compute_offset(a->at, a->end, data, size, &error);
    zip_error_fini(&error);
    if (to < 0)
        return -1;
    a->at = (size_t)to;
    file_out_seek(a->out, a->at);
    return a->out->error ? -1 : 0;
}

/* A target of libzip's: an archive that is empty and is written once. */
static zip_int64_t take(void *user, void *data, zip_uint64_t size,
                        zip_source_cmd_t command)
{
    struct archive *a = user;

    switch ((int)command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_WRITABLE;
    case ZIP_SOURCE_STAT:
        if (size < sizeof(zip_stat_t))
            return -1;
        zip_stat_init(data);
        return sizeof(zip_stat_t);
    case ZIP_SOURCE_WRITE:
        return take_bytes(a, data, size);
    case ZIP_SOURCE_SEEK_WRITE:
        return seek(a, data, size);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)(a->at + a->waiting.len);
    case ZIP_SOURCE_COMMIT_WRITE:
        flush(a);
        return a->out->error ? -1 : 0;
    case ZIP_SOURCE_ERROR:
        return no_error(data, size);
    default:
        return 0;
    }
}

/* The mimetype entry must have no extra field and stand where sniffers look for it. */
static bool begins_well(const char head[HEAD])
{
    return memcmp(head, "PK\3\4", 4) == 0 && head[28] == 0 && head[29] == 0 &&
           memcmp(head + 30, "mimetypeapplication/epub+zip", 28) == 0;
}

static bool write_archive(struct packed *list, size_t count, struct file_out *out)
{
    struct archive archive = {.out = out};
    zip_error_t error;
    zip_source_t *target;
    zip_t *zip;
    bool good = true;

    zip_error_init(&error);
    target = zip_source_function_create(take, &archive, &error);
    zip = target ? zip_open_from_source(target, ZIP_TRUNCATE, &error) : NULL;
    if (!zip) {
        zip_source_free(target);
        return false;
    }
    for (size_t i = 0; i < count && good; i++)
        good = add_entry(zip, &list[i]);
    if (good)
        good = zip_close(zip) == 0;
    if (!good)
        zip_discard(zip);
    good = good && begins_well(archive.head);
    buf_release(&archive.waiting);
    return good;
}

/*
 * Readers know archives as they were before ZIP64 (APPNOTE 4.4.1.4): as many entries and
 * bytes as these numbers can count. Sizes are those of the contents as they are read, so
 * that nothing needs to be packed to know.
 */
static bool is_within_limits(const struct epub_entry *entries, size_t count)
{
    uint64_t total = END_SIZE;

    for (size_t i = 0; i < count && total <= UINT32_MAX; i++)
        total += entries[i].len + 2 * strlen(entries[i].name) + ENTRY_SIZE;
    return count <= UINT16_MAX && total <= UINT32_MAX;
}

bool epub_zip_write(const struct epub_entry *entries, size_t count, int threads,
                    struct file_out *out, struct diag *diag)
{
    struct packed *list;
    bool good;

    if (!is_within_limits(entries, count)) {
        diag_error(diag, (struct diag_pos){.file = out->path}, "epub-limit",
                   "the book would have more than 65,535 files or 4 GB; nothing was "
                   "written");
        return false;
    }
    list = heap_zalloc(count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i].entry = &entries[i];
    pool_run(threads, count, pack, list);
    good = write_archive(list, count, out);
    for (size_t i = 0; i < count; i++) {
        if (list[i].changed)
            media_asset_changed(entries[i].picture->asset, (struct diag_pos){0}, diag);
        media_bytes_close(&list[i].file);
        buf_release(&list[i].deflated);
    }
    heap_free(list);
    if (out->error) /* which file_out_commit reports */
        return true;
    if (!good)
        diag_error(diag, (struct diag_pos){.file = out->path}, "epub-write",
                   "the book could not be packed; nothing was written");
    return good;
}
