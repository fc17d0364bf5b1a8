#ifndef MEDIA_CONVERT_H
#define MEDIA_CONVERT_H

#include "media/pixels.h"

/* What images must be like in a book for readers that know PNG, JPEG, GIF and SVG only.
 */
struct media_fit {
    int width, height; /* px at most; 0: as large as they are */
    bool grey;         /* no colour */
};

/* An image in the form a book holds it. */
struct media_converted {
    enum media_type type;
    struct buf bytes; /* empty: the file as it is */
};

/*
 * True when the image goes into the book as it is: PNG, JPEG or GIF, upright, in a
 * coding that readers know, and within the fit. Moving GIFs are never changed.
 */
bool media_convert_keeps(const struct media_asset *asset, const struct media_fit *fit);

/* Bytes of memory that converting it takes, about. */
size_t media_convert_cost(const struct media_asset *asset);

/*
 * Converts an image whose bytes are open. SVG is cleaned (media/vector.h), and neither
 * resized nor made grey. PNG and GIF become PNG, JPEG becomes JPEG (merely turned
 * without loss where nothing else is asked); WebP and AVIF become PNG when anything
 * shines through or colours are few, else JPEG. MEDIA_GOOD, or a verdict of
 * media_pixels_read with `out` empty.
 */
enum media_verdict media_convert(const struct media_asset *asset,
                                 const struct media_bytes *bytes,
                                 const struct media_fit *fit,
                                 struct media_converted *out);

#endif
