#ifndef MEDIA_PIXELS_H
#define MEDIA_PIXELS_H

#include "media/probe.h"
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
 * Decodes an asset whose bytes are open, a drawing as finely as a page needs it. In any
 * thread. MEDIA_GOOD, MEDIA_DAMAGED, MEDIA_TOO_LARGE, or MEDIA_UNKNOWN when the module
 * that reads its type is not installed; then `out` is empty.
 */
enum media_verdict media_pixels_read(const struct media_asset *asset,
                                     const struct media_bytes *bytes,
                                     struct media_pixels *out);

/* Reports [img-damaged], [img-limit] or [img-format] for such a verdict. */
void media_pixels_refuse(enum media_verdict verdict, const struct media_asset *asset,
                         struct diag_pos pos, struct diag *diag);

/*
 * Both, opening the bytes. False after reporting [img-damaged], [img-changed], [img-limit] or
 * [img-format] at `pos`.
 */
bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag);
void media_pixels_release(struct media_pixels *p);

/* Appends each pixel's colour and, after it, its alpha; for pictures that have any. */
void media_pixels_join(const struct media_pixels *p, struct buf *joined);

#endif
