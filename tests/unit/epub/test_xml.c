#include "epub/xml.h"

#include "tree.h"
#include "util/utf8.h"

static void escapes_what_xml_reserves(void **state)
{
    struct buf b = {0};

    (void)state;
    epub_xml_text(&b, "a<b> & \"c\" 한글 힣\n\t끝");
    assert_string_equal(b.data, "a&lt;b&gt; &amp; &quot;c&quot; 한글 힣\n\t끝");
    buf_release(&b);
}

static void replaces_what_xml_cannot_hold(void **state)
{
    struct buf b = {0};

    (void)state;
    epub_xml_text(&b, "a\x01\x1F"
                      "b\xEF\xBF\xBE\xEF\xBF\xBF"
                      "c\xED\xA0\x80\xFF"
                      "\xEA\xB0"
                      "d\x80\xC2");
    assert_has_not(b.data, "\x01");
    assert_has_not(b.data, "\xEF\xBF\xBE");
    assert_has_not(b.data, "\xED\xA0\x80");
    assert_has(b.data, "\xEF\xBF\xBD");
    assert_true(utf8_valid(b.data, b.len, NULL));
    assert_int_equal(b.data[0], 'a');
    buf_release(&b);
}

static void keeps_what_is_beyond_the_first_plane(void **state)
{
    struct buf b = {0};

    (void)state;
    epub_xml_text(&b, "📚\xF0\xA0\x80\x80");
    assert_string_equal(b.data, "📚\xF0\xA0\x80\x80");
    buf_release(&b);
}

static void leaves_out_what_is_not_there(void **state)
{
    struct buf b = {0};

    (void)state;
    epub_xml_attribute(&b, "id", NULL);
    epub_xml_element(&b, "dc:rights", NULL);
    epub_xml_element(&b, "dc:rights", "  ");
    assert_int_equal(b.len, 0);
    epub_xml_attribute(&b, "alt", "");
    epub_xml_element(&b, "e", "<");
    assert_string_equal(b.data, " alt=\"\"<e>&lt;</e>\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_what_xml_reserves),
        cmocka_unit_test(replaces_what_xml_cannot_hold),
        cmocka_unit_test(keeps_what_is_beyond_the_first_plane),
        cmocka_unit_test(leaves_out_what_is_not_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
