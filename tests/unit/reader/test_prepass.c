/* Containers as their lines pair up, and emphasis against Hangul. */
#include "fixture.h"

static void test_longer_fences_nest(void **state)
{
    (void)state;
    assert_reads(":::: note 바깥\n본문\n::: tip\n안쪽\n:::\n::::\n끝\n",
                 "  callout 1:1 note\n"
                 "    title 1:1\n"
                 "      text 1:1 \"바깥\"\n"
                 "    paragraph 2:1\n"
                 "      text 2:1 \"본문\"\n"
                 "    callout 3:1 tip\n"
                 "      paragraph 4:1\n"
                 "        text 4:1 \"안쪽\"\n"
                 "  paragraph 7:1\n"
                 "    text 7:1 \"끝\"\n",
                 "");
}

static void test_same_length_nests_when_closed_twice(void **state)
{
    (void)state;
    assert_reads("::: info\n::: tip\n안\n:::\n:::\n끝\n",
                 "  callout 1:1 info\n"
                 "    callout 2:1 tip\n"
                 "      paragraph 3:1\n"
                 "        text 3:1 \"안\"\n"
                 "  paragraph 6:1\n"
                 "    text 6:1 \"끝\"\n",
                 "");
}

static void test_literal_title(void **state)
{
    (void)state;
    assert_reads("::: info <원문> **굵게**\n\n글\n\n:::\n",
                 "  callout 1:1 info\n"
                 "    title 1:1\n"
                 "      text 1:1 \"<원문> \"\n"
                 "      strong 1:1\n"
                 "        text 1:1 \"굵게\"\n"
                 "    paragraph 3:1\n"
                 "      text 3:1 \"글\"\n",
                 "");
}

static void test_unclosed_ends_before_heading(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "::: tip\n글\n\n## 절\n\n끝\n");
    assert_int_equal(f.article->first->kind, DOC_CALLOUT);
    assert_int_equal(f.article->first->next->kind, DOC_HEADING);
    assert_int_equal(f.article->last->kind, DOC_PARAGRAPH);
    assert_string_equal(buf_str(&f.report), "1:unclosed ");
    fixture_release(&f);
}

static void test_stray_closer_goes(void **state)
{
    (void)state;
    assert_reads("글\n\n:::\n\n끝\n",
                 "  paragraph 1:1\n"
                 "    text 1:1 \"글\"\n"
                 "  paragraph 5:1\n"
                 "    text 5:1 \"끝\"\n",
                 "3:stray-close ");
}

static void test_names(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "::: Tips\n글\n:::\n\n::: deails 자세히\n글\n:::\n");
    assert_int_equal(f.article->first->kind, DOC_CALLOUT);
    assert_int_equal(f.article->first->as.callout, DOC_CALLOUT_TIP);
    assert_int_equal(f.article->last->kind, DOC_DETAILS);
    assert_string_equal(buf_str(&f.report), "5:container-typo ");
    fixture_release(&f);
    fixture_read(&f, ":::그냥 글\n");
    assert_string_equal(f.tree, "  paragraph 1:1\n    text 1:1 \":::그냥 글\"\n");
    fixture_release(&f);
}

static void test_code_hides_fences(void **state)
{
    (void)state;
    assert_reads("::: tip\n```md\n:::\n```\n:::\n",
                 "  callout 1:1 tip\n"
                 "    code_block 2:1 lang=\"md\" \":::\\n\"\n",
                 "");
    /* Unless the code is never closed: then the container ends it. */
    assert_reads("::: tip\n```md\nx\n:::\n끝\n",
                 "  callout 1:1 tip\n"
                 "    code_block 2:1 lang=\"md\" \"x\\n\"\n"
                 "  paragraph 5:1\n"
                 "    text 5:1 \"끝\"\n",
                 "2:unclosed ");
}

/* Nothing stands before it that could be its head. */
static void test_rule_of_table_on_first_line(void **state)
{
    struct fixture f;
    (void)state;

    fixture_read(&f, "|---|\n| a |\n");
    assert_non_null(strstr(f.tree, "|---|"));
    fixture_release(&f);
}

/* The parser gave back a part of it, cut within a character. */
static void test_label_of_note_over_lines_is_text(void **state)
{
    (void)state;
    assert_reads("a [^가나다\n라마바] b\n",
                 "  paragraph 1:1\n    text 1:1 \"a [^가나다\"\n    soft_break 1:1\n"
                 "    text 2:1 \"라마바] b\"\n",
                 "");
}

static void test_comments_hide_fences(void **state)
{
    (void)state;
    assert_reads("::: tip\n<!-- x\n:::\n-->\n글\n:::\n",
                 "  callout 1:1 tip\n"
                 "    paragraph 5:1\n"
                 "      text 5:1 \"글\"\n",
                 "");
}

static void test_container_in_a_list(void **state)
{
    (void)state;
    assert_reads("- 하나\n\n  ::: tip\n  글\n  :::\n\n- 둘\n",
                 "  list 1:1 bullet\n"
                 "    item 1:1\n"
                 "      paragraph 1:3\n"
                 "        text 1:3 \"하나\"\n"
                 "      callout 3:3 tip\n"
                 "        paragraph 4:3\n"
                 "          text 4:3 \"글\"\n"
                 "    item 7:1\n"
                 "      paragraph 7:3\n"
                 "        text 7:3 \"둘\"\n",
                 "");
}

static void test_alignment(void **state)
{
    (void)state;
    assert_reads("::: center\n가운데\n:::\n왼쪽\n",
                 "  paragraph 2:1 centre\n"
                 "    text 2:1 \"가운데\"\n"
                 "  paragraph 4:1\n"
                 "    text 4:1 \"왼쪽\"\n",
                 "");
}

static void test_emphasis_against_hangul(void **state)
{
    (void)state;
    assert_reads("**설치(권장)**는 **“인용”**은 *(괄호)*가 ~~(옛것)~~이 끝**(뒤)**\n",
                 "  paragraph 1:1\n"
                 "    strong 1:1\n"
                 "      text 1:3 \"설치(권장)\"\n"
                 "    text 1:19 \"는 \"\n"
                 "    strong 1:23\n"
                 "      text 1:25 \"“인용”\"\n"
                 "    text 1:39 \"은 \"\n"
                 "    emph 1:43\n"
                 "      text 1:44 \"(괄호)\"\n"
                 "    text 1:53 \"가 \"\n"
                 "    strike 1:57\n"
                 "      text 1:59 \"(옛것)\"\n"
                 "    text 1:69 \"이 끝\"\n"
                 "    strong 1:76\n"
                 "      text 1:78 \"(뒤)\"\n",
                 "");
}

static void test_no_mark_is_left(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(
        &f,
        "`가)**나` [가)**나](http://e.example/)**가)\n\n```가)**나\n가)**나\n```\n\n"
        "    (가)**나\n\n![가)**나](u \"가)**나\")\n\n::: tip 가)**나\n:::\n\n"
        "<SiteInfo\n  name=\"가)**나\"\n  url=\"u\"/>\n\n$가)**나$\n");
    assert_null(strstr(f.tree, "\xEF\xB7\x90"));
    assert_non_null(strstr(f.tree, "가)**나"));
    fixture_release(&f);
}

static void add_wide_row(struct buf *text, const char *start, const char *cell)
{
    buf_puts(text, start);
    for (int i = 0; i < 600; i++)
        buf_puts(text, cell);
    buf_puts(text, "|\n");
}

/* It is code, and what stands around it is not. */
static void check_huge_table(const char *first, const char *others, const char *blank)
{
    struct fixture f;
    struct buf text = {0};

    add_wide_row(&text, first, "|a");
    add_wide_row(&text, others, "|-");
    add_wide_row(&text, others, "|b");
    buf_puts(&text, blank);
    buf_puts(&text, "\n**after**\n\n| a | b |\n|---|---|\n| c | d |\n");
    fixture_read(&f, buf_str(&text));
    assert_int_equal(fixture_count(&f, DOC_CODE_BLOCK), 1);
    assert_int_equal(fixture_count(&f, DOC_STRONG), 1);
    assert_int_equal(fixture_count(&f, DOC_TABLE), 1);
    assert_non_null(strstr(f.tree, "|a|a|a"));
    assert_non_null(strstr(f.tree, "|b|b|b"));
    assert_string_equal(buf_str(&f.report), "2:table-limit ");
    fixture_release(&f);
    buf_release(&text);
}

static void test_huge_table_is_code(void **state)
{
    (void)state;
    check_huge_table("", "", "");
    check_huge_table("> ", "> ", "");
    check_huge_table("> ", "> ", ">");
    check_huge_table("- ", "  ", "");
    check_huge_table("12. ", "    ", "");
}

static void test_table_of_short_rows(void **state)
{
    struct fixture f;
    struct buf text = {0};

    (void)state;
    buf_puts(&text, "```\n"); /* in code it is no table */
    add_wide_row(&text, "", "|a");
    add_wide_row(&text, "", "|-");
    buf_puts(&text, "```\n\n|a|b|c|d|e|f|g|h|i|j|\n|-|-|-|-|-|-|-|-|-|-|\n");
    for (int row = 0; row < 11000; row++)
        buf_puts(&text, "|a\n");
    fixture_read(&f, buf_str(&text));
    assert_int_equal(fixture_count(&f, DOC_CODE_BLOCK), 2);
    assert_int_equal(fixture_count(&f, DOC_TABLE), 0);
    assert_string_equal(buf_str(&f.report), "7:table-limit ");
    fixture_release(&f);
    buf_release(&text);
}

static void test_a_marker_line_may_open_a_container(void **state)
{
    (void)state;
    assert_reads(
        "1. ::: tip\n   글\n   :::\n   뒤\n2. 둘\n",
        "  list 1:1 ordered start=1\n    item 1:1\n      callout 1:4 tip\n"
        "        paragraph 2:4\n          text 2:4 \"글\"\n      paragraph 4:4\n"
        "        text 4:4 \"뒤\"\n    item 5:1\n      paragraph 5:4\n        text 5:4 "
        "\"둘\"\n",
        "");
}

/* The closer of the second item's container is not the first item's. */
static void test_an_item_ends_its_container(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f,
                 "- 가\n\n  ::: tip\n  안\n- 나\n\n  ::: note\n  속\n  :::\n\n끝\n");
    assert_int_equal(fixture_count(&f, DOC_CALLOUT), 2);
    assert_int_equal(f.article->last->kind, DOC_PARAGRAPH);
    assert_string_equal(buf_str(&f.report), "3:unclosed ");
    fixture_release(&f);
}

static void test_text_after_colons_takes_no_closer(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "::: 연습 문제\n\n::: tip\n글\n:::\n\n끝\n");
    assert_int_equal(fixture_count(&f, DOC_DETAILS), 0);
    assert_int_equal(fixture_count(&f, DOC_CALLOUT), 1);
    fixture_release(&f);
}

/* Past a hundred open brackets no image begins; their text stays, and so do positions.
 */
static void test_open_brackets_are_limited(void **state)
{
    struct buf text = {0};
    struct fixture f;

    (void)state;
    for (int i = 0; i < 300; i++)
        buf_puts(&text, "[가](나) ![");
    buf_puts(&text, "![끝](다) `코드`");
    fixture_read(&f, buf_str(&text));
    assert_int_equal(fixture_count(&f, DOC_LINK), 301);
    assert_int_equal(fixture_count(&f, DOC_IMAGE), 0);
    assert_null(strstr(f.tree, "\xEF\xB7\x90"));
    assert_int_equal(f.article->first->last->pos.column,
                     (int)text.len - (int)strlen("코드`") + 1);
    fixture_release(&f);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longer_fences_nest),
        cmocka_unit_test(test_same_length_nests_when_closed_twice),
        cmocka_unit_test(test_literal_title),
        cmocka_unit_test(test_unclosed_ends_before_heading),
        cmocka_unit_test(test_stray_closer_goes),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_code_hides_fences),
        cmocka_unit_test(test_rule_of_table_on_first_line),
        cmocka_unit_test(test_label_of_note_over_lines_is_text),
        cmocka_unit_test(test_comments_hide_fences),
        cmocka_unit_test(test_container_in_a_list),
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_emphasis_against_hangul),
        cmocka_unit_test(test_no_mark_is_left),
        cmocka_unit_test(test_huge_table_is_code),
        cmocka_unit_test(test_table_of_short_rows),
        cmocka_unit_test(test_a_marker_line_may_open_a_container),
        cmocka_unit_test(test_an_item_ends_its_container),
        cmocka_unit_test(test_text_after_colons_takes_no_closer),
        cmocka_unit_test(test_open_brackets_are_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
