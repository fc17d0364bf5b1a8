#ifndef PDF_ICC_H
#define PDF_ICC_H

#include "util/buf.h"

/*
 * Appends an ICC profile (version 2.1, ICC.1:2001-04) of the sRGB space of IEC
 * 61966-2-1: what the RGB numbers of a page mean. Display class, matrix and one curve,
 * under 700 bytes.
 */
void pdf_icc_srgb(struct buf *out);

#endif
