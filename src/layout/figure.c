#include "layout/blocks.h"

#include <string.h>

#define SOURCE_MARK "<출처"

enum { SCREEN_DPI = 96 };

/* A picture and what stands under it, as one band. */
struct figure {
    struct layout_flow *f;
    const struct doc_node *node, *image, *link;
    struct layout_band *band;
    struct layout_lines caption;
    size_t inside;         /* its lines that stay with the picture: mostly all */
    int32_t width, height; /* of the picture or its placeholder */
};

static int32_t share(int32_t whole, int thousandths)
{
    return (int32_t)((int64_t)whole * thousandths / 1000);
}

/* Scales down to fit, keeping the proportion. */
static void fit(struct figure *g, int32_t most_width, int32_t most_height)
{
    if (g->width > most_width) {
        g->height = (int32_t)((int64_t)g->height * most_width / g->width);
        g->width = most_width;
    }
    if (g->height > most_height) {
        g->width = (int32_t)((int64_t)g->width * most_height / g->height);
        g->height = most_height;
    }
    if (g->width < 1)
        g->width = 1;
    if (g->height < 1)
        g->height = 1;
}

/*
 * Pixels to the inch. Files that say nothing, or the 72 of old habit, are drawn for
 * screens; what says more than 150 is a photograph that would come out as a stamp.
 */
static int64_t density(const struct media_asset *asset)
{
    return asset->dpi < SCREEN_DPI ? SCREEN_DPI : asset->dpi > 150 ? 150 : asset->dpi;
}

/* The author's size, in pixels of a screen; else the file's own. Never enlarged. */
static int64_t wanted_width(const struct figure *g, const struct media_asset *asset)
{
    const struct doc_image *image = &g->image->as.image;
    int64_t px = g->f->theme->figure.px, whole = media_asset_shown_width(asset) * px;
    int64_t natural = whole * SCREEN_DPI / density(asset);

    if (image->percent && image->width > 0 && image->width <= 100)
        return (int64_t)g->f->column.width * image->width / 100;
    if (image->width > 0)
        return image->width * px < whole ? image->width * px : whole;
    if (image->height > 0 && image->height < media_asset_shown_height(asset))
        return whole * image->height / media_asset_shown_height(asset);
    return natural;
}

static void measure_image(struct figure *g, const struct media_asset *asset)
{
    const struct theme *theme = g->f->theme;
    int64_t width = wanted_width(g, asset);
    int64_t height =
        width * media_asset_shown_height(asset) / media_asset_shown_width(asset);

    while (width > INT32_MAX || height > INT32_MAX) {
        width /= 2;
        height /= 2;
    }
    g->width = (int32_t)width;
    g->height = (int32_t)height;
    fit(g, g->f->column.width,
        share(theme->page.lines * theme->page.line, theme->figure.max_height));
}

static void link_box(struct figure *g, struct layout_box box, const char *url,
                     const struct doc_node *target, const struct doc_node *node)
{
    layout_band_link(
        g->f, g->band,
        (struct layout_link){
            .box = box, .node = node, .target = target, .url = target ? NULL : url});
}

static void draw_image(struct figure *g)
{
    struct layout_item item = {
        .kind = LAYOUT_IMAGE, .role = LAYOUT_CONTENT, .node = g->image};

    item.as.image.box = (struct layout_box){
        g->f->column.x + (g->f->column.width - g->width) / 2, 0, g->width, g->height};
    item.as.image.asset = g->image->as.image.asset;
    layout_band_item(g->f, g->band, item);
    if (g->link)
        link_box(g, item.as.image.box, g->link->as.link.url, g->link->as.link.target,
                 g->link);
}

static void stroke(struct figure *g, int32_t x, int32_t y, int32_t x2, int32_t y2)
{
    struct layout_item item = {.kind = LAYOUT_LINE, .role = LAYOUT_DECORATION};

    item.as.line.x = x;
    item.as.line.y = y;
    item.as.line.x2 = x2;
    item.as.line.y2 = y2;
    item.as.line.stroke = g->f->theme->missing.sign_rule;
    item.as.line.colour = layout_colour_of(g->f->theme->colour.rule);
    layout_band_item(g->f, g->band, item);
}

static void frame(struct figure *g, struct layout_box box, int32_t width,
                  struct theme_colour colour, int32_t radius)
{
    struct layout_item item = {.kind = LAYOUT_FRAME, .role = LAYOUT_DECORATION};

    item.as.rect.box = box;
    item.as.rect.stroke = width;
    item.as.rect.radius = radius;
    item.as.rect.colour = layout_colour_of(colour);
    layout_band_item(g->f, g->band, item);
}

/* The sign for a picture: a frame, two hills, a sun. */
static void draw_sign(struct figure *g, int32_t x, int32_t y)
{
    const struct theme_missing *look = &g->f->theme->missing;
    int32_t w = look->sign_width, h = look->sign_height, sun = w * 3 / 20;
    static const int8_t hills[][2] = {{0, 82}, {32, 42}, {58, 78}, {72, 62}, {100, 92}};

    frame(g, (struct layout_box){x, y, w, h}, look->sign_rule, g->f->theme->colour.rule,
          0);
    for (size_t i = 0; i + 1 < sizeof(hills) / sizeof(*hills); i++)
        stroke(g, x + w / 100 * hills[i][0], y + h / 100 * hills[i][1],
               x + w / 100 * hills[i + 1][0], y + h / 100 * hills[i + 1][1]);
    frame(g, (struct layout_box){x + w * 7 / 10, y + h * 2 / 10, sun, sun},
          look->sign_rule, g->f->theme->colour.rule, sun / 2);
}

static struct layout_line missing_line(struct figure *g, const char *text, bool address,
                                       int32_t width)
{
    struct layout_para_style style = layout_look(&g->f->theme->missing.style);
    struct layout_label label = {text, g->image,
                                 address ? LAYOUT_ADDRESS : LAYOUT_LABEL};

    if (!address)
        return layout_line_plain(g->f->tools, &style, label, g->f->arena);
    style.look.colour = g->f->theme->in_line.link_colour;
    return layout_line_fit(g->f->tools, &style, label, width, LAYOUT_CUT_MIDDLE,
                           g->f->arena);
}

/* Only such addresses lead anywhere from a PDF. */
static bool is_web(const char *url)
{
    return url && (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0);
}

/* The address under the note, underlined, to be clicked. */
static void draw_address(struct figure *g, const struct layout_line *line, int32_t x,
                         int32_t y)
{
    const struct theme *theme = g->f->theme;
    int32_t size = theme->missing.style.size;
    struct layout_box rule = {x, y + share(size, theme->in_line.link_drop), line->width,
                              theme->in_line.link_rule};
    struct layout_box box = {x, y - size, line->width, size + size / 4};

    layout_band_line(g->f, g->band, line, x, y);
    if (rule.height)
        layout_band_item(
            g->f, g->band,
            layout_item_rect(rule, theme->in_line.link_colour, LAYOUT_DECORATION));
    if (is_web(g->image->as.image.url))
        link_box(g, box, g->image->as.image.url, NULL, g->image);
}

/* A frame with a sign and the address, in the middle as one group. */
static void draw_missing(struct figure *g)
{
    const struct theme_missing *look = &g->f->theme->missing;
    const char *url = g->image->as.image.url ? g->image->as.image.url : "";
    bool korean = doc_lang_is_korean(doc_node_lang(g->image));
    struct layout_box box = {g->f->column.x + look->rule / 2, look->rule / 2,
                             g->width - look->rule, g->height - look->rule};
    int32_t sign = look->sign_width + look->sign_gap;
    int32_t most = g->width - sign - 4 * look->sign_gap;
    struct layout_line note = missing_line(
        g, korean ? "그림을 싣지 못했습니다" : "This picture is not included", false,
        0);
    struct layout_line address =
        missing_line(g, layout_address(g->f->arena, url), true, most);
    int32_t text = note.width > address.width ? note.width : address.width;
    int32_t x = g->f->column.x + (g->width - sign - text) / 2;
    int32_t y =
        (g->height - 2 * look->style.leading) / 2 + layout_style_baseline(&look->style);

    frame(g, box, look->rule, g->f->theme->colour.hair, 0);
    draw_sign(g, x, (g->height - look->sign_height) / 2);
    layout_band_line(g->f, g->band, &note, x + sign, y);
    draw_address(g, &address, x + sign, y + look->style.leading);
}

/* True when the line holds the mark of a source, which the theme sets more quietly. */
static bool names_source(struct arena *a, const struct layout_line *line)
{
    struct arena_mark mark = arena_mark(a);
    char *text = arena_strdup(a, "");
    bool found;

    for (size_t i = 0; i < line->item_count; i++)
        if (line->items[i].kind == LAYOUT_RUN)
            text = arena_printf(a, "%s%.*s", text, (int)line->items[i].as.run.text_len,
                                line->items[i].as.run.text);
    found = strstr(text, SOURCE_MARK) != NULL;
    arena_rewind(a, mark);
    return found;
}

static void recolour(struct arena *a, struct layout_line *line,
                     struct theme_colour colour)
{
    struct layout_item *items = arena_array(a, struct layout_item, line->item_count);

    memcpy(items, line->items, line->item_count * sizeof(*items));
    for (size_t i = 0; i < line->item_count; i++)
        if (items[i].kind == LAYOUT_RUN)
            items[i].as.run.colour = layout_colour_of(colour);
    line->items = items;
}

/* As many lines as a page has room for under the picture; the others follow it. */
static void draw_caption(struct figure *g)
{
    const struct theme_caption *look = &g->f->theme->caption;
    int32_t baseline = layout_style_baseline(&look->style);
    int32_t y = g->height + look->gap;

    for (size_t i = 0; i < g->caption.count; i++) {
        struct layout_line line = g->caption.lines[i];

        if (names_source(g->f->arena, &line))
            recolour(g->f->arena, &line, look->source_colour);
        if (i >= g->inside) {
            g->band = layout_flow_band(g->f, look->style.leading);
            y = 0;
        }
        layout_band_line(g->f, g->band, &line, g->f->column.x, y + baseline);
        y += look->style.leading;
    }
}

/* Height of the picture with the caption lines that stay with it. */
static int32_t whole_height(struct figure *g)
{
    const struct theme_caption *look = &g->f->theme->caption;
    const struct theme_page *page = &g->f->theme->page;
    int32_t room = page->lines * page->line - g->height - look->gap;

    g->inside = room > 0 ? (size_t)(room / look->style.leading) : 0;
    if (g->inside > g->caption.count)
        g->inside = g->caption.count;
    if (g->inside == 0)
        return g->height;
    return g->height + look->gap + (int32_t)g->inside * look->style.leading;
}

static struct figure figure_of(struct layout_flow *f, const struct doc_node *node)
{
    struct figure g = {.f = f, .node = node};
    const struct doc_node *caption = doc_node_child(node, DOC_CAPTION);

    g.link = doc_node_child(node, DOC_LINK);
    g.image = doc_node_child(g.link ? g.link : node, DOC_IMAGE);
    if (caption) {
        struct layout_para_style style = layout_look(&f->theme->caption.style);

        style.plain_links = true;
        g.caption =
            layout_para_set(f->tools, &style, caption, f->column.width, f->arena);
    }
    return g;
}

void layout_block_figure(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme *theme = f->theme;
    struct figure g = figure_of(f, node);
    const struct media_asset *asset;

    if (!g.image)
        return;
    asset = f->tools->media
                ? media_store_asset(f->tools->media, g.image->as.image.asset)
                : NULL;
    if (asset) {
        measure_image(&g, asset);
    } else {
        g.width = f->column.width;
        g.height = theme->missing.height;
    }
    layout_flow_open(f, theme->figure.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    layout_flow_anchor(f, g.image);
    g.band = layout_flow_band(f, whole_height(&g));
    g.band->lines = 4;
    if (asset && f->depth == 1 && theme->figure.shrink < 1000)
        g.band->slack = share(g.height, 1000 - theme->figure.shrink);
    if (asset)
        draw_image(&g);
    else
        draw_missing(&g);
    draw_caption(&g);
    layout_flow_close(f, theme->figure.after);
}
