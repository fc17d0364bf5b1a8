#ifndef DOC_NODE_H
#define DOC_NODE_H

#include "doc/meta.h"
#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The document tree: the one form both writers read. A reader makes articles,
 * book/ joins and finishes them; from then on the tree is const. Nodes and
 * strings belong to arenas that outlive the tree. Text is well-formed UTF-8
 * within the XML character range; prose is NFC, code is verbatim.
 */
enum doc_kind {
    /* structure */
    DOC_BOOK,    /* parts and articles */
    DOC_PART,    /* articles */
    DOC_ARTICLE, /* blocks, then its footnotes */
    /* blocks */
    DOC_HEADING,   /* inlines */
    DOC_PARAGRAPH, /* inlines */
    DOC_PLAIN,     /* inlines: tight text in an item or a cell, no paragraph gap */
    DOC_LIST,      /* items */
    DOC_ITEM,      /* blocks */
    DOC_QUOTE,     /* blocks */
    DOC_CODE_BLOCK, /* leaf */
    DOC_TABLE,      /* rows; a caption may come first */
    DOC_ROW,        /* cells */
    DOC_CELL,       /* blocks or inlines (then one plain) */
    DOC_RULE,       /* leaf: a thematic break */
    DOC_FIGURE,     /* one image, or a link around it; then an optional caption */
    DOC_CALLOUT,    /* optional title; blocks */
    DOC_DETAILS,    /* optional title; blocks (printed open) */
    DOC_TABS,       /* tabs */
    DOC_TAB,        /* title; blocks */
    DOC_CARD,       /* leaf: a link shown as a card */
    DOC_MATH_BLOCK, /* leaf: TeX */
    DOC_DIAGRAM,    /* leaf: source of a diagram */
    DOC_FOOTNOTE,   /* blocks */
    DOC_TOC,        /* leaf: "[[toc]]"; the contents the layout makes have items */
    DOC_TITLE,      /* inlines: of a callout, details or tab */
    DOC_CAPTION,    /* inlines: of a figure or table */
    /* inlines */
    DOC_TEXT,       /* leaf */
    DOC_SOFT_BREAK, /* leaf: a line end in the source */
    DOC_LINE_BREAK, /* leaf */
    DOC_EMPH,
    DOC_STRONG,
    DOC_STRIKE,
    DOC_MARK,
    DOC_SUP,
    DOC_SUB,
    DOC_INS,
    DOC_SPOILER,
    DOC_CODE, /* leaf */
    DOC_LINK,
    DOC_IMAGE,    /* leaf */
    DOC_NOTE_REF, /* leaf */
    DOC_MATH,     /* leaf: TeX */
    DOC_KBD,
    DOC_BADGE,
    DOC_SPAN, /* a run in another language, or lightly styled */
    DOC_KIND_COUNT
};

enum doc_callout {
    DOC_CALLOUT_INFO,
    DOC_CALLOUT_NOTE,
    DOC_CALLOUT_TIP,
    DOC_CALLOUT_WARNING,
    DOC_CALLOUT_CAUTION,
    DOC_CALLOUT_IMPORTANT,
    DOC_CALLOUT_COUNT
};

enum doc_align { DOC_ALIGN_NONE, DOC_ALIGN_LEFT, DOC_ALIGN_CENTRE, DOC_ALIGN_RIGHT };

enum doc_card_kind {
    DOC_CARD_LINK,
    DOC_CARD_VIDEO,
    DOC_CARD_DEMO,
    DOC_CARD_DOCUMENT
};

/* What a reader component said of a card, so that book/ can tell furniture from content. */
enum doc_card_origin {
    DOC_FROM_CARD, /* VPCard */
    DOC_FROM_SITE, /* SiteInfo */
    DOC_FROM_OTHER
};

enum doc_line_mark {
    DOC_LINE_HIGHLIGHT = 1 << 0,
    DOC_LINE_ADDED = 1 << 1,
    DOC_LINE_REMOVED = 1 << 2,
    DOC_LINE_FOCUS = 1 << 3,
    DOC_LINE_ERROR = 1 << 4,
    DOC_LINE_WARNING = 1 << 5
};

enum doc_badge { DOC_BADGE_INFO, DOC_BADGE_TIP, DOC_BADGE_WARNING, DOC_BADGE_DANGER };

struct doc_heading {
    int level;        /* 1 to 6 as written; gapless after book/number */
    const char *slug; /* as VuePress makes it: what links name. The output id is node->id */
};

struct doc_list {
    bool ordered;
    bool tight;
    int start; /* first number of an ordered list */
};

struct doc_item {
    enum { DOC_TASK_NONE, DOC_TASK_OPEN, DOC_TASK_DONE } task;
};

struct doc_code {
    const char *lang;  /* "" when none */
    const char *title; /* NULL when none */
    const char *text;  /* lines end with '\n'; the last one too */
    size_t len;
    const unsigned char *marks; /* enum doc_line_mark bits per line, or NULL */
    size_t line_count;
    bool numbered;
    int first_number;
};

struct doc_table {
    const enum doc_align *align; /* per column */
    int columns;
    int head_rows; /* 0 or 1 */
};

struct doc_cell {
    int column; /* from 0 */
    int colspan, rowspan;
    bool head;
};

struct doc_card {
    enum doc_card_kind kind;
    enum doc_card_origin origin;
    const char *title;             /* NULL or blank: only the address is known */
    const char *text;              /* NULL when none */
    const char *url;               /* as written; absolute after book/resolve */
    const struct doc_node *target; /* inside this book, or NULL */
    const char *preview;           /* address of a picture of the page, or NULL */
    int image;                     /* the preview's media asset; 0: none */
};

/* After book/resolve exactly one of `target` and `url` is set. */
struct doc_link {
    const char *url;               /* as written; absolute after book/resolve */
    const struct doc_node *target; /* a node of this book with an id */
    const char *title;             /* NULL when none */
};

struct doc_image {
    const char *url;   /* as written */
    const char *alt;   /* plain text; "" when none */
    const char *title; /* NULL when none */
    int width, height; /* px, as the author asked; 0: not said */
    bool percent;      /* width is in per cent of the measure */
    int asset;         /* media asset number; 0: not there */
};

struct doc_note_ref {
    const char *label;
    const struct doc_node *note; /* its DOC_FOOTNOTE */
    int number;                  /* of the note, from 1 in each article */
    int occurrence;              /* 1 for the first reference to that note */
};

struct doc_footnote {
    const char *label;
    int number;
    const struct doc_node *ref; /* the first DOC_NOTE_REF */
    int ref_count;
};

struct doc_node {
    enum doc_kind kind;
    struct diag_pos pos;
    struct doc_node *parent, *prev, *next, *first, *last;
    const char *id;   /* ASCII, unique in the book, or NULL; set by book/number */
    const char *lang; /* BCP 47 where it differs from the parent's, or NULL */
    union {
        struct doc_meta *meta; /* BOOK, PART, ARTICLE */
        struct doc_heading heading;
        struct doc_list list;
        struct doc_item item;
        struct doc_code code; /* CODE_BLOCK, DIAGRAM */
        struct doc_table table;
        struct doc_cell cell;
        enum doc_callout callout;
        struct {
            const char *label; /* plain text of its title */
            bool active;
        } tab;
        bool code_tabs; /* TABS */
        struct doc_card card;
        const char *text; /* TEXT, CODE, MATH, MATH_BLOCK */
        struct doc_link link;
        struct doc_image image;
        struct doc_note_ref note_ref;
        struct doc_footnote footnote;
        enum doc_badge badge;
        enum doc_align align; /* PARAGRAPH, PLAIN */
    } as;
};

struct doc_node *doc_node_new(struct arena *a, enum doc_kind kind, struct diag_pos pos);

/* A DOC_TEXT node; `text` is borrowed. */
struct doc_node *doc_text_new(struct arena *a, const char *text, struct diag_pos pos);

/* `child` must be unlinked. */
void doc_node_append(struct doc_node *parent, struct doc_node *child);
void doc_node_prepend(struct doc_node *parent, struct doc_node *child);
void doc_node_insert_before(struct doc_node *sibling, struct doc_node *node);
void doc_node_insert_after(struct doc_node *sibling, struct doc_node *node);

/* Takes `n` with all below it out of its tree. */
void doc_node_unlink(struct doc_node *n);

/* Moves all children of `n` to its own place and unlinks it. */
void doc_node_unwrap(struct doc_node *n);

/* Moves all children of `from` to the end of `to`. */
void doc_node_adopt(struct doc_node *to, struct doc_node *from);

/* `n` with all below it, in `a` and in no tree; strings and metadata are shared. */
struct doc_node *doc_node_copy(struct arena *a, const struct doc_node *n);

/* "heading", "code_block", … */
const char *doc_kind_name(enum doc_kind kind);
bool doc_kind_is_inline(enum doc_kind kind);
bool doc_kind_is_leaf(enum doc_kind kind);

/* First child of that kind, or NULL. */
struct doc_node *doc_node_child(const struct doc_node *n, enum doc_kind kind);

/* Nearest ancestor of that kind (or `n` itself), or NULL. */
const struct doc_node *doc_node_ancestor(const struct doc_node *n, enum doc_kind kind);

/* The language in force at `n` ("und" when none was set above it). */
const char *doc_node_lang(const struct doc_node *n);

/* The text below `n` as one plain string: breaks are spaces, images and note marks nothing. */
char *doc_plain_text(struct arena *a, const struct doc_node *n);

/* Its beginning, at most `most` bytes and of at most as many nodes: soon had of any tree. */
char *doc_plain_head(struct arena *a, const struct doc_node *n, size_t most);

#endif
