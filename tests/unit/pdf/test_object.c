#include "pdf/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct pdf_values *values;

static int set_up(void **state)
{
    (void)state;
    values = pdf_values_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_values_destroy(values);
    return 0;
}

/* What `value` looks like in a file, white space made single. */
static void assert_written(struct pdf_value *value, const char *expected)
{
    struct buf out = {0}, plain = {0};

    pdf_value_write(values, value, &out);
    for (size_t i = 0; i < out.len; i++) {
        char c = out.data[i] == '\n' ? ' ' : out.data[i];

        if (c != ' ' || (plain.len && plain.data[plain.len - 1] != ' '))
            buf_putc(&plain, c);
    }
    while (plain.len && plain.data[plain.len - 1] == ' ')
        buf_truncate(&plain, plain.len - 1);
    assert_string_equal(buf_str(&plain), expected);
    buf_release(&out);
    buf_release(&plain);
}

static void test_simple(void **state)
{
    (void)state;
    assert_written(pdf_null(values), "null");
    assert_written(pdf_bool(values, true), "true");
    assert_written(pdf_bool(values, false), "false");
    assert_written(pdf_integer(values, -2147483647), "-2147483647");
    assert_written(pdf_integer(values, 0), "0");
}

static void test_reals_are_exact(void **state)
{
    (void)state;
    assert_written(pdf_real(values, 841890), "841.89");
    assert_written(pdf_real(values, -500), "-.5");
    assert_written(pdf_real(values, 7), ".007");
    assert_written(pdf_real(values, 12000), "12");
    assert_written(pdf_real(values, 0), "0");
    assert_written(pdf_length(values, 65536 * 3 / 2), "1.5");
}

static void test_names(void **state)
{
    char longer[200];

    (void)state;
    assert_written(pdf_name(values, "Type"), "/Type");
    assert_written(pdf_name(values, "A B\tC"), "/A_B_C");
    assert_written(pdf_name(values, "a#b"), "/a#23b");
    assert_written(pdf_name(values, ""), "/_");
    assert_written(pdf_name(values, "~1.5"), "/_1.5"); /* not taken for a number */
    memset(longer, 'x', sizeof longer);
    longer[199] = '\0';
    {
        struct buf out = {0};

        pdf_value_write(values, pdf_name(values, longer), &out);
        assert_int_equal(out.len, 128);
        buf_release(&out);
    }
}

static void test_strings(void **state)
{
    (void)state;
    assert_written(pdf_string(values, "a(\0", 3), "<612800>");
    assert_written(pdf_text(values, "가A", 4), "<FEFFAC000041>");
    assert_written(pdf_text(values, "😀", 4), "<FEFFD83DDE00>");
    assert_written(pdf_text(values, "", 0), "<FEFF>");
}

static void test_long_text_is_cut_between_characters(void **state)
{
    struct buf text = {0}, out = {0};

    (void)state;
    for (int i = 0; i < 10000; i++)
        buf_puts(&text, "😀");
    pdf_value_write(values, pdf_text(values, text.data, text.len), &out);
    assert_true(out.len <= 2 + 2 * 32767);
    assert_int_equal((out.len - 6) % 8, 0);
    buf_release(&text);
    buf_release(&out);
}

static void test_containers_and_references(void **state)
{
    struct pdf_value *array = pdf_array(values), *dict = pdf_dict(values);

    (void)state;
    pdf_array_add(array, pdf_integer(values, 1));
    pdf_array_add(array, pdf_ref(values, 7));
    pdf_array_add(array, pdf_ref(values, 8388607));
    pdf_array_add(array, pdf_real(values, 1250));
    pdf_dict_put(dict, "Kids", array);
    pdf_dict_put(dict, "Self", pdf_ref(values, 7));
    assert_written(dict, "<< /Kids [ 1 7 0 R 8388607 0 R 1.25 ] /Self 7 0 R >>");
    assert_written(pdf_array(values), "[ ]");
    assert_written(pdf_dict(values), "<< >>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_simple, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_reals_are_exact, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_strings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_long_text_is_cut_between_characters,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_containers_and_references, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
