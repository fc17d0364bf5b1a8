#include "doc/grid.h"
#include "pdf/tags.h"

/*
 * Tables as PDF/UA wants them (ISO 14289-1, 7.2 and 7.5): rows of one length in which
 * no cell lies on another, and a header for every cell. Markdown and HTML promise
 * neither, so spans are cut to what is free and missing cells are added, empty.
 */
struct pdf_grid {
    struct pdf_grid *outer; /* the table around this one */
    struct doc_grid cells;
    int *covered;    /* columns of each row that cells cover */
    int row;         /* open, from 0 */
    size_t next;     /* cell */
    bool head;       /* the first row holds headers of columns */
    bool in_section; /* THead or TBody */
};

static void count_covered(struct pdf_grid *g)
{
    for (size_t i = 0; i < g->cells.first[g->cells.rows]; i++) {
        const struct doc_spot *s = &g->cells.spots[i];

        for (int k = 0; k < s->rowspan; k++)
            g->covered[s->row + k] += s->colspan;
    }
}

static bool all_head(const struct doc_node *row)
{
    for (const struct doc_node *n = row->first; n; n = n->next)
        if (n->kind == DOC_CELL && !n->as.cell.head)
            return false;
    return row->first != NULL;
}

/* A head whose cells reach into the body cannot be parted from it. */
static bool has_sections(const struct pdf_grid *g)
{
    if (!g->head || g->cells.rows < 2)
        return false;
    for (size_t i = 0; i < g->cells.first[1]; i++)
        if (g->cells.spots[i].rowspan > 1)
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

    g->outer = t->grid;
    t->grid = g;
    doc_grid_make(&g->cells, table, &t->scratch);
    g->covered = arena_array(&t->scratch, int, (size_t)g->cells.rows);
    count_covered(g);
    g->head = table->as.table.head_rows > 0 || all_head(doc_node_child(table, DOC_ROW));
    g->in_section = has_sections(g);
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
                      const struct doc_spot *s)
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
    open_cell(t, cell, &t->grid->cells.spots[t->grid->next++]);
}

/* Adds what is missing at the end of the row. */
void pdf_grid_row_close(struct pdf_tags *t)
{
    struct pdf_grid *g = t->grid;

    for (int column = g->covered[g->row]; column < g->cells.columns; column++) {
        open_cell(t, NULL,
                  &(struct doc_spot){.column = column, .colspan = 1, .rowspan = 1});
        pdf_element_close(&t->elements);
    }
    g->row++;
    pdf_element_close(&t->elements);
}
