#ifndef MEDIA_PIXELS_H
#define MEDIA_PIXELS_H

#include "media/store.h"
#include "util/buf.h"

#include <stdbool.h>

/*
 * The compressed rows of a PNG as they stand in its file: zlib data with PNG filters, which a PDF
 * takes as it is (ISO 32000-1 §7.4.4.4, predictor 15).
 */
struct media_png_rows {
    struct buf data;  /* concatenated IDAT */
    int colours;      /* components: 1 (grey, indexed) or 3 */
    int bits;         /* 1, 2, 4, 8 */
    struct buf palette; /* RGB triples; empty: not indexed */
};

/*
 * Fills `out` when the image needs no decoding: PNG, no alpha, not interlaced, at most 8 bits, and its
 * data inflate to exactly its size. False otherwise, without a message.
 */
bool media_png_rows(const struct media_asset *asset, struct media_png_rows *out);
void media_png_rows_release(struct media_png_rows *rows);

/* A decoded picture: 8 bits, top row first, rows without gaps. */
struct media_pixels {
    int width, height;
    int components; /* of `colour`: 1 grey or 3 RGB */
    struct buf colour;
    struct buf alpha; /* empty when all is opaque */
};

/* Decodes a PNG. False after reporting [img-damaged] or [img-format] (other types) at `pos`. */
bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag);
void media_pixels_release(struct media_pixels *p);

#endif
