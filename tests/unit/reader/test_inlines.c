#include "reader/fixup.h"

#include "fixture.h"

/* The tree of one paragraph on the first line, and what was reported. */
static void assert_inlines(const char *text, const char *inlines, const char *report)
{
    struct fixture f;
    struct buf tree = {0};

    buf_puts(&tree, "  paragraph 1:1\n");
    buf_puts(&tree, inlines);
    fixture_read(&f, text);
    assert_string_equal(f.tree, buf_str(&tree));
    assert_string_equal(buf_str(&f.report), report);
    fixture_release(&f);
    buf_release(&tree);
}

static void test_scripts(void **state)
{
    (void)state;
    assert_inlines("H~2~O x^a\\^b^",
                   "    text 1:1 \"H\"\n    sub 1:2\n      text 1:2 \"2\"\n"
                   "    text 1:5 \"O x\"\n    sup 1:8\n"
                   "      text 1:8 \"a^b\"\n",
                   "");
    assert_inlines("10~300 ~a b~ ^ ^", "    text 1:1 \"10~300 ~a b~ ^ ^\"\n", "");
}

static void test_spans(void **state)
{
    (void)state;
    assert_inlines("==**가** 나== ~~다~~ a = b",
                   "    mark 1:1\n      strong 1:3\n        text 1:5 \"가\"\n"
                   "      text 1:10 \" 나\"\n    text 1:16 \" \"\n    strike 1:17\n"
                   "      text 1:19 \"다\"\n    text 1:24 \" a = b\"\n",
                   "");
}

static void test_mathematics_is_not_money(void **state)
{
    (void)state;
    assert_inlines("값은 $a_1 * b*$이다",
                   "    text 1:1 \"값은 \"\n    math 1:8 \"a_1 * b*\"\n"
                   "    text 1:18 \"이다\"\n",
                   "");
    assert_inlines("$5 and $6, $5,000 원과 $6",
                   "    text 1:1 \"$5 and $6, $5,000 원과 $6\"\n", "");
    assert_inlines("`$a$` \\$a\\$", "    code 1:2 \"$a$\"\n    text 1:6 \" $a$\"\n",
                   "");
}

static void test_html(void **state)
{
    (void)state;
    assert_inlines(
        "<kbd>Ctrl</kbd><br/>&lt;<b>가</b><!-- 말 --> <출처: 나> <geo> List<String>",
        "    kbd 1:1\n      text 1:6 \"Ctrl\"\n    line_break 1:16\n"
        "    text 1:21 \"<\"\n    strong 1:25\n      text 1:28 \"가\"\n"
        "    text 1:47 \" <출처: 나> <geo> List<String>\"\n",
        "1:unknown-component 1:unknown-component ");
}

static void test_unclosed_element_ends_with_its_parent(void **state)
{
    (void)state;
    assert_inlines("*가 <b>나* 다</b>",
                   "    emph 1:1\n      text 1:2 \"가 \"\n      strong 1:6\n"
                   "        text 1:9 \"나\"\n    text 1:13 \" 다\"\n",
                   "");
}

static void test_icons_go_where_text_is(void **state)
{
    (void)state;
    assert_inlines(
        "[<VPIcon icon=\"fas fa-globe\"/>제목](u) (<VPIcon icon=\"fas fa-x\"/>`c`)",
        "    link 1:1 url=\"u\"\n      text 1:31 \"제목\"\n    text 1:41 \" (\"\n"
        "    code 1:69 \"c\"\n    text 1:71 \")\"\n",
        "");
    assert_inlines(
        "[<VPIcon icon=\"fa-brands fa-debian\"/>](u)",
        "    link 1:1 url=\"u\"\n      span 1:2\n        text 1:2 \"Debian\"\n", "");
}

static void test_notes(void **state)
{
    (void)state;
    assert_reads(
        "가[^b] 나^[다 *라*] 마[^b][^없음]\n\n[^b]: 바\n\n[^c]: 안 쓴 것\n",
        "  paragraph 1:1\n    text 1:1 \"가\"\n    note_ref 1:4 label=\"1\" number=1\n"
        "    text 1:8 \" 나\"\n    note_ref 1:12 number=2\n    text 1:24 \" 마\"\n"
        "    note_ref 1:28 label=\"1\" number=1 occurrence=2\n"
        "    text 1:1 \"[^없음]\"\n"
        "  footnote 3:7 number=1\n    paragraph 3:7\n      text 3:7 \"바\"\n"
        "  footnote 1:12 number=2\n    paragraph 1:12\n      text 1:12 \"다 \"\n"
        "      emph 1:12\n        text 1:12 \"라\"\n",
        "5:fn-unused ");
}

/* Two more notes than an article may have, one of them in its own line. */
static void test_notes_past_the_limit_are_text(void **state)
{
    struct buf text = {0};
    struct fixture f;
    char *end;

    (void)state;
    for (int i = 1; i <= READER_NOTES; i++)
        buf_printf(&text, "[^%d]", i);
    buf_puts(&text, "\n\n나[^x]와 다^[라][^x]\n\n[^x]: 바\n\n    - 사\n\n");
    for (int i = 1; i <= READER_NOTES; i++)
        buf_printf(&text, "[^%d]: 가\n", i);
    fixture_read_bytes(&f, "a.md", text.data, text.len);
    assert_int_equal(fixture_count(&f, DOC_FOOTNOTE), READER_NOTES);
    assert_int_equal(fixture_count(&f, DOC_NOTE_REF), READER_NOTES);
    assert_string_equal(buf_str(&f.report), "5:note-limit ");
    assert_non_null(strstr(f.tree, "text 3:1 \"나[100001]와 다[100002][100001]\""));
    end = strstr(f.tree, "  footnote ");
    *end = '\0';
    assert_string_equal(strstr(f.tree, "  paragraph 5:"),
                        "  paragraph 5:7\n    text 5:7 \"[100001] 바\"\n"
                        "  list 7:5 bullet tight\n    item 7:5\n      plain 7:7\n"
                        "        text 7:7 \"사\"\n"
                        "  paragraph 3:15\n    text 3:15 \"[100002] 라\"\n");
    fixture_release(&f);
    buf_release(&text);
}

static void test_breaks_at_the_end_are_dropped(void **state)
{
    (void)state;
    assert_inlines("가  \n나  \n다  \n",
                   "    text 1:1 \"가\"\n    line_break 1:1\n    text 2:1 \"나\"\n"
                   "    line_break 1:1\n    text 3:1 \"다\"\n",
                   "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scripts),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_mathematics_is_not_money),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_unclosed_element_ends_with_its_parent),
        cmocka_unit_test(test_icons_go_where_text_is),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_notes_past_the_limit_are_text),
        cmocka_unit_test(test_breaks_at_the_end_are_dropped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
