#ifndef PDF_SIDE_H
#define PDF_SIDE_H

#include "pdf/pages.h"
#include "pdf/stream.h"
#include "util/buf.h"

#include <stdbool.h>

/* What a content stream names: fonts F, images I, forms L (ISO 32000-1, 7.8.3). A
 * zeroed struct is empty. */
struct pdf_needs {
    struct pdf_need {
        char kind;
        int number;
        uint32_t id; /* its object */
    } *list;
    size_t count, cap;
};

void pdf_needs_add(struct pdf_needs *n, struct pdf_need need);
struct pdf_value *pdf_needs_dict(struct pdf_needs *n, struct pdf_values *v);
void pdf_needs_release(struct pdf_needs *n);

/*
 * A page of the file while it is put together: one page of the book or, as a side of a
 * sheet, two. Streams and annotations are written as their page passes; what is kept is
 * their numbers. A zeroed struct is ready to be opened.
 */
struct pdf_side {
    uint32_t id; /* its object; 0: not open */
    uint32_t key;             /* in the parent tree */
    uint32_t marks;           /* that are used */
    int32_t width, height;    /* sp */
    bool turned;              /* shown turned a quarter clockwise; never a sheet */
    uint32_t content[2];      /* left and right, 0: none */
    int number[2];            /* of the pages */
    struct pdf_needs needs;
    uint32_t *links;
    size_t link_count, link_cap;
    uint32_t owners;     /* of a sheet: the array of who owns its marks, */
    struct buf elements; /* and its text so far */
};

void pdf_side_link(struct pdf_side *s, uint32_t annotation);

/* Writes the page and adds it to `pages`; `label` as in pdf_pages_add. */
void pdf_side_emit(struct pdf_side *s, struct pdf_pages *pages, struct pdf_file *file,
                   const char *label);

/* "4, 1": what stands on a side of a sheet, as its label. */
void pdf_side_label(const struct pdf_side *s, struct buf *out);

/* Writes who owns the marks of a sheet's side. */
void pdf_side_emit_owners(const struct pdf_side *s, struct pdf_file *file);

void pdf_side_release(struct pdf_side *s);

#endif
