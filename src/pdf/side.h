#ifndef PDF_SIDE_H
#define PDF_SIDE_H

#include "pdf/late.h"
#include "pdf/pages.h"
#include "pdf/refs.h"
#include "pdf/stream.h"
#include "util/buf.h"

#include <stdbool.h>

/*
 * A page of the file while it is put together: one page of the book or, as a side of a
 * sheet, two. Streams and annotations are written as their page passes; what is kept is
 * their numbers. A zeroed struct is ready to be opened.
 */
struct pdf_side {
    uint32_t id;                /* its object; 0: not open */
    uint32_t key;               /* in the parent tree */
    uint32_t marks;             /* that are used */
    int32_t width, height;      /* sp */
    bool turned;                /* shown turned a quarter clockwise; never a sheet */
    struct pdf_refs content[2]; /* left and right: streams in a row */
    int number[2];              /* of the pages */
    struct pdf_needs needs;
    struct pdf_late_page *late; /* borrowed; NULL: all its numbers are known */
    struct pdf_refs links;
    uint32_t owners;     /* of a sheet: the array of who owns its marks, */
    struct buf elements; /* and its text so far */
};

/* Writes the page and adds it to `pages`; `label` as in pdf_pages_add. */
void pdf_side_emit(struct pdf_side *s, struct pdf_pages *pages, struct pdf_file *file,
                   const char *label);

/* "4, 1": what stands on a side of a sheet, as its label. */
void pdf_side_label(const struct pdf_side *s, struct buf *out);

/* Writes who owns the marks of a sheet's side. */
void pdf_side_emit_owners(const struct pdf_side *s, struct pdf_file *file);

void pdf_side_release(struct pdf_side *s);

#endif
