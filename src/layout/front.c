#include "layout/bound.h"

/* White that stays, even at the top of a page. */
static void skip(struct layout_flow *f, int32_t height)
{
    if (height > 0)
        layout_flow_band(f, height)->lines = 0;
}

static int32_t height_of(const struct layout_flow *f)
{
    int64_t sum = 0;

    for (size_t i = 0; i < f->count; i++)
        sum += f->bands[i].height;
    return (int32_t)(sum < INT32_MAX / 2 ? sum : INT32_MAX / 2);
}

static void put(struct layout_flow *f, const struct theme_style *look,
                struct layout_label label)
{
    struct layout_para_style style = layout_look(look);
    struct layout_text text =
        layout_inline_plain(&style, label.text, label.node, label.role, f->arena);

    layout_flow_lines(f,
                      layout_para_lines(layout_para_new(f->tools, &text, f->arena),
                                        f->column.width, f->arena),
                      look, 0);
}

static void put_author(struct layout_bound *b, struct layout_flow *f,
                       const struct doc_node *article)
{
    const struct theme_title_page *look = &f->theme->title_page;
    const struct doc_meta *meta = b->book->as.meta;
    const char *names = layout_bound_authors(meta, f->arena);
    int32_t below;

    if (!*names)
        return;
    if (meta->edited)
        names = arena_printf(f->arena, b->korean ? "%s 엮음" : "edited by %s", names);
    below = look->author_at - height_of(f);
    skip(f, below > f->theme->page.line ? below : f->theme->page.line);
    put(f, &look->author, (struct layout_label){names, article, LAYOUT_DETAIL});
}

void layout_bound_title(struct layout_bound *b)
{
    const struct theme *theme = b->tools->theme;
    const struct theme_title_page *look = &theme->title_page;
    const struct doc_meta *meta = b->book->as.meta;
    struct doc_node *article = layout_bound_article(b, "title-page", meta->title);
    struct arena arena = {0};
    struct layout_flow f;

    layout_bound_open(b, &f, &arena);
    layout_flow_anchor(&f, article);
    skip(&f, look->title_at);
    put(&f, &look->title, (struct layout_label){meta->title, article, LAYOUT_TITLE});
    put_author(b, &f, article);
    if (meta->source.site) {
        skip(&f, theme->page.lines * theme->page.line - height_of(&f) -
                     look->imprint.leading);
        put(&f, &look->imprint,
            (struct layout_label){meta->source.site, article, LAYOUT_DETAIL});
    }
    layout_bound_send(b, &f, article, true);
    arena_release(&arena);
}

/* Articles from the child `from` of the part on. */
static int count_from(const struct layout_bound *b, const struct doc_node *part,
                      const struct doc_node *from)
{
    const struct doc_node *n = from;
    int count = 0;

    while (n && n->kind == DOC_PART && n->first)
        n = n->first;
    if (n && n->kind != DOC_ARTICLE)
        n = layout_bound_next(b->book, n);
    for (; n && layout_bound_part_of(n) == part; n = layout_bound_next(b->book, n))
        count++;
    return count;
}

/* What is in a part, articles and groups of them, a line each. */
static void put_list(struct layout_bound *b, struct layout_flow *f,
                     const struct doc_node *part, const struct doc_node *page)
{
    const struct theme_part *look = &f->theme->part;
    struct layout_para_style style = layout_look(&look->list);
    const struct doc_node *n = part->first;

    for (int count = 0; n && count < look->most; n = n->next, count++) {
        struct layout_label label = {n->as.meta->title, page, LAYOUT_DETAIL};
        struct layout_line line = layout_line_fit(
            f->tools, &style, label, f->column.width, LAYOUT_CUT_END, f->arena);

        layout_flow_lines(f, (struct layout_lines){&line, 1}, &look->list, 0);
    }
    if (n)
        put(f, &look->list,
            (struct layout_label){
                arena_printf(f->arena, b->korean ? "외 %d편" : "and %d more",
                             count_from(b, part, n)),
                page, LAYOUT_DETAIL});
}

void layout_bound_part(struct layout_bound *b, const struct doc_node *part, int number)
{
    const struct theme_part *look = &b->tools->theme->part;
    const char *label =
        arena_printf(b->nodes, b->korean ? "제%d부" : "Part %d", number);
    struct doc_node *page = layout_bound_article(
        b, arena_printf(b->nodes, "part-%d", number), part->as.meta->title);
    struct arena arena = {0};
    struct layout_band *band;
    struct layout_flow f;

    page->parent = (struct doc_node *)(uintptr_t)part; /* it belongs to it, but in print only */
    layout_bound_open(b, &f, &arena);
    layout_flow_anchor(&f, part);
    skip(&f, look->at);
    put(&f, &look->label, (struct layout_label){label, page, LAYOUT_TITLE});
    skip(&f, look->title.before);
    put(&f, &look->title,
        (struct layout_label){part->as.meta->title, page, LAYOUT_TITLE});
    skip(&f, look->list.before);
    band = layout_flow_band(&f, look->list.before + look->rule);
    layout_band_item(&f, band,
                     layout_item_rect((struct layout_box){f.column.x, 0,
                                                          look->rule_width, look->rule},
                                      f.theme->colour.ink, LAYOUT_DECORATION));
    put_list(b, &f, part, page);
    layout_bound_send(b, &f, page, true);
    arena_release(&arena);
}
