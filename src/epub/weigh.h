#ifndef EPUB_WEIGH_H
#define EPUB_WEIGH_H

#include "doc/node.h"
#include "util/arena.h"

/*
 * Bytes that a block takes as XHTML, at most, with the notes that are first called for
 * in it: they stand in the same file. A page list's marks are counted too.
 */
size_t epub_weigh(const struct doc_node *block, struct arena *scratch);

#endif
