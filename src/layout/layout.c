#include "layout/layout.h"

#include "doc/walk.h"
#include "layout/bound.h"

#include <string.h>

static const char *running_title(const struct doc_node *n)
{
    return n->as.meta->short_title ? n->as.meta->short_title : n->as.meta->title;
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

/* The next page will be a right-hand one. */
static void start_recto(struct layout_pager *pager)
{
    if (pager->number % 2 == 1)
        layout_pager_blank(pager);
}

/* The groups that begin with the article are on its page. */
static void anchor_groups(struct layout_flow *f, const struct doc_node *article,
                          const struct doc_node *before)
{
    const struct doc_node *part = layout_bound_part_of(article);

    while (part && (part = layout_bound_begins(article, before, part)))
        layout_flow_anchor(f, part);
}

/* What an article takes is given back before the next one. `number` is 0 when it
 * stands alone. */
static void set_article(struct layout_bound *b, const struct doc_node *article,
                        const struct doc_node *before, int number)
{
    struct layout_pager *pager = b->pager;
    struct layout_tools *tools = b->tools;
    const struct theme *theme = tools->theme;
    struct theme own;
    struct layout_paper paper = {.article = article,
                                 .verso = running_title(number ? b->book : article),
                                 .recto = running_title(article),
                                 .facing = number > 0};
    struct arena arena = {0};
    struct layout_flow flow;

    tools->theme = theme_for(theme, article->as.meta, &own);
    layout_flow_init(&flow, tools, &arena);
    anchor_groups(&flow, article, before);
    layout_opening(&flow, article, number);
    layout_blocks(&flow, article);
    layout_flow_settle(&flow);
    if (tools->theme->start_recto)
        start_recto(pager);
    layout_pager_article(pager, tools, &flow, &paper);
    arena_release(&arena);
    tools->theme = theme;
}

static bool has_parts(const struct doc_node *book)
{
    for (const struct doc_node *n = book->first; n; n = n->next)
        if (n->kind == DOC_PART)
            return true;
    return false;
}

/* Parts begin on a right-hand page of their own; the back of it stays white. */
static void set_articles(struct layout_bound *b)
{
    const struct doc_node *article = NULL, *before = NULL;
    int number = 0, parts = 0;

    while ((article = layout_bound_next(b->book, article))) {
        const struct doc_node *part = layout_bound_part_of(article);

        if (part && part != layout_bound_part_of(before)) {
            start_recto(b->pager);
            layout_bound_part(b, part, ++parts);
            start_recto(b->pager);
        }
        set_article(b, article, before, ++number);
        before = article;
    }
}

/* Of the pages at the end of the book; NULL: there is none. */
static const struct doc_node *matter_of(const struct doc_node *book,
                                        enum doc_matter matter)
{
    for (const struct doc_node *n = book->last; n; n = n->prev)
        if (n->kind == DOC_ARTICLE && n->as.meta->matter == matter)
            return n;
    return NULL;
}

static void set_bound(struct layout_bound *b)
{
    b->korean = doc_lang_is_korean(b->book->as.meta->lang);
    b->sources = matter_of(b->book, DOC_MATTER_SOURCES);
    b->colophon = matter_of(b->book, DOC_MATTER_COLOPHON);
    layout_bound_title(b);
    layout_bound_contents(b); /* on the back of it, so that two pages face each other */
    if (b->tools->theme->start_recto)
        start_recto(b->pager);
    set_articles(b);
    if (b->sources)
        layout_bound_sources(b);
    if (b->colophon)
        layout_bound_colophon(b);
}

/* Figures of the largest page number there may be, from the text and its breaks. */
static int page_digits(const struct theme *theme, const struct doc_node *book)
{
    /* a page full of Hangul, in UTF-8 and with its spaces */
    int64_t full =
        (int64_t)(theme->page.measure / theme->page.f) * theme->page.lines * 2;
    int64_t pages = 4, bytes = 0, blocks = 0;
    int digits = 1;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        const struct doc_node *n = w.node;

        if (w.event != DOC_ENTER)
            continue;
        if (n->kind == DOC_ARTICLE || n->kind == DOC_PART)
            pages++;
        else if (n->kind == DOC_TEXT || n->kind == DOC_CODE)
            bytes += (int64_t)strlen(n->as.text);
        else if (n->kind == DOC_CODE_BLOCK)
            bytes += 4 * (int64_t)n->as.code.len;
        else if (!doc_kind_is_inline(n->kind))
            blocks++;
    }
    for (pages += bytes / full + blocks / 20; pages >= 10 && digits < 8; pages /= 10)
        digits++;
    return digits;
}

void layout_book(const struct layout_params *params, const struct doc_node *book,
                 struct layout_sink sink)
{
    struct layout_pager pager = {.params = params, .sink = sink};
    struct layout_slots slots = {0};
    struct arena nodes = {0};
    struct layout_tools tools = {.slots = &slots,
                                 .theme = params->theme,
                                 .fonts = params->fonts,
                                 .shaper = text_shaper_create(params->fonts),
                                 .media = params->media,
                                 .diag = params->diag};
    struct layout_bound bound = {.tools = &tools,
                                 .pager = &pager,
                                 .book = book,
                                 .nodes = params->arena ? params->arena : &nodes};
    const struct doc_node *first = layout_bound_next(book, NULL);

    if (first && params->cover)
        layout_bound_cover(&bound, params->cover);
    slots.digits = page_digits(params->theme, book);
    if (first && (has_parts(book) || layout_bound_next(book, first)))
        set_bound(&bound);
    else if (first)
        set_article(&bound, first, NULL, 0);
    layout_slots_resolve(&slots, &tools, sink);
    layout_slots_release(&slots);
    text_shaper_destroy(tools.shaper);
    arena_release(&nodes);
    if (params->pagemap)
        params->pagemap->page_count = pager.number;
}
