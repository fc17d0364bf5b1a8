#include "reader/htmlopen.h"

#include "reader/htmlblock.h"

#include <string.h>

/* Siblings looked at for closing tags in one article: hostile ones stay linear. */
enum { MOST_LOOKS = 1 << 20 };

/* The elements that stay open, and what closes them. A row and a cell end with their
 * table. */
static const struct {
    enum doc_kind kind;
    const char *closing;
} elements[READER_KEPT_ELEMENTS] = {
    {DOC_DETAILS, "details"}, {DOC_TABLE, "table"},      {DOC_LIST, "ul"},
    {DOC_LIST, "ol"},         {DOC_QUOTE, "blockquote"},
};

static int element_of(const struct doc_node *n)
{
    enum doc_kind kind = n->kind == DOC_ROW || n->kind == DOC_CELL ? DOC_TABLE
                         : n->kind == DOC_ITEM                     ? DOC_LIST
                                                                   : n->kind;
    const struct doc_node *list = n->kind == DOC_ITEM ? n->parent : n;

    if (kind == DOC_LIST)
        return list->as.list.ordered ? 3 : 2;
    for (int i = 0; i < READER_KEPT_ELEMENTS; i++)
        if (elements[i].kind == kind)
            return i;
    return -1;
}

/* True when `html` holds "</name". */
static bool closes(struct str html, const char *name)
{
    size_t at;

    while ((at = str_find(html, "</")) < html.len) {
        html = str_skip(html, at + 2);
        if (str_eq_nocase(str_head(html, strlen(name)), str_of(name)))
            return true;
    }
    return false;
}

/* True when a later sibling of `node` closes that element. What was found is
 * remembered. */
static bool is_closed_later(struct tree_builder *b, cmark_node *node, int element)
{
    struct html_closer *known = &b->closers[element];
    cmark_node *n = cmark_node_next(node);

    if (known->parent == cmark_node_parent(node)) {
        if (!known->at ||
            cmark_node_get_start_line(known->at) > cmark_node_get_start_line(node))
            return known->at != NULL;
    }
    for (; n && b->looks < MOST_LOOKS; n = cmark_node_next(n)) {
        const char *html = cmark_node_get_type(n) == CMARK_NODE_HTML_BLOCK
                               ? cmark_node_get_literal(n)
                               : NULL;

        b->looks += 1 + (html ? (int)(strlen(html) / 64) : 0);
        if (html && closes(str_of(html), elements[element].closing))
            break;
    }
    *known = (struct html_closer){cmark_node_parent(node), n};
    return n != NULL;
}

/* A <details> whose content stands elsewhere: its summary is a bold line. */
static void settle_details(struct doc_node *n)
{
    if (n->kind != DOC_DETAILS || !n->first || n->first->kind != DOC_TITLE ||
        n->first->next)
        return;
    n->kind = DOC_PARAGRAPH;
    n->as.align = DOC_ALIGN_NONE;
    n->first->kind = DOC_STRONG;
}

static int levels_between(const struct doc_node *n, const struct doc_node *above)
{
    int levels = 0;

    for (; n != above; n = n->parent)
        levels++;
    return levels;
}

/* Moves the first heading of level 1 or 2 in `n` and what follows it behind `outer`. */
static struct doc_node *cut(struct doc_node *n, struct doc_node *outer)
{
    struct doc_node *child = n->first, *next;

    while (child && !(child->kind == DOC_HEADING && child->as.heading.level <= 2))
        child = child->next;
    for (; child; child = next) {
        next = child->next;
        doc_node_unlink(child);
        doc_node_insert_after(outer, child);
        outer = child;
    }
    return outer;
}

/* Ends `outer`, which nothing closes, and what is open in it. */
static void end_element(struct tree_builder *b, struct doc_node *outer)
{
    struct doc_node *after = outer;

    diag_warning(
        b->c->diag, outer->pos, "unclosed",
        "this HTML element is not closed; it was ended before the next heading");
    for (struct doc_node *n = b->at; n != outer->parent; n = n->parent)
        after = cut(n, after);
    b->at = outer->parent;
}

static bool is_within(const struct doc_node *n, const struct doc_node *outer)
{
    while (n && n != outer)
        n = n->parent;
    return n != NULL;
}

void reader_open_html(struct tree_builder *b, cmark_node *node, struct str html)
{
    struct doc_node *before = b->at;

    reader_html_block(b->c, &b->at, b->floor, html, reader_place(b, node));
    if (b->at == before)
        return;
    /* An element that nothing closes takes those inside it along. */
    for (struct doc_node *n = b->at; n != b->floor; n = n->parent) {
        int element = element_of(n);

        if (element >= 0 && is_closed_later(b, node, element))
            continue;
        if (is_within(before, n)) {
            end_element(b, n); /* the block before took the wrong tag for its end */
            continue;
        }
        for (struct doc_node *open = b->at; open != n->parent; open = open->parent)
            settle_details(open);
        b->at = n->parent;
    }
    b->depth = b->floor_depth + levels_between(b->at, b->floor);
}

static bool is_frame(const struct doc_node *n)
{
    return n->kind == DOC_TABLE || n->kind == DOC_ROW || n->kind == DOC_LIST;
}

void reader_leave_frames(struct tree_builder *b)
{
    while (b->at != b->floor && is_frame(b->at))
        b->at = b->at->parent;
    b->depth = b->floor_depth + levels_between(b->at, b->floor);
}

void reader_close_html(struct tree_builder *b)
{
    struct doc_node *outer = b->at;

    if (b->at == b->floor || doc_kind_is_inline(b->at->kind))
        return;
    while (outer->parent != b->floor)
        outer = outer->parent;
    end_element(b, outer);
}
