#include "media/png_rows.h"

#include "media/png.h"
#include "util/deflate.h"
#include "util/heap.h"

#include <string.h>

/* Rows parted from their alpha shrink to 1 % more than at the usual level, in a quarter
 * less time. */
#define LEVEL 5

/* Unfiltering (ISO 15948 §9.2) */

/* Undoes the filter of `row` (n bytes after its filter byte) in place, `back` bytes a
 * pixel. */
static void unfilter(int filter, uint8_t *restrict row, const uint8_t *restrict above,
                     size_t n, size_t back)
{
    for (size_t i = 0; i < back && i < n; i++) /* nothing on the left */
        row[i] += filter == 2 || filter == 4 ? above[i]
                  : filter == 3              ? above[i] / 2
                                             : 0;
    if (filter == 1)
        for (size_t i = back; i < n; i++)
            row[i] += row[i - back];
    else if (filter == 2)
        for (size_t i = back; i < n; i++)
            row[i] += above[i];
    else if (filter == 3)
        for (size_t i = back; i < n; i++)
            row[i] += (uint8_t)((row[i - back] + above[i]) / 2);
    else if (filter == 4)
        for (size_t i = back; i < n; i++)
            row[i] += media_png_paeth(row[i - back], above[i], above[i - back]);
}

/* Compressing at once or in bands */

struct packer {
    struct buf *out;
    struct deflate_writer *writer; /* NULL: at once */
};

static void pack(struct packer *p, const void *data, size_t len)
{
    if (p->writer)
        deflate_writer_add(p->writer, data, len);
    else
        deflate_bytes(p->out, data, len, DEFLATE_ZLIB, LEVEL);
}

static struct packer packer_of(struct buf *out, bool in_bands)
{
    return (struct packer){out, in_bands ? deflate_writer_create(out) : NULL};
}

static void packer_finish(struct packer *p)
{
    if (p->writer)
        deflate_writer_finish(p->writer);
}

/* Parting */

/* Both kinds of picture with an alpha of their own: what is in a row, and where it
 * goes. */
struct parting {
    size_t stride, width;      /* of the file's rows, bytes; px */
    size_t colour, alpha;      /* bytes of each in a pixel; colour 0: indices */
    int bits;                  /* of indices */
    const uint8_t *lookup;     /* alpha of each index */
    uint8_t *colours, *alphas; /* rows of a band, each with its filter byte */
    uint8_t *above;            /* the row before, unfiltered: alphas or indices */
    uint8_t *row;              /* the row at hand, unfiltered */
    bool opaque;               /* so far */
};

static size_t colour_stride(const struct parting *p)
{
    return p->width * p->colour + 1;
}

static size_t alpha_stride(const struct parting *p)
{
    return p->width * p->alpha + 1;
}

/* All of `size` bytes a pixel, `skip` bytes between: how channels lie in a row. */
static void pick(uint8_t *restrict to, const uint8_t *restrict from, size_t count,
                 size_t size, size_t whole)
{
    if (size == 3 && whole == 4) {
        for (size_t i = 0; i < count; i++, to += 3, from += 4) {
            to[0] = from[0];
            to[1] = from[1];
            to[2] = from[2];
        }
        return;
    }
    if (size == 1) {
        for (size_t i = 0; i < count; i++)
            to[i] = from[i * whole];
        return;
    }
    for (size_t i = 0; i < count; i++)
        memcpy(to + i * size, from + i * whole, size);
}

static bool all_ones(const uint8_t *row, size_t n)
{
    return n == 0 || (row[0] == 0xFF && memcmp(row, row + 1, n - 1) == 0);
}

/* Colour and alpha, both as they are filtered; alpha is also unfiltered, to see whether
 * it matters. */
static void part_row(struct parting *p, const uint8_t *from, uint8_t *colours,
                     uint8_t *alphas)
{
    size_t whole = p->colour + p->alpha, n = p->width * p->alpha;
    uint8_t *swap = p->above;

    colours[0] = alphas[0] = from[0];
    pick(colours + 1, from + 1, p->width, p->colour, whole);
    pick(alphas + 1, from + 1 + p->colour, p->width, p->alpha, whole);
    if (!p->opaque)
        return;
    memcpy(p->row, alphas + 1, n);
    unfilter(from[0], p->row, p->above, n, p->alpha);
    p->opaque = all_ones(p->row, n);
    p->above = p->row;
    p->row = swap;
}

/* The alpha of every index; the indices themselves stay what they are in the file. */
static void look_up_row(struct parting *p, const uint8_t *from, uint8_t *alphas)
{
    size_t n = p->stride - 1;
    unsigned mask = (1u << p->bits) - 1;
    uint8_t *swap = p->above;

    memcpy(p->row, from + 1, n);
    unfilter(from[0], p->row, p->above, n, 1);
    alphas[0] = 0;
    for (size_t x = 0; x < p->width; x++) {
        size_t bit = x * (size_t)p->bits;
        unsigned shift = 8 - (unsigned)p->bits - (unsigned)(bit & 7);

        alphas[1 + x] = p->lookup[p->row[bit >> 3] >> shift & mask];
    }
    p->opaque = p->opaque && all_ones(alphas + 1, p->width);
    p->above = p->row;
    p->row = swap;
}

static void part_band(struct parting *p, const uint8_t *band, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t *alphas = p->alphas + i * alpha_stride(p);

        if (p->lookup)
            look_up_row(p, band + i * p->stride, alphas);
        else
            part_row(p, band + i * p->stride, p->colours + i * colour_stride(p),
                     alphas);
    }
}

/* Reads the rows in bands of `most` and hands them through; false when they are
 * damaged. */
static bool part_all(struct parting *p, struct media_png_chunk data, size_t rows,
                     struct media_png_rows *out)
{
    bool in_bands = p->stride > MEDIA_PNG_WHOLE / rows;
    size_t most = in_bands ? MEDIA_PNG_BAND / p->stride + 1 : rows;
    uint8_t *band = heap_alloc(most * p->stride);
    struct deflate_reader *reader =
        in_bands ? deflate_reader_create(data.data, data.len) : NULL;
    struct packer colour = packer_of(&out->colour, in_bands && !p->lookup),
                  alpha = packer_of(&out->alpha, in_bands);
    bool good = true;

    p->colours = p->lookup ? NULL : heap_alloc(most * colour_stride(p));
    p->alphas = heap_alloc(most * alpha_stride(p));
    for (size_t left = rows; good && left > 0;) {
        size_t count = left < most ? left : most, size = count * p->stride;

        good = reader ? deflate_reader_read(reader, band, size) == size
                      : deflate_inflate_zlib(data.data, data.len, band, size);
        if (!good)
            break;
        part_band(p, band, count);
        if (!p->lookup)
            pack(&colour, p->colours, count * colour_stride(p));
        if (in_bands || !p->opaque)
            pack(&alpha, p->alphas, count * alpha_stride(p));
        left -= count;
    }
    packer_finish(&colour);
    packer_finish(&alpha);
    deflate_reader_destroy(reader);
    heap_free(band);
    heap_free(p->colours);
    heap_free(p->alphas);
    return good;
}

static bool part(struct parting *p, const struct media_png *png,
                 struct media_png_chunk data, struct media_png_rows *out)
{
    bool good;

    p->stride = media_png_stride(png);
    p->width = (size_t)png->width;
    p->above = heap_zalloc(p->stride, 1);
    p->row = heap_alloc(p->stride);
    p->opaque = true;
    good = part_all(p, data, (size_t)png->height, out);
    heap_free(p->above);
    heap_free(p->row);
    if (p->opaque)
        buf_release(&out->alpha);
    return good;
}

static bool part_alpha(const struct media_png *png, struct media_png_chunk data,
                       struct media_png_rows *out)
{
    size_t sample = (size_t)png->bits / 8;
    struct parting p = {.colour = (size_t)out->colours * sample, .alpha = sample};

    out->alpha_bits = png->bits;
    return part(&p, png, data, out);
}

/* Transparency (§11.3.2.1) */

/* One grey or colour that is transparent: a range of one value for each component. */
static void key_of_sample(const struct media_png *png, struct media_png_rows *out)
{
    const uint8_t *t = png->transparency.data;
    int mask = (1 << png->bits) - 1;

    for (size_t i = 0; i < png->transparency.len / 2; i++) {
        int value = (t[2 * i] << 8 | t[2 * i + 1]) & mask;

        out->key[out->key_count++] = value;
        out->key[out->key_count++] = value;
    }
}

/*
 * Indices that are all or nothing, and transparent in one run, need no mask; those of
 * fewer than 8 bits do, since viewers differ on what a key means for them.
 */
static bool key_of_indices(const struct media_png *png, struct media_png_rows *out)
{
    const struct media_png_chunk t = png->transparency;
    size_t first = 0, end;

    if (png->bits < 8)
        return false;
    while (first < t.len && t.data[first] == 0xFF)
        first++;
    end = first;
    while (end < t.len && t.data[end] == 0)
        end++;
    for (size_t i = end; i < t.len; i++)
        if (t.data[i] != 0xFF)
            return false;
    if (first < end) {
        out->key[0] = (int)first;
        out->key[1] = (int)end - 1;
        out->key_count = 2;
    }
    return true;
}

static bool mask_of_indices(const struct media_png *png, struct media_png_chunk data,
                            struct media_png_rows *out)
{
    struct media_png_rows unused = {0};
    uint8_t lookup[256];
    struct parting p = {.alpha = 1, .bits = png->bits, .lookup = lookup};
    bool good;

    memset(lookup, 0xFF, sizeof lookup);
    memcpy(lookup, png->transparency.data, png->transparency.len);
    out->alpha_bits = 8;
    good = part(&p, png, data, &unused);
    out->alpha = unused.alpha;
    return good;
}

static bool add_transparency(const struct media_png *png, struct media_png_chunk data,
                             struct media_png_rows *out)
{
    if (!png->transparency.data)
        return true;
    if (png->colour == MEDIA_PNG_INDEXED)
        return key_of_indices(png, out) || mask_of_indices(png, data, out);
    key_of_sample(png, out);
    return true;
}

bool media_png_rows(const struct media_asset *asset, const struct media_bytes *bytes,
                    struct media_png_rows *out)
{
    struct media_png png;
    struct media_png_chunk data;
    struct buf scratch = {0};
    bool good;

    *out = (struct media_png_rows){0};
    if (asset->type != MEDIA_PNG || !asset->exact ||
        media_png_read(bytes->data, bytes->len, &png) != MEDIA_GOOD || png.interlaced)
        return false;
    if (png.bits == 16 && png.transparency.data)
        return false; /* viewers do not find a colour key in 16 bits */
    data = media_png_data(&png, &scratch);
    out->bits = png.bits;
    out->colours =
        png.colour == MEDIA_PNG_RGB || png.colour == MEDIA_PNG_RGB_ALPHA ? 3 : 1;
    if (png.colour == MEDIA_PNG_GREY_ALPHA || png.colour == MEDIA_PNG_RGB_ALPHA) {
        good = part_alpha(&png, data, out);
    } else {
        if (png.colour == MEDIA_PNG_INDEXED)
            buf_add(&out->palette, png.palette.data, png.palette.len);
        good = add_transparency(&png, data, out);
        if (scratch.len > 0) {
            out->colour = scratch;
            scratch = (struct buf){0};
        } else {
            buf_add(&out->colour, data.data, data.len);
        }
    }
    buf_release(&scratch);
    if (!good)
        media_png_rows_release(out);
    return good;
}

void media_png_rows_release(struct media_png_rows *rows)
{
    buf_release(&rows->colour);
    buf_release(&rows->palette);
    buf_release(&rows->alpha);
}
