#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "doc/node.h"
#include "doc/pagemap.h"
#include "layout/cover.h"
#include "layout/page.h"
#include "media/store.h"
#include "text/fontset.h"
#include "theme/theme.h"
#include "util/diag.h"

#include <stdio.h>

/* All borrowed. */
struct layout_params {
    const struct theme *theme;
    struct text_fontset *fonts;
    const struct media_store *media;
    const struct layout_cover *cover; /* page 1; NULL: there is none */
    struct doc_pagemap *pagemap;      /* filled; NULL: not wanted */
    struct diag *diag;
    /* For the nodes of pages that are not in the tree, such as contents: pages and
     * links name them, so it must live as long as what the sink keeps. NULL: that is
     * nothing. */
    struct arena *arena;
};

struct layout_line;

/*
 * Receives the pages in order; each is gone when the call returns. After the last one
 * `late` (or NULL) receives what stands in each slot that a LAYOUT_LATE item left open:
 * a line from the slot's left end and baseline (0, 0).
 */
struct layout_sink {
    void (*page)(void *user, const struct layout_page *page);
    void *user;
    void (*late)(void *user, int slot, const struct layout_line *line);
};

/*
 * Sets a finished book on pages by the theme. Cannot fail; what does not fit is
 * reported ([overfull], [table-wide], …) at its place in the Markdown.
 */
void layout_book(const struct layout_params *params, const struct doc_node *book,
                 struct layout_sink sink);

/* One page item a line, for --dump-pages and the golden files. */
void layout_dump(const struct layout_page *page, FILE *out);
/* What stands in a slot. */
void layout_dump_late(int slot, const struct layout_line *line, FILE *out);

#endif
