#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "doc/node.h"
#include "pdf/stream.h"
#include "util/arena.h"

/*
 * Where things are: the outline (bookmarks; ISO 32000-1, 12.3.3) from titles and
 * headings, and the named destinations (12.3.2.3) that links lead to. Both are written
 * at the end; until then each place costs a few words. A zeroed struct is empty.
 */
struct pdf_place {
    const struct doc_node *node;
    uint32_t page; /* its object */
    int64_t y;     /* thousandths of a point from the lower edge */
    int64_t x;     /* the same from the left edge; 0: wherever the reader is */
};

struct pdf_outline {
    struct pdf_place *places; /* in page order */
    size_t count, cap;
    const struct doc_node **wanted; /* what links lead to */
    size_t wanted_count, wanted_cap;
};

void pdf_outline_add(struct pdf_outline *o, struct pdf_place place);

/* A link leads to `target`, which may be on a later page. */
void pdf_outline_want(struct pdf_outline *o, const struct doc_node *target);

/* The name of the destination of `target`. */
struct pdf_value *pdf_outline_name(struct pdf_values *v, const struct doc_node *target);

/* Writes the outline and returns its object; 0 when there are no titles. */
uint32_t pdf_outline_emit(const struct pdf_outline *o, struct pdf_file *file);

/* Writes the tree of destinations that links lead to and returns its object; 0: none.
 */
uint32_t pdf_outline_emit_names(struct pdf_outline *o, struct pdf_file *file);

void pdf_outline_release(struct pdf_outline *o);

#endif
