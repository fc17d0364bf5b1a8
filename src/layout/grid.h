#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "doc/node.h"
#include "util/arena.h"

#include <stddef.h>

/*
 * Where the cells of a table stand when some reach over several rows or columns (HTML
 * 4.9.12): no cell lies on another, spans end where the table or a cell above does.
 */
struct layout_spot {
    const struct doc_node *node;
    int row, column; /* from 0 */
    int colspan, rowspan;
};

struct layout_grid {
    const struct layout_spot *spots; /* row by row */
    const size_t *first;             /* spot of each row; one more ends the last */
    int rows, columns;
};

/* In `a`; `table` is borrowed. A table without cells has no columns. */
void layout_grid_make(struct layout_grid *g, const struct doc_node *table,
                      struct arena *a);

#endif
