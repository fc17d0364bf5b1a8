/* Texts made to take the parser's time or memory. */
#include "fixture.h"
#include "reader/defuse.h"

/* Sentinels that a text of `count` openers gets. */
static int count_held(const char *opener, int count, const char *end)
{
    struct reader_defuse d = {0};
    struct buf text = {0};
    int held = 0;

    for (int i = 0; i < count; i++)
        buf_puts(&text, opener);
    buf_puts(&text, end);
    for (size_t at = 0; at < text.len; at++)
        held += reader_defuse(&d, (struct str){text.data, text.len}, at);
    buf_release(&text);
    return held;
}

static void test_openers_past_a_limit_are_held(void **state)
{
    static const char *const openers[] = {"<?", "<!A", "<![CDATA[", "<!--"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(count_held(openers[i], 50, ""), 0);
        assert_in_range(count_held(openers[i], 60, ""), 10, 20); /* CDATA holds "![" */
    }
    assert_int_equal(count_held("![", 100, ""), 0);
    assert_int_equal(count_held("![", 101, ""), 1);
    assert_int_equal(count_held("[", 200, ""), 0);
}

static void test_what_is_closed_is_never_held(void **state)
{
    (void)state;
    assert_int_equal(count_held("<? a ?>", 500, ""), 0);
    assert_int_equal(count_held("<!A b>", 500, ""), 0);
    assert_int_equal(count_held("<![CDATA[ a ]]>", 500, ""), 0);
    assert_int_equal(count_held("<!-- a -->", 500, ""), 0);
    assert_int_equal(count_held("![a](b)", 500, ""), 0);
    assert_int_equal(count_held("<? a\n\n", 500, ""), 0);
}

/* An article that refers `uses` times to an address of `length` bytes. */
static char *long_reference(struct arena *a, const char *label, const char *use,
                            size_t length, size_t uses)
{
    struct buf text = {0};
    char *copy;

    buf_printf(&text, "[%s]: http://a/", label);
    for (size_t i = 0; i < length; i++)
        buf_putc(&text, 'x');
    buf_puts(&text, "\n\n");
    for (size_t i = 0; i < uses; i++)
        buf_printf(&text, "[%s] ", use);
    copy = arena_strndup(a, text.data, text.len);
    buf_release(&text);
    return copy;
}

static void test_references_within_the_limit_are_links(void **state)
{
    struct arena a = {0};
    struct fixture f;

    (void)state;
    fixture_read(&f, long_reference(&a, "a", "a", 10000, 1000));
    assert_int_equal(fixture_count(&f, DOC_LINK), 1000);
    assert_string_equal(buf_str(&f.report), "");
    fixture_release(&f);
    arena_release(&a);
}

static void test_references_beyond_it_are_text(void **state)
{
    static const char *const labels[][2] = {
        {"a", "a"}, {"a  B", "A b"}, {"Ä", "ä"}, {"a\\]b", "a\\]b"}};
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct fixture f;

        fixture_read(&f, long_reference(&a, labels[i][0], labels[i][1], 20000, 1000));
        assert_int_equal(fixture_count(&f, DOC_LINK), 0);
        assert_string_equal(buf_str(&f.report), "1:reference-limit ");
        fixture_release(&f);
    }
    arena_release(&a);
}

/* The title is copied with the address, and a second definition takes the place of one
 * that was refused. */
static void test_titles_and_doubles_count(void **state)
{
    struct arena a = {0};
    struct buf text = {0};
    struct fixture f;

    (void)state;
    for (int twice = 0; twice < 2; twice++) {
        buf_puts(&text, "[a]: b \"");
        for (int i = 0; i < 20000; i++)
            buf_putc(&text, 'x');
        buf_puts(&text, "\"\n");
    }
    buf_putc(&text, '\n');
    for (int i = 0; i < 1000; i++)
        buf_puts(&text, "[a] ");
    fixture_read(&f, buf_str(&text));
    assert_int_equal(fixture_count(&f, DOC_LINK), 0);
    assert_string_equal(buf_str(&f.report), "1:reference-limit ");
    fixture_release(&f);
    buf_release(&text);
    arena_release(&a);
}

static void test_runs_of_signs_stay_linear(void **state)
{
    enum { SIGNS = 1 << 20 }; /* minutes, were each counted from where it stands */
    char *text = malloc(SIGNS + 3);
    struct fixture f;

    (void)state;
    memset(text, '=', SIGNS + 2);
    memcpy(text, "a ", 2);
    text[SIGNS + 2] = '\0';
    fixture_read(&f, text);
    assert_int_equal(f.article->first->kind, DOC_PARAGRAPH);
    fixture_release(&f);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_openers_past_a_limit_are_held),
        cmocka_unit_test(test_what_is_closed_is_never_held),
        cmocka_unit_test(test_references_within_the_limit_are_links),
        cmocka_unit_test(test_references_beyond_it_are_text),
        cmocka_unit_test(test_titles_and_doubles_count),
        cmocka_unit_test(test_runs_of_signs_stay_linear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
