#include "pdf/booklet.h"

#include <assert.h>

static int divide_up(int a, int b)
{
    return (a + b - 1) / b;
}

struct pdf_booklet pdf_booklet_plan(int pages, int most)
{
    struct pdf_booklet b = {.pages = pages, .sheets = divide_up(pages, 4)};

    if (most == PDF_BOOKLET_AUTO)
        most = b.sheets <= PDF_BOOKLET_WHOLE ? PDF_BOOKLET_WHOLE : PDF_BOOKLET_SEWN;
    assert(most > 0);
    b.signatures = divide_up(b.sheets, most);
    return b;
}

/* The signature that holds sheet `at` of the book, as a run of sheets; the first ones
 * are a sheet thicker when the sheets do not come out even. */
static void find(const struct pdf_booklet *b, int at, int *first, int *count)
{
    int thin = b->sheets / b->signatures, thick_ones = b->sheets % b->signatures;
    int thick_sheets = thick_ones * (thin + 1);

    if (at < thick_sheets) {
        *count = thin + 1;
        *first = at / *count * *count;
    } else {
        *count = thin;
        *first = thick_sheets + (at - thick_sheets) / thin * thin;
    }
}

struct pdf_half pdf_booklet_place(const struct pdf_booklet *b, int page)
{
    int first, count, local, sheet;
    bool front;

    assert(page >= 1 && page <= 4 * b->sheets);
    find(b, (page - 1) / 4, &first, &count);
    local = page - 4 * first; /* from 1 */
    if (local <= 2 * count) {
        sheet = (local - 1) / 2;
        front = local % 2 == 1;
    } else {
        sheet = (4 * count - local) / 2;
        front = local % 2 == 0;
    }
    return (struct pdf_half){2 * (first + sheet) + !front, page % 2 == 1};
}
