#include "fixture.h"

static void test_levels_have_no_gaps(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "---\ntitle: x\n---\n### 가\n\n글.\n\n## 나\n\n##### 다\n\n### "
                    "라\n\n# 마\n\n## 바\n");
    assert_true(fixture_has(&f, "#a1-h1 level=2"));
    assert_true(fixture_has(&f, "#a1-h2 level=2"));
    assert_true(fixture_has(&f, "#a1-h3 level=3"));
    assert_true(fixture_has(&f, "#a1-h4 level=3"));
    assert_true(fixture_has(&f, "#a1-h5 level=2"));
    assert_true(fixture_has(&f, "#a1-h6 level=3"));
    fixture_release(&f);
}

static void test_levels_stay_below_seven(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "---\ntitle: x\n---\n글\n\n# a\n\n## b\n\n### c\n\n#### d\n\n##### "
                    "e\n\n###### f\n");
    assert_true(fixture_has(&f, "#a1-h5 level=6"));
    assert_true(fixture_has(&f, "#a1-h6 level=6"));
    fixture_release(&f);
}

static void test_notes(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "글[^a] 또[^b] 다시[^a].\n\n[^a]: 가.\n[^b]: 나.\n");
    for (const char **id = (const char *[]){"#a1-fnr1 ", "#a1-fnr2 ", "#a1-fnr1-2 ",
                                            "#a1-fn1 ", "#a1-fn2 ", NULL};
         *id; id++)
        assert_true(fixture_has(&f, *id));
    fixture_release(&f);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void test_ids_are_unique(void **state)
{
    struct fixture f;
    const char *paths[2], *ids[64];
    size_t count = 0;

    (void)state;
    fixture_init(&f);
    paths[0] = fixture_article(
        &f, "1.md",
        "## 같은\n\n## 같은\n\n::: tip 제목\n\n글[^1].\n\n:::\n\n[^1]: 주.\n");
    paths[1] = fixture_article(&f, "2.md", "## 같은\n\n글[^1].\n\n[^1]: 주.\n");
    fixture_make(&f, paths, 2);
    for (struct doc_walk w = doc_walk_from(f.book); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->id)
            ids[count++] = w.node->id;
    assert_true(count >= 9);
    qsort(ids, count, sizeof *ids, by_name);
    for (size_t i = 0; i + 1 < count; i++)
        assert_string_not_equal(ids[i], ids[i + 1]);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels_have_no_gaps),
        cmocka_unit_test(test_levels_stay_below_seven),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_ids_are_unique),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
