/* Themes: refused, or with a page that text fits on. Lengths and colours, too. */
#include "fuzz.h"
#include "theme/theme.h"
#include "util/buf.h"

#include <string.h>

static void check_values(const char *s)
{
    struct theme_length l;
    struct theme_colour c;
    int32_t width = 0, height = 0;

    if (theme_length_parse(s, &l)) {
        if (l.den <= 0)
            fuzz_fail("a length by nothing");
        theme_length_sp(l, 10 << 16, 16 << 16, 1 << 16);
        theme_length_thousandths(l);
        theme_length_size(l, 10 << 16, 1 << 16);
    }
    theme_colour_parse(s, &c);
    if (theme_length_page(s, &width, &height) && (width <= 0 || height <= 0))
        fuzz_fail("a page without size");
}

static void check_page(const struct theme_page *p)
{
    if (p->measure <= 0 || p->measure > p->width || p->lines < 1 || p->line <= 0 ||
        p->f <= 0 || p->last > p->height)
        fuzz_fail("a page that nothing fits on");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const struct theme *theme;
    struct buf text = {0};

    buf_add(&text, data, size);
    check_values(buf_str(&text));
    theme = theme_load(FUZZ_ROOT "/templates", fuzz_write("fuzz.yaml", data, size), NULL,
                       &arena, &diag);
    if (theme)
        check_page(&theme->page);
    if (!theme && diag.counts[DIAG_ERROR] == 0)
        fuzz_fail("refused without a word");
    buf_release(&text);
    arena_release(&arena);
    return 0;
}
