#include "fixture.h"

#define CARD(link)                                                                     \
    "```component VPCard\n{\"title\": \"t\", \"desc\": \"d\", \"link\": \"" link       \
    "\"}\n```\n\n"

static const char *followed(struct fixture *f, const char *index)
{
    const char *path = fixture_article(f, "book/README.md", index);

    f->report[0] = '\0';
    f->params.follow = &path;
    f->params.follow_count = 1;
    fixture_make(f, NULL, 0);
    f->params.follow = NULL;
    f->params.follow_count = 0;
    return f->book ? fixture_outline(f) : NULL;
}

static void articles(struct fixture *f)
{
    fixture_init(f);
    fixture_written(f, "book/chapter-1.md", "title: 일");
    fixture_written(f, "book/chapter-2.md", "title: 이");
    fixture_written(f, "book/chapter-10.md", "title: 십");
    fixture_written(f, "README.md", "title: 바깥 차례");
    fixture_written(f, "outside.md", "title: 바깥 글");
}

/* Cards decide the order; the way back and the index itself are no chapters. */
static void test_cards_in_their_order(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(
        followed(&f, "---\ntitle: 안내\nauthor: 엮은이\nlang: ko\n---\n"
                     "# 안내 관련\n\n" CARD("/README.md") "[[toc]]\n\n---\n\n"
                     "글 속의 [십](chapter-10.md)은 차례가 아니다.\n\n"
                     CARD("/host.example/book/chapter-2.md") CARD("chapter-10.md")
                     CARD("/book/chapter-1.md#x") CARD("../README.md")
                     CARD("../outside.md") CARD("https://a.example/book/chapter-1.md")
                     "```component VPCard\n{\"title\": \"안내\", \"desc\": \"\", "
                     "\"link\": \"/book/README.md\"}\n```\n"),
        "이 십 일");
    assert_string_equal(f.book->as.meta->title, "안내");
    assert_string_equal(f.book->as.meta->authors[0].name, "엮은이");
    assert_non_null(strstr(f.report, "note:follow-missing"));
    fixture_release(&f);
}

static void test_groups_become_parts(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_string_equal(followed(&f, "---\ntitle: 안내\n---\n"
                                     "::: details 가\n\n" CARD("chapter-2.md") ":::\n\n"
                                     CARD("chapter-1.md")
                                     "::: details 나\n\n" CARD("chapter-10.md") ":::\n"),
                        "가{ 이 } 일 나{ 십 }");
    assert_string_equal(followed(&f, "---\ntitle: 안내\n---\n## 모두\n\n### 가\n\n"
                                     "- [이](chapter-2.md)\n\n### 나\n\n"
                                     "- [일](chapter-1.md)\n"),
                        "가{ 이 } 나{ 일 }");
    assert_string_equal(followed(&f, "---\ntitle: 안내\n---\n## 차례\n\n"
                                     "- [이](chapter-2.md)\n- [일](chapter-1.md)\n"),
                        "이 일");
    assert_string_equal(followed(&f, "---\ntitle: 안내\n---\n::: tabs\n\n@tab 하나\n\n"
                                     CARD("chapter-2.md") "@tab 둘\n\n"
                                     CARD("chapter-1.md") ":::\n"),
                        "하나{ 이 } 둘{ 일 }");
    fixture_release(&f);
}

static void test_several_indexes_are_parts(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    fixture_article(&f, "book/one.md",
                    "---\ntitle: 첫 안내\n---\n- [이](chapter-2.md)\n");
    fixture_article(&f, "book/two.md",
                    "---\ntitle: 둘째 안내\n---\n::: details 가\n\n- [일](chapter-1.md)\n\n"
                    ":::\n\n::: details 나\n\n- [십](chapter-10.md)\n\n:::\n");
    assert_string_equal(
        fixture_bound(&f, fixture_article(&f, "list.yaml",
                                          "follow: [book/one.md, book/two.md]\n"
                                          "parts: [{articles: outside.md}]\n")),
        "첫 안내{ 이 } 둘째 안내{ 가{ 일 } 나{ 십 } } 바깥 글");
    assert_string_equal(
        fixture_bound(&f, fixture_article(&f, "list.yaml",
                                          "parts:\n"
                                          "  - {title: 부, follow: book/two.md}\n"
                                          "  - {follow: book/one.md}\n")),
        "부{ 가{ 일 } 나{ 십 } } 첫 안내{ 이 }");
    fixture_release(&f);
}

/* What an index leads to is read from beneath its site alone. */
static void test_nothing_outside_is_read(void **state)
{
    struct fixture f;

    (void)state;
    articles(&f);
    assert_int_equal(
        symlink("../outside.md", path_join(&f.arena, f.folder, "book/way-out.md")), 0);
    assert_null(followed(&f, "- [밖](../outside.md)\n- [링크](way-out.md)\n"
                             "- [절대](/outside.md)\n- [꺾어서](x/../../outside.md)\n"
                             "- [시스템](/etc/passwd)\n- [파일](file:///etc/passwd)\n"));
    assert_non_null(strstr(f.report, "error:follow-empty"));
    fixture_write(&f, ".vuepress/config.ts", "", 0);
    assert_string_equal(followed(&f, "- [밖](../outside.md)\n- [링크](way-out.md)\n"
                                     "- [절대](/book/chapter-1.md)\n"),
                        "바깥 글 일");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards_in_their_order),
        cmocka_unit_test(test_groups_become_parts),
        cmocka_unit_test(test_several_indexes_are_parts),
        cmocka_unit_test(test_nothing_outside_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
