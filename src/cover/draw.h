#ifndef COVER_DRAW_H
#define COVER_DRAW_H

#include "doc/meta.h"
#include "text/fontset.h"
#include "util/buf.h"

#define COVER_WIDTH  1600
#define COVER_HEIGHT 2560

/*
 * Draws the typographic cover of a book as an 8-bit indexed PNG of COVER_WIDTH ×
 * COVER_HEIGHT px: title, authors, site and year over a shelf of `spines` book spines
 * (clamped to 5..24), all derived from the metadata's identifier, integers only.
 */
void cover_draw(struct text_fontset *fonts, const struct doc_meta *meta, int spines,
                struct buf *png);

#endif
