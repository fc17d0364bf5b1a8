#ifndef MEDIA_PNG_H
#define MEDIA_PNG_H

#include "util/buf.h"

#include <stdint.h>

/*
 * Appends an 8-bit indexed PNG (ISO 15948) of `width` × `height` pixels, one byte each, rows without
 * gaps; rows are not filtered, which flat drawings need least. `colours` ≤ 256 entries of RGB.
 */
void media_png_write_indexed(struct buf *out, const uint8_t *pixels, int width, int height,
                             const uint8_t palette[][3], int colours);

/*
 * The same of rows as the file holds them: a byte 0 (no filter), then `width` pixels. Saves a copy of the
 * picture.
 */
void media_png_write_rows(struct buf *out, const uint8_t *rows, int width, int height,
                          const uint8_t palette[][3], int colours);

#endif
