#ifndef READER_STYLIZE_H
#define READER_STYLIZE_H

#include "reader/context.h"

/* `*Recommended*` becomes a badge; other nodes stay. */
void reader_stylize(struct doc_node *n);

/*
 * `!!text!!` is a spoiler, if the article has two of them or more: one alone is more
 * likely an exclamation, or Kotlin. Texts must have been merged.
 */
void reader_spoilers(struct reader_context *c);

#endif
