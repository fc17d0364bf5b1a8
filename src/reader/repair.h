#ifndef READER_REPAIR_H
#define READER_REPAIR_H

#include "reader/context.h"

/*
 * Strong emphasis the parser could not close ("**text **", "**Note:**then"): a pair of `**` left over in
 * one line of inlines, with something between, becomes strong. Reports [emph] for each.
 */
void reader_repair_emphasis(struct reader_context *c);

/* Icons that no earlier rule settled: dropped beside text, a word where they stand alone. */
void reader_settle_icons(struct reader_context *c);

#endif
