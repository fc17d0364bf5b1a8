#ifndef LAYOUT_COLUMNS_H
#define LAYOUT_COLUMNS_H

#include "doc/grid.h"
#include "layout/flow.h"

/* How wide the columns of a table are. */
struct layout_columns {
    int count;
    int32_t *x, *width; /* from the table's left edge */
    enum theme_align *align;
    int32_t total;     /* of the table */
    int32_t gap;       /* between columns */
    int32_t size;      /* of the type: less than the theme's when that saves words */
    bool tight;        /* words have to be broken nevertheless … */
    int32_t narrowest; /* … in columns as narrow as this, were the type of full size */
};

/*
 * From what the cells need at least (their longest eojeol) and at most (their text on
 * one line), for the flow's column. What a cell over several columns needs beyond
 * theirs they share. Columns of figures are set right unless the author said otherwise.
 */
void layout_columns_measure(struct layout_columns *c, struct layout_flow *f,
                            const struct doc_node *table, const struct doc_grid *grid);

#endif
