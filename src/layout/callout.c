#include "layout/blocks.h"

#include "util/str.h"

static const enum theme_callout types[DOC_CALLOUT_COUNT] = {
    [DOC_CALLOUT_INFO] = THEME_INFO,       [DOC_CALLOUT_NOTE] = THEME_NOTE,
    [DOC_CALLOUT_TIP] = THEME_TIP,         [DOC_CALLOUT_WARNING] = THEME_WARNING,
    [DOC_CALLOUT_CAUTION] = THEME_CAUTION, [DOC_CALLOUT_IMPORTANT] = THEME_IMPORTANT,
};

static const char *const korean_labels[DOC_CALLOUT_COUNT] = {
    [DOC_CALLOUT_INFO] = "정보",    [DOC_CALLOUT_NOTE] = "노트",
    [DOC_CALLOUT_TIP] = "팁",       [DOC_CALLOUT_WARNING] = "주의",
    [DOC_CALLOUT_CAUTION] = "경고", [DOC_CALLOUT_IMPORTANT] = "중요",
};

static const char *const english_labels[DOC_CALLOUT_COUNT] = {
    [DOC_CALLOUT_INFO] = "Info",       [DOC_CALLOUT_NOTE] = "Note",
    [DOC_CALLOUT_TIP] = "Tip",         [DOC_CALLOUT_WARNING] = "Warning",
    [DOC_CALLOUT_CAUTION] = "Caution", [DOC_CALLOUT_IMPORTANT] = "Important",
};

/* A vertical strip along the bands of a box. */
static size_t strip(struct layout_flow *f, const struct doc_node *node, int32_t x,
                    int32_t width, struct theme_colour colour, enum layout_role role)
{
    return layout_flow_frame(f,
                             (struct layout_frame){.first = f->count + (f->gap > 0),
                                                   .end = f->count,
                                                   .role = role,
                                                   .node = node,
                                                   .x = x,
                                                   .width = width,
                                                   .colour = layout_colour_of(colour)});
}

static void end_strips(struct layout_flow *f, const struct doc_node *node, size_t first)
{
    for (size_t i = first; i < f->frame_count && f->frames[i].node == node; i++)
        f->frames[i].end = f->count;
}

/* The label before an own title, in the title's first line; where that begins. */
static int32_t set_label(struct layout_flow *f, const struct doc_node *title,
                         const char *label, struct theme_colour ink,
                         struct layout_line *line)
{
    struct layout_para_style style = layout_look(&f->theme->callout.title);
    /* ends in a space, so that copied text does not run together */
    const char *text = arena_printf(f->arena, "%s ", label);
    struct layout_label plain = {label, title, LAYOUT_LABEL};
    struct layout_label spaced = {text, title, LAYOUT_LABEL};

    style.look.colour = ink;
    *line = layout_line_plain(f->tools, &style, spaced, f->arena);
    return layout_line_plain(f->tools, &style, plain, f->arena).width +
           f->theme->callout.label_gap;
}

static void place_label(struct layout_flow *f, const struct layout_line *label,
                        size_t first)
{
    while (first < f->count && f->bands[first].glue)
        first++;
    if (first < f->count)
        layout_band_lead(f, &f->bands[first], label, f->column.x,
                         layout_style_baseline(&f->theme->callout.title));
}

static void set_title(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_callouts *look = &f->theme->callout;
    const struct theme_callout_type *type = &look->types[types[node->as.callout]];
    bool korean = doc_lang_is_korean(doc_node_lang(node));
    const char *label = (korean ? korean_labels : english_labels)[node->as.callout];
    struct layout_para_style style = layout_look(&look->title);
    const struct doc_node *title = doc_node_child(node, DOC_TITLE);
    struct layout_line before;
    struct layout_text text;
    size_t first = f->count;

    style.plain_links = true;
    title = title && title->first ? title : NULL;
    if (!type->labelled || !title)
        style.look.colour = type->ink;
    if (title && type->labelled)
        style.indent = set_label(f, title, label, type->ink, &before);
    text = title ? layout_inline_collect(f->tools, &style, title, NULL, f->arena)
                 : layout_inline_plain(&style, label, node, LAYOUT_LABEL, f->arena);
    layout_flow_lines(f,
                      layout_para_lines(layout_para_new(f->tools, &text, f->arena),
                                        f->column.width, f->arena),
                      &look->title, 0);
    if (style.indent)
        place_label(f, &before, first);
    for (size_t i = first; i < f->count; i++)
        f->bands[i].keep = LAYOUT_KEEP_CALLOUT;
    if (f->count > first)
        f->bands[f->count - 1].follow = 2;
    layout_flow_gap(f, look->title_gap);
}

void layout_block_callout(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_callouts *look = &f->theme->callout;
    const struct theme_callout_type *type = &look->types[types[node->as.callout]];
    struct layout_column outer = f->column;
    size_t first = f->frame_count;

    layout_flow_open(f, look->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    if (!type->tint.none)
        strip(f, node, outer.x, outer.width, type->tint, LAYOUT_BACKGROUND);
    strip(f, node, outer.x, type->rule, type->rule_colour, LAYOUT_DECORATION);
    layout_flow_pad_top(f, look->pad_top, LAYOUT_KEEP_CALLOUT);
    layout_column_inset(&f->column, f->theme, type->rule + look->pad_left,
                        look->pad_right);
    f->column.text = look->style;
    f->column.para_gap = look->gap;
    f->column.indented = false;
    f->column.boxed = true;
    f->column.list_depth = f->column.bullet_depth = f->column.number_depth = 0;
    set_title(f, node);
    layout_blocks(f, node);
    layout_flow_pad_bottom(f, look->pad_bottom, LAYOUT_KEEP_CALLOUT);
    end_strips(f, node, first);
    f->column = outer;
    layout_flow_close(f, look->style.after);
}

/* The filled triangle of an open box. */
static void triangle(struct layout_flow *f, struct layout_band *band, int32_t x,
                     int32_t baseline)
{
    const int32_t width = TEXT_PT(7), height = TEXT_PT(6), rise = TEXT_PT(7);
    struct layout_item item = {.kind = LAYOUT_POLYGON, .role = LAYOUT_DECORATION};
    int32_t *points = arena_array(f->arena, int32_t, 6);

    points[0] = x;
    points[1] = baseline - rise;
    points[2] = x + width;
    points[3] = baseline - rise;
    points[4] = x + width / 2;
    points[5] = baseline - rise + height;
    item.as.polygon.points = points;
    item.as.polygon.count = 3;
    item.as.polygon.colour = layout_colour_of(f->theme->colour.ink2);
    layout_band_item(f, band, item);
}

static void set_details_title(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_style *look = &f->theme->callout.details_title;
    const struct doc_node *title = doc_node_child(node, DOC_TITLE);
    struct layout_para_style style = layout_look(look);
    bool korean = doc_lang_is_korean(doc_node_lang(node));
    int32_t indent = TEXT_PT(12);
    size_t first = f->count;
    struct layout_text text;

    style.plain_links = true;
    text = title && title->first
               ? layout_inline_collect(f->tools, &style, title, NULL, f->arena)
               : layout_inline_plain(&style, korean ? "자세히" : "Details", node,
                                     LAYOUT_LABEL, f->arena);
    layout_flow_lines(f,
                      layout_para_lines(layout_para_new(f->tools, &text, f->arena),
                                        f->column.width - indent, f->arena),
                      look, indent);
    if (f->count == first)
        return;
    triangle(f, &f->bands[first], f->column.x, layout_style_baseline(look));
    for (size_t i = first; i < f->count; i++)
        f->bands[i].keep = LAYOUT_KEEP_CALLOUT;
    f->bands[f->count - 1].follow = 2;
}

void layout_block_details(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_callouts *look = &f->theme->callout;
    const struct theme_callout_type *type = &look->types[THEME_DETAILS];
    struct layout_column outer = f->column;
    size_t first = f->frame_count;

    layout_flow_open(f, look->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    strip(f, node, outer.x, type->rule, type->rule_colour, LAYOUT_DECORATION);
    layout_column_inset(&f->column, f->theme, type->rule + look->pad_left,
                        look->pad_right);
    if (!outer.boxed) {
        f->column.text = f->theme->body;
        f->column.para_gap = 0;
        f->column.indented = true;
    }
    set_details_title(f, node);
    f->flush = true;
    layout_blocks(f, node);
    f->gap = 0;
    end_strips(f, node, first);
    f->column = outer;
    layout_flow_close(f, look->style.after);
}
