/* Whole articles: bytes, hostile nesting, and what holds for every tree. */
#include "fixture.h"

static void test_seed_like(void **state)
{
    (void)state;
    assert_reads(
        "---\nlang: ko-KR\ntitle: 나무와 책\n---\n"
        "\n# {{ $frontmatter.title }} 관련\n\n"
        "```component VPCard\n{\n  \"title\": \"목록\",\n  \"desc\": \"글들\",\n"
        "  \"link\": \"/a/README.md\"\n}\n```\n\n[[toc]]\n\n---\n\n"
        "<SiteInfo\n  name=\"원래 글 > 하나\"\n  desc=\"설명\"\n"
        "  url=\"https://e.example/1/\"\n  logo=\"l\"\n  preview=\"p\"/>\n\n"
        "첫\xC2\xA0문단  \n  \n둘째 문단\n\n"
        "![나무<br/><출처: *숲*>](https://e.example/1.jpg)\n\n"
        "<!-- TODO: 나중에\n\n## 아직 -->\n",
        "  heading 6:1 level=1 slug=\"나무와-책-관련\"\n"
        "    text 6:3 \"나무와 책 관련\"\n"
        "  card 8:1 link from=card title=\"목록\" text=\"글들\" url=\"/a/README.md\"\n"
        "  toc 16:1\n"
        "  rule 18:1\n"
        "  card 20:1 link from=site title=\"원래 글 > 하나\" text=\"설명\" "
        "url=\"https://e.example/1/\"\n"
        "  paragraph 27:1\n"
        "    text 27:1 \"첫\xC2\xA0문단\"\n"
        "  paragraph 29:1\n"
        "    text 29:1 \"둘째 문단\"\n"
        "  figure 31:1\n"
        "    image 31:1 url=\"https://e.example/1.jpg\" alt=\"나무 <출처: 숲>\"\n"
        "    caption 31:1\n"
        "      text 31:3 \"나무\"\n"
        "      line_break 31:9\n"
        "      text 31:14 \"<출처: \"\n"
        "      emph 31:23\n"
        "        text 31:24 \"숲\"\n"
        "      text 31:28 \">\"\n",
        "");
}

static void test_bytes_become_text(void **state)
{
    struct fixture f;
    static const char bytes[] = "\xEF\xBB\xBF"
                                "하나\r\n\xFF둘\0셋\x01\r"
                                "\xEF\xB7\x90넷\n";

    (void)state;
    fixture_read_bytes(&f, "x.md", bytes, sizeof bytes - 1);
    assert_string_equal(f.tree,
                        "  paragraph 1:1\n"
                        "    text 1:1 \"하나\"\n"
                        "    soft_break 1:1\n"
                        "    text 2:1 \"\xEF\xBF\xBD둘\xEF\xBF\xBD셋\xEF\xBF\xBD\"\n"
                        "    soft_break 1:1\n"
                        "    text 3:1 \"넷\"\n");
    assert_string_equal(buf_str(&f.report), "2:utf8 ");
    fixture_release(&f);
}

static void test_prose_is_composed_and_code_is_not(void **state)
{
    (void)state;
    /* Jamo and a combining acute. */
    assert_reads("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB e\xCC\x81 `e\xCC\x81`\n",
                 "  paragraph 1:1\n"
                 "    text 1:1 \"한 é \"\n"
                 "    code 1:16 \"e\xCC\x81\"\n",
                 "");
}

static void test_same_heading_twice(void **state)
{
    struct fixture f;
    const char *slugs[4];
    int count = 0;

    (void)state;
    fixture_read(&f, "## 1. 설치하기 (macOS)\n## 절\n::: tip\n## 절\n:::\n## 절\n");
    for (struct doc_walk w = doc_walk_from(f.article); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_HEADING)
            slugs[count++] = w.node->as.heading.slug;
    assert_int_equal(count, 4);
    assert_string_equal(slugs[0], "_1-설치하기-macos");
    assert_string_equal(slugs[1], "절");
    assert_string_equal(slugs[2], "절-1");
    assert_string_equal(slugs[3], "절-2");
    fixture_release(&f);
}

static void assert_flat(const char *unit, int times, const char *end)
{
    struct fixture f;
    struct buf text = {0};

    for (int i = 0; i < times; i++)
        buf_puts(&text, unit);
    buf_puts(&text, end);
    fixture_read(&f, text.data);
    if (fixture_depth(&f) > 100)
        fail_msg("%d deep: %s", fixture_depth(&f), unit);
    if (!strstr(f.tree, "끝"))
        fail_msg("lost: %s", unit);
    fixture_release(&f);
    buf_release(&text);
}

static void test_hostile_nesting(void **state)
{
    (void)state;
    assert_flat(">", 50000, " 끝\n");
    assert_flat("- ", 50000, "끝\n");
    assert_flat("1. ", 50000, "끝\n");
    assert_flat("*a **b ", 20000, "끝\n");
    assert_flat("[", 50000, "끝\n");
    assert_flat("![", 50000, "끝\n");
    assert_flat("::: tip\n", 5000, "끝\n");
    assert_flat(":::: tip\n:::\n", 5000, "끝\n");
    assert_flat("<div>", 20000, "끝\n");
    assert_flat("<b>", 20000, "끝\n");
    assert_flat("a<b>", 20000, "끝\n");
    assert_flat("> - ", 20000,
                "<b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i><b><i>끝\n");
    assert_flat("^[", 20000, "끝\n");
    assert_flat("{{", 50000, "끝\n");
    assert_flat("$a ", 50000, "끝\n");
    assert_flat("~~a ", 20000, "끝\n");
    assert_flat("```\n````\n", 5000, "끝\n");
    assert_flat("::: tabs\n@tab a\n", 2000, "끝\n");
    assert_flat("<ul><li>", 20000, "끝\n");
    assert_flat("<!--\n\n", 20000, "--> 끝\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seed_like),
        cmocka_unit_test(test_bytes_become_text),
        cmocka_unit_test(test_prose_is_composed_and_code_is_not),
        cmocka_unit_test(test_same_heading_twice),
        cmocka_unit_test(test_hostile_nesting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
