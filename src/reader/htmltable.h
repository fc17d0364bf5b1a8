#ifndef READER_HTMLTABLE_H
#define READER_HTMLTABLE_H

#include "reader/context.h"

/*
 * Tables from HTML learn how wide they are and which rows are their head. One that is
 * as large as no Markdown table may be is taken apart: its cells become paragraphs
 * ([table-limit]). Tables without cells, lists without items and empty quotes go.
 */
void reader_settle_tables(struct reader_context *c);

#endif
