#include "pdf/booklet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_PAGES = 400, MOST_SHEETS = MOST_PAGES / 4 };

/* The pages by side and half; 0: white. Fails where two have one place. */
static void impose(const struct pdf_booklet *b, int sides[2 * MOST_SHEETS][2])
{
    memset(sides, 0, sizeof(int[2 * MOST_SHEETS][2]));
    for (int page = 1; page <= b->pages; page++) {
        struct pdf_half half = pdf_booklet_place(b, page);

        assert_in_range(half.side, 0, 2 * b->sheets - 1);
        assert_int_equal(sides[half.side][half.right], 0);
        sides[half.side][half.right] = page;
    }
}

/* Folds sheets `first` to first + count - 1 into each other and leafs through them. */
static int leaf(int sides[2 * MOST_SHEETS][2], int first, int count, int *pages)
{
    int n = 0;

    for (int t = 0; t < count; t++) {
        pages[n++] = sides[2 * (first + t)][1];
        pages[n++] = sides[2 * (first + t) + 1][0];
    }
    for (int t = count - 1; t >= 0; t--) {
        pages[n++] = sides[2 * (first + t) + 1][1];
        pages[n++] = sides[2 * (first + t)][0];
    }
    return n;
}

static void folded_sheets_are_read_in_order(void **state)
{
    static int sides[2 * MOST_SHEETS][2], read[MOST_PAGES];

    (void)state;
    for (int pages = 1; pages <= MOST_PAGES; pages++)
        for (int most = 1; most <= 13; most += 3) {
            struct pdf_booklet b = pdf_booklet_plan(pages, most);
            int at = 0, first = 0;

            assert_int_equal(b.sheets, (pages + 3) / 4);
            impose(&b, sides);
            for (int s = 0; s < b.signatures; s++) {
                int count = b.sheets / b.signatures + (s < b.sheets % b.signatures);

                assert_true(count <= most);
                at += leaf(sides, first, count, read + at);
                first += count;
            }
            assert_int_equal(at, 4 * b.sheets);
            for (int i = 0; i < at; i++)
                assert_int_equal(read[i], i < pages ? i + 1 : 0);
        }
}

static void short_books_are_one_signature(void **state)
{
    (void)state;
    assert_int_equal(pdf_booklet_plan(1, PDF_BOOKLET_AUTO).signatures, 1);
    assert_int_equal(pdf_booklet_plan(40, PDF_BOOKLET_AUTO).signatures, 1);
    assert_int_equal(pdf_booklet_plan(41, PDF_BOOKLET_AUTO).signatures, 3);
    assert_int_equal(pdf_booklet_plan(160, PDF_BOOKLET_AUTO).signatures, 10);
}

/* By hand: of sixteen pages the outer sheet holds 16 and 1, on its back 2 and 15. */
static void four_sheets_as_every_binder_knows_them(void **state)
{
    static const int known[8][2] = {{16, 1}, {2, 15}, {14, 3}, {4, 13},
                                    {12, 5}, {6, 11}, {10, 7}, {8, 9}};
    static int sides[2 * MOST_SHEETS][2];
    struct pdf_booklet b = pdf_booklet_plan(16, 4);

    (void)state;
    impose(&b, sides);
    assert_memory_equal(sides, known, sizeof known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded_sheets_are_read_in_order),
        cmocka_unit_test(short_books_are_one_signature),
        cmocka_unit_test(four_sheets_as_every_binder_knows_them),
    };

    return cmocka_run_group_tests_name("pdf/booklet", tests, NULL, NULL);
}
