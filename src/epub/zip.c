#include "epub/zip.h"

#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/pool.h"

#include <string.h>
#include <zip.h>

/* An entry as it goes into the file. */
struct packed {
    const struct epub_entry *entry;
    struct buf deflated; /* empty: stored */
    uint32_t crc;
    size_t at; /* reading position */
};

static void pack(void *user, size_t index)
{
    struct packed *p = (struct packed *)user + index;

    p->crc = hash_crc32(0, p->entry->bytes, p->entry->len);
    if (p->entry->stored)
        return;
    deflate_bytes(&p->deflated, p->entry->bytes, p->entry->len, DEFLATE_RAW,
                  DEFLATE_LEVEL);
    if (p->deflated.len >= p->entry->len)
        buf_release(&p->deflated);
}

static const void *data_of(const struct packed *p, size_t *len)
{
    *len = p->deflated.len ? p->deflated.len : p->entry->len;
    return p->deflated.len ? p->deflated.data : p->entry->bytes;
}

static zip_int64_t give_stat(const struct packed *p, void *data, zip_uint64_t size)
{
    zip_stat_t *st = data;
    size_t len;

    if (size < sizeof *st)
        return -1;
    data_of(p, &len);
    zip_stat_init(st);
    st->size = p->entry->len;
    st->comp_size = len;
    st->crc = p->crc;
    st->comp_method = p->deflated.len ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    st->encryption_method = ZIP_EM_NONE;
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
                ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
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

/* A source of libzip's that hands over what was compressed already. */
static zip_int64_t give(void *user, void *data, zip_uint64_t size,
                        zip_source_cmd_t command)
{
    struct packed *p = user;

    switch ((int)command) {
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_OPEN:
        p->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return give_bytes(p, data, size);
    case ZIP_SOURCE_STAT:
        return give_stat(p, data, size);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&(zip_error_t){0}, data, size);
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

/* The mimetype entry must have no extra field and stand where sniffers look for it. */
static bool begins_well(const char *bytes, size_t len)
{
    return len > 58 && memcmp(bytes, "PK\3\4", 4) == 0 && bytes[28] == 0 &&
           bytes[29] == 0 &&
           memcmp(bytes + 30, "mimetypeapplication/epub+zip", 28) == 0;
}

static bool copy_out(zip_source_t *archive, struct file_out *out)
{
    struct buf bytes = {0};
    zip_int64_t got = 1;
    bool good;

    if (zip_source_open(archive) != 0)
        return false;
    while (got > 0) {
        got = zip_source_read(archive, buf_reserve(&bytes, 64 << 10), 64 << 10);
        if (got > 0)
            buf_commit(&bytes, (size_t)got);
    }
    zip_source_close(archive);
    good = got == 0 && begins_well(buf_str(&bytes), bytes.len);
    if (good)
        file_out_write(out, bytes.data, bytes.len);
    buf_release(&bytes);
    return good;
}

static bool write_archive(struct packed *list, size_t count, struct file_out *out)
{
    zip_error_t error;
    zip_source_t *archive;
    zip_t *zip;
    bool good = true;

    zip_error_init(&error);
    archive = zip_source_buffer_create(NULL, 0, 0, &error);
    zip = archive ? zip_open_from_source(archive, ZIP_TRUNCATE, &error) : NULL;
    if (!zip) {
        zip_source_free(archive);
        return false;
    }
    zip_source_keep(archive);
    for (size_t i = 0; i < count && good; i++)
        good = add_entry(zip, &list[i]);
    if (good)
        good = zip_close(zip) == 0;
    if (!good)
        zip_discard(zip);
    good = good && copy_out(archive, out);
    zip_source_free(archive);
    return good;
}

bool epub_zip_write(const struct epub_entry *entries, size_t count, int threads,
                    struct file_out *out, struct diag *diag)
{
    struct packed *list = heap_zalloc(count, sizeof *list);
    bool good;

    for (size_t i = 0; i < count; i++)
        list[i].entry = &entries[i];
    pool_run(threads, count, pack, list);
    good = write_archive(list, count, out);
    for (size_t i = 0; i < count; i++)
        buf_release(&list[i].deflated);
    heap_free(list);
    if (!good)
        diag_error(diag, (struct diag_pos){.file = out->path}, "epub-write",
                   "the book could not be packed; nothing was written");
    return good;
}
