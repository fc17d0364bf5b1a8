#include "layout/blocks.h"

static void bar(struct layout_flow *f, struct layout_band *band, int32_t y,
                int32_t width, int32_t height, struct theme_colour colour)
{
    struct layout_box box = {f->column.x, y, width, height};

    layout_band_item(f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

/* The label under its accent bar; only content that is not there makes a tab go
 * without. */
static void set_label(struct layout_flow *f, const struct doc_node *tab)
{
    const struct theme_tab *look = &f->theme->tab;
    const struct doc_node *title = doc_node_child(tab, DOC_TITLE);
    struct layout_para_style style = layout_look(&look->style);
    struct layout_lines lines = {0};
    struct layout_band *band;
    int32_t top = look->label - look->style.leading;

    style.plain_links = true;
    if (title)
        lines = layout_para_set(f->tools, &style, title, f->column.width, f->arena);
    for (size_t i = 0; i < lines.count || i == 0; i++) {
        int32_t above = i == 0 ? top : 0;

        band = layout_flow_band(f, look->style.leading + above);
        band->keep = LAYOUT_KEEP_TAB;
        band->follow = i + 1 >= lines.count ? 3 : 1;
        if (i == 0) {
            bar(f, band, 0, f->column.width, look->rule, f->theme->colour.rule);
            if (lines.count)
                bar(f, band, 0, lines.lines[0].width, look->bar,
                    f->theme->colour.accent);
        }
        if (lines.count)
            layout_band_line(f, band, &lines.lines[i], f->column.x,
                             above + layout_style_baseline(&look->style));
    }
}

void layout_block_tabs(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_tab *look = &f->theme->tab;

    layout_flow_open(f, look->before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    for (const struct doc_node *tab = node->first; tab; tab = tab->next) {
        if (tab->kind != DOC_TAB)
            continue;
        if (tab->prev)
            f->gap = look->gap;
        layout_flow_anchor(f, tab);
        set_label(f, tab);
        f->at_start = true; /* contents stand close under their label */
        f->flush = true;
        layout_blocks(f, tab);
    }
    f->gap = 0;
    layout_flow_pad_bottom(f, look->close + look->rule, LAYOUT_KEEP_WIDOW);
    bar(f, &f->bands[f->count - 1], look->close, f->column.width, look->rule,
        f->theme->colour.rule);
    layout_flow_close(f, look->after);
}
