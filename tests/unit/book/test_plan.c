#include "fixture.h"

static void test_an_article_named_twice_is_there_once(void **state)
{
    struct fixture f;
    const char *paths[4], *link;

    (void)state;
    fixture_init(&f);
    paths[0] = fixture_written(&f, "a.md", "title: 가");
    paths[1] = fixture_written(&f, "b.md", "title: 나");
    paths[2] = path_join(&f.arena, f.folder, "./a.md");
    link = path_join(&f.arena, f.folder, "link.md");
    assert_int_equal(symlink("b.md", link), 0);
    paths[3] = link;
    fixture_make(&f, paths, 4);
    assert_string_equal(fixture_outline(&f), "가 나");
    assert_string_equal(f.report, "0:note:duplicate\n0:note:duplicate\n");
    fixture_release(&f);
}

static void test_a_folder_is_every_article_below_it(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_written(&f, "z.md", "title: z");
    fixture_written(&f, "a-b/x.md", "title: ab-x");
    fixture_written(&f, "a/chapter-2.md", "title: a-2");
    fixture_written(&f, "a/chapter-10.md", "title: a-10");
    fixture_written(&f, "a/deep/y.md", "title: a-y");
    fixture_written(&f, "a/README.md", "title: a");
    fixture_written(&f, ".hidden/x.md", "title: hidden");
    fixture_written(&f, "node_modules/x.md", "title: module");
    fixture_written(&f, "a/notes.txt", "title: text");
    assert_int_equal(symlink(".", path_join(&f.arena, f.folder, "a/loop")), 0);
    assert_string_equal(fixture_bound(&f, f.folder), "a a-10 a-2 a-y ab-x z");
    fixture_release(&f);
}

static void test_stubs_that_are_found_are_left_out(void **state)
{
    struct fixture f;
    const char *paths[2];

    (void)state;
    fixture_init(&f);
    fixture_article(&f, "1.md", "");
    paths[1] = fixture_article(
        &f, "2.md",
        "---\ntitle: 뼈대\n---\n# 뼈대 관련\n\n<!-- TODO: 작성 -->\n\n"
        "```component VPCard\n{\"title\": \"a\", \"desc\": \"b\", \"link\": \"c\"}\n```\n");
    fixture_article(&f, "3.md", "---\ntitle: 그림\n---\n\n![그림](x.png)\n");
    paths[0] = fixture_written(&f, "4.md", "title: 글");
    assert_string_equal(fixture_bound(&f, f.folder), "그림 글");
    assert_true(strncmp(f.report, "0:note:stub\n0:note:stub\n", 24) == 0);
    fixture_make(&f, paths, 2); /* named one by one */
    assert_string_equal(fixture_outline(&f), "글 뼈대");
    f.params.keep_stubs = true;
    assert_string_equal(fixture_bound(&f, f.folder), "1 뼈대 그림 글");
    fixture_release(&f);
}

static void test_nothing_to_bind_is_an_error(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    assert_null(fixture_bound(&f, f.folder));
    assert_string_equal(f.report, "0:error:folder-empty\n0:error:book-empty\n");
    fixture_release(&f);
}

static void test_one_bad_article_is_left_out(void **state)
{
    struct fixture f;
    const char *paths[3] = {"", "/nowhere/b.md", ""};

    (void)state;
    fixture_init(&f);
    paths[0] = fixture_written(&f, "a.md", "title: 가");
    paths[2] = fixture_written(&f, "c.md", "title: 다");
    fixture_make(&f, paths, 3);
    assert_string_equal(fixture_outline(&f), "가 다");
    assert_string_equal(f.report, "0:error:file-missing\n");
    fixture_release(&f);
}

/* Threads change neither the tree nor the order of the messages. */
static void test_threads_change_nothing(void **state)
{
    struct fixture f;
    char *tree, *report;

    (void)state;
    fixture_init(&f);
    for (int i = 0; i < 40; i++)
        fixture_article(
            &f, arena_printf(&f.arena, "%02d.md", i),
            arena_printf(&f.arena,
                         "---\ntitle: %d\n---\n\n%s글 ![](https://a.example/%d.png)[^1]\n\n"
                         "## 마디\n\n[다음](%02d.md#마디)\n\n[^1]: 주 %d\n",
                         i, i % 3 ? "" : "::: tip\n\n", i, i + 1, i));
    f.params.threads = 1;
    fixture_bound(&f, f.folder);
    tree = strdup(f.tree);
    report = strdup(f.report);
    f.report[0] = '\0';
    f.params.threads = 8;
    fixture_bound(&f, f.folder);
    assert_string_equal(f.tree, tree);
    assert_string_equal(f.report, report);
    assert_true(strlen(report) > 400);
    free(tree);
    free(report);
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_article_named_twice_is_there_once),
        cmocka_unit_test(test_a_folder_is_every_article_below_it),
        cmocka_unit_test(test_stubs_that_are_found_are_left_out),
        cmocka_unit_test(test_nothing_to_bind_is_an_error),
        cmocka_unit_test(test_one_bad_article_is_left_out),
        cmocka_unit_test(test_threads_change_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
