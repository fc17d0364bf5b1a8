#include "theme/length.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int32_t sp(const char *s)
{
    struct theme_length l;

    assert_true(theme_length_parse(s, &l));
    return theme_length_sp(l, THEME_PT(10), THEME_PT(18), THEME_PT(18));
}

static void units(void **state)
{
    (void)state;
    assert_int_equal(sp("12pt"), THEME_PT(12));
    assert_int_equal(sp("1.6em"), THEME_PT(16));
    assert_int_equal(sp("2L"), THEME_PT(36));
    assert_int_equal(sp("1/2L"), THEME_PT(9));
    assert_int_equal(sp("25/18"), THEME_PT(25));
    assert_int_equal(sp("-0.01em"), THEME_PT(-0.1));
    assert_int_equal(sp("25.4mm"), THEME_PT(72));
}

static void refuses(void **state)
{
    static const char *const bad[] = {"",   "pt",  "1 pt",  "1/0", "1//2",  "1.pt",
                                      ".5", "3px", "99999", "1e3", "1/2.5", "--1"};
    struct theme_length l;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_false(theme_length_parse(bad[i], &l));
}

/* The type scale of an A4 page: factors round to quarter points, never under the least
 * size. */
static void sizes_round_to_quarters(void **state)
{
    static const struct {
        const char *factor;
        double pt;
    } scale[] = {
        {"2.1", 22}, {"1.43", 15}, {"1.19", 12.5}, {"0.81", 8.5}, {"0.71", 7.5}};
    struct theme_length l;

    (void)state;
    for (size_t i = 0; i < sizeof(scale) / sizeof(*scale); i++) {
        assert_true(theme_length_parse(scale[i].factor, &l));
        assert_int_equal(theme_length_size(l, THEME_PT(10.5), THEME_PT(7)),
                         THEME_PT(scale[i].pt));
    }
    assert_true(theme_length_parse("0.71", &l));
    assert_int_equal(theme_length_size(l, THEME_PT(9), THEME_PT(7)), THEME_PT(7));
}

static void shares(void **state)
{
    struct theme_length l;

    (void)state;
    assert_true(theme_length_parse("1/3", &l));
    assert_int_equal(theme_length_thousandths(l), 333);
}

static void page_sizes(void **state)
{
    int32_t w, h;

    (void)state;
    assert_true(theme_length_page("210x297mm", &w, &h));
    assert_in_range(w, THEME_PT(595.2), THEME_PT(595.3));
    assert_in_range(h, THEME_PT(841.8), THEME_PT(841.9));
    assert_true(theme_length_page("120.5x180mm", &w, &h));
    assert_false(theme_length_page("10x10mm", &w, &h));
    assert_true(theme_length_page("210x297", &w, &h));
    assert_true(theme_length_page("210X297MM", &w, &h));
    assert_false(theme_length_page("210x297pt", &w, &h));
    assert_false(theme_length_page("210mm", &w, &h));
    assert_false(theme_length_page("5000x100mm", &w, &h));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units),
        cmocka_unit_test(refuses),
        cmocka_unit_test(sizes_round_to_quarters),
        cmocka_unit_test(shares),
        cmocka_unit_test(page_sizes),
    };

    return cmocka_run_group_tests_name("theme/length", tests, NULL, NULL);
}
