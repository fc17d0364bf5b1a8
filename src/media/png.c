#include "media/png.h"

#include "media/pixels.h"
#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"

#include <png.h>
#include <setjmp.h>
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

static uint32_t get_be32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 |
           from[3];
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

/* Rows that need no decoding */

static bool can_pass(const uint8_t *ihdr)
{
    int bits = ihdr[8], colour_type = ihdr[9], interlaced = ihdr[12];

    return bits <= 8 && !interlaced &&
           (colour_type == 0 || colour_type == 2 || colour_type == 3);
}

static void collect_chunks(const struct media_asset *asset, struct media_png_rows *out)
{
    const uint8_t *b = asset->bytes;

    for (size_t at = 33; at + 12 <= asset->len;) {
        size_t size = get_be32(b + at);

        if (size > asset->len - at - 12)
            break;
        if (memcmp(b + at + 4, "IDAT", 4) == 0)
            buf_add(&out->data, b + at + 8, size);
        else if (memcmp(b + at + 4, "PLTE", 4) == 0 && size <= 768 &&
                 out->palette.len == 0)
            buf_add(&out->palette, b + at + 8, size - size % 3);
        at += 12 + size;
    }
}

/* True when the data inflate to the picture's size, with known filters in every row. */
static bool inflates_whole(const struct media_png_rows *rows, int width, int height)
{
    size_t stride = ((size_t)width * (size_t)(rows->colours * rows->bits) + 7) / 8 + 1;
    size_t size = stride * (size_t)height;
    uint8_t *raw = heap_alloc(size);
    bool good = deflate_inflate_zlib(buf_str(&rows->data), rows->data.len, raw, size);

    for (int y = 0; good && y < height; y++)
        good = raw[stride * (size_t)y] <= 4;
    heap_free(raw);
    return good;
}

bool media_png_rows(const struct media_asset *asset, struct media_png_rows *out)
{
    const uint8_t *b = asset->bytes;

    *out = (struct media_png_rows){0};
    if (asset->type != MEDIA_PNG || asset->alpha || asset->len < 45 ||
        !can_pass(b + 16))
        return false;
    out->bits = b[24];
    out->colours = b[25] == 2 ? 3 : 1;
    collect_chunks(asset, out);
    if (b[25] != 3)
        buf_clear(&out->palette);
    if ((b[25] == 3 && out->palette.len == 0) ||
        !inflates_whole(out, asset->width, asset->height)) {
        media_png_rows_release(out);
        return false;
    }
    return true;
}

void media_png_rows_release(struct media_png_rows *rows)
{
    buf_release(&rows->data);
    buf_release(&rows->palette);
}

/* Decoding */

struct png_input {
    const uint8_t *bytes;
    size_t len, at;
};

static void read_bytes(png_structp png, png_bytep to, png_size_t len)
{
    struct png_input *in = png_get_io_ptr(png);

    if (len > in->len - in->at)
        png_error(png, "the file ends early");
    memcpy(to, in->bytes + in->at, len);
    in->at += len;
}

static void fail(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

static void be_quiet(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

/* Whatever the file holds becomes 8-bit grey or RGB with alpha. */
static void normalise(png_structp png, png_infop info)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_interlace_handling(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    png_read_update_info(png, info);
}

/* Parts the rows of `raw` into colour and alpha. */
static void split(struct media_pixels *out, const uint8_t *raw)
{
    size_t count = (size_t)out->width * (size_t)out->height,
           n = (size_t)out->components;
    char *colour = buf_reserve(&out->colour, count * n),
         *alpha = buf_reserve(&out->alpha, count);
    uint8_t all = 0xFF;

    for (size_t i = 0; i < count; i++) {
        memcpy(colour + i * n, raw + i * (n + 1), n);
        alpha[i] = (char)raw[i * (n + 1) + n];
        all &= raw[i * (n + 1) + n];
    }
    buf_commit(&out->colour, count * n);
    buf_commit(&out->alpha, count);
    if (all == 0xFF)
        buf_release(&out->alpha);
}

/* libpng reports errors by longjmp; nothing of ours is allocated between. */
static bool decode_rows(png_structp png, png_infop info, struct png_input *in,
                        uint8_t **raw, struct media_pixels *out)
{
    png_bytep *volatile rows = NULL;

    if (setjmp(png_jmpbuf(png))) {
        heap_free(rows);
        return false;
    }
    png_set_read_fn(png, in, read_bytes);
    png_set_user_limits(png, 65535, 65535);
    png_set_crc_action(png, PNG_CRC_WARN_USE, PNG_CRC_WARN_DISCARD);
    /* -1: all but IHDR, PLTE, tRNS, IDAT and IEND. A few kB of zTXt can hold megabytes.
     */
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_read_info(png, info);
    normalise(png, info);
    out->components = png_get_channels(png, info) - 1;
    *raw = heap_alloc(png_get_rowbytes(png, info) * (size_t)out->height);
    rows = heap_zalloc((size_t)out->height, sizeof *rows);
    for (int y = 0; y < out->height; y++)
        rows[y] = *raw + png_get_rowbytes(png, info) * (size_t)y;
    png_read_image(png, rows);
    heap_free(rows);
    return true;
}

static bool decode_png(const struct media_asset *asset, struct media_pixels *out)
{
    struct png_input in = {asset->bytes, asset->len, 0};
    png_structp png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, be_quiet);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    uint8_t *raw = NULL;
    bool good;

    if (!info)
        heap_exhausted();
    good = decode_rows(png, info, &in, &raw, out);
    png_destroy_read_struct(&png, &info, NULL);
    if (good)
        split(out, raw);
    heap_free(raw);
    return good;
}

bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag)
{
    *out = (struct media_pixels){.width = asset->width, .height = asset->height};
    if (asset->type != MEDIA_PNG) {
        diag_warning(diag, pos, "img-format",
                     "images of type %s are not printed yet; convert it to PNG or JPEG",
                     media_type_extension(asset->type));
        return false;
    }
    if (decode_png(asset, out))
        return true;
    media_pixels_release(out);
    diag_warning(diag, pos, "img-damaged", "this PNG cannot be decoded; save it anew");
    return false;
}

void media_pixels_release(struct media_pixels *p)
{
    buf_release(&p->colour);
    buf_release(&p->alpha);
}
