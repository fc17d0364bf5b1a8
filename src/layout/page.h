#ifndef LAYOUT_PAGE_H
#define LAYOUT_PAGE_H

#include "doc/node.h"
#include "text/font.h"
#include "text/unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A finished page: what is painted where, and for which node of the tree. Lengths
 * are sp (1/65536 pt, text/unit.h); x runs right from the left edge, y runs *down* from the
 * top edge. Everything belongs to the page's arena and is dropped after the sink has seen it.
 */
struct layout_colour {
    uint8_t r, g, b;
};

/* What an item is to a reader who cannot see the page. */
enum layout_role {
    LAYOUT_CONTENT,    /* part of `node` */
    LAYOUT_TITLE,      /* title of an article, a card, code */
    LAYOUT_DETAIL,     /* what is said of them: byline, language of code */
    LAYOUT_ADDRESS,    /* where `node` leads, printed: the text of its link */
    LAYOUT_LABEL,      /* generated for `node` and read: list number, callout label */
    LAYOUT_BACKGROUND, /* artifact: a ground */
    LAYOUT_DECORATION, /* artifact: rules, leader dots, wrap marks */
    LAYOUT_HEADER,     /* artifact: running head */
    LAYOUT_FOOTER      /* artifact: folio */
};

/* Ornament and page furniture: not read. */
static inline bool layout_role_is_artifact(enum layout_role role)
{
    return role >= LAYOUT_BACKGROUND;
}

struct layout_glyph {
    uint32_t id;
    int32_t x;       /* from the run's x */
    int32_t dy;      /* above the baseline (up) */
    uint32_t start;  /* its cluster in the run's text; len 0: a further glyph of the cluster before */
    uint16_t len;
};

/* Glyphs of one face and size on one baseline, left to right. */
struct layout_run {
    const struct text_font *font;
    int32_t size;
    struct layout_colour colour;
    int32_t x, y; /* of the pen at the first glyph */
    int32_t width;
    const struct layout_glyph *glyphs;
    size_t count;
    const char *text; /* what the glyphs spell, spaces included */
    uint32_t text_len;
};

enum layout_item_kind {
    LAYOUT_RUN,
    LAYOUT_RECT,    /* filled */
    LAYOUT_LINE,    /* stroked from (x, y) to (x2, y2) */
    LAYOUT_FRAME,   /* stroked rectangle, perhaps with round corners */
    LAYOUT_POLYGON, /* filled */
    LAYOUT_IMAGE,
    LAYOUT_LATE /* room for a page number that is handed over when it is known */
};

struct layout_box {
    int32_t x, y, width, height;
};

struct layout_item {
    enum layout_item_kind kind;
    enum layout_role role;
    const struct doc_node *node; /* NULL only for artifacts */
    uint32_t line; /* of code, from 1; 0: of no line, or of the only one */
    bool turned;   /* set on the page turned a quarter clockwise: its x and y are from the
                      top left corner as it lies then, the paper's bottom left */
    union {
        struct layout_run run;
        struct {
            struct layout_box box;
            struct layout_colour colour;
            int32_t stroke; /* FRAME: width of the line */
            int32_t radius; /* FRAME */
        } rect;
        struct {
            int32_t x, y, x2, y2, stroke;
            int32_t dash; /* 0: solid */
            struct layout_colour colour;
        } line;
        struct {
            const int32_t *points; /* x, y pairs */
            size_t count;          /* of pairs */
            struct layout_colour colour;
        } polygon;
        struct {
            struct layout_box box;
            int asset;
        } image;
        struct {
            int32_t x, y; /* of its left end, on the baseline */
            int32_t width, size;
            int slot; /* what the number's line comes under */
        } late;
    } as;
};

/* Where a turned box lies on paper of that height. */
static inline struct layout_box layout_box_upright(struct layout_box b, int32_t height)
{
    return (struct layout_box){b.y, height - b.x - b.width, b.height, b.width};
}

/* A place that can be clicked. */
struct layout_link {
    struct layout_box box;
    const struct doc_node *node;   /* the link, card or note_ref node */
    const struct doc_node *target; /* in the book, or NULL */
    const char *url;               /* when target is NULL */
};

/* A node with an id begins here. */
struct layout_dest {
    const struct doc_node *node;
    int32_t y; /* top of its first line */
};

struct layout_page {
    int32_t width, height;
    int number;      /* from 1 */
    const char *label; /* printed folio; "" when the page shows none */
    const struct doc_node *article; /* whose page it is; NULL: nobody's */
    bool turned; /* to be looked at turned a quarter clockwise */
    const struct layout_item *items; /* in reading order; grounds before what lies on them */
    size_t item_count;
    const struct layout_link *links;
    size_t link_count;
    const struct layout_dest *dests;
    size_t dest_count;
};

#endif
