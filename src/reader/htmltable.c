#include "reader/htmltable.h"

#include "doc/walk.h"
#include "reader/bigtable.h"

static void measure(struct doc_node *table, long *rows)
{
    *rows = 0;
    for (struct doc_node *row = table->first; row; row = row->next) {
        int columns =
            row->last ? row->last->as.cell.column + row->last->as.cell.colspan : 0;

        ++*rows;
        if (columns > table->as.table.columns)
            table->as.table.columns = columns;
    }
    if (table->first && table->first->first) {
        bool head = true;

        for (struct doc_node *cell = table->first->first; cell; cell = cell->next)
            head &= cell->as.cell.head;
        table->as.table.head_rows = head;
    }
}

/* The blocks of the cells stand where the table stood. */
static void take_apart(struct doc_node *table)
{
    struct doc_node *row, *cell, *block;

    while ((row = table->first)) {
        while ((cell = row->first)) {
            while ((block = cell->first)) {
                if (block->kind == DOC_PLAIN)
                    block->kind = DOC_PARAGRAPH;
                doc_node_unlink(block);
                doc_node_insert_before(table, block);
            }
            doc_node_unlink(cell);
        }
        doc_node_unlink(row);
    }
}

void reader_settle_tables(struct reader_context *c)
{
    struct doc_node *apart = NULL;

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        long rows;

        if (apart)
            doc_node_unlink(apart);
        apart = NULL;
        /* Those from Markdown know the alignment of their columns. */
        if (w.event != DOC_LEAVE || w.node->kind != DOC_TABLE || w.node->as.table.align)
            continue;
        measure(w.node, &rows);
        if (w.node->as.table.columns <= READER_TABLE_COLUMNS &&
            w.node->as.table.columns * rows <= READER_TABLE_CELLS)
            continue;
        diag_warning(
            c->diag, w.node->pos, "table-limit",
            "a table of more than %d columns or %d cells is kept as text; split it",
            READER_TABLE_COLUMNS, READER_TABLE_CELLS);
        take_apart(w.node);
        apart = w.node;
    }
}
