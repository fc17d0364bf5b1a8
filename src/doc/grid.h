#ifndef DOC_GRID_H
#define DOC_GRID_H

#include "doc/node.h"
#include "util/arena.h"

#include <stddef.h>

/*
 * Where the cells of a table stand when some reach over several rows or columns (HTML
 * 4.9.12): no cell lies on another, spans end where the table or a cell above does.
 */
struct doc_spot {
    const struct doc_node *node;
    int row, column; /* from 0 */
    int colspan, rowspan;
};

struct doc_grid {
    const struct doc_spot *spots; /* row by row */
    const size_t *first;          /* spot of each row; one more ends the last */
    int rows, columns;
};

/* In `a`; `table` is borrowed. A table without cells has no columns. */
void doc_grid_make(struct doc_grid *g, const struct doc_node *table, struct arena *a);

#endif
