#ifndef MEDIA_ORIENT_H
#define MEDIA_ORIENT_H

#include "media/pixels.h"

/*
 * Turns and mirrors the pixels as the EXIF orientation 1 to 8 (CIPA DC-008 §4.6.5)
 * asks, so that the first row shows the visual top. Other values do nothing.
 */
void media_pixels_orient(struct media_pixels *p, int orientation);

#endif
