#include "layout/bound.h"

#include "util/str.h"

/* Names beyond these are counted. */
enum { MOST_NAMES = 12 };

struct colophon {
    struct layout_bound *bound;
    struct layout_flow *f;
};

static void put_rule(struct colophon *c, int32_t height, int32_t width,
                     struct theme_colour colour)
{
    struct layout_band *band = layout_flow_band(c->f, height);
    struct layout_box box = {c->f->column.x, height / 2, c->f->column.width, width};

    band->lines = 0;
    layout_band_item(c->f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

/* A label in its column and what it says beside it. */
static void put_pair(struct colophon *c, const char *korean, const char *english,
                     const char *value)
{
    const struct theme_colophon *look = &c->f->theme->colophon;
    struct layout_bound *b = c->bound;
    struct doc_node *pair = doc_node_new(b->nodes, DOC_PARAGRAPH, b->colophon->pos);
    struct layout_para_style style = layout_look(&look->style), left = style;
    struct layout_label label = {b->korean ? korean : english, NULL, LAYOUT_CONTENT};
    struct layout_text text;
    struct layout_lines lines;
    struct layout_line line;
    size_t first = c->f->count;

    if (!value || !*value)
        return;
    doc_node_append(b->colophon, pair);
    label.node = layout_bound_text(b, pair, label.text);
    left.look.colour = look->label_colour;
    line = layout_line_plain(c->f->tools, &left, label, c->f->arena);
    text = layout_inline_plain(&style, value, layout_bound_text(b, pair, value),
                               LAYOUT_CONTENT, c->f->arena);
    lines = layout_para_lines(layout_para_new(c->f->tools, &text, c->f->arena),
                              c->f->column.width - look->label, c->f->arena);
    layout_flow_lines(c->f, lines, &look->style, look->label);
    if (c->f->count > first)
        layout_band_lead(c->f, &c->f->bands[first], &line, c->f->column.x,
                         layout_style_baseline(&look->style));
}

static bool is_named(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (cstr_eq(names[i], name))
            return true;
    return false;
}

/* Everybody who wrote an article, in its order, once. */
static const char *writers(const struct colophon *c)
{
    const char *names[MOST_NAMES], *all = "";
    const struct doc_node *n = NULL;
    size_t count = 0;

    while ((n = layout_bound_next(c->bound->book, n))) {
        const struct doc_meta *meta = n->as.meta;

        for (size_t i = 0; i < meta->author_count; i++) {
            if (is_named(names, count, meta->authors[i].name))
                continue;
            if (count == MOST_NAMES)
                return arena_printf(c->f->arena, c->bound->korean ? "%s 외" : "%s, …",
                                    all);
            names[count++] = meta->authors[i].name;
            all = arena_printf(c->f->arena, "%s%s%s", all, *all ? ", " : "",
                               meta->authors[i].name);
        }
    }
    return all;
}

static int day_number(struct doc_date d)
{
    return (d.year * 16 + d.month) * 32 + d.day;
}

/* The book's date, else that of its newest article. */
static const char *date_text(const struct colophon *c)
{
    struct doc_date newest = c->bound->book->as.meta->date;
    const struct doc_node *n = NULL;
    char *text = arena_array(c->f->arena, char, DOC_DATE_SIZE);

    while (!c->bound->book->as.meta->date.year &&
           (n = layout_bound_next(c->bound->book, n)))
        if (doc_date_valid(n->as.meta->date) &&
            day_number(n->as.meta->date) > day_number(newest))
            newest = n->as.meta->date;
    doc_date_format(newest, c->bound->book->as.meta->lang, text);
    return text;
}

/* "신국판(152 × 225 mm)" */
static const char *trim_text(const struct colophon *c)
{
    static const struct {
        const char *name, *korean;
    } names[] = {{"a4", "A4"}, {"a5", "국판"}, {"sinkuk", "신국판"}, {"b6", "46판"}};
    const struct theme_page *page = &c->f->theme->page;
    const int64_t inch = 72 * (int64_t)TEXT_SP_PER_PT;
    int width = (int)(((int64_t)page->width * 254 / 10 + inch / 2) / inch);
    int height = (int)(((int64_t)page->height * 254 / 10 + inch / 2) / inch);

    for (size_t i = 0; c->bound->korean && i < sizeof(names) / sizeof(*names); i++)
        if (cstr_eq(page->name, names[i].name))
            return arena_printf(c->f->arena, "%s(%d × %d mm)", names[i].korean, width,
                                height);
    return arena_printf(c->f->arena, "%d × %d mm", width, height);
}

static void put_title(struct colophon *c)
{
    const struct theme_style *look = &c->f->theme->colophon.title;
    struct layout_para_style style = layout_look(look);
    struct layout_text text =
        layout_inline_plain(&style, c->bound->book->as.meta->title, c->bound->colophon,
                            LAYOUT_TITLE, c->f->arena);

    layout_flow_anchor(c->f, c->bound->colophon);
    layout_flow_lines(
        c->f,
        layout_para_lines(layout_para_new(c->f->tools, &text, c->f->arena),
                          c->f->column.width, c->f->arena),
        look, 0);
}

static void put_rights(struct colophon *c)
{
    const struct theme_style *look = &c->f->theme->colophon.note;
    struct layout_bound *b = c->bound;
    struct doc_node *note = doc_node_new(b->nodes, DOC_PARAGRAPH, b->colophon->pos);
    struct layout_para_style style = layout_look(look);
    const char *rights = b->book->as.meta->rights;

    if (!rights)
        rights = b->korean ? "실린 글의 저작권은 각 글쓴이에게 있습니다."
                           : "The articles remain the property of their authors.";
    doc_node_append(b->colophon, note);
    layout_bound_text(b, note, rights);
    layout_flow_lines(
        c->f,
        layout_para_set(c->f->tools, &style, note, c->f->column.width, c->f->arena),
        look, 0);
}

/* All stands at the foot of the page. */
static void lower(struct layout_flow *f)
{
    int64_t height = (int64_t)f->theme->page.lines * f->theme->page.line;

    for (size_t i = 0; i < f->count; i++)
        height -= f->bands[i].height;
    if (height > 0)
        f->bands[0].height = (int32_t)height;
}

void layout_bound_colophon(struct layout_bound *b)
{
    const struct theme *theme = b->tools->theme;
    const struct theme_colophon *look = &theme->colophon;
    const struct doc_meta *meta = b->book->as.meta;
    struct arena arena = {0};
    struct layout_flow f;
    struct colophon c = {b, &f};

    layout_bound_open(b, &f, &arena);
    layout_flow_band(&f, 0)->lines = 0;
    put_title(&c);
    put_rule(&c, theme->page.line, look->rule, theme->colour.ink);
    put_pair(&c, "펴낸날", "Date", date_text(&c));
    put_pair(&c, "엮은이", "Edited by", layout_bound_authors(meta, &arena));
    put_pair(&c, "글쓴이", "Written by", writers(&c));
    put_pair(&c, "판형", "Format", trim_text(&c));
    put_pair(&c, "만든 도구", "Made with", "Seoga");
    put_pair(&c, "식별자", "Identifier", meta->identifier);
    put_rule(&c, theme->page.line, look->hair, theme->colour.hair);
    put_rights(&c);
    lower(&f);
    layout_bound_send(b, &f, b->colophon, true);
    arena_release(&arena);
}
