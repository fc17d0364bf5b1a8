#ifndef PDF_LATE_H
#define PDF_LATE_H

#include "pdf/content.h"
#include "pdf/refs.h"
#include "pdf/stream.h"

/*
 * Pages some of whose numbers are not known yet. Their contents are several streams in
 * a row (ISO 32000-1, table 30), those between slots written at once and those in slots
 * when they are known, so that of the page nothing is kept but what it needs. (Forms
 * would do as well, but not all extractors read what is in them.) A zeroed struct is
 * empty.
 */
struct pdf_late_page {
    struct pdf_needs needs;
    uint32_t resources; /* the object that will hold them */
    struct pdf_late_page *next;
};

struct pdf_late {
    struct pdf_late_page *pages;
    struct pdf_late_slot {
        uint32_t stream;            /* an object to come; 0: on no page */
        struct pdf_late_page *page; /* the last it is on */
    } * slots;                      /* by number */
    size_t slot_cap;
};

/* A page of the file that will have slots, until the release. */
struct pdf_late_page *pdf_late_open(struct pdf_late *l, struct pdf_file *file);

/* Writes what is known of what was painted on `c`, and adds the streams to `contents`.
 */
void pdf_late_paint(struct pdf_late *l, struct pdf_late_page *page,
                    struct pdf_file *file, const struct pdf_content *c,
                    struct pdf_refs *contents);

/* Writes what was painted on `c` from (0, 0) into a slot. Returns the page, whose needs
 * grow; NULL: the slot is on none. */
struct pdf_late_page *pdf_late_fill(struct pdf_late *l, int slot, struct pdf_file *file,
                                    const struct pdf_content *c);

/* Writes the resources, all slots being filled. */
void pdf_late_emit(struct pdf_late *l, struct pdf_file *file);

void pdf_late_release(struct pdf_late *l);

#endif
