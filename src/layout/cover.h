#ifndef LAYOUT_COVER_H
#define LAYOUT_COVER_H

#include "layout/page.h"
#include "theme/theme.h"

#include <stddef.h>

/*
 * The cover of a book, page 1: a picture, or patches of colour with lines of text over
 * them, which are read. Whoever lays out a book says what is on it. Lengths are sp from
 * the page's upper left corner. All borrowed.
 */
struct layout_cover {
    int asset; /* a picture in the media store; 0: there is none, and the rest counts */
    struct layout_colour ground; /* of the whole page */
    const struct layout_cover_patch {
        struct layout_box box;
        struct layout_colour colour;
    } *patches;
    size_t patch_count;
    const struct layout_cover_words {
        const char *text;
        struct theme_style look;
        int32_t x, y; /* of the line's left end, on the baseline */
    } *words;
    size_t word_count;
};

#endif
