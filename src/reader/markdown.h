#ifndef READER_MARKDOWN_H
#define READER_MARKDOWN_H

#include "reader/context.h"
#include "util/str.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

/* A parsed text; the nodes refer to the extension. */
struct reader_parse {
    cmark_node *root;
    cmark_syntax_extension *blocks;
};

/* Parses prepared text (reader_prepass, reader_add_sentinels) with cmark-gfm and the
 * dialect's extensions. */
struct reader_parse reader_parse_open(struct reader_context *c, struct str text);
void reader_parse_close(struct reader_parse *p);

/* The heap of util/ in cmark's form: its own ends the program with abort(). */
cmark_mem *reader_memory(void);

/*
 * Reads `text` as inline Markdown (a title, an inline note) and appends the nodes to
 * `parent`; `pos` is where it stands in the file.
 */
void reader_inlines(struct reader_context *c, struct doc_node *parent, struct str text,
                    struct diag_pos pos);

#endif
