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

static bool is_too_large(struct reader_context *c, const struct doc_node *table,
                         long rows)
{
    if (table->as.table.columns <= READER_TABLE_COLUMNS &&
        table->as.table.columns * rows <= READER_TABLE_CELLS)
        return false;
    diag_warning(
        c->diag, table->pos, "table-limit",
        "a table of more than %d columns or %d cells is kept as text; split it",
        READER_TABLE_COLUMNS, READER_TABLE_CELLS);
    return true;
}

/* True when nothing of the table is to stay. Those from Markdown know the alignment of
 * their columns. */
static bool settle_table(struct reader_context *c, struct doc_node *table)
{
    long rows;

    if (table->as.table.align)
        return false;
    measure(table, &rows);
    if (table->as.table.columns > 0 && !is_too_large(c, table, rows))
        return false;
    take_apart(table);
    return true;
}

void reader_settle_tables(struct reader_context *c)
{
    struct doc_node *gone = NULL;

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        if (gone)
            doc_node_unlink(gone);
        gone = NULL;
        if (w.event != DOC_LEAVE)
            continue;
        if (w.node->kind == DOC_TABLE && settle_table(c, w.node))
            gone = w.node;
        if ((w.node->kind == DOC_LIST || w.node->kind == DOC_QUOTE) && !w.node->first)
            gone = w.node;
    }
}
