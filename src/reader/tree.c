#include "reader/tree.h"

#include "reader/attributes.h"
#include "reader/blocks.h"
#include "reader/builder.h"
#include "reader/fixup.h"
#include "reader/htmlopen.h"
#include "reader/inlines.h"
#include "reader/stylize.h"
#include "util/heap.h"

#include <string.h>

/* An open node of cmark's and what was current before it. */
struct open_node {
    struct doc_node *made; /* NULL: flattened */
    struct doc_node *before, *floor_before;
    int depth_before, floor_depth_before;
    enum doc_align align_before;
    bool verbatim_before;
};

struct diag_pos reader_place(const struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);
    int line = cmark_node_get_start_line(node);
    cmark_node *next = cmark_node_next(node);

    if (in)
        return reader_pos(b->c, in->line, in->column);
    /* The parser gives the place of text right above a table to the table. */
    if (line < 1 && next && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH)
        return reader_place(b, next);
    if (line < 1 || cmark_node_get_start_column(node) < 1)
        return b->pos; /* a cell that was missing in its row has no place of its own */
    return reader_pos(b->c, line, cmark_node_get_start_column(node));
}

struct doc_node *reader_make(struct tree_builder *b, enum doc_kind kind,
                             cmark_node *node)
{
    return doc_node_new(b->c->arena, kind, reader_place(b, node));
}

/* NULL when nothing is opened (its children go to its parent). */
static struct doc_node *make_node(struct tree_builder *b, cmark_node *node)
{
    bool is_inline =
        (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_INLINE;

    return is_inline ? reader_make_inline(b, node) : reader_make_block(b, node);
}

/* Containers that may nest without end. */
static bool may_nest(cmark_node *node)
{
    const struct reader_block *block = reader_block_of(node);

    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return true;
    default:
        return block && (block->kind == READER_CONTAINER || block->kind == READER_TAB);
    }
}

static bool too_deep(struct tree_builder *b, cmark_node *node)
{
    if (b->depth < READER_DEPTH || !may_nest(node))
        return false;
    if (!b->deep_reported)
        diag_warning(b->c->diag, reader_place(b, node), "deep",
                     "nested more than %d deep; what is deeper was put one level up",
                     READER_DEPTH);
    b->deep_reported = true;
    return true;
}

static bool is_cmark_leaf(cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return true;
    default:
        return false;
    }
}

static void push(struct tree_builder *b, cmark_node *node, struct doc_node *made)
{
    const struct reader_block *block = reader_block_of(node);

    if (b->open_count == b->open_cap) {
        b->open_cap = b->open_cap * 2 + 64;
        b->open = heap_resize(b->open, b->open_cap, sizeof *b->open);
    }
    b->open[b->open_count++] = (struct open_node){
        made, b->at, b->floor, b->depth, b->floor_depth, b->align, b->verbatim};
    if (block && block->kind == READER_CONTAINER) {
        reader_align_of(block->name, &b->align);
        b->verbatim |= strcmp(block->name, "v-pre") == 0;
        b->playground = (struct reader_playground){.name = block->name};
    }
    if (!made)
        return;
    b->at = made;
    b->depth++;
    if (made->kind == DOC_CELL) {
        struct doc_node *plain = doc_node_new(b->c->arena, DOC_PLAIN, made->pos);

        doc_node_append(made, plain);
        b->at = plain;
    }
    b->floor = b->at;
    b->floor_depth = b->depth;
}

static void enter(struct tree_builder *b, cmark_node *node)
{
    bool leaf = is_cmark_leaf(node);
    struct doc_node *n;

    if (b->at != b->floor && cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK &&
        !doc_kind_is_inline(b->at->kind))
        reader_leave_frames(b);
    n = too_deep(b, node) ? NULL : make_node(b, node);

    if (n && !n->parent)
        doc_node_append(b->at, n);
    if (!doc_kind_is_inline(b->at->kind) && n && !doc_kind_is_inline(n->kind))
        b->pos = n->pos;
    if (!leaf)
        push(b, node, n);
}

static void leave(struct tree_builder *b, cmark_node *node)
{
    const struct reader_block *block;
    struct open_node open;

    if (is_cmark_leaf(node))
        return;
    block = reader_block_of(node);
    if (block && block->kind == READER_CONTAINER)
        b->playground = (struct reader_playground){0};
    reader_close_html(b);
    open = b->open[--b->open_count];
    b->at = open.before;
    b->floor = open.floor_before;
    b->depth = open.depth_before;
    b->floor_depth = open.floor_depth_before;
    b->align = open.align_before;
    b->verbatim = open.verbatim_before;
    if (!open.made)
        return;
    reader_attributes(b->c, open.made);
    reader_stylize(open.made);
    reader_fix(b->c, open.made);
}

void reader_tree(struct reader_context *c, cmark_node *root, struct doc_node *parent)
{
    struct tree_builder b = {.c = c, .at = parent, .floor = parent, .pos = parent->pos};
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(it);

        if (b.skip_to)
            b.skip_to = b.skip_to == node ? NULL : b.skip_to;
        else if (event == CMARK_EVENT_ENTER)
            enter(&b, node);
        else
            leave(&b, node);
    }
    cmark_iter_free(it);
    heap_free(b.open);
}
