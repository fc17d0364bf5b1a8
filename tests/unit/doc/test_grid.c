/* Where the cells of a table stand that reach over rows and columns. */
#include "doc/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

/* A table from "2x1 1x1 / 1x1": colspan x rowspan of each cell, rows parted by "/". */
static struct doc_node *table(const char *cells)
{
    struct doc_node *t = doc_node_new(&arena, DOC_TABLE, (struct diag_pos){0});
    struct doc_node *row = doc_node_new(&arena, DOC_ROW, (struct diag_pos){0});

    doc_node_append(t, row);
    for (const char *p = cells; *p;) {
        int colspan, rowspan, length;

        if (*p == '/') {
            row = doc_node_new(&arena, DOC_ROW, (struct diag_pos){0});
            doc_node_append(t, row);
            p++;
        } else if (sscanf(p, "%dx%d%n", &colspan, &rowspan, &length) == 2) {
            struct doc_node *cell =
                doc_node_new(&arena, DOC_CELL, (struct diag_pos){0});

            cell->as.cell.colspan = colspan;
            cell->as.cell.rowspan = rowspan;
            doc_node_append(row, cell);
            p += length;
        } else {
            p++;
        }
    }
    return t;
}

/* The grid as text: a letter for each cell, row by row; "." where there is none. */
static const char *drawn(const char *cells)
{
    static char out[1024];
    struct doc_grid g;

    doc_grid_make(&g, table(cells), &arena);
    assert_true((size_t)(g.rows * (g.columns + 1)) < sizeof out);
    memset(out, '.', sizeof out);
    for (int row = 0; row < g.rows; row++)
        out[row * (g.columns + 1) + g.columns] = '/';
    out[g.rows * (g.columns + 1) - 1] = '\0';
    for (size_t i = 0; i < g.first[g.rows]; i++) {
        const struct doc_spot *s = &g.spots[i];

        for (int r = s->row; r < s->row + s->rowspan; r++)
            for (int c = s->column; c < s->column + s->colspan; c++) {
                char *at = &out[r * (g.columns + 1) + c];

                assert_true(r < g.rows && c < g.columns);
                assert_int_equal(*at, '.'); /* no cell on another */
                *at = (char)('a' + i % 26);
            }
    }
    return out;
}

static void plain_rows(void **state)
{
    (void)state;
    assert_string_equal(drawn("1x1 1x1 / 1x1 1x1"), "ab/cd");
    assert_string_equal(drawn("1x1 / 1x1 1x1"), "a./bc");
}

static void cells_reach_down(void **state)
{
    (void)state;
    assert_string_equal(drawn("1x2 1x1 / 1x1"), "ab/ac");
    assert_string_equal(drawn("1x1 1x2 1x1 / 1x1 1x1"), "abc/dbe");
    assert_string_equal(drawn("1x2 2x1 1x2 / 1x1 1x1"), "abbc/adec");
}

/* No row is made up below the last one. */
static void spans_end_with_the_table(void **state)
{
    (void)state;
    assert_string_equal(drawn("1x9 1x1 / 1x1"), "ab/ac");
}

/* A span stops where a cell from above stands. */
static void spans_stop_at_others(void **state)
{
    (void)state;
    assert_string_equal(drawn("1x1 1x2 / 3x1"), "ab/cb");
}

/* "All columns" is as many as there are. */
static void idle_columns_are_folded(void **state)
{
    (void)state;
    assert_string_equal(drawn("99x1 / 1x1 1x1"), "aa/bc");
    assert_string_equal(drawn("1x1 50x1 / 51x1"), "ab/cc");
}

static void empty_tables(void **state)
{
    struct doc_grid g;

    (void)state;
    doc_grid_make(&g, table(""), &arena);
    assert_int_equal(g.columns, 0);
    assert_int_equal(g.rows, 1);
}

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, end)
    const struct CMUnitTest tests[] = {
        TEST(plain_rows),
        TEST(cells_reach_down),
        TEST(spans_end_with_the_table),
        TEST(spans_stop_at_others),
        TEST(idle_columns_are_folded),
        TEST(empty_tables),
    };

    return cmocka_run_group_tests_name("doc/grid", tests, NULL, NULL);
}
