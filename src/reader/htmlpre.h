#ifndef READER_HTMLPRE_H
#define READER_HTMLPRE_H

#include "reader/context.h"
#include "util/str.h"

/*
 * Fills the code block `n` from <pre>…</pre>, whose opening tag takes the first
 * `length` bytes of `html`: tags within are dropped, character references read. Returns
 * the bytes it takes in all; without a closing tag that is the rest.
 */
size_t reader_html_pre(struct reader_context *c, struct doc_node *n, struct str html,
                       size_t length);

#endif
