#ifndef LAYOUT_BREAK_H
#define LAYOUT_BREAK_H

#include "doc/pagemap.h"
#include "layout/page.h"

/* The text that the page before ended in, and how much of it is printed: bytes, blanks
 * not counted. */
struct layout_break {
    const struct doc_node *node;
    size_t shown;
};

/*
 * Notes in `map` what `page` begins with: the first text, code, picture or card of the
 * running text, or an article's opening. Pages come in their order; one with footnotes
 * alone begins with nothing.
 */
void layout_break_note(struct layout_break *state, const struct layout_page *page,
                       struct doc_pagemap *map);

#endif
