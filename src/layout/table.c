#include "layout/blocks.h"

#include "layout/columns.h"
#include "util/diag.h"

#include <string.h>

/* One table being set. */
struct table {
    struct layout_flow *f;
    const struct doc_node *node;
    const struct theme_table *look;
    struct layout_columns columns;
    const struct layout_band *head; /* to be repeated on the next pages */
};

/* One cell, set in a column of its own. */
struct cell {
    struct layout_flow flow;
    int32_t x;
    int64_t height; /* a cell may be longer than any page */
    size_t next;    /* band not yet put into the row */
    int64_t next_y; /* its top */
};

static struct theme_style scaled(const struct table *t, const struct theme_style *style)
{
    struct theme_style s = *style;

    if (t->columns.size < s.size) {
        s.leading = (int32_t)((int64_t)s.leading * t->columns.size / s.size);
        s.size = t->columns.size;
    }
    if (t->columns.tight)
        s.breaks = THEME_BREAK_SYLLABLE;
    return s;
}

static void set_cell(struct table *t, const struct doc_node *node, struct cell *cell)
{
    int column = node->as.cell.column < t->columns.count ? node->as.cell.column
                                                         : t->columns.count - 1;
    int end = column + (node->as.cell.colspan > 1 ? node->as.cell.colspan : 1);
    struct layout_column *c = &cell->flow.column;

    if (end > t->columns.count)
        end = t->columns.count;
    layout_flow_init(&cell->flow, t->f->tools, t->f->arena);
    cell->flow.depth = 1;
    cell->flow.at_start = true;
    c->text = scaled(t, node->as.cell.head ? &t->look->head : &t->look->style);
    c->text.align = t->columns.align[column];
    c->indented = false;
    c->boxed = true;
    cell->x = t->columns.x[column];
    c->width = t->columns.x[end - 1] + t->columns.width[end - 1] - cell->x;
    layout_blocks(&cell->flow, node);
    for (size_t i = 0; i < cell->flow.count; i++)
        cell->height += cell->flow.bands[i].height;
}

static void rule(struct table *t, struct layout_band *band, int32_t y, int32_t width,
                 struct theme_colour colour)
{
    struct layout_box box = {t->f->column.x, y, t->columns.total, width};

    if (width)
        layout_band_item(t->f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

/* Moves the bands of `cell` that begin above `end` into the row's band; how far they
 * reach. */
static int64_t take(struct table *t, struct cell *cell, struct layout_band *band,
                    int64_t dy, int64_t end)
{
    while (cell->next < cell->flow.count && cell->next_y < end) {
        const struct layout_band *from = &cell->flow.bands[cell->next++];

        layout_band_merge(t->f, band, from, t->f->column.x + cell->x,
                          (int32_t)(dy + cell->next_y));
        cell->next_y += from->height;
        if (cell->next_y > end)
            end = cell->next_y;
    }
    return end;
}

/* The bottom of the first band not yet taken: where the row may be cut next. */
static int64_t next_cut(const struct cell *cells, size_t count)
{
    int64_t cut = INT64_MAX;

    for (size_t i = 0; i < count; i++) {
        const struct cell *c = &cells[i];

        if (c->next < c->flow.count && c->next_y + c->flow.bands[c->next].height < cut)
            cut = c->next_y + c->flow.bands[c->next].height;
    }
    return cut;
}

/* One slice of a row, from `top` down to at least `cut`; where it ends. */
static int64_t set_slice(struct table *t, struct cell *cells, size_t count, int64_t top,
                         int64_t cut, int32_t above)
{
    struct layout_band *band = layout_flow_band(t->f, 0);
    int64_t end = cut, before;

    do {
        before = end;
        for (size_t i = 0; i < count; i++)
            end = take(t, &cells[i], band, above - top, end);
    } while (end != before);
    band->height = (int32_t)(above + end - top);
    band->repeat = t->head;
    return end;
}

static void set_slices(struct table *t, struct cell *cells, size_t count,
                       int64_t height)
{
    bool whole = height <= t->look->whole * t->look->style.leading;
    int64_t top = 0;
    int32_t above = t->look->pad;

    do {
        int64_t cut = whole ? height : next_cut(cells, count);

        if (cut > height)
            cut = height;
        top = set_slice(t, cells, count, top, cut, above);
        above = 0;
    } while (top < height);
    t->f->bands[t->f->count - 1].height += t->look->pad;
}

static void set_row(struct table *t, const struct doc_node *row, bool head)
{
    size_t count = 0, first = t->f->count;
    struct cell *cells;
    int64_t height = t->look->style.leading;

    for (const struct doc_node *n = row->first; n; n = n->next)
        count++;
    cells = arena_array(t->f->arena, struct cell, count);
    count = 0;
    for (const struct doc_node *n = row->first; n; n = n->next) {
        set_cell(t, n, &cells[count]);
        if (cells[count].height > height)
            height = cells[count].height;
        count++;
    }
    for (size_t i = 0; head && i < count; i++)
        cells[i].next_y = height - cells[i].height; /* bottom-aligned */
    set_slices(t, cells, count, height);
    if (t->f->count > first + 1) {
        layout_flow_keep(t->f, first, first + 2, LAYOUT_KEEP_WIDOW);
        layout_flow_keep(t->f, t->f->count - 2, t->f->count, LAYOUT_KEEP_WIDOW);
    }
}

/* The head once more, for other pages: there it is an artifact. */
static const struct layout_band *artifact(struct table *t,
                                          const struct layout_band *band)
{
    struct layout_band *copy = arena_new(t->f->arena, struct layout_band);

    layout_band_merge(t->f, copy, band, 0, 0);
    copy->height = band->height;
    copy->anchors = copy->notes = copy->last_note = NULL;
    for (struct layout_part *p = copy->parts; p; p = p->next) {
        struct layout_item *items =
            arena_array(t->f->arena, struct layout_item, p->item_count);

        if (p->item_count)
            memcpy(items, p->items, p->item_count * sizeof(*items));
        for (size_t i = 0; i < p->item_count; i++)
            items[i].role = LAYOUT_DECORATION;
        p->items = items;
        p->link_count = 0;
    }
    return copy;
}

static void set_caption(struct table *t, const struct doc_node *caption)
{
    struct layout_para_style style = layout_look(&t->look->caption);
    size_t first = t->f->count;

    style.plain_links = true;
    layout_flow_lines(
        t->f,
        layout_para_set(t->f->tools, &style, caption, t->f->column.width, t->f->arena),
        &style.look, 0);
    for (size_t i = first; i < t->f->count; i++)
        t->f->bands[i].keep = LAYOUT_KEEP_CAPTION;
    if (t->f->count > first)
        t->f->bands[t->f->count - 1].height += t->look->caption_gap;
}

static void set_head(struct table *t, const struct doc_node *row)
{
    const struct theme_colours *colour = &t->f->theme->colour;
    struct layout_band *band;
    size_t first = t->f->count;

    set_row(t, row, true);
    band = &t->f->bands[t->f->count - 1];
    rule(t, band, band->height - t->look->rule_head, t->look->rule_head, colour->ink);
    rule(t, &t->f->bands[first], 0, t->look->rule_top, colour->ink);
    for (size_t i = first; i < t->f->count; i++)
        t->f->bands[i].keep = LAYOUT_KEEP_TABLE;
    t->f->bands[t->f->count - 1].follow = 2;
    if (t->f->count == first + 1)
        t->head = artifact(t, &t->f->bands[first]);
}

static void set_rows(struct table *t)
{
    const struct theme_colours *colour = &t->f->theme->colour;
    int index = 0;

    for (const struct doc_node *row = t->node->first; row; row = row->next) {
        size_t first = t->f->count;
        bool above = index > t->node->as.table.head_rows;

        if (row->kind != DOC_ROW)
            continue;
        if (index++ < t->node->as.table.head_rows) {
            set_head(t, row);
            continue;
        }
        set_row(t, row, false);
        if (above)
            rule(t, &t->f->bands[first], 0, t->look->rule_row, colour->hair);
        else if (!t->head)
            rule(t, &t->f->bands[first], 0, t->look->rule_top, colour->ink);
    }
}

void layout_block_table(struct layout_flow *f, const struct doc_node *node)
{
    struct table t = {.f = f, .node = node, .look = &f->theme->table};
    const struct doc_node *caption = doc_node_child(node, DOC_CAPTION);
    struct layout_band *last;
    size_t first;

    if (!doc_node_child(node, DOC_ROW) || node->as.table.columns < 1)
        return;
    layout_columns_measure(&t.columns, f, node);
    if (t.columns.tight)
        diag_note(f->tools->diag, node->pos, "table-wide",
                  "a table of %d columns is wider than the page: its words are broken",
                  t.columns.count);
    layout_flow_open(f, t.look->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    if (caption)
        set_caption(&t, caption);
    first = f->count;
    set_rows(&t);
    if (f->count > first) {
        last = &f->bands[f->count - 1];
        rule(&t, last, last->height - t.look->rule_bottom, t.look->rule_bottom,
             f->theme->colour.ink);
    }
    layout_flow_close(f, t.look->style.after);
}
