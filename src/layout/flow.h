#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/paragraph.h"

/*
 * One article between its tree and its pages: a column of bands. A band is a horizontal
 * slice that is never cut: a line of text, a row of a table, a picture with its
 * caption. Blocks put bands into the flow (blocks.c and the files it names); the pager
 * (pager.c) stacks them on pages.
 */

/*
 * What it costs to begin a page after a band, cheapest first: when the rules leave no
 * place to break, the cheapest one is broken.
 */
enum layout_keep {
    LAYOUT_KEEP_NOT,
    LAYOUT_KEEP_SHORT,   /* a paragraph of three lines */
    LAYOUT_KEEP_WIDOW,   /* two lines on either side */
    LAYOUT_KEEP_SOURCE,  /* the attribution of a quote */
    LAYOUT_KEEP_TAB,     /* label of a tab + 3 lines */
    LAYOUT_KEEP_TABLE,   /* head of a table + 2 rows */
    LAYOUT_KEEP_CODE,    /* title of code + 3 lines; short code whole */
    LAYOUT_KEEP_CALLOUT, /* title of a box + 2 lines */
    LAYOUT_KEEP_LEAD,    /* a line ending in ":" + the first item */
    LAYOUT_KEEP_CAPTION, /* an object and its caption */
    LAYOUT_KEEP_HEADING  /* a heading + 2 lines */
};

/* Things placed together: relative to (x, y) from the band's top left corner. */
struct layout_part {
    struct layout_part *next;
    int32_t x, y;
    const struct layout_item *items;
    size_t item_count;
    const struct layout_link *links;
    size_t link_count;
};

/* A node to remember on the page of its band. */
struct layout_anchor {
    struct layout_anchor *next;
    const struct doc_node *node;
};

struct layout_band {
    int32_t height;
    bool glue;             /* white: dropped at the top of a page */
    enum layout_keep keep; /* with the next band */
    int follow;            /* so many lines after it stay with it, as hard as `keep` */
    int lines;             /* what it counts for among those lines */
    int32_t baseline;      /* of its last line, from the top; 0 when it has none */
    struct layout_part *parts, *last_part;
    struct layout_anchor *anchors;           /* nodes with an id that begin here */
    struct layout_anchor *notes, *last_note; /* footnotes called for here, in order */
    const struct layout_band
        *repeat; /* drawn above when this band begins a page: a table's head */
    int32_t slack; /* what its picture may lose of its height to stand on this page */
    bool turned; /* a page of its own, turned a quarter: parts lie from its lower left
                    corner, x upwards, y to the right */
};

/* A rectangle behind or beside bands; over a page break it is drawn in pieces. */
struct layout_frame {
    size_t first, end; /* bands first … end - 1 */
    enum layout_role role;
    const struct doc_node *node;
    int32_t x, width;
    struct layout_colour colour;
    int32_t top, bottom; /* taken off at its two true ends */
};

enum layout_snap {
    LAYOUT_SNAP_LINES, /* stands on the grid by itself */
    LAYOUT_SNAP_BLOCK, /* slack divided as before : after */
    LAYOUT_SNAP_ABOVE, /* headings: slack above */
    LAYOUT_SNAP_BELOW  /* the opening: slack below */
};

/* A top-level block: bands with white before and after that add up to whole grid steps.
 */
struct layout_stretch {
    size_t first, end;
    int32_t before, after;
    enum layout_snap snap;
    bool cards; /* joins the next group of cards */
};

/* The column that blocks are put into, and the text style in force there. */
struct layout_column {
    int32_t x, width;
    struct theme_style text; /* of paragraphs */
    int32_t para_gap;        /* between paragraphs */
    bool indented;           /* paragraphs have a first-line indent */
    bool tight;              /* a cell too narrow for its words, which is told once */
    bool boxed;              /* inside a callout: code has no ground, cards no rules */
    int list_depth;
    int bullet_depth, number_depth; /* lists of either kind around */
};

struct layout_flow {
    const struct layout_tools *tools;
    const struct theme *theme;
    struct arena *arena;
    struct layout_band *bands;
    size_t count, cap;
    struct layout_frame *frames;
    size_t frame_count, frame_cap;
    struct layout_stretch *stretches;
    size_t stretch_count, stretch_cap;
    struct layout_column column;
    int depth;                     /* blocks open */
    int32_t gap;                   /* white waiting for the next band */
    bool at_start;                 /* nothing yet in this container: no white */
    bool flush;                    /* the next paragraph has no indent */
    struct layout_anchor *pending; /* ids waiting for their band */
};

void layout_flow_init(struct layout_flow *f, const struct layout_tools *tools,
                      struct arena *a);

/* Between open and close lie the bands of one block; at the outermost level they snap
 * to the grid. */
void layout_flow_open(struct layout_flow *f, int32_t before, enum layout_snap snap);
/* Goes on with the block closed last, so that both snap as one: headings in a row. */
void layout_flow_reopen(struct layout_flow *f);
void layout_flow_close(struct layout_flow *f, int32_t after);

/* Makes the column narrower, but never too narrow to set text in: deep nesting stops
 * there. */
void layout_column_inset(struct layout_column *c, const struct theme *theme,
                         int32_t left, int32_t right);

/* A new band at the end; borrowed until the next one. */
struct layout_band *layout_flow_band(struct layout_flow *f, int32_t height);

/* White that is dropped at the top of a page and of its container. */
void layout_flow_gap(struct layout_flow *f, int32_t height);

/* White of at least `height` before the next band. */
void layout_flow_gap_least(struct layout_flow *f, int32_t height);

/* Inside a box: drops white waiting, adds padding that stays with what follows (or what
 * is before). */
void layout_flow_pad_top(struct layout_flow *f, int32_t height, enum layout_keep keep);
void layout_flow_pad_bottom(struct layout_flow *f, int32_t height,
                            enum layout_keep keep);

/* The node's id becomes a place on the page of the next band. */
void layout_flow_anchor(struct layout_flow *f, const struct doc_node *node);

/* No page begins between bands first … end - 1. */
void layout_flow_keep(struct layout_flow *f, size_t first, size_t end,
                      enum layout_keep keep);

/* A frame over the bands from `first` on, to be ended with layout_flow_frame_end; its
 * number. */
size_t layout_flow_frame(struct layout_flow *f, struct layout_frame frame);

/* Puts a line with its left edge at `x` and its baseline at `y` into a band. */
void layout_band_line(struct layout_flow *f, struct layout_band *band,
                      const struct layout_line *line, int32_t x, int32_t y);
/* The same before all that is in the band: markers of items, read first. */
void layout_band_lead(struct layout_flow *f, struct layout_band *band,
                      const struct layout_line *line, int32_t x, int32_t y);
void layout_band_item(struct layout_flow *f, struct layout_band *band,
                      struct layout_item item);
void layout_band_link(struct layout_flow *f, struct layout_band *band,
                      struct layout_link link);

/* All of `from` inside `band`, moved by (x, y). */
void layout_band_merge(struct layout_flow *f, struct layout_band *band,
                       const struct layout_band *from, int32_t x, int32_t y);

/* Each line a band of the style's leading, at the column's left edge moved by `x`. */
void layout_flow_lines(struct layout_flow *f, struct layout_lines lines,
                       const struct theme_style *style, int32_t x);

/*
 * Has `set` set `node` across the page, in a column as long as the text block is high, on
 * pages of its own.
 */
void layout_flow_turned(struct layout_flow *f, const struct doc_node *node,
                        void (*set)(struct layout_flow *, const struct doc_node *));

/* Spreads every `follow` over the bands it reaches; once, when the flow is complete. */
void layout_flow_settle(struct layout_flow *f);

/* Baseline of a line box from its top: half the leading's white lies above the em box.
 */
int32_t layout_style_baseline(const struct theme_style *style);

struct layout_colour layout_colour_of(struct theme_colour c);
struct layout_item layout_item_rect(struct layout_box box, struct theme_colour colour,
                                    enum layout_role role);

#endif
