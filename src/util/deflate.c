#include "util/deflate.h"

#include "util/heap.h"

#include <libdeflate.h>
#include <limits.h>
#include <string.h>
#include <zlib.h>

void deflate_bytes(struct buf *out, const void *data, size_t len,
                   enum deflate_format format, int level)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
    size_t bound, size;
    char *to;

    if (!c)
        heap_exhausted();
    if (format == DEFLATE_RAW) {
        bound = libdeflate_deflate_compress_bound(c, len);
        to = buf_reserve(out, bound);
        size = libdeflate_deflate_compress(c, data, len, to, bound);
    } else {
        bound = libdeflate_zlib_compress_bound(c, len);
        to = buf_reserve(out, bound);
        size = libdeflate_zlib_compress(c, data, len, to, bound);
    }
    libdeflate_free_compressor(c);
    buf_commit(out, size);
}

bool deflate_inflate_zlib(const void *data, size_t len, void *out, size_t size)
{
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    enum libdeflate_result result;

    if (!d)
        heap_exhausted();
    result = libdeflate_zlib_decompress(d, data, len, out, size, NULL);
    libdeflate_free_decompressor(d);
    return result == LIBDEFLATE_SUCCESS;
}

/* In pieces */

#define PIECE ((size_t)64 << 10)

struct deflate_reader {
    z_stream z;
    int status;          /* Z_OK while there may be more */
    const uint8_t *rest; /* input not given to zlib yet */
    size_t rest_len;
};

struct deflate_reader *deflate_reader_create(const void *data, size_t len)
{
    struct deflate_reader *r = heap_zalloc(1, sizeof *r);

    r->rest = data;
    r->rest_len = len;
    if (inflateInit(&r->z) != Z_OK)
        heap_exhausted();
    return r;
}

void deflate_reader_destroy(struct deflate_reader *r)
{
    if (!r)
        return;
    inflateEnd(&r->z);
    heap_free(r);
}

/* zlib counts in 32 bits and takes its input as if it could change it. */
static void feed(struct deflate_reader *r)
{
    size_t take = r->rest_len < UINT_MAX ? r->rest_len : UINT_MAX;

    if (r->z.avail_in > 0 || take == 0)
        return;
    r->z.next_in = (z_const Bytef *)(uintptr_t)r->rest;
    r->z.avail_in = (uInt)take;
    r->rest += take;
    r->rest_len -= take;
}

size_t deflate_reader_read(struct deflate_reader *r, void *out, size_t size)
{
    uint8_t *to = out;
    size_t done = 0;

    while (done < size && r->status == Z_OK) {
        size_t take = size - done < UINT_MAX ? size - done : UINT_MAX;

        feed(r);
        r->z.next_out = to + done;
        r->z.avail_out = (uInt)take;
        r->status = inflate(&r->z, Z_NO_FLUSH);
        done += take - r->z.avail_out;
        if (r->status == Z_MEM_ERROR)
            heap_exhausted();
    }
    return done;
}

bool deflate_reader_ended(struct deflate_reader *r)
{
    uint8_t more;

    return deflate_reader_read(r, &more, 1) == 0 && r->status == Z_STREAM_END;
}

struct deflate_writer {
    z_stream z;
    struct buf *out;
};

struct deflate_writer *deflate_writer_create(struct buf *out)
{
    struct deflate_writer *w = heap_zalloc(1, sizeof *w);

    w->out = out;
    if (deflateInit(&w->z, DEFLATE_LEVEL) != Z_OK)
        heap_exhausted();
    return w;
}

static void squeeze(struct deflate_writer *w, int flush)
{
    do {
        w->z.next_out = (Bytef *)buf_reserve(w->out, PIECE);
        w->z.avail_out = (uInt)PIECE;
        deflate(&w->z, flush);
        buf_commit(w->out, PIECE - w->z.avail_out);
    } while (w->z.avail_out == 0);
}

void deflate_writer_add(struct deflate_writer *w, const void *data, size_t len)
{
    const uint8_t *from = data;

    while (len > 0) {
        size_t take = len < UINT_MAX ? len : UINT_MAX;

        w->z.next_in = (z_const Bytef *)(uintptr_t)from;
        w->z.avail_in = (uInt)take;
        squeeze(w, Z_NO_FLUSH);
        from += take;
        len -= take;
    }
}

void deflate_writer_finish(struct deflate_writer *w)
{
    squeeze(w, Z_FINISH);
    deflateEnd(&w->z);
    heap_free(w);
}
