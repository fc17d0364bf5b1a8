#include "pdf/number.h"

#include "text/unit.h"

/* Digits of the largest number, and a stop. */
#define DIGITS 20

/* Content streams are made of numbers: printf would take a tenth of the whole program.
 */
static void put_digits(struct buf *out, uint64_t n)
{
    char digits[DIGITS];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    buf_add(out, digits + at, sizeof digits - at);
}

void pdf_number_put(struct buf *out, int64_t thousandths)
{
    uint64_t size = (uint64_t)(thousandths < 0 ? -thousandths : thousandths);
    unsigned rest = (unsigned)(size % 1000);
    char decimals[] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                       (char)('0' + rest % 10)};
    size_t len = sizeof decimals;

    if (thousandths < 0)
        buf_putc(out, '-');
    if (size >= 1000 || rest == 0)
        put_digits(out, size / 1000);
    if (rest == 0)
        return;
    while (decimals[len - 1] == '0')
        len--;
    buf_add(out, decimals, len);
}

void pdf_number_put_count(struct buf *out, uint32_t n)
{
    put_digits(out, n);
}

void pdf_number_put_ref(struct buf *out, uint32_t id)
{
    put_digits(out, id);
    buf_add(out, " 0 R", 4);
}

int64_t pdf_number_of_sp(int64_t sp)
{
    int64_t product = sp * 1000;
    int64_t half = TEXT_SP_PER_PT / 2;

    return (product + (product < 0 ? -half : half)) / TEXT_SP_PER_PT;
}
