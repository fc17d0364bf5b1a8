#ifndef LAYOUT_INLINE_H
#define LAYOUT_INLINE_H

#include "doc/node.h"
#include "layout/page.h"
#include "media/store.h"
#include "text/fontset.h"
#include "text/shape.h"
#include "theme/theme.h"
#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stdint.h>

/* What setting text needs besides the text; all borrowed. One per thread. */
struct layout_tools {
    const struct theme *theme; /* looks of marks, badges, links */
    struct text_fontset *fonts;
    struct text_shaper *shaper;
    const struct media_store *media; /* NULL: images show their alt text */
    struct diag *diag;
    struct layout_slots *slots; /* page numbers not known yet */
};

/* How a paragraph is set. */
struct layout_para_style {
    struct theme_style look; /* its indent, before and after are not read here */
    bool tabular;            /* figures of one width */
    bool plain_links;        /* links without underline: headings, captions, cards */
    bool quiet_links;        /* links that look like text: contents */
    bool forced;             /* words may have to be broken: no [overfull] */
    int32_t indent;          /* of the first line */
    int32_t hang;            /* of all other lines */
};

/* What one stretch of text is to the layout. */
enum layout_span_kind {
    LAYOUT_SPAN_TEXT,
    LAYOUT_SPAN_CODE,  /* verbatim, breaks as addresses do */
    LAYOUT_SPAN_WHOLE, /* never broken: keys, badges */
    LAYOUT_SPAN_NOTE,  /* a footnote mark: never broken, never first in a line */
    LAYOUT_SPAN_SHIFT, /* super- or subscript: never first in a line */
    LAYOUT_SPAN_IMAGE, /* U+FFFC */
    LAYOUT_SPAN_BREAK  /* a line break, in the text a space */
};

enum layout_mark {
    LAYOUT_MARK_LINK = 1 << 0, /* underline, clickable */
    LAYOUT_MARK_STRIKE = 1 << 1,
    LAYOUT_MARK_INS = 1 << 2,
    LAYOUT_MARK_GROUND = 1 << 3, /* ==mark== */
    LAYOUT_MARK_SPOILER = 1 << 4,
    LAYOUT_MARK_KEY = 1 << 5,
    LAYOUT_MARK_DOTS = 1 << 6 /* emphasis: one above each letter */
};

/* Text of one look for one leaf of the tree. Spans follow each other without gaps. */
struct layout_span {
    enum layout_span_kind kind;
    enum layout_role role;
    uint32_t start, len;
    const struct doc_node *node;  /* the leaf: text, code, note mark, image, … */
    const struct doc_node *link;  /* the link or note mark it can be clicked for */
    const struct doc_node *group; /* the key or badge around it */
    const char *lang;
    struct text_style face;
    int32_t size, raise; /* sp; raise is above the baseline */
    struct layout_colour colour;
    unsigned marks; /* enum layout_mark */
    int asset;      /* IMAGE */
    int slot; /* IMAGE: one more than the number of a slot kept there, 0: a picture */
    int32_t image_width, image_height;
};

/* A paragraph's text and what it looks like. */
struct layout_text {
    const char *s; /* well-formed UTF-8 */
    uint32_t len;
    const struct layout_span *spans;
    size_t span_count;
    const struct doc_node *top; /* for messages */
    struct layout_para_style style;
};

/* Text put before the inlines of a node: a callout's or a caption's label. */
struct layout_prefix {
    const char *text; /* with the space that parts it from what follows */
    bool bold;
    struct layout_colour colour;
};

/*
 * The inline children of `top` in `style` (copied), after `prefix` (or NULL), in `a`.
 * Block children are passed over. White space collapses to single spaces, except in
 * code.
 */
struct layout_text layout_inline_collect(const struct layout_tools *tools,
                                         const struct layout_para_style *style,
                                         const struct doc_node *top,
                                         const struct layout_prefix *prefix,
                                         struct arena *a);

/* A plain string, for generated text. `s` is copied; `node` may be NULL for artifacts.
 */
struct layout_text layout_inline_plain(const struct layout_para_style *style,
                                       const char *s, const struct doc_node *node,
                                       enum layout_role role, struct arena *a);

#endif
