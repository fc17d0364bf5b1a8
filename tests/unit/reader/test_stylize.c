#include "fixture.h"

static void test_spoilers(void **state)
{
    (void)state;
    assert_reads("범인은 !!집사!!다. !!정말!!\n",
                 "  paragraph 1:1\n    text 1:1 \"범인은 \"\n    spoiler 1:13\n"
                 "      text 1:13 \"집사\"\n    text 1:21 \"다. \"\n"
                 "    spoiler 1:28\n      text 1:28 \"정말\"\n",
                 "");
}

static void test_exclamations_are_none(void **state)
{
    (void)state;
    assert_reads("와!! 정말!! !!! 하나 !!만!! 이다\n",
                 "  paragraph 1:1\n    text 1:1 \"와!! 정말!! !!! 하나 !!만!! 이다\"\n",
                 "");
    assert_reads("user!!.name!! a!!.b!! `!!a!!` !!b!!\n",
                 "  paragraph 1:1\n    text 1:1 \"user!!.name!! a!!.b!! \"\n"
                 "    code 1:24 \"!!a!!\"\n    text 1:30 \" !!b!!\"\n",
                 "");
}

static void test_recommended(void **state)
{
    (void)state;
    assert_reads(
        "*Recommended* *recommended*\n",
        "  paragraph 1:1\n    badge 1:1 tip\n      text 1:2 \"Recommended\"\n"
        "    text 1:14 \" \"\n    emph 1:15\n      text 1:16 \"recommended\"\n",
        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoilers),
        cmocka_unit_test(test_exclamations_are_none),
        cmocka_unit_test(test_recommended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
