#include "layout/columns.h"

#include "layout/blocks.h"
#include "layout/para.h"
#include "util/str.h"

#include <string.h>

/* What a cell with more than text in it is taken to need, in sizes of its type. */
#define LEAST_EMS 6
#define BLOCK_EMS 16

/* What the columns want. */
struct wants {
    int32_t *least, *natural;
    int64_t least_sum, natural_sum;
    bool *figures, *filled; /* all cells so far are numbers; there was one */
};

static bool is_figure(struct str s)
{
    bool digit = false;

    if (s.len == 0)
        return true;
    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] >= '0' && s.s[i] <= '9')
            digit = true;
        else if (!strchr("+-.,%$ ", s.s[i]))
            return false;
    }
    return digit;
}

static void want_text(struct layout_flow *f, const struct doc_node *block,
                      const struct theme_style *look, int32_t *least, int32_t *natural)
{
    struct layout_para_style style = layout_look(look);
    struct layout_text text =
        layout_inline_collect(f->tools, &style, block, NULL, f->arena);
    struct layout_para *para = layout_para_new(f->tools, &text, f->arena);
    int32_t l = layout_para_minimum(para), n = layout_para_natural(para);

    *least = l > *least ? l : *least;
    *natural = n > *natural ? n : *natural;
}

/* What a cell needs, by itself. */
static void measure_cell(struct layout_flow *f, const struct doc_node *cell,
                         int32_t *least, int32_t *natural)
{
    const struct theme_table *look = &f->theme->table;

    for (const struct doc_node *n = cell->first; n; n = n->next) {
        if (n->kind == DOC_PLAIN || n->kind == DOC_PARAGRAPH) {
            want_text(f, n, cell->as.cell.head ? &look->head : &look->style, least,
                      natural);
            continue;
        }
        if (*least < LEAST_EMS * look->style.size)
            *least = LEAST_EMS * look->style.size;
        if (*natural < BLOCK_EMS * look->style.size)
            *natural = BLOCK_EMS * look->style.size;
    }
    /* a hair more, lest rounding break the longest line */
    *least += TEXT_PT(0.1);
    *natural += TEXT_PT(0.1);
    if (*natural < *least)
        *natural = *least;
}

static void want_cell(struct wants *w, struct layout_flow *f,
                      const struct doc_spot *spot)
{
    const struct doc_node *cell = spot->node;
    int32_t least = 0, natural = 0;

    measure_cell(f, cell, &least, &natural);
    if (least > w->least[spot->column])
        w->least[spot->column] = least;
    if (natural > w->natural[spot->column])
        w->natural[spot->column] = natural;
    if (!cell->as.cell.head && cell->first) {
        struct str text = str_trim(str_of(doc_plain_text(f->arena, cell)));

        w->figures[spot->column] = w->figures[spot->column] && is_figure(text);
        w->filled[spot->column] = w->filled[spot->column] || text.len > 0;
    }
}

/* Shares `need` out among the columns, as wide as they are by now. */
static void spread(int32_t *widths, int count, int64_t need)
{
    int64_t sum = 0, given = 0;

    for (int i = 0; i < count; i++)
        sum += widths[i];
    need -= sum;
    if (need <= 0)
        return;
    for (int i = 0; i < count; i++) {
        int64_t more = i + 1 == count ? need - given
                       : sum > 0      ? need * widths[i] / sum
                                      : need / count;

        given += more;
        more += widths[i];
        widths[i] = (int32_t)(more < LAYOUT_WIDEST ? more : LAYOUT_WIDEST);
    }
}

static void want_span(struct wants *w, struct layout_flow *f,
                      const struct doc_spot *spot, int32_t gap)
{
    int32_t least = 0, natural = 0, inside = (spot->colspan - 1) * gap;

    measure_cell(f, spot->node, &least, &natural);
    spread(&w->least[spot->column], spot->colspan, (int64_t)least - inside);
    spread(&w->natural[spot->column], spot->colspan, (int64_t)natural - inside);
}

static struct wants want(struct layout_flow *f, const struct doc_grid *grid,
                         int32_t gap)
{
    size_t count = (size_t)grid->columns, cells = grid->first[grid->rows];
    struct wants w = {.least = arena_array(f->arena, int32_t, count),
                      .natural = arena_array(f->arena, int32_t, count),
                      .figures = arena_array(f->arena, bool, count),
                      .filled = arena_array(f->arena, bool, count)};

    for (size_t i = 0; i < count; i++) {
        w.figures[i] = true;
        w.least[i] = w.natural[i] = TEXT_PT(0.1);
    }
    for (size_t i = 0; i < cells; i++)
        if (grid->spots[i].colspan == 1)
            want_cell(&w, f, &grid->spots[i]);
    for (size_t i = 0; i < cells; i++)
        if (grid->spots[i].colspan > 1)
            want_span(&w, f, &grid->spots[i], gap);
    for (size_t i = 0; i < count; i++) {
        if (w.natural[i] < w.least[i])
            w.natural[i] = w.least[i];
        w.least_sum += w.least[i];
        w.natural_sum += w.natural[i];
    }
    return w;
}

/* All fit on one line: wide tables fill the measure, small ones stay small. */
static void set_natural(struct layout_columns *c, const struct wants *w, int64_t room,
                        bool full)
{
    int64_t extra = full ? room - w->natural_sum : 0;

    for (int i = 0; i < c->count; i++)
        c->width[i] = w->natural[i] + (int32_t)(extra * w->natural[i] / w->natural_sum);
}

/* What the columns without a width, `except` one, need at least. */
static int64_t rest_least(const struct layout_columns *c, const struct wants *w,
                          int except)
{
    int64_t sum = 0;

    for (int i = 0; i < c->count; i++)
        if (!c->width[i] && i != except)
            sum += w->least[i];
    return sum;
}

/*
 * Columns that want no more than an equal share have all they want; the others have
 * what they need and share what is left, as they want it.
 */
static void set_between(struct layout_columns *c, const struct wants *w, int64_t room)
{
    int64_t left = room, wanted = 0, needed = 0;
    int open = c->count;
    bool changed = true;

    for (int i = 0; i < c->count; i++)
        c->width[i] = 0;
    while (changed && open > 0) {
        changed = false;
        for (int i = 0; i < c->count; i++) {
            if (c->width[i] || w->natural[i] > left / open ||
                w->natural[i] + rest_least(c, w, i) > left)
                continue;
            c->width[i] = w->natural[i];
            left -= w->natural[i];
            open--;
            changed = true;
        }
    }
    for (int i = 0; i < c->count; i++) {
        needed += c->width[i] ? 0 : w->least[i];
        wanted += c->width[i] ? 0 : w->natural[i] - w->least[i];
    }
    for (int i = 0; i < c->count; i++)
        if (!c->width[i])
            c->width[i] = w->least[i] +
                          (int32_t)((left - needed) * (w->natural[i] - w->least[i]) /
                                    (wanted ? wanted : 1));
}

/* Not even the words fit: narrow columns keep theirs, wide ones give. */
static void set_tight(struct layout_columns *c, const struct wants *w, int64_t room)
{
    int64_t fair = room / c->count, left = room, wide = 0;

    for (int i = 0; i < c->count; i++) {
        if (w->least[i] <= fair)
            left -= w->least[i];
        else
            wide += w->least[i];
    }
    for (int i = 0; i < c->count; i++)
        c->width[i] =
            w->least[i] <= fair ? w->least[i] : (int32_t)(left * w->least[i] / wide);
}

/* The narrowest column whose words are broken. */
static int32_t narrowest(const struct layout_columns *c, const struct wants *w,
                         int32_t full_size)
{
    int32_t least = INT32_MAX;

    for (int i = 0; i < c->count; i++)
        if (c->width[i] < w->least[i] && c->width[i] < least)
            least = c->width[i];
    return least == INT32_MAX ? least : (int32_t)((int64_t)least * full_size / c->size);
}

/* The largest type, in quarters of a point, whose words fit; the least when none does.
 */
static int32_t fitting_size(const struct theme_table *look, const struct wants *w,
                            int count, int64_t room)
{
    int32_t size = look->style.size;

    while (size > look->min_size &&
           w->least_sum * size / look->style.size + count * (int64_t)TEXT_PT(0.1) >
               room)
        size -= TEXT_PT(0.25);
    return size > look->min_size ? size : look->min_size;
}

static void shrink(struct wants *w, int count, int32_t from, int32_t to)
{
    w->least_sum = w->natural_sum = 0;
    for (int i = 0; i < count; i++) {
        w->least[i] = (int32_t)((int64_t)w->least[i] * to / from) + TEXT_PT(0.1);
        w->natural[i] = (int32_t)((int64_t)w->natural[i] * to / from) + TEXT_PT(0.1);
        w->least_sum += w->least[i];
        w->natural_sum += w->natural[i];
    }
}

static void align(struct layout_columns *c, const struct wants *w,
                  const struct doc_node *table)
{
    static const enum theme_align as[] = {[DOC_ALIGN_NONE] = THEME_LEFT,
                                          [DOC_ALIGN_LEFT] = THEME_LEFT,
                                          [DOC_ALIGN_CENTRE] = THEME_CENTRE,
                                          [DOC_ALIGN_RIGHT] = THEME_RIGHT};

    for (int i = 0; i < c->count; i++) {
        enum doc_align asked = table->as.table.align && i < table->as.table.columns
                                   ? table->as.table.align[i]
                                   : DOC_ALIGN_NONE;

        c->align[i] = as[asked];
        if (asked == DOC_ALIGN_NONE && w->figures[i] && w->filled[i])
            c->align[i] = THEME_RIGHT;
    }
}

static void choose(struct layout_columns *c, struct layout_flow *f, struct wants *w)
{
    const struct theme_table *look = &f->theme->table;
    int32_t around = 2 * look->edge + (c->count - 1) * c->gap;
    int64_t room = f->column.width - around;
    int64_t full = (int64_t)f->column.width * look->full / 1000 - around;

    c->size = look->style.size;
    if (w->natural_sum <= room) {
        set_natural(c, w, room, w->natural_sum >= full);
        return;
    }
    if (w->least_sum > room && look->min_size < look->style.size) {
        c->size = fitting_size(look, w, c->count, room);
        if (c->size > room / c->count) /* dozens of columns: a syllable must fit each */
            c->size = (int32_t)(room / c->count);
        shrink(w, c->count, look->style.size, c->size);
    }
    c->tight = w->least_sum > room;
    if (c->tight) {
        set_tight(c, w, room);
        c->narrowest = narrowest(c, w, look->style.size);
    } else if (w->natural_sum <= room) {
        set_natural(c, w, room, true);
    } else {
        set_between(c, w, room);
    }
}

void layout_columns_measure(struct layout_columns *c, struct layout_flow *f,
                            const struct doc_node *table, const struct doc_grid *grid)
{
    const struct theme_table *look = &f->theme->table;
    size_t count = (size_t)grid->columns;
    struct wants w;
    int32_t x = look->edge;

    c->count = grid->columns;
    c->x = arena_array(f->arena, int32_t, count);
    c->width = arena_array(f->arena, int32_t, count);
    c->align = arena_array(f->arena, enum theme_align, count);
    c->gap = f->column.width / (int32_t)(4 * count);
    if (c->gap > look->gap)
        c->gap = look->gap;
    w = want(f, grid, c->gap);
    align(c, &w, table);
    choose(c, f, &w);
    for (size_t i = 0; i < count; i++) {
        c->x[i] = x;
        x += c->width[i] + c->gap;
    }
    c->total = x - c->gap + look->edge;
}
