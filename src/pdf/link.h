#ifndef PDF_LINK_H
#define PDF_LINK_H

#include "layout/page.h"
#include "pdf/outline.h"
#include "pdf/stream.h"

/* Where an annotation goes. */
struct pdf_link_place {
    uint32_t id;    /* its object */
    uint32_t key;   /* in the parent tree */
    int32_t height; /* of the page, sp */
    int32_t left;   /* where the book's page begins on it */
};

/* False for `[text]()`: there is nowhere to go. */
bool pdf_link_leads(const struct layout_link *link);

/*
 * Writes the annotation of one clickable place (ISO 32000-1, 12.5.6.5). A target
 * inside the book is asked of `outline`.
 */
void pdf_link_emit(struct pdf_file *file, struct pdf_outline *outline,
                   const struct layout_link *link, struct pdf_link_place place);

#endif
