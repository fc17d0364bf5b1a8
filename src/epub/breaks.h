#ifndef EPUB_BREAKS_H
#define EPUB_BREAKS_H

#include "doc/pagemap.h"
#include "epub/xhtml.h"

/* Where a page of the printed book begins. */
struct epub_break {
    const struct doc_node *node;
    size_t skip; /* bytes of its text, blanks not counted, before it */
    int page;
    const struct epub_file *file; /* in which its mark was written; NULL: in none */
};

/* Those of a whole book, in the order of pages, found by node. */
struct epub_breaks {
    struct epub_break *list;
    size_t count;
    uint32_t *slots; /* open addressing: number of the first break in a node, from 1 */
    size_t slot_count; /* a power of two */
};

/* Lives in `a`. */
struct epub_breaks *epub_breaks_new(const struct doc_pagemap *pages, struct arena *a);

/* The breaks within one node that are still to be written. */
struct epub_break_cursor {
    struct epub_break *next;
    size_t left; /* how many */
    size_t seen; /* bytes written, blanks not counted */
};

struct epub_break_cursor epub_breaks_in(const struct epub_page *p,
                                        const struct doc_node *n);

/* Writes text of the cursor's node, with the marks of the pages that begin in it. */
void epub_put_broken(struct epub_page *p, struct epub_break_cursor *at,
                     struct str text);

/* The marks of all pages that begin in `n`, one after the other. */
void epub_put_breaks(struct epub_page *p, const struct doc_node *n);

#endif
