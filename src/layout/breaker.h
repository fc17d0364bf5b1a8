#ifndef LAYOUT_BREAKER_H
#define LAYOUT_BREAKER_H

#include "util/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where a paragraph's lines end: total fit after Knuth and Plass (1981) over boxes,
 * glue and penalties. Knows nothing of text. Integers only, so that every machine
 * breaks alike.
 */
enum layout_break_kind {
    LAYOUT_BREAK_BOX,
    LAYOUT_BREAK_GLUE,   /* vanishes at a break and after it */
    LAYOUT_BREAK_PENALTY /* a place to break between boxes */
};

#define LAYOUT_BREAK_NEVER  INT32_MAX
#define LAYOUT_BREAK_FORCED INT32_MIN

struct layout_break_item {
    enum layout_break_kind kind;
    bool flagged;       /* two such breaks in a row look bad */
    uint16_t syllables; /* box: how much it counts for a last line */
    int32_t width;      /* not negative; penalty: of the hyphen, set when broken here */
    int32_t stretch;    /* glue; box: tracking, used when glue does not suffice */
    int32_t shrink;     /* the same; at most the width */
    int32_t hang;    /* what of the line stands outside: glue, penalty: at its end, when
                        broken here; box: at its beginning, when it is the first */
    int32_t penalty; /* glue, penalty: 0 to 10,000, NEVER or FORCED */
};

struct layout_break_params {
    int32_t first, rest; /* measure of the first and of all other lines */
    int32_t em;          /* the emergency stretch of a line */
    bool ragged;         /* nothing stretches or shrinks */
    bool balanced;       /* ragged only: lines of about one length, no more of them */
};

struct layout_break_line {
    size_t start, end; /* items first to last + 1; glue at the end is not among them */
    int64_t natural;   /* width before stretching, hang included */
    int64_t glue,
        tracking; /* to be shared among its glue and its boxes; may be negative */
    int32_t hang; /* at the end */
    int32_t head; /* the same at the beginning */
    bool overfull;
    bool underfull; /* its glue would have to stretch too far: the line is short */
};

/*
 * Breaks `count` items into `*lines` in `a` and returns how many (0 only for no items).
 * The end is a forced break. A line is overfull only when no break would make it fit.
 */
size_t layout_break_lines(const struct layout_break_item *items, size_t count,
                          const struct layout_break_params *params,
                          struct layout_break_line **lines, struct arena *a);

#endif
