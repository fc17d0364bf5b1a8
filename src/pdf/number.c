#include "pdf/number.h"

#include "text/unit.h"

#include <inttypes.h>

void pdf_number_put(struct buf *out, int64_t thousandths)
{
    uint64_t size = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
    unsigned rest = (unsigned)(size % 1000);
    int digits = 3;

    if (thousandths < 0)
        buf_putc(out, '-');
    if (size >= 1000 || rest == 0)
        buf_printf(out, "%" PRIu64, size / 1000);
    if (rest == 0)
        return;
    while (rest % 10 == 0) {
        rest /= 10;
        digits--;
    }
    buf_printf(out, ".%0*u", digits, rest);
}

int64_t pdf_number_of_sp(int64_t sp)
{
    int64_t product = sp * 1000;
    int64_t half = TEXT_SP_PER_PT / 2;

    return (product + (product < 0 ? -half : half)) / TEXT_SP_PER_PT;
}
