#ifndef READER_TREE_H
#define READER_TREE_H

#include "reader/context.h"

#include <cmark-gfm.h>

/* Below this depth containers are flattened into what holds them, with a warning
 * [deep]. */
#define READER_DEPTH 90

/* Turns the cmark tree into document nodes under `parent`. */
void reader_tree(struct reader_context *c, cmark_node *root, struct doc_node *parent);

#endif
