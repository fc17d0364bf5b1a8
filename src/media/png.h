#ifndef MEDIA_PNG_H
#define MEDIA_PNG_H

#include "media/pixels.h"
#include "media/probe.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Reading (ISO 15948) */

/* Rows of up to so many bytes are inflated at once, more of them in bands of about so
 * many. */
#define MEDIA_PNG_WHOLE ((size_t)32 << 20)
#define MEDIA_PNG_BAND  ((size_t)1 << 20)

enum media_png_colour {
    MEDIA_PNG_GREY = 0,
    MEDIA_PNG_RGB = 2,
    MEDIA_PNG_INDEXED = 3,
    MEDIA_PNG_GREY_ALPHA = 4,
    MEDIA_PNG_RGB_ALPHA = 6
};

/* A chunk's data inside the file. */
struct media_png_chunk {
    const uint8_t *data; /* NULL: there is none */
    size_t len;
};

struct media_png {
    int width, height;
    int bits; /* per sample: 1, 2, 4, 8, 16 */
    enum media_png_colour colour;
    bool interlaced, animated;
    int dpi;                                      /* 0: not said */
    int orientation;                              /* EXIF, 1 to 8 */
    struct media_png_chunk palette, transparency; /* PLTE, tRNS */
    const uint8_t *pixels;       /* the first IDAT chunk; the others follow it */
    size_t idat_count, idat_len; /* all their data */
};

/*
 * Walks over the chunks; those that matter must have the right checksum. MEDIA_DAMAGED
 * when one is missing, cut off or out of place.
 */
enum media_verdict media_png_read(const void *bytes, size_t len, struct media_png *out);

/*
 * True when the picture is there to the last row. `exact` tells that its data inflate
 * to its rows and nothing else, which a PDF needs. Costs an inflation in bounded
 * memory.
 */
bool media_png_whole(const struct media_png *png, const void *bytes, size_t len,
                     bool *exact);

/* Samples of a pixel, bytes of a row with its filter byte, and how far back filters
 * look. */
int media_png_channels(const struct media_png *png);
size_t media_png_stride(const struct media_png *png);
size_t media_png_filter_distance(const struct media_png *png);

/*
 * The IDAT data as one piece: borrowed from the file when there is one chunk, else
 * collected in `scratch`.
 */
struct media_png_chunk media_png_data(const struct media_png *png, struct buf *scratch);

/* Decodes any PNG. False when it is damaged or needs more than 128 MB. */
bool media_png_decode(const void *bytes, size_t len, struct media_pixels *out);

/* The same row by row without keeping any: false when a row is missing. Used for odd
 * files. */
bool media_png_decodes(const void *bytes, size_t len);

/* The nearest of three neighbours to left + up - corner (§9.4). */
static inline uint8_t media_png_paeth(int left, int up, int corner)
{
    int to_left = abs(up - corner), to_up = abs(left - corner),
        to_corner = abs(left + up - 2 * corner);

    if (to_left <= to_up && to_left <= to_corner)
        return (uint8_t)left;
    return (uint8_t)(to_up <= to_corner ? up : corner);
}

/* Writing */

/*
 * Appends zlib data of `rows` rows of `size` bytes, each with the filter that fits it
 * best (§12.8); `back` is bytes per pixel. What IDAT chunks hold, and PDF streams with
 * predictor 15.
 */
void media_png_pack(struct buf *out, const void *pixels, size_t size, size_t rows,
                    size_t back);

/*
 * Appends a PNG of the pixels: indexed when they are opaque and of at most 256 colours, else
 * 8-bit grey or RGB, with alpha where there is any.
 */
void media_png_write(struct buf *out, const struct media_pixels *pixels);

/* True for grey pictures and those of at most 256 colours, alpha aside. */
bool media_png_few_colours(const struct media_pixels *pixels);

/*
 * Appends an 8-bit indexed PNG (ISO 15948) of `width` × `height` pixels, one byte each,
 * rows without gaps; rows are not filtered, which flat drawings need least. `colours` ≤
 * 256 entries of RGB.
 */
void media_png_write_indexed(struct buf *out, const uint8_t *pixels, int width,
                             int height, const uint8_t palette[][3], int colours);

/*
 * The same of rows as the file holds them: a byte 0 (no filter), then `width` pixels.
 * Saves a copy of the picture.
 */
void media_png_write_rows(struct buf *out, const uint8_t *rows, int width, int height,
                          const uint8_t palette[][3], int colours);

#endif
