#ifndef COVER_CANVAS_H
#define COVER_CANVAS_H

#include "text/shape.h"

#include <stdint.h>

/* The cover's palette: text is drawn in levels from the ground to ivory, spines in its
 * tones. */
enum cover_colour {
    COVER_GROUND = 0,
    COVER_IVORY = 15, /* 1..14: the levels between */
    COVER_TONE_75,
    COVER_TONE_50,
    COVER_TONE_28,
    COVER_GARDENIA, /* 치자: the one spine that is not ivory */
    COVER_COLOURS
};

/*
 * A picture of palette indexes, one byte a pixel. Each row begins with the byte that
 * names a PNG row's filter (0), so that it can be written as it is.
 */
struct cover_canvas {
    uint8_t *rows;
    int width, height;
};

/* Where a row's pixels begin. */
static inline uint8_t *cover_row(const struct cover_canvas *c, int y)
{
    return c->rows + (size_t)y * ((size_t)c->width + 1) + 1;
}

void cover_fill(struct cover_canvas *c, int x, int y, int width, int height,
                enum cover_colour colour);

/* Text in one style and size (px), set from a pen position. */
struct cover_type {
    struct text_shaper *shaper;
    struct arena *arena;
    const char *lang;
    struct text_style style;
    int size;
    int tracking; /* added after each cluster, 1/64 px */
};

/* Width in 1/64 px. */
int cover_text_width(const struct cover_type *t, const char *text, size_t len);

/* Draws with the baseline at (x, y) px. */
void cover_text(struct cover_canvas *c, const struct cover_type *t, const char *text,
                size_t len, int x, int y);

#endif
