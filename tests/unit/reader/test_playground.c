#include "fixture.h"

static void test_files_are_titles(void **state)
{
    (void)state;
    assert_reads(
        "::: sandpack#react 시작 예 (사본) [rtl theme=dark]\n\n@file /a__b__.js\n\n"
        "```js\nlet a\n```\n@file b.js\n```js title=\"c.js\"\nb\n```\n:::\n",
        "  details 1:1\n    title 1:1\n      text 1:1 \"시작 예 (사본)\"\n"
        "    code_block 5:1 lang=\"js\" title=\"/a__b__.js\" \"let a\\n\"\n"
        "    code_block 9:1 lang=\"js\" title=\"c.js\" \"b\\n\"\n",
        "");
}

static void test_settings_are_not_printed(void **state)
{
    (void)state;
    assert_reads(
        "::: vue-playground\n\n@file A.vue\n```vue\na\n```\n\n글\n@import\n"
        "```json\n{}\n```\n\n@setting\n\n```json\n{}\n```\n:::\n",
        "  details 1:1\n    code_block 4:1 lang=\"vue\" title=\"A.vue\" \"a\\n\"\n"
        "    paragraph 8:1\n      text 8:1 \"글\"\n",
        "10:demo-settings 16:demo-settings ");
    assert_reads("::: normal-demo 예\n```html\n<b>\n```\n```json\n{}\n```\n:::\n",
                 "  details 1:1\n    title 1:1\n      text 1:1 \"예\"\n"
                 "    code_block 2:1 lang=\"html\" \"<b>\\n\"\n",
                 "5:demo-settings ");
}

static void test_elsewhere_they_are_text(void **state)
{
    (void)state;
    assert_reads("@file a.js\n\n::: tip\n@setup\n```json\n{}\n```\n:::\n",
                 "  paragraph 1:1\n    text 1:1 \"@file a.js\"\n  callout 3:1 tip\n"
                 "    paragraph 4:1\n      text 4:1 \"@setup\"\n"
                 "    code_block 5:1 lang=\"json\" \"{}\\n\"\n",
                 "");
    assert_reads("::: playground\n@filed\n@file: x\n:::\n",
                 "  details 1:1\n    paragraph 2:1\n      text 2:1 \"@filed\"\n"
                 "      soft_break 2:1\n      text 3:1 \"@file: x\"\n",
                 "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_are_titles),
        cmocka_unit_test(test_settings_are_not_printed),
        cmocka_unit_test(test_elsewhere_they_are_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
