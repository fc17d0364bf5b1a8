#ifndef COVER_TITLE_H
#define COVER_TITLE_H

#include "cover/canvas.h"

#define COVER_TITLE_LINES 7

/* A title broken to lines; the slices are of `text`. */
struct cover_title {
    const char *text;
    int size; /* units of the cover */
    struct {
        size_t start, len;
    } lines[COVER_TITLE_LINES];
    int line_count;
    bool cut; /* "…" follows the last line */
};

/*
 * Sets the title at the largest of the cover's sizes, shares of `type.size`, at which it
 * fits `measure` in
 * that size's number of lines, balanced, broken between eojeol; the smallest size
 * breaks words and cuts what is left.
 */
struct cover_title cover_title_set(struct cover_type type, const char *text,
                                   int measure);

#endif
