#include "layout/break.h"

static bool can_begin(const struct layout_item *item)
{
    const struct doc_node *n = item->node;

    if (item->role != LAYOUT_CONTENT || !n)
        return false;
    switch ((int)n->kind) {
    case DOC_ARTICLE:
    case DOC_TEXT:
    case DOC_CODE:
    case DOC_MATH:
    case DOC_MATH_BLOCK:
    case DOC_CODE_BLOCK:
    case DOC_DIAGRAM:
    case DOC_CARD:
    case DOC_IMAGE:
        return !doc_node_ancestor(n, DOC_FOOTNOTE);
    default:
        return false;
    }
}

/* The head of a table that goes on from the page before stands there already. */
static bool is_repeated(const struct layout_item *item, const struct doc_node *before)
{
    const struct doc_node *row = doc_node_ancestor(item->node, DOC_ROW);

    return row && before && row->parent->as.table.head_rows > 0 &&
           (!row->prev || row->prev->kind != DOC_ROW) &&
           doc_node_ancestor(before, DOC_TABLE) == row->parent;
}

/* Blanks are counted nowhere, since lines end without them. */
static size_t shown_in(const struct layout_item *item)
{
    size_t shown = 0;

    if (item->kind == LAYOUT_RUN)
        for (uint32_t i = 0; i < item->as.run.text_len; i++) {
            char c = item->as.run.text[i];

            shown += c != ' ' && c != '\n' && c != '\t';
        }
    return shown;
}

/* All of `node` that is on the page. */
static size_t shown_on(const struct layout_page *page, const struct doc_node *node)
{
    size_t shown = 0;

    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].node == node && page->items[i].role == LAYOUT_CONTENT)
            shown += shown_in(&page->items[i]);
    return shown;
}

void layout_break_note(struct layout_break *state, const struct layout_page *page,
                       struct doc_pagemap *map)
{
    size_t first = 0, last = page->item_count;
    const struct doc_node *begin, *end;

    while (first < page->item_count &&
           (!can_begin(&page->items[first]) ||
            is_repeated(&page->items[first], state->node)))
        first++;
    if (first == page->item_count)
        return;
    while (!can_begin(&page->items[last - 1]))
        last--;
    begin = page->items[first].node;
    end = page->items[last - 1].node;
    doc_pagemap_break(map, begin, begin == state->node ? state->shown : 0,
                      page->number);
    *state = (struct layout_break){
        end, (end == state->node ? state->shown : 0) + shown_on(page, end)};
}
