#include "layout/blocks.h"

#include "util/str.h"

/* Inlines are set by the block around them; parts of blocks by their block. */
static void set_by_parent(struct layout_flow *f, const struct doc_node *node)
{
    (void)f;
    (void)node;
}

static void set_children(struct layout_flow *f, const struct doc_node *node)
{
    layout_flow_anchor(f, node);
    layout_blocks(f, node);
}

static void (*const rules[DOC_KIND_COUNT])(struct layout_flow *f,
                                           const struct doc_node *node) = {
    [DOC_BOOK] = set_children,
    [DOC_PART] = set_children,
    [DOC_ARTICLE] = set_children,
    [DOC_HEADING] = layout_block_heading,
    [DOC_PARAGRAPH] = layout_block_paragraph,
    [DOC_PLAIN] = layout_block_paragraph,
    [DOC_LIST] = layout_block_list,
    [DOC_ITEM] = set_children,
    [DOC_QUOTE] = layout_block_quote,
    [DOC_CODE_BLOCK] = layout_block_code,
    [DOC_TABLE] = layout_block_table,
    [DOC_ROW] = set_children,
    [DOC_CELL] = set_children,
    [DOC_RULE] = layout_block_rule,
    [DOC_FIGURE] = layout_block_figure,
    [DOC_CALLOUT] = layout_block_callout,
    [DOC_DETAILS] = layout_block_details,
    [DOC_TABS] = layout_block_tabs,
    [DOC_TAB] = set_children,
    [DOC_CARD] = layout_block_card,
    [DOC_MATH_BLOCK] = layout_block_math,
    [DOC_DIAGRAM] = layout_block_code,
    [DOC_FOOTNOTE] = set_by_parent, /* at the foot of the page, by the pager */
    [DOC_TOC] = set_by_parent,      /* web furniture in a single article */
    [DOC_TITLE] = set_by_parent,
    [DOC_CAPTION] = set_by_parent,
    [DOC_TEXT] = set_by_parent,
    [DOC_SOFT_BREAK] = set_by_parent,
    [DOC_LINE_BREAK] = set_by_parent,
    [DOC_EMPH] = set_by_parent,
    [DOC_STRONG] = set_by_parent,
    [DOC_STRIKE] = set_by_parent,
    [DOC_MARK] = set_by_parent,
    [DOC_SUP] = set_by_parent,
    [DOC_SUB] = set_by_parent,
    [DOC_INS] = set_by_parent,
    [DOC_SPOILER] = set_by_parent,
    [DOC_CODE] = set_by_parent,
    [DOC_LINK] = set_by_parent,
    [DOC_IMAGE] = set_by_parent,
    [DOC_NOTE_REF] = set_by_parent,
    [DOC_MATH] = set_by_parent,
    [DOC_KBD] = set_by_parent,
    [DOC_BADGE] = set_by_parent,
    [DOC_SPAN] = set_by_parent,
};

bool layout_block_has_rule(enum doc_kind kind)
{
    return kind < DOC_KIND_COUNT && rules[kind];
}

void layout_block(struct layout_flow *f, const struct doc_node *node)
{
    size_t count = f->count;

    rules[node->kind](f, node);
    if (f->count > count)
        f->flush = node->kind == DOC_HEADING || node->kind == DOC_RULE ||
                   node->kind == DOC_MATH_BLOCK;
}

void layout_blocks(struct layout_flow *f, const struct doc_node *container)
{
    for (const struct doc_node *n = container->first; n; n = n->next)
        layout_block(f, n);
}

struct layout_para_style layout_look(const struct theme_style *style)
{
    return (struct layout_para_style){.look = *style};
}

const char *layout_address(struct arena *a, const char *url)
{
    struct str s = str_of(url);
    size_t scheme = str_find(s, "://");

    if (scheme < s.len)
        s = str_skip(s, scheme + 3);
    while (s.len > 1 && s.s[s.len - 1] == '/')
        s.len--;
    return arena_strndup(a, s.s, s.len);
}
