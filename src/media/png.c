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

struct palette {
    uint8_t colours[256][3];
    int count;
};

/* `palette` is NULL but for indices; `data` are zlib data of the rows with their filters. */
static void put_file(struct buf *out, int width, int height, enum media_png_colour type,
                     const struct palette *palette, const struct buf *data)
{
    uint8_t header[13] = {0};

    put_be32(header, (uint32_t)width);
    put_be32(header + 4, (uint32_t)height);
    header[8] = 8;
    header[9] = (uint8_t)type;
    buf_add(out, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(out, "IHDR", header, sizeof header);
    if (palette)
        add_chunk(out, "PLTE", palette->colours, (size_t)palette->count * 3);
    add_chunk(out, "IDAT", data->data, data->len);
    add_chunk(out, "IEND", "", 0);
}

void media_png_write_rows(struct buf *out, const uint8_t *rows, int width, int height,
                          const uint8_t palette[][3], int colours)
{
    struct palette all = {.count = colours};
    struct buf packed = {0};

    memcpy(all.colours, palette, (size_t)colours * 3);
    deflate_bytes(&packed, rows, ((size_t)width + 1) * (size_t)height, DEFLATE_ZLIB,
                  FLAT_LEVEL);
    put_file(out, width, height, MEDIA_PNG_INDEXED, &all, &packed);
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

/* Colours met so far: a table of 1024 slots holding 1 + the index, by a hash of the colour. */
struct census {
    struct palette palette;
    uint16_t slots[1024];
};

/* The index of a colour; -1 when there are more than a palette holds. */
static int index_of(struct census *c, const uint8_t rgb[3])
{
    uint32_t hash = (rgb[0] * 0x9E3779B1u) ^ (rgb[1] * 0x85EBCA6Bu) ^
                    (rgb[2] * 0xC2B2AE35u);

    for (uint32_t at = hash >> 22;; at = (at + 1) & 1023) {
        if (c->slots[at] == 0) {
            if (c->palette.count == 256)
                return -1;
            memcpy(c->palette.colours[c->palette.count], rgb, 3);
            c->slots[at] = (uint16_t)++c->palette.count;
        }
        if (memcmp(c->palette.colours[c->slots[at] - 1], rgb, 3) == 0)
            return c->slots[at] - 1;
    }
}

bool media_png_few_colours(const struct media_pixels *p)
{
    struct census c = {0};
    size_t count = (size_t)p->width * (size_t)p->height;

    if (p->components == 1)
        return true;
    for (size_t i = 0; i < count; i++)
        if (index_of(&c, (const uint8_t *)p->colour.data + 3 * i) < 0)
            return false;
    return true;
}

/* Filters would only disturb indices. */
static void write_few(struct buf *out, const struct media_pixels *p)
{
    size_t width = (size_t)p->width, height = (size_t)p->height;
    struct census c = {0};
    struct buf rows = {0}, packed = {0};
    const uint8_t *rgb = (const uint8_t *)p->colour.data;

    buf_reserve(&rows, (width + 1) * height);
    for (size_t y = 0; y < height; y++) {
        buf_putc(&rows, 0);
        for (size_t x = 0; x < width; x++, rgb += 3)
            buf_putc(&rows, (char)index_of(&c, rgb));
    }
    deflate_bytes(&packed, rows.data, rows.len, DEFLATE_ZLIB, DEFLATE_LEVEL);
    put_file(out, p->width, p->height, MEDIA_PNG_INDEXED, &c.palette, &packed);
    buf_release(&rows);
    buf_release(&packed);
}

void media_png_write(struct buf *out, const struct media_pixels *p)
{
    bool alpha = p->alpha.len > 0;
    size_t n = (size_t)p->components + alpha;
    enum media_png_colour type = p->components == 3 ? MEDIA_PNG_RGB : MEDIA_PNG_GREY;
    struct buf joined = {0}, packed = {0};

    if (!alpha && p->components == 3 && media_png_few_colours(p)) {
        write_few(out, p);
        return;
    }
    if (alpha) {
        media_pixels_join(p, &joined);
        type = p->components == 3 ? MEDIA_PNG_RGB_ALPHA : MEDIA_PNG_GREY_ALPHA;
    }
    media_png_pack(&packed, alpha ? joined.data : p->colour.data, n * (size_t)p->width,
                   (size_t)p->height, n);
    buf_release(&joined);
    put_file(out, p->width, p->height, type, NULL, &packed);
    buf_release(&packed);
}
