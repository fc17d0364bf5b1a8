#ifndef READER_BIGTABLE_H
#define READER_BIGTABLE_H

#include "util/buf.h"
#include "util/diag.h"
#include "util/str.h"

#include <stddef.h>

/* A table beyond these is none; short rows count full. */
enum { READER_TABLE_COLUMNS = 500, READER_TABLE_CELLS = 100000 };

/* True for the line between a table's head and its rows: "|---|:--:|". */
bool reader_is_table_rule(struct str line);

/*
 * The parser completes short rows, so that a small text can ask for a huge table. Where
 * one of the lines in `rules` (ascending numbers from 1) would begin a table of more than
 * 500 columns or 100,000 cells, the table is fenced as code ([table-limit]): its head takes
 * the rule's line and the fence the head's, so that every row keeps its line.
 */
void reader_fence_big_tables(struct buf *text, const int *rules, size_t count,
                             const char *path, struct diag *diag);

#endif
