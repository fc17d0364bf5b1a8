#include "theme/color.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void reads_hex(void **state)
{
    struct theme_colour c;

    (void)state;
    assert_true(theme_colour_parse("#1F4068", &c));
    assert_int_equal(c.r, 0x1F);
    assert_int_equal(c.g, 0x40);
    assert_int_equal(c.b, 0x68);
    assert_false(c.none);
    assert_true(theme_colour_parse("#abCDef", &c));
    assert_int_equal(c.b, 0xEF);
}

static void reads_none(void **state)
{
    struct theme_colour c;

    (void)state;
    assert_true(theme_colour_parse("none", &c));
    assert_true(c.none);
}

static void refuses_the_rest(void **state)
{
    static const char *const bad[] = {"",       "#",       "#12345", "#1234567",
                                      "123456", "#12345G", "red"};
    struct theme_colour c;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_false(theme_colour_parse(bad[i], &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_hex),
        cmocka_unit_test(reads_none),
        cmocka_unit_test(refuses_the_rest),
    };

    return cmocka_run_group_tests_name("theme/color", tests, NULL, NULL);
}
