#ifndef MEDIA_DECODE_H
#define MEDIA_DECODE_H

#include "media/pixels.h"
#include "media/probe.h"

#include <stdint.h>

/*
 * The decoders of the forms that neither output takes as they are. Of an animation they
 * give the first frame on its canvas. Each fills `*out`, which the caller releases, and
 * returns MEDIA_GOOD; else `*out` is empty and the result is MEDIA_DAMAGED,
 * MEDIA_TOO_LARGE (its pixels, or decoding them, would cost more than
 * MEDIA_WORKING_LIMIT) or MEDIA_UNKNOWN (the module that decodes it is not installed).
 */
#define MEDIA_WORKING_LIMIT ((int64_t)192 << 20) /* bytes, the result among them */

/* GIF87a and GIF89a. What the first frame leaves free is transparent, as browsers have
 * it. */
enum media_verdict media_gif_decode(const void *bytes, size_t len,
                                    struct media_pixels *out);

/* WebP (RFC 9649). */
enum media_verdict media_webp_decode(const void *bytes, size_t len,
                                     struct media_pixels *out);

/* AVIF 1.1: depths over 8 bits are reduced, profiles ignored; as stored, not turned. */
enum media_verdict media_avif_decode(const void *bytes, size_t len,
                                     struct media_pixels *out);

/*
 * SVG, drawn `width` pixels wide on nothing; `folders` (NULL-terminated) hold all the
 * fonts its text may use. `bytes` come from media_vector_clean.
 */
enum media_verdict media_svg_decode(const void *bytes, size_t len, int width,
                                    const char *const *folders,
                                    struct media_pixels *out);

/* What the decoders share. */

/* Readies `out` for a picture of which each pixel costs `cost` bytes at most; false:
 * too large. */
bool media_decode_fits(struct media_pixels *out, int64_t width, int64_t height,
                       int64_t cost);

/*
 * Makes of RGBA in out->colour what struct media_pixels promises, in place: alpha
 * apart, or gone when all is opaque, and one component when all is grey. With
 * `components` 3 there is no alpha to part.
 */
void media_decode_part(struct media_pixels *out, int components);

#endif
