#ifndef TEXT_OUTLINE_H
#define TEXT_OUTLINE_H

#include "text/font.h"

/*
 * Draws an outline: font units, y up, non-zero winding. Curves are cubic whatever the
 * face holds. `closed` ends each contour.
 */
struct text_pen {
    void (*move)(void *data, float x, float y);
    void (*line)(void *data, float x, float y);
    void (*curve)(void *data, const float points[6]); /* two controls, then the end */
    void (*closed)(void *data);
    void *data;
};

/* Walks the outline of `glyph`; nothing is drawn for an empty glyph or a colour face. */
void text_font_outline(const struct text_font *f, uint32_t glyph,
                       const struct text_pen *pen);

#endif
