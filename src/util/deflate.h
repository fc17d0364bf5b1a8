#ifndef UTIL_DEFLATE_H
#define UTIL_DEFLATE_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Compression through libdeflate; each call may run in its own thread. */

enum deflate_format { DEFLATE_RAW, DEFLATE_ZLIB };

/* The level used everywhere: the knee of libdeflate's curve. */
#define DEFLATE_LEVEL 6

/* Appends the compressed bytes to `out`. */
void deflate_bytes(struct buf *out, const void *data, size_t len,
                   enum deflate_format format, int level);

/* Inflates zlib data to exactly `size` bytes at `out`; false when it is anything else. */
bool deflate_inflate_zlib(const void *data, size_t len, void *out, size_t size);

#endif
