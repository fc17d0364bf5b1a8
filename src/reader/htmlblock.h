#ifndef READER_HTMLBLOCK_H
#define READER_HTMLBLOCK_H

#include "reader/context.h"
#include "reader/html.h"

/*
 * Raw HTML as nodes: what the allow-list knows becomes document nodes, other tags stay
 * as text, comments, scripts and styles vanish. Nothing is ever copied. Appends to
 * `*at`; elements that are still open at the end leave `*at` inside them. Closing tags
 * leave elements below `floor`.
 */
void reader_html_block(struct reader_context *c, struct doc_node **at,
                       struct doc_node *floor, struct str html, struct diag_pos pos);

/*
 * One tag within inline text. Appends to `*at` or opens an element there and moves
 * `*at` into it; a closing tag leaves its element when that is open below `floor`. True
 * when the tag was understood.
 */
bool reader_html_inline(struct reader_context *c, struct doc_node **at,
                        struct doc_node *floor, struct str html, struct diag_pos pos);

#endif
