#include "fixture.h"

static void articles(struct fixture *f)
{
    fixture_init(f);
    fixture_written(f, "site/a.example/1.md",
                    "title: 다\nlang: ko-KR\ndate: 2025-03-01\ncategory: [AI, Article(s)]\n"
                    "tag: [blog, a.example]\nauthor: 한서가\norder: -1");
    fixture_written(f, "site/a.example/2.md",
                    "title: 나\nlang: en-US\ndate: 2024-03-01\ncategory:\n  - Data Science\n"
                    "author:\n  - name: Kim\n  - name: 한서가\norder: 2");
    fixture_written(f, "site/b.example/3.md",
                    "title: 가\nlang: ko\ncategory: ai\ntags: [x]\norder: 1");
    fixture_written(f, "site/b.example/4.md",
                    "title: 라\ndate: 2024-02-30\ncategory: AI tools\nlang: kok");
    fixture_article(f, "site/none.md", "category: AI\n");
    fixture_article(f, "site/empty.md", "");
}

static const char *asked(struct fixture *f, const char *query)
{
    f->report[0] = '\0';
    return fixture_bound(
        f, fixture_article(f, "list.yaml",
                           arena_printf(&f->arena, "site: site\nquery: %s\n", query)));
}

static void test_keys(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(asked(&f, "{category: AI}"), "다 가");
    assert_string_equal(asked(&f, "{category: data science}"), "나");
    assert_string_equal(asked(&f, "{category: [AI, Data Science]}"), "다 나 가");
    assert_string_equal(asked(&f, "{tag: x}"), "가");
    assert_string_equal(asked(&f, "{author: 한서가}"), "다 나");
    assert_string_equal(asked(&f, "{author: kim, category: Data Science}"), "나");
    assert_string_equal(asked(&f, "{host: b.example}"), "가 라");
    assert_string_equal(asked(&f, "{host: a.example, lang: ko}"), "다");
    assert_string_equal(asked(&f, "{lang: ko}"), "다 가");
    assert_string_equal(asked(&f, "{since: 2025-01-01}"), "다");
    assert_string_equal(asked(&f, "{until: 2025-01-01}"), "나");
    assert_string_equal(asked(&f, "{since: 2024-03-01, until: 2025-03-01}"), "다 나");
    fixture_release(&f);
}

static void test_orders(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(asked(&f, "{sort: path}"), "다 나 가 라");
    assert_string_equal(asked(&f, "{sort: title}"), "가 나 다 라");
    assert_string_equal(asked(&f, "{sort: date}"), "나 다 가 라");
    assert_string_equal(asked(&f, "{sort: order}"), "가 나 라 다");
    fixture_release(&f);
}

static void test_what_is_wrong(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_null(asked(&f, "{category: Nothing}"));
    assert_string_equal(f.report, "2:warning:query-empty\n0:error:book-empty\n");
    assert_string_equal(asked(&f, "{tags: x, category: ai, since: soon, sort: size}"),
                        "다 가");
    assert_true(strncmp(f.report,
                        "2:warning:list-key\n2:warning:list-value\n"
                        "2:warning:list-value\n",
                        60) == 0);
    assert_null(asked(&f, "AI"));
    fixture_release(&f);
}

/* Long front matter is read to its end, and no article is read further. */
static void test_long_front_matter(void **state)
{
    struct fixture f;
    char *front;

    (void)state;
    fixture_init(&f);
    front = arena_alloc(&f.arena, 30000);
    strcat(front, "title: 긴 글\nnotes:\n");
    while (strlen(front) < 20000)
        strcat(front, "  - 앞머리가 아주 긴 글도 있다\n");
    strcat(front, "category: Late");
    fixture_written(&f, "site/1.md", front);
    assert_string_equal(asked(&f, "{category: Late}"), "긴 글");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_what_is_wrong),
        cmocka_unit_test(test_long_front_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
