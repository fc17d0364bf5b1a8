/* Raw HTML across the blocks of Markdown, and tables that are too large. */
#include "fixture.h"

static void test_markdown_stands_inside_details(void **state)
{
    (void)state;
    assert_reads("<details>\n<summary>가</summary>\n\n**나**\n\n</details>\n\n다\n",
                 "  details 1:1\n    title 1:1\n      text 1:1 \"가\"\n"
                 "    paragraph 4:1\n      strong 4:1\n        text 4:3 \"나\"\n"
                 "  paragraph 8:1\n    text 8:1 \"다\"\n",
                 "");
}

static void test_what_nothing_closes_takes_nothing_in(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "<details><summary>가</summary>\n\n나\n\n- 다\n");
    assert_int_equal(fixture_count(&f, DOC_DETAILS), 0);
    assert_int_equal(f.article->first->first->kind, DOC_STRONG);
    assert_int_equal(f.article->last->kind, DOC_LIST);
    fixture_release(&f);
}

/* The only closing tag is the second's, so the first ends before the heading. */
static void test_an_open_element_ends_before_a_heading(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "<details><summary>가</summary>\n\n나\n\n## 다\n\n"
                     "<details><summary>라</summary>\n\n마\n\n</details>\n\n바\n");
    assert_int_equal(f.article->first->kind, DOC_DETAILS);
    assert_int_equal(f.article->first->next->kind, DOC_HEADING);
    assert_int_equal(f.article->last->kind, DOC_PARAGRAPH);
    assert_string_equal(buf_str(&f.report), "1:unclosed ");
    fixture_release(&f);
}

static void test_rows_go_on_after_a_blank_line(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(
        &f, "<table>\n<tr><td>가</td></tr>\n\n<tr><td>나</td></tr>\n</table>\n\n끝\n");
    assert_int_equal(fixture_count(&f, DOC_TABLE), 1);
    assert_int_equal(fixture_count(&f, DOC_ROW), 2);
    fixture_release(&f);
    fixture_read(&f, "<table>\n\n글\n\n</table>\n");
    assert_int_equal(f.article->last->kind, DOC_PARAGRAPH);
    fixture_release(&f);
}

static void test_nesting_stays_shallow(void **state)
{
    struct buf text = {0};
    struct fixture f;

    (void)state;
    for (int i = 0; i < 3000; i++)
        buf_puts(&text, "<details><summary>가</summary>\n\n> > 나\n\n");
    for (int i = 0; i < 3000; i++)
        buf_puts(&text, "</details>\n\n");
    fixture_read(&f, buf_str(&text));
    assert_true(fixture_depth(&f) <= 100);
    fixture_release(&f);
    buf_release(&text);
}

static void test_a_huge_table_is_taken_apart(void **state)
{
    struct buf text = {0};
    struct fixture f;

    (void)state;
    buf_puts(&text, "<table><tr>");
    for (int i = 0; i < 501; i++)
        buf_puts(&text, "<td>가</td>");
    buf_puts(&text, "</tr></table>\n\n끝\n");
    fixture_read(&f, buf_str(&text));
    assert_int_equal(fixture_count(&f, DOC_TABLE), 0);
    assert_int_equal(fixture_count(&f, DOC_PARAGRAPH), 502);
    assert_string_equal(buf_str(&f.report), "1:table-limit ");
    fixture_release(&f);
    buf_release(&text);
}

static void test_readings(void **state)
{
    (void)state;
    assert_reads("<ruby>東<rt>동</rt>西<rt>서</ruby> "
                 "<ruby>水<rp>(</rp><rt>수</rt><rp>)</rp></ruby>\n",
                 "  paragraph 1:1\n    text 1:7 \"東(동)西(서) 水(수)\"\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown_stands_inside_details),
        cmocka_unit_test(test_what_nothing_closes_takes_nothing_in),
        cmocka_unit_test(test_an_open_element_ends_before_a_heading),
        cmocka_unit_test(test_rows_go_on_after_a_blank_line),
        cmocka_unit_test(test_nesting_stays_shallow),
        cmocka_unit_test(test_a_huge_table_is_taken_apart),
        cmocka_unit_test(test_readings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
