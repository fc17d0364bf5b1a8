/* What is HTML and no part of a book, against what only looks like it. */
#include "fixture.h"
#include "reader/htmldrop.h"

static bool drops(const char *html)
{
    struct arena a = {0};
    struct html_tag tag = reader_tag_read(str_of(html), &a);
    bool dropped = reader_html_is_dropped(&tag);

    arena_release(&a);
    return dropped;
}

static void test_known_elements_with_attributes(void **state)
{
    static const char *const tags[] = {
        "<svg onload=x>", "<SVG width='1'>", "<canvas id=c>", "</canvas>", "<path d=''/>",
        "<form action=x>", "<meta http-equiv=refresh>", "<base href=x>", "<xmp a=b>"};

    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        assert_true(drops(tags[i]));
}

static void test_handlers_of_any_element(void **state)
{
    (void)state;
    assert_true(drops("<x-y onclick=\"a()\">"));
    assert_true(drops("<Foo ONERROR='1'>"));
    assert_false(drops("<Foo once>"));
    assert_false(drops("<Foo on-x=\"1\">"));
}

static void test_text_in_angle_brackets(void **state)
{
    static const char *const texts[] = {"<T>", "<String>", "<head>", "<Foo bar=\"1\">",
                                        "<geo>", "</T>"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(drops(texts[i]));
}

static void test_names_of_closing_tags(void **state)
{
    (void)state;
    assert_true(reader_html_closes(STR("</script>"), "script"));
    assert_true(reader_html_closes(STR("</SCRIPT >x"), "script"));
    assert_false(reader_html_closes(STR("</scripts>"), "script"));
    assert_false(reader_html_closes(STR("<script>"), "script"));
}

static void test_parts_parted_by_slashes(void **state)
{
    (void)state;
    assert_int_equal(reader_html_slashed_length(STR("<img/src=x/onerror=y> z")), 21);
    assert_int_equal(reader_html_slashed_length(STR("<a/b>")), 0);
    assert_int_equal(reader_html_slashed_length(STR("<a/b=c")), 0);
    assert_int_equal(reader_html_slashed_length(STR("</b=c>")), 0);
}

static void test_raw_content_within_a_line_goes_with_its_element(void **state)
{
    assert_reads("가 <script>나 **다**</script> 라 <svg onload=x><b>마</b></svg> 바\n",
                 "  paragraph 1:1\n    text 1:1 \"가  라  바\"\n",
                 "1:html-dropped 1:html-dropped ");
    (void)state;
}

static void test_a_bare_tag_that_nothing_closes_is_text(void **state)
{
    assert_reads("가 <script> 나\n", "  paragraph 1:1\n    text 1:1 \"가 <script> 나\"\n",
                 "1:unknown-component ");
    (void)state;
}

static void test_escaped_ones_are_text(void **state)
{
    assert_reads("\\<img/src=x> &lt;img/src=x> <img/src=x>\n",
                 "  paragraph 1:1\n    text 1:1 \"<img/src=x> <img/src=x> \"\n",
                 "1:html-dropped ");
    (void)state;
}

static void test_raw_block_that_is_not_closed_is_told(void **state)
{
    assert_reads("<div><svg> 가\n\n나\n", "  paragraph 3:1\n    text 3:1 \"나\"\n",
                 "1:unclosed ");
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_elements_with_attributes),
        cmocka_unit_test(test_handlers_of_any_element),
        cmocka_unit_test(test_text_in_angle_brackets),
        cmocka_unit_test(test_names_of_closing_tags),
        cmocka_unit_test(test_parts_parted_by_slashes),
        cmocka_unit_test(test_raw_content_within_a_line_goes_with_its_element),
        cmocka_unit_test(test_a_bare_tag_that_nothing_closes_is_text),
        cmocka_unit_test(test_escaped_ones_are_text),
        cmocka_unit_test(test_raw_block_that_is_not_closed_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
