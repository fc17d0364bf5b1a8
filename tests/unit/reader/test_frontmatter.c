#include "fixture.h"

static void test_every_field(void **state)
{
    struct fixture f;
    const struct doc_meta *m;

    (void)state;
    fixture_read(&f, "---\n"
                     "lang: ko-KR\n"
                     "title: \"서가: 책을 꽂는 법\"\n"
                     "shortTitle: 꽂는 법\n"
                     "description: \"Article(s) > 책을 꽂는 법\"\n"
                     "category:\n  - 책\n  - Article(s)\n"
                     "tag:\n  - blog\n  - 책\n  - 나무\n"
                     "head:\n  - - meta:\n"
                     "    - property: og:title\n      content: 제목\n"
                     "    - property: og:url\n      content: https://e.example/a.html\n"
                     "date: 2024-02-29\n"
                     "author:\n  - name: 김나무\n    url : https://e.example/n\n"
                     "  - 박책\n"
                     "cover: /assets/c.png\n"
                     "license: CC BY 4.0\n"
                     "---\n\n본문\n");
    m = f.article->as.meta;
    assert_string_equal(m->title, "서가: 책을 꽂는 법");
    assert_string_equal(m->short_title, "꽂는 법");
    assert_string_equal(m->description, "책을 꽂는 법");
    assert_string_equal(m->lang, "ko-KR");
    assert_int_equal(m->subject_count, 2);
    assert_string_equal(m->subjects[0], "책");
    assert_string_equal(m->subjects[1], "나무");
    assert_string_equal(m->canonical, "https://e.example/a.html");
    assert_int_equal(m->date.year * 10000 + m->date.month * 100 + m->date.day,
                     20240229);
    assert_int_equal(m->author_count, 2);
    assert_string_equal(m->authors[0].name, "김나무");
    assert_string_equal(m->authors[0].url, "https://e.example/n");
    assert_string_equal(m->authors[1].name, "박책");
    assert_null(m->authors[1].url);
    assert_string_equal(m->cover, "/assets/c.png");
    assert_string_equal(m->rights, "CC BY 4.0");
    assert_string_equal(m->path, "some/article.md");
    assert_string_equal(buf_str(&f.report), "");
    assert_string_equal(f.tree, "  paragraph 28:1\n    text 28:1 \"본문\"\n");
    fixture_release(&f);
}

static size_t authors_of(const char *yaml, const char *first)
{
    struct fixture f;
    char text[256];
    size_t count;

    snprintf(text, sizeof text, "---\ntitle: t\nlang: ko\n%s\n---\n본문\n", yaml);
    fixture_read(&f, text);
    count = f.article->as.meta->author_count;
    if (first)
        assert_string_equal(f.article->as.meta->authors[0].name, first);
    fixture_release(&f);
    return count;
}

static void test_shapes_of_authors(void **state)
{
    (void)state;
    assert_int_equal(authors_of("author: 김, 이", "김, 이"), 1);
    assert_int_equal(authors_of("author: [김, 이]", "김"), 2);
    assert_int_equal(authors_of("author: {name: 김}", "김"), 1);
    assert_int_equal(authors_of("authors:\n  - name: 김", "김"), 1);
    assert_int_equal(authors_of("author: false", NULL), 0);
    assert_int_equal(authors_of("author:", NULL), 0);
    assert_int_equal(authors_of("author: [null, 이]", "이"), 1);
}

static void test_no_such_day(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "---\ntitle: t\nlang: ko\ndate: 2023-09-31\n---\n본문\n");
    assert_int_equal(f.article->as.meta->date.year, 0);
    assert_non_null(strstr(buf_str(&f.report), ":date "));
    fixture_release(&f);
}

static enum doc_breaks breaks_of(const char *value, const char *says)
{
    struct fixture f;
    char text[128];
    enum doc_breaks breaks;

    snprintf(text, sizeof text, "---\ntitle: t\nlang: ko\nbreaks: %s\n---\n본문\n",
             value);
    fixture_read(&f, text);
    breaks = f.article->as.meta->breaks;
    assert_int_equal(strstr(buf_str(&f.report), "4:") != NULL, says != NULL);
    if (says)
        assert_non_null(strstr(buf_str(&f.report), says));
    fixture_release(&f);
    return breaks;
}

static void test_breaks(void **state)
{
    (void)state;
    assert_int_equal(breaks_of("eojeol", NULL), DOC_BREAKS_EOJEOL);
    assert_int_equal(breaks_of("hybrid", NULL), DOC_BREAKS_HYBRID);
    assert_int_equal(breaks_of("syllable", NULL), DOC_BREAKS_SYLLABLE);
    assert_int_equal(breaks_of("word", "fm-breaks"), DOC_BREAKS_ANY);
    assert_int_equal(breaks_of("[eojeol]", "fm-breaks"), DOC_BREAKS_ANY);
}

static void test_broken_yaml_is_salvaged(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f,
                 "---\ntitle: 하나: 둘: [셋\nlang: ko\ndate: 2025-01-02\n---\n본문\n");
    assert_string_equal(f.article->as.meta->title, "하나: 둘: [셋");
    assert_string_equal(f.article->as.meta->lang, "ko");
    assert_int_equal(f.article->as.meta->date.day, 2);
    assert_non_null(strstr(buf_str(&f.report), "fm-syntax"));
    assert_string_equal(f.tree, "  paragraph 6:1\n    text 6:1 \"본문\"\n");
    fixture_release(&f);
}

static void test_large_front_matter_is_read_line_by_line(void **state)
{
    struct fixture f;
    struct buf text = {0};

    (void)state;
    buf_puts(&text, "---\ntitle: 긴 머리\n");
    for (int i = 0; i < 8000; i++)
        buf_printf(&text, "k%d: [v\n", i);
    buf_puts(&text, "---\n본문\n");
    fixture_read(&f, buf_str(&text));
    assert_string_equal(f.article->as.meta->title, "긴 머리");
    assert_non_null(strstr(buf_str(&f.report), "fm-limit"));
    fixture_release(&f);
    buf_release(&text);
}

static void test_unclosed_front_matter_is_text(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "---\n본문이다\n");
    assert_int_equal(fixture_count(&f, DOC_RULE), 1);
    assert_int_equal(fixture_count(&f, DOC_PARAGRAPH), 1);
    fixture_release(&f);
}

static void test_title_of_last_resort(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "글머리\n\n# 나의 `첫` *글*\n");
    assert_string_equal(f.article->as.meta->title, "나의 첫 글");
    fixture_release(&f);
    fixture_read(&f, "");
    assert_string_equal(f.article->as.meta->title, "article");
    assert_non_null(f.article->as.meta->lang);
    assert_string_equal(f.tree, "");
    fixture_release(&f);
}

static void test_language_is_looked_at(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "우리말로 쓴 글이다. English도 조금 있다.\n");
    assert_string_equal(f.article->as.meta->lang, "ko");
    fixture_release(&f);
    fixture_read(&f, "This text was written in English, every single word of it.\n");
    assert_string_equal(f.article->as.meta->lang, "en");
    fixture_release(&f);
}

static void test_values_are_put_into_the_text(void **state)
{
    (void)state;
    assert_reads(
        "---\ntitle: 가 * 나 * 다\nlang: ko\n---\n# {{ $frontmatter.title }} 관련\n\n"
        "`{{ $frontmatter.title }}` {{ 1 + 1 }}\n",
        "  heading 5:1 level=1 slug=\"가-나-다-관련\"\n"
        "    text 5:3 \"가 * 나 * 다 관련\"\n"
        "  paragraph 7:1\n"
        "    code 7:2 \"{{ $frontmatter.title }}\"\n"
        "    text 7:27 \" {{ 1 + 1 }}\"\n",
        "");
}

/* Without a title in the front matter the first heading that has words of its own is
 * one. */
static void test_title_that_is_asked_for(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(
        &f, "# {{ $frontmatter.title }} 관련\n\n```\n# 아님\n```\n\n## **둘째**\n");
    assert_string_equal(f.article->as.meta->title, "둘째");
    assert_string_equal(f.article->first->first->as.text, "둘째 관련");
    assert_string_equal(buf_str(&f.report), "");
    fixture_release(&f);
    fixture_read(&f, "# {{ $frontmatter.title }}\n");
    assert_string_equal(f.article->first->first->as.text, "{{ $frontmatter.title }}");
    assert_string_equal(buf_str(&f.report), "1:interp ");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field),
        cmocka_unit_test(test_shapes_of_authors),
        cmocka_unit_test(test_no_such_day),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_broken_yaml_is_salvaged),
        cmocka_unit_test(test_large_front_matter_is_read_line_by_line),
        cmocka_unit_test(test_unclosed_front_matter_is_text),
        cmocka_unit_test(test_title_of_last_resort),
        cmocka_unit_test(test_language_is_looked_at),
        cmocka_unit_test(test_title_that_is_asked_for),
        cmocka_unit_test(test_values_are_put_into_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
