#include "layout/blocks.h"

#include "layout/columns.h"
#include "util/diag.h"

#include <string.h>

/* One table being set. */
struct table {
    struct layout_flow *f;
    const struct doc_node *node;
    const struct theme_table *look;
    struct doc_grid grid;
    struct layout_columns columns;
    const struct layout_band *head; /* to be repeated on the next pages */
};

/* One cell, set in a column of its own. Heights are 64 bits wide: a cell may be longer
 * than any page. */
struct cell {
    const struct doc_spot *spot;
    struct layout_flow flow;
    int32_t x;
    int64_t height;
    int64_t *y;  /* top of each band, from the top of the rows */
    size_t next; /* band not yet put into them */
};

/* Rows that cells reach over, set together; mostly one. */
struct rows {
    struct cell *cells;
    size_t count;
    int first, end;
    int64_t *top; /* of each row; one more is the bottom of the last */
    bool head;
    struct cell **present; /* those that stand in the row at hand */
    size_t present_count;
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

static void set_cell(struct table *t, struct cell *cell)
{
    const struct doc_node *node = cell->spot->node;
    int column = cell->spot->column, end = column + cell->spot->colspan;
    struct layout_column *c = &cell->flow.column;

    layout_flow_init(&cell->flow, t->f->tools, t->f->arena);
    cell->flow.depth = 1;
    cell->flow.at_start = true;
    c->text = scaled(t, node->as.cell.head ? &t->look->head : &t->look->style);
    c->text.align = cell->spot->colspan > 1 && !t->node->as.table.align
                        ? THEME_LEFT
                        : t->columns.align[column];
    c->indented = false;
    c->boxed = true;
    c->tight = t->columns.tight;
    cell->x = t->columns.x[column];
    c->width = t->columns.x[end - 1] + t->columns.width[end - 1] - cell->x;
    layout_blocks(&cell->flow, node);
    for (size_t i = 0; i < cell->flow.count; i++)
        cell->height += cell->flow.bands[i].height;
    cell->y = arena_array(t->f->arena, int64_t, cell->flow.count + 1);
}

static void rule(struct table *t, struct layout_band *band, int32_t y, int32_t width,
                 struct theme_colour colour)
{
    struct layout_box box = {t->f->column.x, y, t->columns.total, width};

    if (width)
        layout_band_item(t->f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

/* The line above row `row`, where no cell reaches across it. */
static void row_rule(struct table *t, const struct rows *r, int row,
                     struct layout_band *band)
{
    bool *crossed = arena_array(t->f->arena, bool, (size_t)t->columns.count + 1);
    const struct layout_columns *c = &t->columns;

    for (size_t i = 0; i < r->present_count; i++) {
        const struct doc_spot *s = r->present[i]->spot;

        for (int k = 0; s->row < row && k < s->colspan; k++)
            crossed[s->column + k] = true;
    }
    for (int i = 0, end; i < c->count; i = end + 1) {
        int32_t left, right;

        for (end = i; end < c->count && !crossed[end]; end++)
            ;
        if (end == i)
            continue;
        left = i == 0 ? 0 : c->x[i];
        right = end == c->count ? c->total : c->x[end - 1] + c->width[end - 1];
        layout_band_item(
            t->f, band,
            layout_item_rect((struct layout_box){t->f->column.x + left, 0, right - left,
                                                 t->look->rule_row},
                             t->f->theme->colour.hair, LAYOUT_DECORATION));
    }
}

/* Moves the bands of `cell` that begin above `end` into the rows' band; how far they
 * reach. */
static int64_t take(struct table *t, struct cell *cell, struct layout_band *band,
                    int64_t top, int64_t end)
{
    while (cell->next < cell->flow.count && cell->y[cell->next] < end) {
        const struct layout_band *from = &cell->flow.bands[cell->next];
        int64_t y = cell->y[cell->next++];

        layout_band_merge(t->f, band, from, t->f->column.x + cell->x,
                          (int32_t)(y - top));
        if (y + from->height > end)
            end = y + from->height;
    }
    return end;
}

/* The bottom of the first band not yet taken: where the row may be cut next. */
static int64_t next_cut(const struct rows *r)
{
    int64_t cut = INT64_MAX;

    for (size_t i = 0; i < r->present_count; i++) {
        const struct cell *c = r->present[i];

        if (c->next < c->flow.count &&
            c->y[c->next] + c->flow.bands[c->next].height < cut)
            cut = c->y[c->next] + c->flow.bands[c->next].height;
    }
    return cut;
}

/* One slice of the rows, from `top` down to at least `cut`; where it ends. */
static int64_t set_slice(struct table *t, struct rows *r, int64_t top, int64_t cut)
{
    struct layout_band *band = layout_flow_band(t->f, 0);
    int64_t end = cut, before;

    do {
        before = end;
        for (size_t i = 0; i < r->present_count; i++)
            end = take(t, r->present[i], band, top, end);
    } while (end != before);
    band->height = (int32_t)(end - top);
    band->repeat = t->head;
    return end;
}

/* One row: short ones whole, long ones line by line. */
static void set_slices(struct table *t, struct rows *r, int row)
{
    int index = row - r->first;
    int64_t top = r->top[index], bottom = r->top[index + 1], pad = t->look->pad;
    bool whole = bottom - top - 2 * pad <= t->look->whole * t->look->style.leading;
    size_t first = t->f->count;

    do {
        int64_t cut = whole ? bottom : next_cut(r);

        if (cut > bottom - pad) /* the last slice has the white below */
            cut = bottom;
        top = set_slice(t, r, top, cut);
    } while (top < bottom);
    if (row > r->first)
        row_rule(t, r, row, &t->f->bands[first]);
    if (t->f->count > first + 1) {
        layout_flow_keep(t->f, first, first + 2, LAYOUT_KEEP_WIDOW);
        layout_flow_keep(t->f, t->f->count - 2, t->f->count, LAYOUT_KEEP_WIDOW);
    }
}

/* Puts the bands of a cell under one another, none across the border of two rows; how
 * far down they reach. */
static int64_t stack(struct cell *c, const struct rows *r, int32_t pad)
{
    int row = c->spot->row - r->first, last = row + c->spot->rowspan - 1;
    int64_t y = r->top[row] + pad;

    for (size_t i = 0; i < c->flow.count; i++) {
        int32_t height = c->flow.bands[i].height;

        while (row < last && y + height > r->top[row + 1] - pad)
            if (y < r->top[++row] + pad)
                y = r->top[row] + pad;
        c->y[i] = y;
        y += height;
    }
    return y + pad;
}

/* The head stands on the bottom of its row. */
static void lower(struct cell *c, const struct rows *r, int32_t pad)
{
    int end = c->spot->row - r->first + c->spot->rowspan;
    int64_t down = r->top[end] - pad - c->height - c->y[0];

    for (size_t i = 0; c->spot->rowspan == 1 && i < c->flow.count; i++)
        c->y[i] += down;
}

/* Goes on to row `row`: what ends above it goes, what begins in it comes. */
static void enter_row(const struct table *t, struct rows *r, int row)
{
    const size_t *first = t->grid.first;
    size_t kept = 0;

    for (size_t i = 0; row > r->first && i < r->present_count; i++)
        if (r->present[i]->spot->row + r->present[i]->spot->rowspan > row)
            r->present[kept++] = r->present[i];
    r->present_count = kept;
    for (size_t i = first[row]; i < first[row + 1]; i++)
        r->present[r->present_count++] = &r->cells[i - first[r->first]];
}

/* Rows are as high as their own cells; what reaches further makes its last row higher.
 */
static void place_row(struct table *t, struct rows *r, int row)
{
    int32_t pad = t->look->pad;
    int64_t height = t->look->style.leading;
    int64_t *bottom = &r->top[row - r->first + 1];

    enter_row(t, r, row);
    for (size_t i = 0; i < r->present_count; i++)
        if (r->present[i]->spot->rowspan == 1 && r->present[i]->height > height)
            height = r->present[i]->height;
    *bottom = r->top[row - r->first] + height + 2 * pad;
    for (size_t i = 0; i < r->present_count; i++) {
        struct cell *c = r->present[i];
        int64_t reach =
            c->spot->row + c->spot->rowspan == row + 1 ? stack(c, r, pad) : 0;

        if (reach > *bottom)
            *bottom = reach;
    }
}

/* The rows that row `first` hangs together with. */
static struct rows rows_from(struct table *t, int first)
{
    const struct doc_grid *g = &t->grid;
    struct rows r = {.first = first, .end = first + 1};

    for (int row = first; row < r.end; row++)
        for (size_t i = g->first[row]; i < g->first[row + 1]; i++)
            if (row + g->spots[i].rowspan > r.end)
                r.end = row + g->spots[i].rowspan;
    r.count = g->first[r.end] - g->first[first];
    r.cells = arena_array(t->f->arena, struct cell, r.count);
    r.head = first < t->node->as.table.head_rows;
    for (size_t i = 0; i < r.count; i++) {
        r.cells[i].spot = &g->spots[g->first[first] + i];
        set_cell(t, &r.cells[i]);
    }
    r.present = arena_calloc(t->f->arena, (size_t)g->columns, sizeof(*r.present));
    r.top = arena_array(t->f->arena, int64_t, (size_t)(r.end - first) + 1);
    for (int row = first; row < r.end; row++)
        place_row(t, &r, row);
    for (size_t i = 0; r.head && i < r.count; i++)
        lower(&r.cells[i], &r, t->look->pad);
    return r;
}

static int set_rows(struct table *t, int first)
{
    struct rows r = rows_from(t, first);

    for (int row = first; row < r.end; row++) {
        enter_row(t, &r, row);
        set_slices(t, &r, row);
    }
    return r.end;
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

/* The head, with the rows that its cells reach into; the row after it. */
static int set_head(struct table *t)
{
    const struct theme_colours *colour = &t->f->theme->colour;
    struct layout_band *band;
    size_t first = t->f->count;
    int end = set_rows(t, 0);

    band = &t->f->bands[t->f->count - 1];
    rule(t, band, band->height - t->look->rule_head, t->look->rule_head, colour->ink);
    rule(t, &t->f->bands[first], 0, t->look->rule_top, colour->ink);
    for (size_t i = first; i < t->f->count; i++)
        t->f->bands[i].keep = LAYOUT_KEEP_TABLE;
    t->f->bands[t->f->count - 1].follow = 2;
    if (t->f->count == first + 1)
        t->head = artifact(t, &t->f->bands[first]);
    return end;
}

static void set_body(struct table *t)
{
    const struct theme_colours *colour = &t->f->theme->colour;
    int row = t->node->as.table.head_rows > 0 ? set_head(t) : 0;
    bool above = false;

    while (row < t->grid.rows) {
        size_t first = t->f->count;

        row = set_rows(t, row);
        if (above)
            rule(t, &t->f->bands[first], 0, t->look->rule_row, colour->hair);
        else if (t->node->as.table.head_rows == 0)
            rule(t, &t->f->bands[first], 0, t->look->rule_top, colour->ink);
        above = true;
    }
}

static void set_table(struct table *t)
{
    const struct doc_node *caption = doc_node_child(t->node, DOC_CAPTION);
    struct layout_flow *f = t->f;
    struct layout_band *last;
    size_t first;

    if (t->columns.tight)
        diag_note(f->tools->diag, t->node->pos, "table-wide",
                  "a table of %d columns is wider than the page: its words are broken",
                  t->columns.count);
    layout_flow_open(f, t->look->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, t->node);
    if (caption)
        set_caption(t, caption);
    first = f->count;
    set_body(t);
    if (f->count > first) {
        last = &f->bands[f->count - 1];
        rule(t, last, last->height - t->look->rule_bottom, t->look->rule_bottom,
             f->theme->colour.ink);
    }
    layout_flow_close(f, t->look->style.after);
}

static bool measure(struct table *t, struct layout_flow *f, const struct doc_node *node)
{
    *t = (struct table){.f = f, .node = node, .look = &f->theme->table};
    doc_grid_make(&t->grid, node, f->arena);
    if (t->grid.columns < 1)
        return false;
    layout_columns_measure(&t->columns, f, node, &t->grid);
    return true;
}

static void set_across(struct layout_flow *f, const struct doc_node *node)
{
    struct table t;

    if (measure(&t, f, node))
        set_table(&t);
}

/* In columns too narrow to read: where the page is longer than its lines, and no box
 * stands around. */
static bool is_turned(const struct table *t)
{
    const struct theme_page *page = &t->f->theme->page;

    return t->look->turn && t->f->depth == 0 && t->columns.tight &&
           t->columns.narrowest < t->look->turn_below &&
           (int64_t)page->lines * page->line > (int64_t)page->measure * 5 / 4;
}

void layout_block_table(struct layout_flow *f, const struct doc_node *node)
{
    struct table t;

    if (!measure(&t, f, node))
        return;
    if (!is_turned(&t)) {
        set_table(&t);
        return;
    }
    diag_note(f->tools->diag, node->pos, "table-turned",
              "a table of %d columns is wider than the page: it is set across",
              t.columns.count);
    layout_flow_turned(f, node, set_across);
}
