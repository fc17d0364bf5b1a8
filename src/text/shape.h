#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "text/fontset.h"
#include "util/arena.h"
#include "util/str.h"

/* One positioned glyph, in font units of its run's face. */
struct text_glyph {
    uint32_t id;
    uint32_t start; /* byte offset of its grapheme cluster in the shaped text */
    uint16_t len;   /* bytes of the cluster; 0 for all but the first of its glyphs */
    bool unsafe;    /* breaking a line before it may change its shape */
    int32_t advance;
    int32_t dx, dy; /* offset from the pen; y up */
};

/* Glyphs of one face, in text order; those of one cluster from left to right. */
struct text_run {
    const struct text_font *font;
    const struct text_glyph *glyphs;
    size_t count;
};

struct text_runs {
    const struct text_run *runs;
    size_t count;
};

/* Shapes text; remembers words. One per thread. */
struct text_shaper;

struct text_shaper *text_shaper_create(struct text_fontset *fonts);
void text_shaper_destroy(struct text_shaper *s);

/*
 * Shapes `text`, well-formed UTF-8, in one style into runs that live in `a`.
 * Every code point is covered by exactly one cluster; ignorable ones and white space
 * controls give a zero-width cluster with no visible glyph or join their neighbour.
 * Hangul syllables take the fast path (cmap and nominal advance); `lang` (BCP 47)
 * chooses locl forms. What no face has is reported at `pos` and set as U+25A1; .notdef
 * never comes out.
 */
struct text_runs text_shape(struct text_shaper *s, struct text_style style,
                            const char *lang, struct str text, struct diag_pos pos,
                            struct arena *a);

#endif
