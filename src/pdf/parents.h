#ifndef PDF_PARENTS_H
#define PDF_PARENTS_H

#include "pdf/stream.h"

/*
 * The parent tree (ISO 32000-1, 14.7.4.4): from pages and annotations back to the
 * structure elements that own them. Keys are given out in page order; what a key leads
 * to is known once its article is finished. A zeroed struct is empty.
 */
struct pdf_parents {
    uint32_t *owners; /* object by key; 0: none */
    uint32_t count, cap;
};

/* The next key: a page's /StructParents or an annotation's /StructParent. */
uint32_t pdf_parents_key(struct pdf_parents *p);

/* `owner` is an element, or for a page an array of the elements of its marks. */
void pdf_parents_put(struct pdf_parents *p, uint32_t key, uint32_t owner);

/* Writes the number tree and returns its object. */
uint32_t pdf_parents_emit(const struct pdf_parents *p, struct pdf_file *file);

void pdf_parents_release(struct pdf_parents *p);

#endif
