#ifndef MEDIA_EXIF_H
#define MEDIA_EXIF_H

#include <stddef.h>

/*
 * The orientation (1 to 8) that EXIF data name, from their TIFF header on (CIPA DC-008
 * §4.6.4, tag 0x0112); 1 when they name none.
 */
int media_exif_orientation(const void *tiff, size_t len);

#endif
