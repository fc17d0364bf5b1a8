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

/* Inflates zlib data to exactly `size` bytes at `out`; false when it is anything else.
 */
bool deflate_inflate_zlib(const void *data, size_t len, void *out, size_t size);

/* The same in pieces, for what is too large to be held whole; slower (zlib). */

struct deflate_reader;

/* Over zlib data, which are borrowed. */
struct deflate_reader *deflate_reader_create(const void *data, size_t len);
void deflate_reader_destroy(struct deflate_reader *r);

/* Inflates up to `size` bytes to `out`; fewer at the end and where the data are
 * damaged. */
size_t deflate_reader_read(struct deflate_reader *r, void *out, size_t size);

/* True when all was read and its checksum is right. */
bool deflate_reader_ended(struct deflate_reader *r);

struct deflate_writer;

/* Zlib data are appended to `out` (borrowed); complete after deflate_writer_finish,
 * which destroys. */
struct deflate_writer *deflate_writer_create(struct buf *out);
void deflate_writer_add(struct deflate_writer *w, const void *data, size_t len);
void deflate_writer_finish(struct deflate_writer *w);

#endif
