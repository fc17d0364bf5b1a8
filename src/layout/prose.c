#include "layout/blocks.h"

#include "util/str.h"

#define EM_DASH "\xE2\x80\x94"

/* A line ending in ":" before a list stays with the first item. */
static bool leads_in(const struct doc_node *node, struct arena *a)
{
    struct str text;

    if (!node->next || node->next->kind != DOC_LIST)
        return false;
    text = str_trim(str_of(doc_plain_text(a, node)));
    return str_ends(text, ":");
}

static void align(struct theme_style *style, enum doc_align asked)
{
    if (asked == DOC_ALIGN_LEFT)
        style->align = THEME_LEFT;
    else if (asked == DOC_ALIGN_CENTRE)
        style->align = THEME_CENTRE;
    else if (asked == DOC_ALIGN_RIGHT)
        style->align = THEME_RIGHT;
}

/* Between paragraphs of the body, in place of an indent. */
static int32_t gap_before(const struct layout_flow *f, const struct doc_node *node)
{
    bool follows = node->prev &&
                   (node->prev->kind == DOC_PARAGRAPH || node->prev->kind == DOC_PLAIN);

    return f->depth == 0 && follows ? f->theme->body.before : 0;
}

void layout_block_paragraph(struct layout_flow *f, const struct doc_node *node)
{
    struct layout_para_style style = layout_look(&f->column.text);
    struct layout_lines lines;

    align(&style.look, node->as.align);
    style.forced = f->column.tight;
    if (f->column.indented && !f->flush && node->kind == DOC_PARAGRAPH)
        style.indent = style.look.indent;
    layout_flow_open(f, gap_before(f, node), LAYOUT_SNAP_LINES);
    if (node->prev && node->prev->kind != DOC_TITLE)
        layout_flow_gap_least(f, f->column.para_gap);
    layout_flow_anchor(f, node);
    lines = layout_para_set(f->tools, &style, node, f->column.width, f->arena);
    layout_flow_lines(f, lines, &style.look, 0);
    if (lines.count && leads_in(node, f->arena)) {
        f->bands[f->count - 1].keep = LAYOUT_KEEP_LEAD;
        f->bands[f->count - 1].follow = 1;
    }
    layout_flow_close(f, 0);
}

void layout_block_heading(struct layout_flow *f, const struct doc_node *node)
{
    int level = node->as.heading.level;
    const struct theme_style *look;
    struct layout_para_style style;
    struct layout_lines lines;
    bool after_heading = node->prev && node->prev->kind == DOC_HEADING;

    look = &f->theme->heading[level < 1 ? 0 : level > 6 ? 5 : level - 1];
    style = layout_look(look);
    style.plain_links = true;
    if (after_heading)
        layout_flow_reopen(f);
    else
        layout_flow_open(f, look->before, LAYOUT_SNAP_ABOVE);
    layout_flow_anchor(f, node);
    lines = layout_para_set(f->tools, &style, node, f->column.width, f->arena);
    layout_flow_lines(f, lines, look, 0);
    for (size_t i = 0; i < lines.count; i++)
        f->bands[f->count - 1 - i].keep = LAYOUT_KEEP_HEADING;
    if (lines.count)
        f->bands[f->count - 1].follow = 2;
    layout_flow_close(f, look->after);
}

void layout_block_rule(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_break *rule = &f->theme->rule;
    int32_t height = f->column.boxed ? f->theme->page.line : rule->total;
    struct layout_band *band;
    struct layout_box box = {f->column.x + (f->column.width - rule->width) / 2,
                             (height - rule->rule) / 2, rule->width, rule->rule};

    layout_flow_open(f, 0, LAYOUT_SNAP_LINES);
    layout_flow_anchor(f, node);
    band = layout_flow_band(f, height);
    layout_band_item(f, band,
                     layout_item_rect(box, f->theme->colour.ink, LAYOUT_DECORATION));
    layout_flow_close(f, 0);
}

/* The last paragraph of a quote names its source when it begins with a dash. */
static bool is_source(const struct doc_node *node, struct arena *a)
{
    return !node->next && node->prev &&
           (node->kind == DOC_PARAGRAPH || node->kind == DOC_PLAIN) &&
           str_starts(str_trim(str_of(doc_plain_text(a, node))), EM_DASH);
}

static void set_source(struct layout_flow *f, const struct doc_node *node)
{
    struct layout_para_style style = layout_look(&f->theme->quote.source);
    size_t first = f->count;

    layout_flow_lines(
        f, layout_para_set(f->tools, &style, node, f->column.width, f->arena),
        &style.look, 0);
    layout_flow_keep(f, first > 2 ? first - 2 : 0, f->count, LAYOUT_KEEP_SOURCE);
}

/* A column inside the present one, in the text style of a quote. */
static struct layout_column quote_column(const struct layout_flow *f)
{
    const struct theme_quote *quote = &f->theme->quote;
    struct layout_column column = f->column;

    layout_column_inset(&column, f->theme, quote->indent, quote->indent);
    if (column.boxed)
        column.text.colour = quote->style.colour;
    else
        column.text = quote->style;
    return column;
}

void layout_block_quote(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_quote *quote = &f->theme->quote;
    struct layout_column outer = f->column;
    int32_t baseline, cap;
    size_t frame;

    layout_flow_open(f, quote->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    f->column = quote_column(f);
    f->flush = true;
    baseline = layout_style_baseline(&f->column.text);
    cap = (int32_t)((int64_t)f->column.text.size * 73 / 100);
    frame = layout_flow_frame(
        f, (struct layout_frame){.first = f->count + (f->gap > 0),
                                 .role = LAYOUT_DECORATION,
                                 .node = node,
                                 .x = outer.x + quote->rule_at,
                                 .width = quote->rule,
                                 .colour = layout_colour_of(f->theme->colour.rule),
                                 .top = baseline - cap,
                                 .bottom = f->column.text.leading - baseline});
    for (const struct doc_node *n = node->first; n; n = n->next) {
        if (is_source(n, f->arena))
            set_source(f, n);
        else
            layout_block(f, n);
    }
    f->frames[frame].end = f->count;
    f->column = outer;
    f->gap = 0;
    layout_flow_close(f, quote->style.after);
}
