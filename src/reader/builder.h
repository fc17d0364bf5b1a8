#ifndef READER_BUILDER_H
#define READER_BUILDER_H

#include "reader/context.h"
#include "reader/htmldrop.h"
#include "reader/playground.h"

#include <cmark-gfm.h>
#include <stdbool.h>

enum { READER_KEPT_ELEMENTS = 5 }; /* kinds of HTML elements that may stay open */

/* Where the walk over the cmark tree stands, for the functions that make one node each.
 */
struct tree_builder {
    struct reader_context *c;
    struct doc_node *at;    /* where children go */
    struct doc_node *floor; /* inline HTML may close elements above this */
    struct open_node *open;
    size_t open_count, open_cap;
    int depth, floor_depth; /* of `at` and `floor` */
    enum doc_align align; /* of the paragraphs of a "::: center" */
    bool verbatim;        /* within "::: v-pre" expressions are text */
    bool deep_reported;
    struct html_closer {
        cmark_node *parent, *at; /* the next block below `parent` that closes such an
                                    element, or NULL */
    } closers[READER_KEPT_ELEMENTS];
    int looks; /* blocks that were looked at for them */
    cmark_node *skip_to; /* the tag that ends what is left out, or NULL */
    cmark_node *unclosed[READER_RAW_ELEMENTS]; /* in it none of them is closed any more */
    struct reader_playground playground; /* the one that is open */
    struct diag_pos pos; /* of the block being read */
};

/* Where `node` stands in the file; the block's place when cmark does not say. */
struct diag_pos reader_place(const struct tree_builder *b, cmark_node *node);

/* A node at the place of `node`, not linked yet. */
struct doc_node *reader_make(struct tree_builder *b, enum doc_kind kind,
                             cmark_node *node);

/*
 * What a block or an inline of cmark's becomes. NULL when nothing is opened: what there
 * was is appended already, and children go to the parent.
 */
struct doc_node *reader_make_block(struct tree_builder *b, cmark_node *node);
struct doc_node *reader_make_inline(struct tree_builder *b, cmark_node *node);

/* The alignment that "::: center" and the like ask for; false for other containers. */
bool reader_align_of(const char *name, enum doc_align *align);

#endif
