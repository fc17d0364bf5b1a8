#ifndef LAYOUT_PARAGRAPH_H
#define LAYOUT_PARAGRAPH_H

#include "layout/inline.h"
#include "layout/page.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One line, set. Items and links are placed from the line's left edge and its baseline
 * (0, 0), y down, in reading order; grounds first.
 */
struct layout_line {
    const struct layout_item *items;
    size_t item_count;
    const struct layout_link *links;
    size_t link_count;
    const struct doc_node *const
        *nodes; /* note marks, and nodes with an id, that begin here */
    size_t node_count;
    int32_t x;       /* where the text begins: indent, centring */
    int32_t width;   /* of the text as set, without the space at its end */
    int32_t natural; /* of the text before justification */
    int32_t ascent,
        descent; /* the em box above and below the baseline; both positive */
    bool last;   /* of the paragraph */
    bool overfull;
};

struct layout_lines {
    const struct layout_line *lines;
    size_t count; /* 0 only for a text without any characters */
};

/* A text shaped and ready to be broken, any number of times. */
struct layout_para;

/* In `a`; borrows everything. */
struct layout_para *layout_para_new(const struct layout_tools *tools,
                                    const struct layout_text *text, struct arena *a);

/*
 * Breaks into lines for `measure` sp by total fit (Knuth and Plass 1981) and
 * sets them. What no break makes fit is broken between grapheme clusters and reported
 * once as [overfull] at the node's position.
 */
struct layout_lines layout_para_lines(const struct layout_para *p, int32_t measure,
                                      struct arena *a);

/* Of the widest line when only forced breaks are taken; indents included. */
int32_t layout_para_natural(const struct layout_para *p);

/* Of the widest part that will not be broken (an eojeol), whatever the break mode. */
int32_t layout_para_minimum(const struct layout_para *p);

/* Collects, shapes, breaks: for the common case. */
struct layout_lines layout_para_set(const struct layout_tools *tools,
                                    const struct layout_para_style *style,
                                    const struct doc_node *top, int32_t measure,
                                    struct arena *a);

/* Generated text. `node` may be NULL when `role` is an artifact's. */
struct layout_label {
    const char *text; /* copied */
    const struct doc_node *node;
    enum layout_role role;
};

/* One line that is never broken: folios, labels, markers. At x 0 whatever the
 * alignment. */
struct layout_line layout_line_plain(const struct layout_tools *tools,
                                     const struct layout_para_style *style,
                                     struct layout_label label, struct arena *a);

/* Where a text too wide for one line loses what it must. */
enum layout_cut {
    LAYOUT_CUT_END,   /* whole eojeol at the end, then "…" */
    LAYOUT_CUT_MIDDLE /* characters in the middle: addresses */
};

/* The same, cut to `width` sp with an ellipsis when it is wider. */
struct layout_line layout_line_fit(const struct layout_tools *tools,
                                   const struct layout_para_style *style,
                                   struct layout_label label, int32_t width,
                                   enum layout_cut cut, struct arena *a);

/* Moves an item, a link: from line to page coordinates. */
void layout_item_move(struct layout_item *item, int32_t dx, int32_t dy,
                      struct arena *a);
void layout_link_move(struct layout_link *link, int32_t dx, int32_t dy);

#endif
