#ifndef MEDIA_JPEG_H
#define MEDIA_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a JPEG's headers say (ITU-T T.81 annex B). */
struct media_jpeg {
    int width, height;
    int components; /* 1 grey, 3 colour, 4 CMYK */
    int bits;       /* per component */
    int dpi;        /* from JFIF; 0: not said */
    bool adobe;     /* an Adobe marker: CMYK is inverted */
};

/* Reads up to the frame header; false when there is none that can be used. */
bool media_jpeg_read(const void *bytes, size_t len, struct media_jpeg *out);

#endif
