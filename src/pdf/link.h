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

/* The long addresses written already, by where they stand in the tree; open addressing,
 * a power of two. */
struct pdf_links {
    struct pdf_address {
        const char *url;
        uint32_t id;
    } * list;
    size_t count, cap;
};

void pdf_links_release(struct pdf_links *l);

/* False for `[text]()`: there is nowhere to go. */
bool pdf_link_leads(const struct layout_link *link);

/*
 * Writes the annotation of one clickable place (ISO 32000-1, 12.5.6.5). A target
 * inside the book is asked of `outline`.
 */
void pdf_link_emit(struct pdf_links *links, struct pdf_file *file,
                   struct pdf_outline *outline, const struct layout_link *link,
                   struct pdf_link_place place);

#endif
