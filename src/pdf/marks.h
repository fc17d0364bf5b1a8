#ifndef PDF_MARKS_H
#define PDF_MARKS_H

#include "layout/page.h"
#include "util/arena.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the pages of one article hold, by node of its tree: marked-content sequences
 * (ISO 32000-1, 14.7.4.2) and annotations, kept until the article's structure is
 * written. Pages come in order; the tree says what belongs where. A zeroed struct is
 * empty.
 */

/* The page of the file that a page of the book is, or shares with another. */
struct pdf_paper {
    uint32_t page, key; /* object, key in the parent tree */
    int32_t height;     /* sp */
    int32_t left;       /* where the book's page begins on it */
    uint32_t first;     /* MCID that is free */
    struct buf *owners; /* shared: takes the elements that own its marks; or NULL */
};

/* One marked-content sequence. */
struct pdf_mark {
    const struct doc_node *leaf; /* innermost inline with an element; NULL: none */
    const struct doc_node *node; /* of its first item */
    uint32_t page;               /* index in pdf_marks.pages */
    uint32_t mcid;
    uint32_t next;    /* of the same block; 0: none, else one more than its index */
    uint32_t element; /* object of the element that owns it; 0: not known yet */
    uint32_t line;    /* of code, from 1; 0: of none */
    uint32_t picture; /* one more than its index in pdf_marks.pictures; 0: text */
    enum layout_role role;
};

/* An annotation of a link. */
struct pdf_link_mark {
    uint32_t page, annotation; /* objects */
    uint32_t key;              /* in the parent tree */
    uint32_t next;             /* as above */
};

/* What belongs to one node: a block's marks, a link's annotations. */
struct pdf_marked {
    const struct doc_node *node;
    uint32_t first, last;           /* marks, as above */
    uint32_t first_link, last_link; /* link marks, as above */
    bool clickable;                 /* there is text to click for it */
    bool placed;                    /* it has its place in the structure */
};

struct pdf_marks {
    struct pdf_mark *list;
    size_t count, cap;
    struct {
        struct pdf_paper paper;
        size_t first; /* mark */
    } * pages;
    size_t page_count, page_cap;
    struct pdf_picture {
        struct layout_box box;
        int32_t height; /* of the page */
    } * pictures;
    size_t picture_count, picture_cap;
    struct pdf_link_mark *links;
    size_t link_count, link_cap;
    struct pdf_marked *nodes; /* in the order they were met */
    size_t node_count, node_cap;
    uint32_t *slots; /* hash table: one more than an index in `nodes` */
    size_t slot_count;
    bool open;           /* the last mark goes on */
    bool dump;           /* keep what the marks say: */
    struct buf texts;    /* NUL-terminated, one after the other */
    size_t *text_starts; /* by mark */
    size_t text_cap;
};

/* A page begins. */
void pdf_marks_page(struct pdf_marks *m, struct pdf_paper paper);

/* What an item is painted inside of: `/name <</MCID mcid>> BDC`. */
struct pdf_tag {
    const char *name;
    uint32_t mcid; /* the same as before: the sequence goes on */
};

/* False when nothing of the item is read: it is an artifact. */
bool pdf_marks_item(struct pdf_marks *m, const struct layout_item *item,
                    struct pdf_tag *tag);

/* Another sequence like the one before: its MCID. */
uint32_t pdf_marks_again(struct pdf_marks *m);

/* The sequence ends: what comes next begins one of its own. */
void pdf_marks_end(struct pdf_marks *m);

/* True when there is something on a page to click for that node. */
bool pdf_marks_clickable(const struct pdf_marks *m, const struct doc_node *node);

/* Adds the annotation of a clickable node. */
void pdf_marks_link(struct pdf_marks *m, const struct doc_node *node,
                    struct pdf_link_mark link);

/* What is known of a node, or NULL. */
struct pdf_marked *pdf_marks_find(const struct pdf_marks *m,
                                  const struct doc_node *node);

/* What a mark says; NULL unless m->dump. */
const char *pdf_marks_text(const struct pdf_marks *m, const struct pdf_mark *mark);

/* Empties it and keeps the memory. */
void pdf_marks_clear(struct pdf_marks *m);
void pdf_marks_release(struct pdf_marks *m);

/* What the tree says of single nodes. */

/* The type of element a node is, or NULL: it is no element of its own. */
const char *pdf_mark_type(const struct doc_node *node);

/* What stands for the picture of an IMAGE; NULL: it is ornament. */
const char *pdf_mark_alt(struct arena *a, const struct doc_node *image);

/* What stands for a formula: its TeX, without the white around it. */
const char *pdf_mark_tex(struct arena *a, const struct doc_node *math);

#endif
