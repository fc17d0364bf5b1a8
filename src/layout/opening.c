#include "layout/blocks.h"
#include "layout/bound.h"

#include "util/buf.h"
#include "util/str.h"

#include <string.h>

#define EN_SPACE "\u2002"

/* How a stretch of text begins in one paragraph of several looks. */
static void add_span(const struct layout_tools *tools, struct layout_text *text,
                     struct layout_span *spans, const struct layout_text *piece,
                     const struct layout_piece *look, const struct doc_node *link)
{
    struct layout_span *span = &spans[text->span_count];

    if (piece->len == 0)
        return;
    *span = piece->spans[0];
    span->start = text->len;
    span->len = piece->len;
    span->face.bold = look->bold;
    span->colour = layout_colour_of(look->colour);
    span->role = look->role;
    if (look->link) {
        span->link = link;
        if (tools->theme->in_line.link_rule > 0)
            span->marks |= LAYOUT_MARK_LINK;
        span->kind = LAYOUT_SPAN_CODE; /* breaks as addresses do */
    }
    text->span_count++;
    text->len += piece->len;
}

struct layout_text layout_pieces(const struct layout_tools *tools,
                                 const struct theme_style *style,
                                 struct layout_generated said, struct arena *a)
{
    struct layout_para_style look = layout_look(style);
    struct layout_span *spans = arena_array(a, struct layout_span, said.count);
    struct layout_text text = {.spans = spans, .top = said.node, .style = look};
    struct buf all = {0};

    for (size_t i = 0; i < said.count; i++) {
        struct layout_text piece = layout_inline_plain(&look, said.pieces[i].text,
                                                       said.node, LAYOUT_CONTENT, a);

        add_span(tools, &text, spans, &piece, &said.pieces[i], said.link);
        buf_add(&all, piece.s, piece.len);
    }
    text.s = arena_strndup(a, buf_str(&all), all.len);
    buf_release(&all);
    return text;
}

/* "3" under the rule of the third article of a book. */
static void set_number(struct layout_flow *f, struct layout_band *band,
                       const struct doc_node *article, int number)
{
    const struct theme_title *look = &f->theme->title;
    struct layout_para_style style = layout_look(&look->number);
    struct layout_label label = {arena_printf(f->arena, "%d", number), article,
                                 LAYOUT_TITLE};
    struct layout_line line = layout_line_plain(f->tools, &style, label, f->arena);

    layout_band_line(f, band, &line, f->column.x,
                     layout_style_baseline(&f->theme->body) + look->number_drop);
}

static void set_title(struct layout_flow *f, const struct doc_node *article, int number)
{
    const struct theme_title *look = &f->theme->title;
    struct layout_para_style style = layout_look(&look->style);
    struct layout_text text = layout_inline_plain(&style, article->as.meta->title,
                                                  article, LAYOUT_TITLE, f->arena);
    struct layout_lines lines = layout_para_lines(
        layout_para_new(f->tools, &text, f->arena), f->column.width, f->arena);
    const struct theme_page *page = &f->theme->page;
    int32_t drop = number ? look->drop_book : look->drop;
    /* The first baseline lies `drop` under that of a line of text on this page. */
    int32_t above = layout_style_baseline(&f->theme->body) + drop -
                    layout_style_baseline(&look->style);
    int32_t top = layout_style_baseline(&f->theme->body) - (page->first - page->top);
    struct layout_band *band = layout_flow_band(f, above > 0 ? above : 0);
    struct layout_box rule = {f->column.x, top, f->column.width, look->rule};

    band->lines = 0;
    layout_band_item(f, band,
                     layout_item_rect(rule, f->theme->colour.ink, LAYOUT_DECORATION));
    if (number)
        set_number(f, band, article, number);
    layout_flow_lines(f, lines, &look->style, 0);
}

/* A line whose baseline lies `down` under the one before, whose style was `above`. */
static void set_line(struct layout_flow *f, struct layout_text text,
                     const struct theme_style *style, int32_t down, int32_t below)
{
    struct layout_lines lines = layout_para_lines(
        layout_para_new(f->tools, &text, f->arena), f->column.width, f->arena);
    int32_t gap = down - below - layout_style_baseline(style);

    if (gap > 0)
        layout_flow_band(f, gap)->lines = 0;
    layout_flow_lines(f, lines, style, 0);
}

static bool set_byline(struct layout_flow *f, const struct doc_node *article, bool bold)
{
    const struct doc_meta *meta = article->as.meta;
    const struct theme_style *look = &f->theme->byline;
    const struct theme_style *title = &f->theme->title.style;
    char date[DOC_DATE_SIZE];
    const char *authors = layout_bound_authors(meta, f->arena);
    struct layout_generated said;
    struct layout_piece pieces[3] = {
        {authors, .bold = bold, .role = LAYOUT_DETAIL, .colour = look->colour},
        {EN_SPACE "·" EN_SPACE, .role = LAYOUT_DETAIL, .colour = look->colour},
        {date, .role = LAYOUT_DETAIL, .colour = look->colour}};

    doc_date_format(meta->date, meta->lang, date);
    if (!*authors && !*date)
        return false;
    if (!*authors || !*date)
        pieces[1].text = "";
    said = (struct layout_generated){pieces, 3, article, NULL};
    set_line(f, layout_pieces(f->tools, look, said, f->arena), look, look->before,
             title->leading - layout_style_baseline(title));
    return true;
}

/* Links made here name the article: their node is not of the tree. */
static void own_links(struct layout_flow *f, size_t first,
                      const struct doc_node *article)
{
    for (size_t i = first; i < f->count; i++) {
        for (struct layout_part *p = f->bands[i].parts; p; p = p->next) {
            struct layout_link *links;

            if (!p->link_count)
                continue;
            links = arena_array(f->arena, struct layout_link, p->link_count);
            memcpy(links, p->links, p->link_count * sizeof(*links));
            for (size_t k = 0; k < p->link_count; k++)
                links[k].node = article;
            p->links = links;
        }
    }
}

static void set_source(struct layout_flow *f, const struct doc_node *article,
                       bool after_byline)
{
    const struct doc_meta *meta = article->as.meta;
    const struct theme_style *look = &f->theme->source;
    const struct theme_style *above =
        after_byline ? &f->theme->byline : &f->theme->title.style;
    struct doc_node *link;
    const char *site = meta->source.site;
    bool korean = doc_lang_is_korean(meta->lang);
    size_t first = f->count;
    struct layout_generated said;
    struct layout_piece pieces[5] = {
        {.text = korean ? "원문" : "Source", .colour = look->colour},
        {.text = EN_SPACE, .colour = look->colour},
        {.text = site ? site : "", .colour = look->colour},
        {.text = site ? EN_SPACE : "", .colour = look->colour},
        {.link = true, .role = LAYOUT_ADDRESS, .colour = look->colour}};

    if (!meta->source.url)
        return;
    pieces[4].text = layout_address(f->arena, meta->source.url);
    if (site && str_starts(str_of(pieces[4].text), site)) {
        /* the address names its host already */
        pieces[2].text = "";
        pieces[3].text = "";
    }
    link = doc_node_new(f->arena, DOC_LINK, article->pos);
    link->as.link.url = meta->source.url;
    said = (struct layout_generated){pieces, 5, article, link};
    set_line(f, layout_pieces(f->tools, look, said, f->arena), look,
             after_byline ? f->theme->page.line : f->theme->byline.before,
             above->leading - layout_style_baseline(above));
    own_links(f, first, article);
}

void layout_opening(struct layout_flow *f, const struct doc_node *article, int number)
{
    const struct theme_title *look = &f->theme->title;
    bool byline;

    layout_flow_open(f, 0, LAYOUT_SNAP_BELOW);
    layout_flow_anchor(f, article);
    set_title(f, article, number);
    byline = set_byline(f, article, number == 0);
    set_source(f, article, byline);
    layout_flow_keep(f, 0, f->count, LAYOUT_KEEP_HEADING);
    f->bands[f->count - 1].keep = LAYOUT_KEEP_HEADING;
    f->bands[f->count - 1].follow = 2;
    layout_flow_close(f, look->after);
    f->flush = true;
}
