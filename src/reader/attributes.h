#ifndef READER_ATTRIBUTES_H
#define READER_ATTRIBUTES_H

#include "reader/context.h"

/* A language tag that may stand in a book, or NULL; `s` may be NULL. */
const char *reader_language(const struct reader_context *c, const char *s);

/*
 * `{#id .class key=value}` among the children of `n`, a block of inlines or an inline:
 * directly after an inline it is that inline's, at the end of a block the block's. Its
 * id, size, title and language are taken, the rest is dropped. Braces that hold
 * anything else stay text.
 */
void reader_attributes(struct reader_context *c, struct doc_node *n);

#endif
