#include "doc/grid.h"

#include "util/heap.h"

/* While cells are put down: for how many rows each column is taken, this one included.
 */
struct taken {
    int *rows;
    int count, cap;
};

static void reach(struct taken *t, int end)
{
    if (end > t->cap) {
        t->cap = end > 2 * t->cap ? end : 2 * t->cap;
        t->rows = heap_resize(t->rows, (size_t)t->cap, sizeof(*t->rows));
    }
    while (t->count < end)
        t->rows[t->count++] = 0;
}

static bool is_free(const struct taken *t, int column)
{
    return column >= t->count || t->rows[column] == 0;
}

static struct doc_spot put(struct taken *t, const struct doc_node *cell, int from,
                           int rows_left)
{
    struct doc_spot s = {
        .node = cell, .column = from, .colspan = 1, .rowspan = cell->as.cell.rowspan};

    while (!is_free(t, s.column))
        s.column++;
    while (s.colspan < cell->as.cell.colspan && is_free(t, s.column + s.colspan))
        s.colspan++;
    s.rowspan = s.rowspan < 1 ? 1 : s.rowspan > rows_left ? rows_left : s.rowspan;
    reach(t, s.column + s.colspan);
    for (int i = 0; i < s.colspan; i++)
        t->rows[s.column + i] = s.rowspan;
    return s;
}

static void count(struct doc_grid *g, const struct doc_node *table, size_t *cells)
{
    for (const struct doc_node *row = table->first; row; row = row->next) {
        if (row->kind != DOC_ROW)
            continue;
        g->rows++;
        for (const struct doc_node *n = row->first; n; n = n->next)
            *cells += n->kind == DOC_CELL;
    }
}

/* Columns in which no cell begins are none: "colspan=100" is a way to say "all". */
static void fold_columns(struct doc_grid *g, struct doc_spot *spots, size_t cells,
                         struct arena *a)
{
    int *index = arena_array(a, int, (size_t)g->columns + 1), count = 0;

    for (size_t i = 0; i < cells; i++)
        index[spots[i].column] = 1;
    for (int i = 0; i <= g->columns; i++) {
        count += i < g->columns && index[i];
        index[i] = count - (i < g->columns);
    }
    for (size_t i = 0; i < cells; i++) {
        int end = spots[i].column + spots[i].colspan;
        int past = end < g->columns && index[end] == index[end - 1] ? index[end] + 1
                                                                    : index[end];

        spots[i].column = index[spots[i].column];
        spots[i].colspan = past - spots[i].column;
    }
    g->columns = count;
}

void doc_grid_make(struct doc_grid *g, const struct doc_node *table, struct arena *a)
{
    struct taken taken = {0};
    struct doc_spot *spots;
    size_t cells = 0, next = 0, *first;
    int row = 0;

    *g = (struct doc_grid){0};
    count(g, table, &cells);
    spots = arena_array(a, struct doc_spot, cells);
    first = arena_array(a, size_t, (size_t)g->rows + 1);
    for (const struct doc_node *r = table->first; r; r = r->next) {
        int from = 0;

        if (r->kind != DOC_ROW)
            continue;
        first[row] = next;
        for (const struct doc_node *n = r->first; n; n = n->next) {
            if (n->kind != DOC_CELL)
                continue;
            spots[next] = put(&taken, n, from, g->rows - row);
            spots[next].row = row;
            from = spots[next].column + spots[next].colspan;
            next++;
        }
        for (int i = 0; i < taken.count; i++)
            taken.rows[i] -= taken.rows[i] > 0;
        row++;
    }
    first[row] = next;
    g->spots = spots;
    g->first = first;
    g->columns = taken.count;
    fold_columns(g, spots, cells, a);
    heap_free(taken.rows);
}
