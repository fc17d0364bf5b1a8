#include "fixture.h"

static void test_tabs(void **state)
{
    (void)state;
    assert_reads(
        "::: code-tabs#sh\n앞\n@tab C\\# 하나#cs\n```sh\n@tab 둘 아님\n```\n"
        "@tab:active <VPIcon icon=\"fa-brands fa-ubuntu\"/>\n글\n:::\n",
        "  paragraph 2:1\n    text 2:1 \"앞\"\n"
        "  tabs 1:1 code\n"
        "    tab 3:1 label=\"C# 하나\"\n      title 3:1\n        text 3:1 \"C# 하나\"\n"
        "      code_block 4:1 lang=\"sh\" \"@tab 둘 아님\\n\"\n"
        "    tab 7:1 label=\"Ubuntu\" active\n      title 7:1\n        span 7:1\n"
        "          text 7:1 \"Ubuntu\"\n"
        "      paragraph 8:1\n        text 8:1 \"글\"\n",
        "2:tabs-preamble ");
}

static void test_tabs_within_tabs(void **state)
{
    struct fixture f;
    const struct doc_node *outer;

    (void)state;
    fixture_read(&f, ":::: tabs\n@tab 가\n::: tabs\n@tab 나\n글\n@tab "
                     "다\n글\n:::\n@tab 라\n글\n::::\n");
    outer = f.article->first;
    assert_int_equal(outer->kind, DOC_TABS);
    assert_ptr_equal(outer->first->next, outer->last);
    assert_string_equal(outer->last->as.tab.label, "라");
    assert_int_equal(fixture_count(&f, DOC_TAB), 4);
    fixture_release(&f);
}

static void test_code(void **state)
{
    (void)state;
    assert_reads("```js {1,3-4} title=\"a b.js\" :line-numbers=5\n가 // [!code "
                 "++]\n나\n다\n```\n",
                 "  code_block 1:1 lang=\"js\" title=\"a b.js\" numbered first=5 "
                 "mark=1:3 mark=3:1 "
                 "\"가\\n나\\n다\\n\"\n",
                 "");
    assert_reads("~~~\na\n\n  b\n~~~\n", "  code_block 1:1 \"a\\n\\n  b\\n\"\n", "");
}

static void test_mathematics(void **state)
{
    (void)state;
    assert_reads(
        "글\n$$\na_1 \\\\\n*b*\n$$\n$$x$$\n",
        "  paragraph 1:1\n    text 1:1 \"글\"\n"
        "  math_block 2:1 \"a_1 \\\\\\\\\\n*b*\\n\"\n  math_block 6:1 \"x\\n\"\n",
        "");
}

static void test_contents_mark(void **state)
{
    (void)state;
    assert_reads("글\n[[TOC]] 나머지\n글\n",
                 "  paragraph 1:1\n    text 1:1 \"글\"\n  toc 2:1\n"
                 "  paragraph 3:1\n    text 3:1 \"글\"\n",
                 "");
}

static void test_component_over_lines(void **state)
{
    (void)state;
    assert_reads("글\n<CodePen\n  user=\"u\"\n  slug-hash=\"h\"\n  title='a > b'\n"
                 "  :default-tab=\"['css']\"/>\n글\n",
                 "  paragraph 1:1\n    text 1:1 \"글\"\n"
                 "  card 2:1 demo from=other title=\"a > b\" "
                 "url=\"https://codepen.io/u/pen/h\"\n"
                 "  paragraph 7:1\n    text 7:1 \"글\"\n",
                 "");
    assert_reads("<SiteInfo\n  name=\"가\"\n\n글\n",
                 "  card 1:1 link from=site title=\"가\"\n"
                 "  paragraph 4:1\n    text 4:1 \"글\"\n",
                 "3:component ");
}

static void test_card_fences(void **state)
{
    (void)state;
    assert_reads("```component VPCard\ntitle: 가\ndesc: 나\nlink: /x.md\n```\n",
                 "  card 1:1 link from=card title=\"가\" text=\"나\" url=\"/x.md\"\n",
                 "");
    assert_reads("```component VPCard\n{\"title\": \n```\n",
                 "  code_block 1:1 lang=\"component\" \"{\\\"title\\\": \\n\"\n",
                 "1:component-json ");
}

static void test_tables(void **state)
{
    (void)state;
    assert_reads("| 가 | 나 |\n|:-:|--:|\n| `a\\|b` |\n",
                 "  table 1:1 columns=2 head=1 centre right\n"
                 "    row 1:1\n"
                 "      cell 1:2 head\n        plain 1:2\n          text 1:3 \"가\"\n"
                 "      cell 1:8 head\n        plain 1:8\n          text 1:9 \"나\"\n"
                 "    row 3:1\n"
                 "      cell 3:2\n        plain 3:2\n          code 3:4 \"a|b\"\n"
                 "      cell 3:2\n        plain 3:2\n",
                 "");
}

static void test_tasks(void **state)
{
    (void)state;
    assert_reads("3. [ ] 가\n4. [x] 나\n",
                 "  list 1:1 ordered tight start=3\n"
                 "    item 1:1 task=open\n      plain 1:8\n        text 1:8 \"가\"\n"
                 "    item 2:1 task=done\n      plain 2:8\n        text 2:8 \"나\"\n",
                 "");
}

static void test_alerts(void **state)
{
    (void)state;
    assert_reads("> [!WARNING]\n> 글\n\n> [!WARNING] 글\n",
                 "  callout 1:1 warning\n    paragraph 1:3\n      text 2:3 \"글\"\n"
                 "  quote 4:1\n    paragraph 4:3\n      text 4:3 \"[!WARNING] 글\"\n",
                 "");
}

static void test_figures(void **state)
{
    (void)state;
    assert_reads(
        "[![가 =30x](a.png)](u)\n\n![나](b.png \"**다**\")\n\n글 ![라<br/>마](c.png)\n",
        "  figure 1:1\n    link 1:1 url=\"u\"\n"
        "      image 1:2 url=\"a.png\" alt=\"가\" width=30\n"
        "    caption 1:2\n      text 1:4 \"가\"\n"
        "  figure 3:1\n    image 3:1 url=\"b.png\" alt=\"나\"\n"
        "    caption 3:1\n      strong 3:1\n        text 3:1 \"다\"\n"
        "  paragraph 5:1\n    text 5:1 \"글 \"\n"
        "    image 5:5 url=\"c.png\" alt=\"라 마\"\n",
        "");
}

static void test_html_blocks(void **state)
{
    (void)state;
    assert_reads(
        "<ul>\n<li>가 <b>나</b></li>\n</ul>\n\n<script>x</script>\n\n<!-- 말 -->\n\n"
        "<table><tr><th>다</th></tr></table>\n",
        "  list 1:1 bullet tight\n    item 1:1\n      plain 1:1\n"
        "        text 1:1 \"가 \"\n        strong 1:1\n          text 1:1 \"나\"\n"
        "  table 9:1 columns=1 head=1\n    row 9:1\n      cell 9:1 head\n"
        "        plain 9:1\n          text 9:1 \"다\"\n",
        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tabs),
        cmocka_unit_test(test_tabs_within_tabs),
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_mathematics),
        cmocka_unit_test(test_contents_mark),
        cmocka_unit_test(test_component_over_lines),
        cmocka_unit_test(test_card_fences),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_tasks),
        cmocka_unit_test(test_alerts),
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_html_blocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
