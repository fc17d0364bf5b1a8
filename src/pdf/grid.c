#include "pdf/tags.h"
#include "util/heap.h"

#include <stdio.h>

/*
 * Tables as PDF/UA wants them (ISO 14289-1, 7.2 and 7.5): rows of one length in which
 * no cell lies on another, and a header for every cell. Markdown and HTML promise
 * neither, so spans are cut to what is free and missing cells are added, empty.
 */
struct pdf_grid {
    struct pdf_grid *outer; /* the table around this one */
    const struct doc_node *table;
    struct spot *spots; /* of the cells, in order */
    int *covered;       /* columns of each row that cells cover */
    int columns, rows;
    int row;         /* open, from 0 */
    size_t next;     /* cell */
    bool head;       /* the first row holds headers of columns */
    bool in_section; /* THead or TBody */
};

struct spot {
    int column, colspan, rowspan;
};

/* While cells are put into the grid: how many rows below each column is taken. */
struct columns {
    int *taken;
    int count;
};

static void reach(struct columns *c, int end)
{
    if (end <= c->count)
        return;
    c->taken = heap_resize(c->taken, (size_t)end, sizeof *c->taken);
    while (c->count < end)
        c->taken[c->count++] = 0;
}

static bool is_free(const struct columns *c, int column)
{
    return column >= c->count || c->taken[column] == 0;
}

static struct spot place(struct columns *c, const struct doc_node *cell, int from,
                         int rows_left)
{
    struct spot s = {from, 1, cell->as.cell.rowspan};

    while (!is_free(c, s.column))
        s.column++;
    while (s.colspan < cell->as.cell.colspan && is_free(c, s.column + s.colspan))
        s.colspan++;
    s.rowspan = s.rowspan < 1 ? 1 : s.rowspan > rows_left ? rows_left : s.rowspan;
    reach(c, s.column + s.colspan);
    for (int i = 0; i < s.colspan; i++)
        c->taken[s.column + i] = s.rowspan;
    return s;
}

/* Counts the columns a row takes, and lets the spans of rows above run out. */
static int end_row(struct columns *c)
{
    int covered = 0;

    for (int i = 0; i < c->count; i++) {
        covered += c->taken[i] > 0;
        c->taken[i] -= c->taken[i] > 0;
    }
    return covered;
}

static void place_all(struct pdf_grid *g)
{
    struct columns c = {0};
    size_t next = 0;
    int row = 0;

    for (const struct doc_node *r = g->table->first; r; r = r->next) {
        int from = 0;

        if (r->kind != DOC_ROW)
            continue;
        for (const struct doc_node *n = r->first; n; n = n->next) {
            if (n->kind != DOC_CELL)
                continue;
            g->spots[next] = place(&c, n, from, g->rows - row);
            from = g->spots[next].column + g->spots[next].colspan;
            next++;
        }
        g->covered[row++] = end_row(&c);
    }
    g->columns = c.count;
    heap_free(c.taken);
}

static size_t count_cells(struct pdf_grid *g)
{
    size_t cells = 0;

    for (const struct doc_node *r = g->table->first; r; r = r->next) {
        g->rows += r->kind == DOC_ROW;
        for (const struct doc_node *n = r->first; r->kind == DOC_ROW && n; n = n->next)
            cells += n->kind == DOC_CELL;
    }
    return cells;
}

static bool all_head(const struct doc_node *row)
{
    for (const struct doc_node *n = row->first; n; n = n->next)
        if (n->kind == DOC_CELL && !n->as.cell.head)
            return false;
    return row->first != NULL;
}

/* A head whose cells reach into the body cannot be parted from it. */
static bool has_sections(const struct pdf_grid *g, const struct doc_node *row)
{
    size_t i = 0;

    if (!g->head || g->rows < 2)
        return false;
    for (const struct doc_node *n = row->first; n; n = n->next)
        if (n->kind == DOC_CELL && g->spots[i++].rowspan > 1)
            return false;
    return true;
}

static void open_plain(struct pdf_tags *t, const char *type)
{
    pdf_element_open(&t->elements, &(struct pdf_element){.type = type, .keep = true});
}

void pdf_grid_open(struct pdf_tags *t, const struct doc_node *table)
{
    struct pdf_grid *g = arena_new(&t->scratch, struct pdf_grid);
    const struct doc_node *first = doc_node_child(table, DOC_ROW);
    size_t cells;

    g->outer = t->grid;
    g->table = table;
    t->grid = g;
    cells = count_cells(g);
    g->spots = arena_array(&t->scratch, struct spot, cells);
    g->covered = arena_array(&t->scratch, int, (size_t)g->rows);
    place_all(g);
    g->head = table->as.table.head_rows > 0 || all_head(first);
    g->in_section = has_sections(g, first);
    pdf_element_open(&t->elements, &(struct pdf_element){
                                       .type = "Table",
                                       .lang = pdf_phrase_lang(table),
                                   });
}

void pdf_grid_close(struct pdf_tags *t)
{
    if (t->grid->in_section)
        pdf_element_close(&t->elements);
    pdf_element_close(&t->elements);
    t->grid = t->grid->outer;
}

void pdf_grid_row_open(struct pdf_tags *t, const struct doc_node *row)
{
    struct pdf_grid *g = t->grid;

    if (g->in_section && g->row == 1)
        pdf_element_close(&t->elements);
    if (g->in_section && g->row <= 1)
        open_plain(t, g->row == 0 ? "THead" : "TBody");
    pdf_element_open(&t->elements, &(struct pdf_element){
                                       .type = "TR",
                                       .lang = pdf_phrase_lang(row),
                                       .keep = true,
                                   });
}

/* "Column" or "Row": what the cell is the header of; NULL: it is none. */
static const char *scope_of(const struct pdf_grid *g, bool head, int column)
{
    if (g->head && g->row == 0)
        return "Column";
    if (!g->head && column == 0)
        return "Row"; /* without a head the first column says what the others are of */
    return head ? (column == 0 ? "Row" : "Column") : NULL;
}

static void open_cell(struct pdf_tags *t, const struct doc_node *cell,
                      const struct spot *s)
{
    const char *scope = scope_of(t->grid, cell && cell->as.cell.head, s->column);
    struct buf attributes = {0};
    struct pdf_element element = {.type = scope ? "TH" : "TD", .keep = true};

    if (scope)
        buf_printf(&attributes, "/Scope/%s", scope);
    if (s->colspan > 1)
        buf_printf(&attributes, "/ColSpan %d", s->colspan);
    if (s->rowspan > 1)
        buf_printf(&attributes, "/RowSpan %d", s->rowspan);
    if (attributes.len)
        element.attributes =
            arena_printf(&t->scratch, "<</O/Table%s>>", buf_str(&attributes));
    if (cell)
        element.lang = pdf_phrase_lang(cell);
    pdf_element_open(&t->elements, &element);
    buf_release(&attributes);
}

void pdf_grid_cell_open(struct pdf_tags *t, const struct doc_node *cell)
{
    open_cell(t, cell, &t->grid->spots[t->grid->next++]);
}

/* Adds what is missing at the end of the row. */
void pdf_grid_row_close(struct pdf_tags *t)
{
    struct pdf_grid *g = t->grid;

    for (int column = g->covered[g->row]; column < g->columns; column++) {
        open_cell(t, NULL, &(struct spot){column, 1, 1});
        pdf_element_close(&t->elements);
    }
    g->row++;
    pdf_element_close(&t->elements);
}
