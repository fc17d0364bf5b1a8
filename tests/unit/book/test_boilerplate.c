#include "fixture.h"

#define FRONT                                                                           \
    "---\ntitle: 시험 글\nlang: ko-KR\nhead:\n  - - meta:\n    - property: og:url\n" \
    "      content: https://site.example.org/books/x/article.html\n---\n"
#define HUB                                                                   \
    "```component VPCard\n{\"title\": \"목록\", \"desc\": \"\", \"link\": " \
    "\"/x/README.md\"}\n```\n\n"
#define SOURCE                                                       \
    "<SiteInfo\n  name=\"처음 실린 글\"\n  desc=\"설명\"\n  " \
    "url=\"https://www.origin.example/a/1/\"\n  logo=\"l.png\"\n  "  \
    "preview=\"p.png\"/>\n\n"

static void test_opening_and_closing_go(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(
        &f,
        FRONT "# {{ $frontmatter.title }} 관련\n\n" HUB "[[toc]]\n\n---\n\n" SOURCE
              "첫 문단.\n\n---\n\n## 절\n\n둘째 문단.\n\n---\n\n"
              "```component VPCard\n{\"title\": \"시험 글\", \"desc\": \"\", \"link\": "
              "\"https://site.example.org/books/x/article.html\"}\n```\n");
    assert_int_equal(fixture_count(&f, DOC_HEADING), 1);
    assert_int_equal(fixture_count(&f, DOC_CARD), 0);
    assert_int_equal(fixture_count(&f, DOC_RULE), 0);
    assert_int_equal(fixture_count(&f, DOC_TOC), 0);
    assert_int_equal(fixture_count(&f, DOC_PARAGRAPH), 2);
    assert_string_equal(f.report, "");
    fixture_release(&f);
}

static void test_site_info_is_the_source(void **state)
{
    struct fixture f;
    const struct doc_source *source;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, FRONT SOURCE "본문.\n\n" SOURCE);
    source = &f.book->as.meta->source;
    assert_string_equal(source->url, "https://www.origin.example/a/1/");
    assert_string_equal(source->name, "처음 실린 글");
    assert_string_equal(source->site, "origin.example");
    assert_int_equal(fixture_count(&f, DOC_CARD), 1); /* the second one is content */
    fixture_release(&f);
}

static void test_source_of_last_resort(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, FRONT "본문.\n");
    assert_string_equal(f.book->as.meta->source.url,
                        "https://site.example.org/books/x/article.html");
    assert_string_equal(f.book->as.meta->source.site, "site.example.org");
    fixture_release(&f);
}

static void test_source_card_abroad(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, FRONT
                "# 시험 글 관련\n\n" HUB "[[toc]]\n\n---\n\n"
                "```component VPCard\n{\"title\": \"원문\", \"desc\": \"\", \"link\": "
                "\"https://other.example/p?a=1\"}\n```\n\n본문.\n");
    assert_string_equal(f.book->as.meta->source.url, "https://other.example/p?a=1");
    assert_int_equal(fixture_count(&f, DOC_CARD), 0);
    fixture_release(&f);
}

static void test_what_says_something_stays(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(
        &f,
        FRONT "# 다른 제목\n\n글.\n\n---\n\n글.\n\n"
              "```component VPCard\n{\"title\": \"다음 글\", \"desc\": \"\", \"link\": "
              "\"https://other.example/next\"}\n```\n");
    assert_int_equal(fixture_count(&f, DOC_HEADING), 1);
    assert_int_equal(fixture_count(&f, DOC_RULE), 1);
    assert_int_equal(fixture_count(&f, DOC_CARD), 1);
    fixture_release(&f);
}

static void test_empty_boxes_go(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f,
                FRONT "글.\n\n::: details 더 보기\n\n::: info\n\n:::\n\n:::\n\n---\n\n"
                      "::: tip 남는 것\n\n글.\n\n:::\n");
    assert_int_equal(fixture_count(&f, DOC_DETAILS), 0);
    assert_int_equal(fixture_count(&f, DOC_CALLOUT), 1);
    fixture_release(&f);
}

static void test_furniture_can_be_kept(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    f.params.keep_furniture = true;
    fixture_one(&f,
                FRONT "# 시험 글 관련\n\n" HUB "[[toc]]\n\n---\n\n" SOURCE "본문.\n");
    assert_int_equal(fixture_count(&f, DOC_HEADING), 1);
    assert_int_equal(fixture_count(&f, DOC_CARD), 2);
    assert_int_equal(fixture_count(&f, DOC_TOC), 1);
    assert_int_equal(fixture_count(&f, DOC_RULE), 1);
    assert_string_equal(f.book->as.meta->source.name, "처음 실린 글");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_opening_and_closing_go),
        cmocka_unit_test(test_site_info_is_the_source),
        cmocka_unit_test(test_source_of_last_resort),
        cmocka_unit_test(test_source_card_abroad),
        cmocka_unit_test(test_what_says_something_stays),
        cmocka_unit_test(test_empty_boxes_go),
        cmocka_unit_test(test_furniture_can_be_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
