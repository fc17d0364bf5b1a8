#include "fixture.h"
#include "pdf/pages.h"

static struct pdf_pages pages;

static int set_up(void **state)
{
    (void)state;
    return fixture_open() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_pages_release(&pages);
    fixture_abandon();
    fixture_close();
    return 0;
}

static void add_pages(int count)
{
    char label[16];

    for (int i = 1; i <= count; i++) {
        assert_int_not_equal(pdf_pages_parent(&pages, f.file), 0);
        snprintf(label, sizeof label, "%d", i);
        pdf_pages_add(&pages, pdf_reserve(f.file), i, i % 3 ? label : "");
    }
}

static void test_few_pages_are_one_node(void **state)
{
    uint32_t parent = pdf_pages_parent(&pages, f.file);

    (void)state;
    add_pages(PDF_PAGES_FAN);
    assert_int_equal(pdf_pages_emit(&pages, f.file), parent);
    assert_int_equal(pages.levels[0].pages, PDF_PAGES_FAN);
}

static void test_many_pages_are_counted_to_the_root(void **state)
{
    const int count = PDF_PAGES_FAN * PDF_PAGES_FAN + 1;
    uint32_t root;

    (void)state;
    add_pages(count);
    root = pdf_pages_emit(&pages, f.file);
    assert_int_equal(root, pages.levels[2].id);
    assert_int_equal(pages.levels[2].pages, count);
    assert_int_equal(pages.levels[2].count, 2);
}

/* The labels as they come out, white space made single. */
static void assert_labels(const char *expected)
{
    struct buf raw = {0}, plain = {0};

    pdf_value_write(pdf_file_values(f.file),
                    pdf_pages_labels(&pages, pdf_file_values(f.file)), &raw);
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.data[i] == '\n' ? ' ' : raw.data[i];

        if (c != ' ' || (plain.len && plain.data[plain.len - 1] != ' '))
            buf_putc(&plain, c);
    }
    assert_string_equal(buf_str(&plain), expected);
    buf_release(&raw);
    buf_release(&plain);
}

static void test_numbers_need_one_label(void **state)
{
    (void)state;
    add_pages(200);
    assert_labels("<< /Nums [ 0 << /S /D >> ] >>");
}

static void test_other_labels_are_texts(void **state)
{
    (void)state;
    pdf_pages_parent(&pages, f.file);
    pdf_pages_add(&pages, pdf_reserve(f.file), 1, "ii");
    pdf_pages_add(&pages, pdf_reserve(f.file), 2, "2");
    pdf_pages_add(&pages, pdf_reserve(f.file), 3, "3");
    assert_labels("<< /Nums [ 0 << /P <FEFF00690069> >> 1 << /S /D /St 2 >> ] >>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_few_pages_are_one_node, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_pages_are_counted_to_the_root, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_numbers_need_one_label, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_labels_are_texts, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
