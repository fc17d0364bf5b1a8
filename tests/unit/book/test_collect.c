#include "fixture.h"

static struct doc_date date_of(struct fixture *f, const char *name, const char *text)
{
    const char *path = fixture_article(f, name, text);

    return fixture_make(f, &path, 1)->as.meta->date;
}

static void test_dates_in_names(void **state)
{
    static const struct {
        const char *name;
        int year, month, day;
    } cases[] = {
        {"2025-02-04-글.md", 2025, 2, 4},
        {"2024/12/31/x.md", 2024, 12, 31},
        {"2025-02-30-x.md", 0, 0, 0},
        {"12025-02-04.md", 0, 0, 0},
        {"x.md", 0, 0, 0},
        {"2025-2-4.md", 0, 0, 0},
    };
    struct fixture f;

    (void)state;
    fixture_init(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct doc_date d = date_of(&f, cases[i].name, "글.\n");

        assert_int_equal(d.year, cases[i].year);
        assert_int_equal(d.month, cases[i].month);
        assert_int_equal(d.day, cases[i].day);
    }
    assert_int_equal(
        date_of(&f, "2025-02-04.md", "---\ndate: 2020-01-02\n---\n글.\n").year, 2020);
    fixture_release(&f);
}

static void test_empty_file(void **state)
{
    struct fixture f;
    const char *path;

    (void)state;
    fixture_init(&f);
    path = fixture_article(&f, "빈 글.md", "");
    fixture_make(&f, &path, 1);
    assert_string_equal(f.book->as.meta->title, "빈 글");
    assert_string_equal(f.report, "0:note:empty\n");
    assert_non_null(f.book->as.meta->lang);
    fixture_release(&f);
}

/* What an article includes may lie anywhere in its site, and names files from there. */
static void test_includes_from_the_site(void **state)
{
    struct fixture f;
    const char *paths[2];

    (void)state;
    fixture_init(&f);
    fixture_write(&f, ".vuepress/config.ts", "", 0);
    fixture_article(&f, "common/part.md", "여기서 [다음 글](./next.md)로.\n");
    fixture_article(&f, "common/sub/deep.md", "[맨 위](/common/next.md)\n");
    paths[0] = fixture_article(&f, "a/b/first.md",
                               "# 첫\n\n<!-- @include: ../../common/part.md -->\n\n"
                               "<!-- @include: /common/sub/deep.md -->\n\n"
                               "<!-- @include: ../../../outside.md -->\n");
    paths[1] = fixture_article(&f, "common/next.md", "# 다음\n");
    fixture_make(&f, paths, 2);
    assert_non_null(strstr(f.tree, "다음 글"));
    assert_non_null(strstr(f.tree, "맨 위"));
    assert_null(strstr(f.report, "link-outside"));
    assert_non_null(strstr(f.report, "7:warning:missing"));
    assert_int_equal(fixture_count(&f, DOC_LINK), 2);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_in_names),
        cmocka_unit_test(test_empty_file),
        cmocka_unit_test(test_includes_from_the_site),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
