#include "layout/bound.h"

#include "util/str.h"

/* The colophon being set: rows of a label and what it says, at the foot of a page. */
struct colophon {
    struct layout_bound *bound;
    struct layout_flow *f;
    struct doc_node *page; /* a copy of the book's */
};

static void put_rule(struct colophon *c, int32_t height, int32_t width,
                     struct theme_colour colour)
{
    struct layout_band *band = layout_flow_band(c->f, height);
    struct layout_box box = {c->f->column.x, height / 2, c->f->column.width, width};

    band->lines = 0;
    layout_band_item(c->f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

static struct layout_lines set(struct colophon *c, const struct theme_style *look,
                               const struct doc_node *block, int32_t width)
{
    struct layout_para_style style = layout_look(look);

    return layout_para_set(c->f->tools, &style, block, width, c->f->arena);
}

/* A label in its column and what it says beside it. */
static void put_row(struct colophon *c, const struct doc_node *row)
{
    const struct theme_colophon *look = &c->f->theme->colophon;
    const struct doc_node *label = row->first->first, *value = row->last->first;
    struct theme_style left = look->style;
    struct layout_lines lines;
    size_t first = c->f->count;

    left.colour = look->label_colour;
    lines = set(c, &left, label, look->label);
    layout_flow_lines(c->f,
                      set(c, &look->style, value, c->f->column.width - look->label),
                      &look->style, look->label);
    for (size_t i = 0; i < lines.count && first + i < c->f->count; i++)
        layout_band_lead(c->f, &c->f->bands[first + i], &lines.lines[i], c->f->column.x,
                         layout_style_baseline(&look->style));
}

/* What only paper has */

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
            return arena_printf(c->bound->nodes, "%s(%d × %d mm)", names[i].korean,
                                width, height);
    return arena_printf(c->bound->nodes, "%d × %d mm", width, height);
}

static const char *family_of(const struct colophon *c, const struct theme_style *look)
{
    static const enum text_family families[] = {
        [THEME_SERIF] = TEXT_SERIF, [THEME_SANS] = TEXT_SANS, [THEME_MONO] = TEXT_MONO};
    struct text_style style = {.family = families[look->family], .bold = look->bold};

    return text_fontset_primary(c->f->tools->fonts, style)->family;
}

/* "본문 Noto Serif KR, 제목 Noto Sans KR, 코드 D2Coding" */
static const char *faces_text(const struct colophon *c)
{
    const struct theme *theme = c->f->theme;

    return arena_printf(c->bound->nodes,
                        c->bound->korean ? "본문 %s, 제목 %s, 코드 %s"
                                         : "%s, headings %s, code %s",
                        family_of(c, &theme->body), family_of(c, &theme->heading[1]),
                        family_of(c, &theme->code.style));
}

static void add_cell(struct colophon *c, struct doc_node *row, int column,
                     const char *text)
{
    struct doc_node *cell = doc_node_new(c->bound->nodes, DOC_CELL, row->pos);
    struct doc_node *plain = doc_node_new(c->bound->nodes, DOC_PLAIN, row->pos);

    cell->as.cell = (struct doc_cell){
        .column = column, .colspan = 1, .rowspan = 1, .head = column == 0};
    doc_node_append(row, cell);
    doc_node_append(cell, plain);
    layout_bound_text(c->bound, plain, text);
}

/* Before the rows that name the program and the identifier, which come last. */
static void add_row(struct colophon *c, struct doc_node *table, const char *label,
                    const char *value)
{
    struct doc_node *row = doc_node_new(c->bound->nodes, DOC_ROW, table->pos);

    add_cell(c, row, 0, label);
    add_cell(c, row, 1, value);
    if (table->last && table->last->prev)
        doc_node_insert_before(table->last->prev, row);
    else
        doc_node_append(table, row);
}

/* The book's title, over a rule: the heading of the page. */
static void put_title(struct colophon *c, const struct doc_node *title)
{
    const struct theme_style *look = &c->f->theme->colophon.title;
    struct layout_para_style style = layout_look(look);
    struct layout_text text =
        layout_inline_plain(&style, doc_plain_text(c->f->arena, title), c->page,
                            LAYOUT_TITLE, c->f->arena);

    layout_flow_lines(
        c->f,
        layout_para_lines(layout_para_new(c->f->tools, &text, c->f->arena),
                          c->f->column.width, c->f->arena),
        look, 0);
    put_rule(c, c->f->theme->page.line, c->f->theme->colophon.rule,
             c->f->theme->colour.ink);
}

static void put_table(struct colophon *c, struct doc_node *table)
{
    bool korean = c->bound->korean;

    add_row(c, table, korean ? "판형" : "Format", trim_text(c));
    add_row(c, table, korean ? "서체" : "Typefaces", faces_text(c));
    for (const struct doc_node *row = table->first; row; row = row->next)
        put_row(c, row);
    put_rule(c, c->f->theme->page.line, c->f->theme->colophon.hair,
             c->f->theme->colour.hair);
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
    struct arena arena = {0};
    struct layout_flow f;
    struct colophon c = {b, &f, layout_bound_copy(b, b->colophon)};

    layout_bound_open(b, &f, &arena);
    layout_flow_band(&f, 0)->lines = 0;
    layout_flow_anchor(&f, b->colophon);
    for (struct doc_node *n = c.page->first; n; n = n->next)
        if (n->kind == DOC_TABLE)
            put_table(&c, n);
        else if (!n->prev)
            put_title(&c, n);
        else
            layout_flow_lines(
                &f, set(&c, &f.theme->colophon.note, n, f.column.width),
                &f.theme->colophon.note, 0);
    lower(&f);
    layout_bound_send(b, &f, c.page, true);
    arena_release(&arena);
}
