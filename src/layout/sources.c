#include "layout/bound.h"

#include "util/str.h"

/* One entry of the list of sources being set. */
struct source {
    struct layout_bound *bound;
    struct layout_flow *f;
    const struct doc_node *article;
    struct doc_node *item;
};

static void put_note(struct layout_bound *b, struct layout_flow *f,
                     struct doc_node *page)
{
    const struct theme_style *look = &f->theme->sources.note;
    struct doc_node *note = doc_node_new(b->nodes, DOC_PARAGRAPH, page->pos);
    struct layout_para_style style = layout_look(look);

    doc_node_append(page, note);
    layout_bound_text(
        b, note,
        b->korean ? "이 책에 실은 글의 원문입니다. 괄호 안은 이 책의 쪽수입니다."
                  : "Where the articles of this book were first published, "
                    "with their pages here.");
    layout_flow_lines(
        f, layout_para_set(f->tools, &style, note, f->column.width, f->arena), look, 0);
    layout_flow_gap(f, look->after);
}

/* "이재훈, 「글 제목」, 『사이트』, 2025. 2. 4." in which the date is not broken. */
static const char *entry_text(const struct source *s)
{
    const struct doc_meta *meta = s->article->as.meta;
    const char *authors = layout_bound_authors(meta, s->f->arena);
    const char *site = meta->source.site;
    bool korean = s->bound->korean;
    const char *date = "";

    if (doc_date_valid(meta->date))
        date = arena_printf(s->f->arena, ", %d.\u00A0%d.\u00A0%d.", meta->date.year,
                            meta->date.month, meta->date.day);
    return arena_printf(s->f->arena, "%s%s%s%s%s%s%s%s%s", authors,
                        *authors ? ", " : "", korean ? "「" : "“", meta->title,
                        korean ? "」" : "”", site ? (korean ? ", 『" : ", ") : "",
                        site ? site : "", site && korean ? "』" : "", date);
}

static void put_number(struct source *s, int number, size_t first)
{
    const struct theme_sources *look = &s->f->theme->sources;
    struct layout_para_style style = layout_look(&look->style);
    struct layout_label label = {arena_printf(s->f->arena, "%d.", number), s->item,
                                 LAYOUT_LABEL};
    struct layout_line line;

    style.tabular = true;
    line = layout_line_plain(s->f->tools, &style, label, s->f->arena);
    layout_band_lead(s->f, &s->f->bands[first], &line,
                     s->f->column.x - look->indent + look->number_end - line.width,
                     layout_style_baseline(&look->style));
}

/* "(11쪽)" after the last line, or under it; the way back to the article. */
static void put_page(struct source *s, struct doc_node *plain,
                     const struct layout_line *last)
{
    const struct theme_sources *look = &s->f->theme->sources;
    struct doc_node *text = layout_bound_link(s->bound, plain, "", s->article, NULL);
    struct layout_slot slot = {.target = s->article,
                               .before = s->bound->korean ? "(" : "(p. ",
                               .after = s->bound->korean ? "쪽)" : ")",
                               .style = layout_look(&look->style)};
    struct layout_label label = {"", text, LAYOUT_CONTENT};
    int32_t x = last->x + last->width + look->style.size / 4;
    struct layout_band *band = &s->f->bands[s->f->count - 1];
    struct layout_line line;

    slot.style.look.colour = look->page_colour;
    line = layout_slot_line(s->f->tools, &slot, label, s->f->arena);
    if (x + line.width > s->f->column.width) {
        band->keep = LAYOUT_KEEP_CAPTION;
        band = layout_flow_band(s->f, look->style.leading);
        band->baseline = layout_style_baseline(&look->style);
        x = 0;
    }
    x += s->f->column.x;
    layout_band_line(s->f, band, &line, x, band->baseline);
    layout_band_link(s->f, band,
                     (struct layout_link){.box = {x, band->baseline - look->style.size,
                                                  line.width, look->style.size * 5 / 4},
                                          .node = text->parent,
                                          .target = s->article});
}

static void put_address(struct source *s)
{
    const struct theme_style *look = &s->f->theme->sources.url;
    struct doc_node *plain = doc_node_new(s->bound->nodes, DOC_PLAIN, s->item->pos);
    const char *url = s->article->as.meta->source.url;
    struct layout_para_style style = layout_look(look);

    doc_node_append(s->item, plain);
    layout_bound_link(s->bound, plain, url, NULL, url);
    layout_flow_lines(
        s->f,
        layout_para_set(s->f->tools, &style, plain, s->f->column.width, s->f->arena),
        look, 0);
}

static void put_source(struct source *s, int number)
{
    const struct theme_style *look = &s->f->theme->sources.style;
    struct doc_node *plain = doc_node_new(s->bound->nodes, DOC_PLAIN, s->item->pos);
    struct layout_para_style style = layout_look(look);
    struct layout_lines lines;
    size_t first;

    style.look.align = THEME_LEFT;
    style.look.breaks = THEME_BREAK_EOJEOL;
    layout_flow_gap(s->f, look->before);
    doc_node_append(s->item, plain);
    layout_bound_text(s->bound, plain, entry_text(s));
    lines =
        layout_para_set(s->f->tools, &style, plain, s->f->column.width, s->f->arena);
    first = s->f->count + (s->f->gap > 0);
    layout_flow_lines(s->f, lines, look, 0);
    put_page(s, plain, &lines.lines[lines.count - 1]);
    put_number(s, number, first);
    put_address(s);
    layout_flow_keep(s->f, first, s->f->count, LAYOUT_KEEP_CAPTION);
}

void layout_bound_sources(struct layout_bound *b)
{
    struct doc_node *list = doc_node_new(b->nodes, DOC_LIST, b->sources->pos);
    const struct theme_sources *look = &b->tools->theme->sources;
    const struct doc_node *article = NULL;
    struct arena arena = {0};
    struct layout_flow f;
    int number = 0;

    layout_bound_open(b, &f, &arena);
    layout_bound_heading(&f, b->sources);
    put_note(b, &f, b->sources);
    list->as.list.ordered = true;
    list->as.list.start = 1;
    doc_node_append(b->sources, list);
    layout_column_inset(&f.column, f.theme, look->indent, 0);
    while ((article = layout_bound_next(b->book, article))) {
        struct source s = {b, &f, article, NULL};

        if (!layout_bound_has_source(article))
            continue;
        s.item = doc_node_new(b->nodes, DOC_ITEM, list->pos);
        doc_node_append(list, s.item);
        put_source(&s, ++number);
    }
    layout_bound_send(b, &f, b->sources, false);
    arena_release(&arena);
}
