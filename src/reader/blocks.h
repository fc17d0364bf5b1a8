#ifndef READER_BLOCKS_H
#define READER_BLOCKS_H

#include "reader/context.h"
#include "util/buf.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

/* The dialect's blocks within the cmark tree. */
enum reader_block_kind {
    READER_CONTAINER,
    READER_TAB,
    READER_COMPONENT, /* a component's tag over several lines */
    READER_MATH,
    READER_DIRECTIVE, /* a playground's "@file …" and the like */
    READER_TOC
};

struct reader_block {
    enum reader_block_kind kind;
    const char *name; /* CONTAINER: canonical; static */
    char *title;      /* CONTAINER, TAB, DIRECTIVE: as written; heap */
    struct buf body;  /* COMPONENT, MATH: its lines */
    char quote;       /* COMPONENT: the one that is open at their end, or 0 */
    int colons, indent;
    int close_line; /* CONTAINER: from the pairing, or 0 */
    bool eats;      /* CONTAINER: the close line is its closer */
    bool active;    /* TAB */
    bool done;
};

/* NULL when the node is no block of the dialect. */
const struct reader_block *reader_block_of(cmark_node *node);

/* A fresh extension for one parse, which reports through `c`; freed by
 * reader_extension_free. */
cmark_syntax_extension *reader_block_extension(struct reader_context *c);

/* Registers the node types; once in the process, before any parse. */
void reader_block_types(void);

#endif
