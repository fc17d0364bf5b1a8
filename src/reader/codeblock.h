#ifndef READER_CODEBLOCK_H
#define READER_CODEBLOCK_H

#include "reader/context.h"

/*
 * Reads a fence's info string (`js {1,3-5} title="x" :line-numbers`) leniently and
 * fills `n`, a DOC_CODE_BLOCK or DOC_DIAGRAM, with the code. [info-typo] for what had
 * to be guessed.
 */
void reader_code_block(struct reader_context *c, struct doc_node *n, const char *info,
                       const char *text);

#endif
