#ifndef MEDIA_PIXELS_H
#define MEDIA_PIXELS_H

#include "media/store.h"
#include "util/buf.h"

#include <stdbool.h>

/* A decoded picture as stored (not turned upright): 8 bits, top row first, rows without
 * gaps. */
struct media_pixels {
    int width, height;
    int components; /* of `colour`: 1 grey or 3 RGB */
    struct buf colour;
    struct buf alpha; /* empty when all is opaque */
};

/* Decoders refuse pictures that would take more than this, bytes. */
#define MEDIA_DECODED_LIMIT ((size_t)128 << 20)

/*
 * Decodes an asset. False after reporting [img-damaged], [img-changed], [img-limit] or
 * [img-format] (types that are not decoded) at `pos`.
 */
bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag);
void media_pixels_release(struct media_pixels *p);

#endif
