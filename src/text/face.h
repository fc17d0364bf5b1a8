#ifndef TEXT_FACE_H
#define TEXT_FACE_H

#include "text/font.h"
#include "util/file.h"

#include <hb.h>
#include <pthread.h>

struct text_freetype;

/* What is behind a text_font: for the files of text/ alone. */
struct text_font_impl {
    struct file_map map;
    hb_face_t *face;
    hb_font_t *font;                /* scaled to font units, immutable */
    unsigned glyphs;                /* how many there are: maps may name others */
    bool foreign;                   /* not the program's own */
    struct text_freetype *freetype; /* of raster.c, made on first use */
    pthread_mutex_t lock;           /* of `freetype`, which one thread may use at a time */
};

/* FreeType's side of a face: CIDs and outlines. */
void text_freetype_close(struct text_font *f);

#endif
