#ifndef MEDIA_RESAMPLE_H
#define MEDIA_RESAMPLE_H

#include "media/pixels.h"

/* Resizes to `width` × `height` px, mixing light rather than numbers, and colour by its
 * alpha. */
void media_pixels_resize(struct media_pixels *p, int width, int height);

/* Colour becomes its luminance (Rec. 709, in linear light); alpha stays. */
void media_pixels_to_grey(struct media_pixels *p);

#endif
