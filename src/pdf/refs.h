#ifndef PDF_REFS_H
#define PDF_REFS_H

#include "pdf/object.h"

#include <stddef.h>
#include <stdint.h>

/* Objects that a page refers to, in a row. A zeroed struct is empty. */
struct pdf_refs {
    uint32_t *list;
    size_t count, cap;
};

void pdf_refs_add(struct pdf_refs *r, uint32_t id);

/* Adds them to `array`, which is returned. */
struct pdf_value *pdf_refs_put(const struct pdf_refs *r, struct pdf_value *array,
                               struct pdf_values *v);
void pdf_refs_release(struct pdf_refs *r);

/* What content streams name: fonts F and images I (ISO 32000-1, 7.8.3). A zeroed struct
 * is empty. */
struct pdf_needs {
    struct pdf_need {
        char kind;
        int number;
        uint32_t id; /* its object */
    } * list;
    size_t count, cap;
};

void pdf_needs_add(struct pdf_needs *n, struct pdf_need need);

/* Adds what `from` has, which is empty then. */
void pdf_needs_move(struct pdf_needs *n, struct pdf_needs *from);

/* The /Resources. */
struct pdf_value *pdf_needs_dict(struct pdf_needs *n, struct pdf_values *v);
void pdf_needs_release(struct pdf_needs *n);

#endif
