#include "media/exif.h"
#include "media/png.h"
#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"

#include <string.h>

#define FRAME      12 /* of a chunk: length, type, checksum */
#define HEADER_END 33 /* signature and IHDR */

static uint32_t be32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 |
           from[3];
}

/* The pairs of colour type and depth, and the methods, that §11.2.2 allows. */
static bool is_header(const uint8_t *ihdr)
{
    static const uint32_t depths_of[] = {
        [0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16,
        [2] = 1u << 8 | 1u << 16,
        [3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8,
        [4] = 1u << 8 | 1u << 16,
        [6] = 1u << 8 | 1u << 16,
    };
    uint8_t depth = ihdr[8], colour = ihdr[9];

    return colour <= 6 && depth <= 16 && (depths_of[colour] >> depth & 1) &&
           ihdr[10] == 0 && ihdr[11] == 0 && ihdr[12] <= 1;
}

static bool read_header(const uint8_t *b, size_t len, struct media_png *out)
{
    if (len < HEADER_END || be32(b + 8) != 13 || memcmp(b + 12, "IHDR", 4) != 0 ||
        !is_header(b + 16) || hash_crc32(0, b + 12, 17) != be32(b + 29))
        return false;
    out->width = (int)be32(b + 16);
    out->height = (int)be32(b + 20); /* 31 bits (§7.1): more is negative here */
    out->bits = b[24];
    out->colour = (enum media_png_colour)b[25];
    out->interlaced = b[28];
    return out->width > 0 && out->height > 0;
}

/* Four letters (§5.3); decoders take anything else for damage. */
static bool is_type(const uint8_t *type)
{
    for (int i = 0; i < 4; i++)
        if ((type[i] | 0x20) < 'a' || (type[i] | 0x20) > 'z')
            return false;
    return true;
}

static void read_data(const uint8_t *chunk, size_t size, struct media_png *out)
{
    if (!out->pixels)
        out->pixels = chunk;
    out->idat_count++;
    out->idat_len += size;
}

/* What this program asks of a chunk; false when it may not be so or here. */
static bool read_chunk(const uint8_t *chunk, size_t size, struct media_png *out)
{
    const uint8_t *type = chunk + 4, *data = chunk + 8;
    const struct media_png_chunk found = {data, size};

    if (memcmp(type, "PLTE", 4) == 0) {
        out->palette = found;
        return size > 0 && size % 3 == 0 && size <= 768 && !out->pixels;
    }
    if (memcmp(type, "IHDR", 4) == 0)
        return false;
    if (memcmp(type, "tRNS", 4) == 0 && !out->pixels)
        out->transparency = found;
    else if (memcmp(type, "acTL", 4) == 0 && !out->pixels)
        out->animated = true;
    else if (memcmp(type, "pHYs", 4) == 0 && size == 9 && data[8] == 1)
        out->dpi = (int)((uint64_t)be32(data) * 254 / 10000);
    else if (memcmp(type, "eXIf", 4) == 0)
        out->orientation = media_exif_orientation(data, size);
    else
        return type[0] & 0x20; /* ancillary ones may be unknown (§5.4) */
    return true;
}

/* A tRNS chunk that says nothing (§11.3.2.1) is as none. */
static void check_transparency(struct media_png *png)
{
    size_t len = png->transparency.len;
    bool good = png->colour == MEDIA_PNG_GREY  ? len == 2
                : png->colour == MEDIA_PNG_RGB ? len == 6
                : png->colour == MEDIA_PNG_INDEXED
                    ? len > 0 && len <= png->palette.len / 3
                    : false;

    if (!good)
        png->transparency = (struct media_png_chunk){0};
}

enum media_verdict media_png_read(const void *bytes, size_t len, struct media_png *out)
{
    const uint8_t *b = bytes;
    bool ended = false; /* the run of IDAT chunks */

    *out = (struct media_png){.orientation = 1};
    if (!read_header(b, len, out))
        return MEDIA_DAMAGED;
    for (size_t at = HEADER_END; at + FRAME <= len;) {
        const uint8_t *chunk = b + at;
        size_t size = be32(chunk);
        bool critical = !(chunk[4] & 0x20), sound;

        if (size > len - at - FRAME || !is_type(chunk + 4))
            return MEDIA_DAMAGED;
        sound = hash_crc32(0, chunk + 4, size + 4) == be32(chunk + 8 + size);
        if (!sound && critical)
            return MEDIA_DAMAGED;
        at += size + FRAME;
        if (memcmp(chunk + 4, "IEND", 4) == 0) {
            check_transparency(out);
            return out->pixels &&
                           (out->colour != MEDIA_PNG_INDEXED || out->palette.data)
                       ? MEDIA_GOOD
                       : MEDIA_DAMAGED;
        }
        if (memcmp(chunk + 4, "IDAT", 4) == 0) {
            if (ended)
                return MEDIA_DAMAGED;
            read_data(chunk, size, out);
            continue;
        }
        ended = out->pixels != NULL;
        if (sound && !read_chunk(chunk, size, out))
            return MEDIA_DAMAGED;
    }
    return MEDIA_DAMAGED;
}

int media_png_channels(const struct media_png *png)
{
    static const int channels[] = {[0] = 1, [2] = 3, [3] = 1, [4] = 2, [6] = 4};

    return channels[png->colour];
}

static size_t row_bytes(const struct media_png *png, size_t width)
{
    return (width * (size_t)(media_png_channels(png) * png->bits) + 7) / 8 + 1;
}

size_t media_png_stride(const struct media_png *png)
{
    return row_bytes(png, (size_t)png->width);
}

size_t media_png_filter_distance(const struct media_png *png)
{
    int bits = media_png_channels(png) * png->bits;

    return bits < 8 ? 1 : (size_t)bits / 8;
}

struct media_png_chunk media_png_data(const struct media_png *png, struct buf *scratch)
{
    const uint8_t *chunk = png->pixels;

    if (png->idat_count == 1)
        return (struct media_png_chunk){chunk + 8, png->idat_len};
    buf_clear(scratch);
    buf_reserve(scratch, png->idat_len);
    for (size_t i = 0; i < png->idat_count; i++) {
        size_t size = be32(chunk);

        buf_add(scratch, chunk + 8, size);
        chunk += size + FRAME;
    }
    return (struct media_png_chunk){(const uint8_t *)buf_str(scratch), scratch->len};
}

/* Whether all is there */

static bool filters_known(const uint8_t *rows, size_t stride, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i * stride] > 4)
            return false;
    return true;
}

static bool inflates_at_once(struct media_png_chunk data, size_t stride, size_t rows)
{
    uint8_t *raw = heap_alloc(stride * rows);
    bool good = deflate_inflate_zlib(data.data, data.len, raw, stride * rows) &&
                filters_known(raw, stride, rows);

    heap_free(raw);
    return good;
}

static bool inflates_in_bands(struct media_png_chunk data, size_t stride, size_t rows)
{
    struct deflate_reader *reader = deflate_reader_create(data.data, data.len);
    size_t most = MEDIA_PNG_BAND / stride + 1;
    uint8_t *band = heap_alloc(most * stride);
    bool good = true;

    for (size_t left = rows; good && left > 0;) {
        size_t count = left < most ? left : most;

        good = deflate_reader_read(reader, band, count * stride) == count * stride &&
               filters_known(band, stride, count);
        left -= count;
    }
    good = good && deflate_reader_ended(reader);
    heap_free(band);
    deflate_reader_destroy(reader);
    return good;
}

/* Rows of all seven passes have their own length (§8.2), so only the sum is asked for.
 */
static size_t interlaced_size(const struct media_png *png)
{
    static const uint8_t first_x[] = {0, 4, 0, 2, 0, 1, 0},
                         step_x[] = {8, 8, 4, 4, 2, 2, 1};
    static const uint8_t first_y[] = {0, 0, 4, 0, 2, 0, 1},
                         step_y[] = {8, 8, 8, 4, 4, 2, 2};
    size_t sum = 0;

    for (int i = 0; i < 7; i++) {
        size_t width = ((size_t)png->width + step_x[i] - 1 - first_x[i]) / step_x[i];
        size_t height = ((size_t)png->height + step_y[i] - 1 - first_y[i]) / step_y[i];

        if (width > 0)
            sum += row_bytes(png, width) * height;
    }
    return sum;
}

bool media_png_whole(const struct media_png *png, const void *bytes, size_t len,
                     bool *exact)
{
    struct buf scratch = {0};
    struct media_png_chunk data = media_png_data(png, &scratch);
    size_t stride = media_png_stride(png), rows = (size_t)png->height;

    if (png->interlaced) {
        /* One "row": the first filter byte is as good a witness as any. */
        stride = interlaced_size(png);
        rows = 1;
    }
    *exact = stride <= MEDIA_PNG_WHOLE / rows ? inflates_at_once(data, stride, rows)
             : png->interlaced                ? false
                                              : inflates_in_bands(data, stride, rows);
    buf_release(&scratch);
    /* What is odd may still be shown everywhere; the common decoder is the judge. */
    return *exact || media_png_decodes(bytes, len);
}
