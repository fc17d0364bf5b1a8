#ifndef PDF_PAGES_H
#define PDF_PAGES_H

#include "pdf/stream.h"

/*
 * The page tree (ISO 32000-1, 7.7.3), 64 to a node and written as nodes fill up, and
 * the page labels (12.4.2). A zeroed struct is an empty tree.
 */
#define PDF_PAGES_FAN    64
#define PDF_PAGES_LEVELS 5 /* 64^5: more pages than a file can have objects */

struct pdf_pages {
    struct {
        uint32_t id; /* of the node being filled; 0: none yet */
        uint32_t kids[PDF_PAGES_FAN];
        int count;
        int32_t pages; /* below it */
    } levels[PDF_PAGES_LEVELS];
    int32_t count;
    struct pdf_page_label {
        int32_t first; /* index of the page, from 0 */
        int32_t start; /* its number; 0: only the text */
        char *text;    /* NULL: decimal numbers */
    } * labels;
    size_t label_count;
};

/* The node that will hold the next page: what its /Parent names. */
uint32_t pdf_pages_parent(struct pdf_pages *p, struct pdf_file *file);

/* Adds the page `id`, number `number`, with `label` printed on it ("" or NULL: none).
 */
void pdf_pages_add(struct pdf_pages *p, uint32_t id, int number, const char *label);

/* Writes what is open and returns the object number of the root. */
uint32_t pdf_pages_emit(struct pdf_pages *p, struct pdf_file *file);

/* The number tree for the catalog's /PageLabels. */
struct pdf_value *pdf_pages_labels(const struct pdf_pages *p, struct pdf_values *v);

void pdf_pages_release(struct pdf_pages *p);

#endif
