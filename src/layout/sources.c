#include "layout/bound.h"

#include "util/str.h"

/* One entry of the list of sources being set. */
struct source {
    struct layout_bound *bound;
    struct layout_flow *f;
    struct doc_node *item;
};

/* The page has numbers, which the note explains. */
static void put_note(struct layout_bound *b, struct layout_flow *f,
                     struct doc_node *note)
{
    const struct theme_style *look = &f->theme->sources.note;
    struct layout_para_style style = layout_look(look);

    layout_bound_text(b, note,
                      b->korean ? " 괄호 안은 이 책의 쪽수입니다."
                                : " The pages are those of this book.");
    layout_flow_lines(
        f, layout_para_set(f->tools, &style, note, f->column.width, f->arena), look, 0);
    layout_flow_gap(f, look->after);
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
static void put_page(struct source *s, struct doc_node *reference,
                     const struct layout_line *last)
{
    const struct theme_sources *look = &s->f->theme->sources;
    const struct doc_node *article = doc_node_child(reference, DOC_LINK)->as.link.target;
    struct doc_node *text = layout_bound_link(s->bound, reference, "", article, NULL);
    struct layout_slot slot = {.target = article,
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
                                          .target = article});
}

static struct layout_lines set(struct source *s, const struct theme_style *look,
                               const struct doc_node *paragraph)
{
    struct layout_para_style style = layout_look(look);

    style.look.align = THEME_LEFT;
    return layout_para_set(s->f->tools, &style, paragraph, s->f->column.width,
                           s->f->arena);
}

static void put_reference(struct source *s, struct doc_node *reference)
{
    struct theme_style look = s->f->theme->sources.style;
    struct layout_para_style style;
    struct layout_lines lines;

    look.breaks = THEME_BREAK_EOJEOL;
    look.align = THEME_LEFT;
    style = layout_look(&look);
    style.quiet_links = true;
    lines = layout_para_set(s->f->tools, &style, reference, s->f->column.width,
                            s->f->arena);
    layout_flow_lines(s->f, lines, &look, 0);
    put_page(s, reference, &lines.lines[lines.count - 1]);
}

static void put_source(struct source *s, int number)
{
    const struct theme_sources *look = &s->f->theme->sources;
    struct doc_node *reference = s->item->first;
    size_t first;

    layout_flow_gap(s->f, look->style.before);
    first = s->f->count + (s->f->gap > 0);
    put_reference(s, reference);
    put_number(s, number, first);
    for (struct doc_node *n = reference->next; n; n = n->next)
        layout_flow_lines(s->f, set(s, &look->url, n), &look->url, 0);
    layout_flow_keep(s->f, first, s->f->count, LAYOUT_KEEP_CAPTION);
}

static void put_list(struct layout_bound *b, struct layout_flow *f,
                     struct doc_node *list)
{
    int number = list->as.list.start;

    layout_column_inset(&f->column, f->theme, f->theme->sources.indent, 0);
    for (struct doc_node *n = list->first; n; n = n->next) {
        struct source s = {b, f, n};

        put_source(&s, number++);
    }
}

void layout_bound_sources(struct layout_bound *b)
{
    struct doc_node *page = layout_bound_copy(b, b->sources);
    struct arena arena = {0};
    struct layout_flow f;

    layout_bound_open(b, &f, &arena);
    layout_flow_anchor(&f, b->sources);
    layout_bound_heading(&f, page);
    for (struct doc_node *n = page->first; n; n = n->next)
        if (n->kind == DOC_LIST)
            put_list(b, &f, n);
        else
            put_note(b, &f, n);
    layout_bound_send(b, &f, page, false);
    arena_release(&arena);
}
