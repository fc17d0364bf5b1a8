#ifndef TEXT_FACE_H
#define TEXT_FACE_H

#include "text/font.h"
#include "util/file.h"

#include <hb.h>
#include <stdatomic.h>

/* What is behind a text_font: for the files of text/ alone. */
struct text_font_impl {
    struct file_map map;
    hb_face_t *face;
    hb_font_t *font;   /* scaled to font units, immutable */
    void *freetype;    /* struct text_freetype of raster.c, made on first use */
};

/* FreeType's side of a face: CIDs and outlines. */
void text_freetype_close(struct text_font *f);

#endif
