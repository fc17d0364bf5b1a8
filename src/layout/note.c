#include "layout/blocks.h"

/* "1)" before the first line, as Korean books number their notes. */
static void place_mark(struct layout_flow *f, const struct doc_node *note, size_t first)
{
    const struct theme_footnote *look = &f->theme->footnote;
    struct layout_para_style style = layout_look(&look->style);
    struct layout_label label = {
        arena_printf(f->arena, "%d)", note->as.footnote.number), note, LAYOUT_LABEL};
    struct layout_line line;

    if (first == f->count) {
        layout_flow_band(f, look->style.leading);
        first = f->count - 1;
    }
    style.tabular = true;
    line = layout_line_plain(f->tools, &style, label, f->arena);
    layout_band_lead(f, &f->bands[first], &line, 0,
                     layout_style_baseline(&look->style));
}

void layout_note(struct layout_flow *f, const struct layout_tools *tools,
                 const struct doc_node *note, struct arena *a)
{
    const struct theme_footnote *look = &tools->theme->footnote;

    layout_flow_init(f, tools, a);
    f->depth = 1; /* no grid at the foot of the page */
    f->at_start = true;
    f->column.x = look->indent;
    f->column.width -= look->indent;
    f->column.text = look->style;
    f->column.indented = false;
    f->column.boxed = true;
    layout_flow_anchor(f, note);
    layout_blocks(f, note);
    place_mark(f, note, 0);
    layout_flow_settle(f);
}
