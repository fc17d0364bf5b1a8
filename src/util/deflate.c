#include "util/deflate.h"

#include "util/heap.h"

#include <libdeflate.h>

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
