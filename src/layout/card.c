#include "layout/blocks.h"
#include "layout/slot.h"

#include "util/str.h"

#include <string.h>

#define ELLIPSIS "…"

/* What stands before the title of a card that is more than a page. */
static const struct {
    const char *korean, *english;
} words[] = {
    [DOC_CARD_LINK] = {"", ""},
    [DOC_CARD_VIDEO] = {"[동영상] ", "[Video] "},
    [DOC_CARD_DEMO] = {"[데모] ", "[Demo] "},
    [DOC_CARD_DOCUMENT] = {"[문서] ", "[Document] "},
};

/* One card, laid line under line into one band. */
struct card {
    struct layout_flow *f;
    const struct doc_node *node;
    struct layout_lines title, text;
    struct layout_line url;
    bool has_url, last;
    int32_t indent; /* of the title, after a video's sign */
    int32_t width;  /* of the text */
    int32_t height; /* of the text */
};

static struct layout_lines set_plain(struct layout_flow *f,
                                     const struct theme_style *look, const char *s,
                                     const struct doc_node *node, int32_t width)
{
    struct layout_para_style style = layout_look(look);
    struct layout_text text =
        layout_inline_plain(&style, s, node, LAYOUT_CONTENT, f->arena);

    return layout_para_lines(layout_para_new(f->tools, &text, f->arena), width,
                             f->arena);
}

/* Length of the first `count` eojeol of `s`. */
static size_t eojeol_end(const char *s, size_t count)
{
    const char *p = s;

    while (*p && count > 0) {
        p += strspn(p, " ");
        p += strcspn(p, " ");
        count--;
    }
    return (size_t)(p - s);
}

static size_t eojeol_count(const char *s)
{
    size_t count = 0;

    for (const char *p = s + strspn(s, " "); *p; p += strspn(p, " ")) {
        p += strcspn(p, " ");
        count++;
    }
    return count;
}

/* As many eojeol as fill `most` lines, then an ellipsis: found by bisection. */
static struct layout_lines set_cut(struct card *c, const struct theme_style *look,
                                   const char *s, size_t most)
{
    struct layout_lines lines = set_plain(c->f, look, s, c->node, c->width), cut;
    size_t low = 1, high;

    if (lines.count <= most)
        return lines;
    high = eojeol_count(s);
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;

        cut = set_plain(
            c->f, look,
            arena_printf(c->f->arena, "%.*s" ELLIPSIS, (int)eojeol_end(s, middle), s),
            c->node, c->width);
        if (cut.count <= most)
            low = middle;
        else
            high = middle - 1;
    }
    cut = set_plain(
        c->f, look,
        arena_printf(c->f->arena, "%.*s" ELLIPSIS, (int)eojeol_end(s, low), s), c->node,
        c->width);
    if (cut.count > most)
        cut.count = most; /* one word longer than all the lines there are */
    return cut;
}

static void set_title(struct card *c)
{
    const struct doc_card *card = &c->node->as.card;
    const struct theme_style *look = &c->f->theme->card.title;
    bool korean = doc_lang_is_korean(doc_node_lang(c->node));
    const char *word = korean ? words[card->kind].korean : words[card->kind].english;
    struct layout_piece pieces[] = {
        {word, .bold = true, .role = LAYOUT_TITLE, .colour = look->colour},
        {card->title ? card->title : "", .bold = true, .role = LAYOUT_TITLE,
         .colour = look->colour},
    };
    struct layout_text text = layout_pieces(
        c->f->tools, look, (struct layout_generated){pieces, 2, c->node, NULL}, c->f->arena);

    c->indent = card->kind == DOC_CARD_VIDEO ? TEXT_PT(13) : 0;
    c->title = layout_para_lines(layout_para_new(c->f->tools, &text, c->f->arena),
                                 c->width - c->indent, c->f->arena);
}

static void set_url(struct card *c)
{
    const struct doc_card *card = &c->node->as.card;
    struct layout_para_style style = layout_look(&c->f->theme->card.url);
    bool korean = doc_lang_is_korean(doc_node_lang(c->node));

    if (card->target && card->target->id) {
        struct layout_slot slot = {.target = card->target,
                                   .before = korean ? "→ " : "→ p. ",
                                   .after = korean ? "쪽" : "",
                                   .style = style};

        c->url = layout_slot_line(c->f->tools, &slot,
                                  (struct layout_label){"", c->node, LAYOUT_ADDRESS},
                                  c->f->arena);
        c->has_url = true;
    }
    if (!card->url || card->target)
        return;
    style.look.colour = c->f->theme->in_line.link_colour;
    c->url =
        layout_line_fit(c->f->tools, &style,
                        (struct layout_label){layout_address(c->f->arena, card->url),
                                              c->node, LAYOUT_ADDRESS},
                        c->width, LAYOUT_CUT_MIDDLE, c->f->arena);
    c->has_url = true;
}

static struct card card_of(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_card *look = &f->theme->card;
    struct card c = {.f = f, .node = node, .width = f->column.width};

    if (f->tools->media && media_store_asset(f->tools->media, node->as.card.image) &&
        c.width > 3 * look->image_width)
        c.width -= look->image_width + look->image_gap;
    set_title(&c);
    if (node->as.card.text && !node->as.card.target)
        c.text = set_cut(&c, &look->text, node->as.card.text, (size_t)look->lines);
    set_url(&c);
    c.height = (int32_t)c.title.count * look->title.leading +
               (int32_t)c.text.count * look->text.leading +
               (c.has_url ? look->url.leading : 0);
    if (c.width < f->column.width && c.height < look->image_height)
        c.height = look->image_height;
    c.last = !node->next || node->next->kind != DOC_CARD;
    return c;
}

static int32_t draw_lines(struct card *c, struct layout_band *band,
                          struct layout_lines lines, const struct theme_style *look,
                          int32_t x, int32_t y)
{
    for (size_t i = 0; i < lines.count; i++) {
        layout_band_line(c->f, band, &lines.lines[i], x,
                         y + layout_style_baseline(look));
        y += look->leading;
    }
    return y;
}

/* A filled triangle pointing right. */
static void draw_video_sign(struct card *c, struct layout_band *band, int32_t y)
{
    const int32_t width = TEXT_PT(9), height = TEXT_PT(8);
    struct layout_item item = {.kind = LAYOUT_POLYGON, .role = LAYOUT_DECORATION};
    int32_t *points = arena_array(c->f->arena, int32_t, 6);
    int32_t x = c->f->column.x;

    points[0] = x;
    points[1] = y - height;
    points[2] = x + width;
    points[3] = y - height / 2;
    points[4] = x;
    points[5] = y;
    item.as.polygon.points = points;
    item.as.polygon.count = 3;
    item.as.polygon.colour = layout_colour_of(c->f->theme->colour.accent);
    layout_band_item(c->f, band, item);
}

static void draw_url(struct card *c, struct layout_band *band, int32_t y)
{
    const struct theme *theme = c->f->theme;
    const struct theme_style *look = &theme->card.url;
    int32_t baseline = y + layout_style_baseline(look);
    struct layout_box rule = {
        c->f->column.x,
        baseline + (int32_t)((int64_t)look->size * theme->in_line.link_drop / 1000),
        c->url.width, theme->in_line.link_rule};

    layout_band_line(c->f, band, &c->url, c->f->column.x, baseline);
    if (rule.height && !c->node->as.card.target)
        layout_band_item(
            c->f, band,
            layout_item_rect(rule, theme->in_line.link_colour, LAYOUT_DECORATION));
}

/* Fills the picture's box without distorting it. */
static void draw_image(struct card *c, struct layout_band *band, int32_t y)
{
    const struct theme_card *look = &c->f->theme->card;
    const struct media_asset *asset =
        media_store_asset(c->f->tools->media, c->node->as.card.image);
    struct layout_item item = {
        .kind = LAYOUT_IMAGE, .role = LAYOUT_DECORATION, .node = c->node};
    int64_t width = look->image_width, height = look->image_height;
    int shown_width = media_asset_shown_width(asset),
        shown_height = media_asset_shown_height(asset);

    if (width * shown_height / shown_width < height)
        height = width * shown_height / shown_width;
    else
        width = height * shown_width / shown_height;
    item.as.image.box =
        (struct layout_box){c->f->column.x + c->f->column.width - (int32_t)width, y,
                            (int32_t)width, (int32_t)height};
    item.as.image.asset = c->node->as.card.image;
    layout_band_item(c->f, band, item);
}

static void rule(struct card *c, struct layout_band *band, int32_t y)
{
    struct layout_box box = {c->f->column.x, y, c->f->column.width,
                             c->f->theme->card.rule};

    layout_band_item(
        c->f, band, layout_item_rect(box, c->f->theme->colour.rule, LAYOUT_DECORATION));
}

static void draw(struct card *c, bool framed)
{
    const struct theme_card *look = &c->f->theme->card;
    const struct doc_card *card = &c->node->as.card;
    int32_t edge = framed ? look->pad + look->rule : 0, y = edge;
    struct layout_band *band =
        layout_flow_band(c->f, c->height + edge + (c->last ? edge : edge - look->rule));

    if (!framed)
        band->height = c->height;
    if (framed)
        rule(c, band, 0);
    if (card->kind == DOC_CARD_VIDEO)
        draw_video_sign(c, band, y + layout_style_baseline(&look->title));
    y = draw_lines(c, band, c->title, &look->title, c->f->column.x + c->indent, y);
    y = draw_lines(c, band, c->text, &look->text, c->f->column.x, y);
    if (c->has_url)
        draw_url(c, band, y);
    if (c->width < c->f->column.width)
        draw_image(c, band, edge);
    if (framed && c->last)
        rule(c, band, band->height - look->rule);
    layout_band_link(c->f, band,
                     (struct layout_link){
                         .box = {c->f->column.x, edge, c->f->column.width, c->height},
                         .node = c->node,
                         .target = card->target,
                         .url = card->target ? NULL : card->url});
    band->lines = 3;
}

/* A card that no page could hold is lines that break; the last one can be clicked. */
static void draw_tall(struct card *c)
{
    const struct theme_card *look = &c->f->theme->card;
    const struct doc_card *card = &c->node->as.card;
    struct layout_band *band;

    layout_flow_lines(c->f, c->title, &look->title, c->indent);
    layout_flow_lines(c->f, c->text, &look->text, 0);
    band = c->has_url ? layout_flow_band(c->f, look->url.leading)
                      : &c->f->bands[c->f->count - 1];
    if (c->has_url)
        draw_url(c, band, 0);
    layout_band_link(c->f, band,
                     (struct layout_link){
                         .box = {c->f->column.x, 0, c->f->column.width, band->height},
                         .node = c->node,
                         .target = card->target,
                         .url = card->target ? NULL : card->url});
}

/* A card that is all there is in a box needs no frame of its own. */
static bool is_framed(const struct layout_flow *f, const struct doc_node *node)
{
    const struct doc_node *first = node->parent ? node->parent->first : NULL;

    if (!f->column.boxed || !node->parent)
        return true;
    while (first && first->kind == DOC_TITLE)
        first = first->next;
    return first != node || node->next;
}

/* Sets a whole run of cards when it comes to the first. */
void layout_block_card(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_card *look = &f->theme->card;

    if (node->prev && node->prev->kind == DOC_CARD)
        return;
    layout_flow_open(f, is_framed(f, node) ? look->before : 0, LAYOUT_SNAP_BLOCK);
    for (const struct doc_node *n = node; n && n->kind == DOC_CARD; n = n->next) {
        struct card c = card_of(f, n);

        layout_flow_anchor(f, n);
        if (c.height > f->theme->page.lines * f->theme->page.line / 2)
            draw_tall(&c);
        else
            draw(&c, is_framed(f, n));
    }
    layout_flow_close(f, look->after);
}
