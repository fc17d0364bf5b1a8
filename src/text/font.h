#ifndef TEXT_FONT_H
#define TEXT_FONT_H

#include "text/sfnt.h"
#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * One face of one font file, mapped, not read. FreeType and HarfBuzz objects are
 * behind `impl`. All measures are font units. Faces are shared, read-only after
 * opening, and may be used by several threads.
 */
struct text_font {
    const char *path;
    int face_index;
    const char *name;   /* PostScript name, sanitised to [A-Za-z0-9+-] */
    const char *family; /* for people */
    int upem;
    int ascent, descent; /* hhea: descent is negative */
    int cap_height, x_height;
    int bbox[4]; /* xMin yMin xMax yMax */
    int weight;  /* 400, 700 */
    int italic_angle;
    bool italic, serif, monospaced;
    bool cff;       /* CFF outlines, else glyf */
    bool cid_keyed; /* CFF with ROS: codes are CIDs */
    enum text_rights rights;
    bool colour;    /* bitmaps in colour (emoji): no outlines */
    int index;      /* place in its font set: a stable number for tables */
    struct text_font_impl *impl;
};

/* NULL after reporting [font-open], [font-damaged] or [font-rights] (OS/2 fsType). */
struct text_font *text_font_open(const char *path, int face_index, struct diag *diag);

/* The same of a font that is not the program's own: looked through as a whole first
 * (text/sfnt.h). */
struct text_font *text_font_open_foreign(const char *path, int face_index,
                                         struct diag *diag);
void text_font_close(struct text_font *f);

/* 0 when the face has no glyph for it. */
uint32_t text_font_glyph(const struct text_font *f, uint32_t cp);

/* In font units; colour fonts: one em. */
int32_t text_font_advance(const struct text_font *f, uint32_t glyph);

/* White between the edges of the advance and the ink; negative where the ink stands
 * out. False, and 0 both, for a glyph without an outline. */
bool text_font_bearings(const struct text_font *f, uint32_t glyph, int *left,
                        int *right);

/* The CID of a glyph in a CID-keyed CFF font (not always the glyph id). */
uint32_t text_font_cid(const struct text_font *f, uint32_t glyph);

/* The PNG bitmap of a colour glyph (CBDT), largest strike; false when there is none. */
bool text_font_colour_png(const struct text_font *f, uint32_t glyph, struct buf *png);

/* 8-bit coverage of one glyph; origin as FreeType: left/top of the bitmap in pixels. */
struct text_bitmap {
    uint8_t *pixels; /* owned, NULL when there is nothing to see */
    int width, height, stride, left, top;
};

/*
 * Draws the outline of `glyph` at `ppem_26_6` (pixels per em in 1/64), unhinted,
 * shifted right by `shift` 1/64 px. In any thread. False for glyphs without an outline;
 * else the caller releases `*out`.
 */
bool text_font_raster(const struct text_font *f, uint32_t glyph, int ppem_26_6,
                      int shift, struct text_bitmap *out);
void text_bitmap_release(struct text_bitmap *b);

#endif
