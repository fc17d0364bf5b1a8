#ifndef MEDIA_JPEG_H
#define MEDIA_JPEG_H

#include "media/pixels.h"
#include "media/probe.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a JPEG's markers say (ITU-T T.81 annex B). */
struct media_jpeg {
    int width, height;
    int components;  /* 1 grey, 3 colour, 4 CMYK or YCCK */
    int bits;        /* per component */
    int dpi;         /* from JFIF; 0: not said */
    int orientation; /* EXIF, 1 to 8 */
    int scans;
    bool arithmetic; /* not Huffman coding: libjpeg reads it, browsers do not */
    bool adobe;      /* an Adobe marker: CMYK is inverted */
    bool jfif;
    bool named_rgb; /* the components are called R, G and B */
};

/*
 * Walks over all markers and scans. MEDIA_DAMAGED when there is no frame that can be
 * used or no end of image; MEDIA_UNREADABLE for lossless, hierarchical and 12-bit
 * frames.
 */
enum media_verdict media_jpeg_read(const void *bytes, size_t len,
                                   struct media_jpeg *out);

/*
 * Whether all its codes can be read and none are missing, as `head` was read of it; so
 * viewers and readers can show it as it is. True also where that would need too much
 * memory; false beyond 200 scans.
 */
bool media_jpeg_whole(const struct media_jpeg *head, const void *bytes, size_t len);

/*
 * Decodes to grey or RGB, CMYK and YCCK too, by the usual formula without a profile.
 * False when it is damaged or would need too much memory.
 */
bool media_jpeg_decode(const void *bytes, size_t len, struct media_pixels *out);

/* Appends a baseline JPEG of the colours, in the quality of libjpeg's 0 to 100; alpha is ignored. */
void media_jpeg_encode(struct buf *out, const struct media_pixels *pixels, int quality);

/*
 * Appends the picture turned upright from an EXIF orientation of 2 to 8 without decoding it,
 * and without its EXIF data, which would turn it again. False, with nothing appended, when
 * its edges are not on whole blocks, or it is damaged or would need too much memory.
 */
bool media_jpeg_turn(const void *bytes, size_t len, int orientation, struct buf *out);

#endif
