#ifndef READER_HTMLOPEN_H
#define READER_HTMLOPEN_H

#include "reader/builder.h"

/*
 * Markdown between HTML tags: a blank line ends a block of raw HTML, but not the
 * elements in it. They stay open for the blocks that follow while a later sibling of
 * the HTML block closes them.
 */

/* Reads the HTML block `node` into the tree; b->at may move in or out of elements. */
void reader_open_html(struct tree_builder *b, cmark_node *node, struct str html);

/* Before a block that is no HTML: rows and items do not take it, so their element ends.
 */
void reader_leave_frames(struct tree_builder *b);

/* The end of the block that holds the elements: what is still open is ended before its
 * first heading of level 1 or 2, as a container is. */
void reader_close_html(struct tree_builder *b);

#endif
