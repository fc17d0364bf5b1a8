#include "cli/check.h"
#include "command.h"

static bool check(const char *line)
{
    struct diag diag = {.report = keep};
    struct cli_options o;

    assert_true(parse(&o, line));
    return cli_check(&o, &diag);
}

static void test_check(void **state)
{
    (void)state;
    assert_true(check("seoga a.md -o a.epub"));
    assert_true(check("seoga --dump-tree a.md"));
    assert_false(check("seoga -o a.epub"));
    assert_false(check("seoga a.md"));
    assert_false(check("seoga a.epub -o a.epub"));
    assert_false(check("seoga - - -o a.epub"));
    assert_true(check("seoga a.md -o a.epub --fetch --refresh --fetch-private"));
    assert_true(check("seoga a.md -o a.epub --offline --cache d"));
    assert_false(check("seoga a.md -o a.epub --refresh"));
    assert_false(check("seoga a.md -o a.epub --fetch-private"));
    assert_false(check("seoga a.md -o a.epub --fetch --refresh --offline"));
}

static void test_values(void **state)
{
    (void)state;
    assert_true(
        check("seoga a.md -o a.epub --lang en --site-url https://a.example/ --site /"));
    assert_false(check("seoga a.md -o a.epub --lang 한국어"));
    assert_false(check("seoga a.md -o a.epub --identifier urn:uuid:1"));
    assert_false(check("seoga a.md -o a.epub --site-url javascript:x"));
    assert_false(check("seoga a.md -o a.epub --site /there/is/none"));
}

static void test_epoch(void **state)
{
    static const char *const wrong[] = {"tomorrow", "-1", "1.5", "99999999999999"};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        setenv("SOURCE_DATE_EPOCH", wrong[i], 1);
        assert_false(check("seoga a.md -o a.epub"));
        assert_non_null(strstr(last_message, "SOURCE_DATE_EPOCH"));
    }
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    assert_true(check("seoga a.md -o a.epub"));
    setenv("SOURCE_DATE_EPOCH", "", 1);
    assert_true(check("seoga a.md -o a.epub"));
    unsetenv("SOURCE_DATE_EPOCH");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_epoch),
    };

    return cmocka_run_group_tests(tests, NULL, command_release);
}
