#include "media/png.h"

#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"

#include <string.h>

/* Fast enough for a cover, and flat areas shrink well at any level. */
#define FLAT_LEVEL 1

static void put_be32(uint8_t *to, uint32_t value)
{
    to[0] = (uint8_t)(value >> 24);
    to[1] = (uint8_t)(value >> 16);
    to[2] = (uint8_t)(value >> 8);
    to[3] = (uint8_t)value;
}

static void add_chunk(struct buf *out, const char type[4], const void *data, size_t len)
{
    uint8_t word[4];
    size_t start;

    put_be32(word, (uint32_t)len);
    buf_add(out, word, 4);
    start = out->len;
    buf_add(out, type, 4);
    buf_add(out, data, len);
    put_be32(word, hash_crc32(0, out->data + start, out->len - start));
    buf_add(out, word, 4);
}

void media_png_write_rows(struct buf *out, const uint8_t *rows, int width, int height,
                          const uint8_t palette[][3], int colours)
{
    uint8_t header[13] = {0};
    struct buf packed = {0};

    deflate_bytes(&packed, rows, ((size_t)width + 1) * (size_t)height, DEFLATE_ZLIB,
                  FLAT_LEVEL);
    put_be32(header, (uint32_t)width);
    put_be32(header + 4, (uint32_t)height);
    header[8] = 8;
    header[9] = 3;
    buf_add(out, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(out, "IHDR", header, sizeof header);
    add_chunk(out, "PLTE", palette, (size_t)colours * 3);
    add_chunk(out, "IDAT", packed.data, packed.len);
    add_chunk(out, "IEND", "", 0);
    buf_release(&packed);
}

void media_png_write_indexed(struct buf *out, const uint8_t *pixels, int width,
                             int height, const uint8_t palette[][3], int colours)
{
    size_t stride = (size_t)width + 1;
    uint8_t *rows = heap_alloc(stride * (size_t)height);

    for (int y = 0; y < height; y++) {
        rows[stride * (size_t)y] = 0;
        memcpy(rows + stride * (size_t)y + 1, pixels + (size_t)width * (size_t)y,
               (size_t)width);
    }
    media_png_write_rows(out, rows, width, height, palette, colours);
    heap_free(rows);
}
