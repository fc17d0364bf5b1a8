#include "layout/layout.h"

#include "doc/walk.h"
#include "layout/blocks.h"
#include "layout/pager.h"

static int article_count(const struct doc_node *book)
{
    struct doc_walk w = doc_walk_from(book);
    int count = 0;

    while (doc_walk_next(&w)) {
        if (w.event != DOC_ENTER || w.node->kind != DOC_ARTICLE)
            continue;
        count++;
        doc_walk_skip(&w);
    }
    return count;
}

/* The theme as the article wants it: `own` is room for a copy. */
static const struct theme *theme_for(const struct theme *theme,
                                     const struct doc_meta *meta, struct theme *own)
{
    static const enum theme_breaks breaks[] = {
        [DOC_BREAKS_SYLLABLE] = THEME_BREAK_SYLLABLE,
        [DOC_BREAKS_EOJEOL] = THEME_BREAK_EOJEOL,
        [DOC_BREAKS_HYBRID] = THEME_BREAK_HYBRID};

    if (meta->breaks == DOC_BREAKS_ANY || theme->breaks_fixed)
        return theme;
    *own = *theme;
    theme_set_breaks(own, breaks[meta->breaks]);
    return own;
}

/* What an article takes is given back before the next one. */
static void set_article(struct layout_pager *pager, struct layout_tools *tools,
                        const struct doc_node *article, bool in_book)
{
    const struct theme *theme = tools->theme;
    struct theme own;
    struct arena arena = {0};
    struct layout_flow flow;

    tools->theme = theme_for(theme, article->as.meta, &own);
    layout_flow_init(&flow, tools, &arena);
    layout_opening(&flow, article, in_book);
    layout_blocks(&flow, article);
    layout_flow_settle(&flow);
    if (tools->theme->start_recto && pager->number % 2 == 1)
        layout_pager_blank(pager);
    layout_pager_article(pager, tools, &flow, article);
    arena_release(&arena);
    tools->theme = theme;
}

void layout_book(const struct layout_params *params, const struct doc_node *book,
                 struct layout_sink sink)
{
    struct layout_pager pager = {.params = params, .sink = sink};
    struct layout_tools tools = {.theme = params->theme,
                                 .fonts = params->fonts,
                                 .shaper = text_shaper_create(params->fonts),
                                 .media = params->media,
                                 .diag = params->diag};
    bool in_book = article_count(book) > 1;
    struct doc_walk w = doc_walk_from(book);

    while (doc_walk_next(&w)) {
        if (w.event != DOC_ENTER || w.node->kind != DOC_ARTICLE)
            continue;
        set_article(&pager, &tools, w.node, in_book);
        doc_walk_skip(&w);
    }
    text_shaper_destroy(tools.shaper);
    if (params->pagemap)
        params->pagemap->page_count = pager.number;
}
