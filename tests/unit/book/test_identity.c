#include "fixture.h"

static void test_identifier_is_of_the_address(void **state)
{
    struct fixture f;
    const char *text = "---\ntitle: x\nhead:\n  - - meta:\n    - property: og:url\n"
                       "      content: http://www.example.com/\n---\n글.\n";

    (void)state;
    fixture_init(&f);
    fixture_one(&f, text);
    /* UUIDv5 of that address in the URL namespace, computed apart from this program */
    assert_string_equal(f.book->as.meta->identifier,
                        "urn:uuid:fcde3c85-2270-590f-9e7c-ee003d65e0e2");
    fixture_release(&f);
}

static void test_identifier_is_of_the_bytes(void **state)
{
    struct fixture f;
    const char *first, *paths[2];

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "글.\n");
    first = f.book->as.meta->identifier;
    paths[0] = fixture_article(&f, "elsewhere/b.md", "글.\n");
    fixture_make(&f, paths, 1);
    assert_string_equal(f.book->as.meta->identifier, first);
    fixture_one(&f, "글!\n");
    assert_string_not_equal(f.book->as.meta->identifier, first);
    fixture_release(&f);
}

static void test_options_come_first(void **state)
{
    struct fixture f;
    const struct doc_meta *meta;

    (void)state;
    fixture_init(&f);
    f.params.title = "새 제목";
    f.params.author = "새 저자";
    f.params.lang = "en";
    f.params.identifier = "urn:isbn:9780000000002";
    fixture_one(
        &f,
        "---\ntitle: 옛 제목\nauthor: 옛 저자\nlang: ko\n---\n# 옛 제목 관련\n\n글.\n");
    meta = f.book->as.meta;
    assert_string_equal(meta->title, "새 제목");
    assert_int_equal(meta->author_count, 1);
    assert_string_equal(meta->authors[0].name, "새 저자");
    assert_string_equal(meta->lang, "en");
    assert_string_equal(meta->identifier, "urn:isbn:9780000000002");
    assert_string_equal(f.book->first->as.meta->title, "새 제목");
    assert_int_equal(fixture_count(&f, DOC_HEADING), 0);
    fixture_release(&f);
}

static void test_several_articles(void **state)
{
    struct fixture f;
    const char *paths[3];
    const struct doc_meta *meta;

    (void)state;
    fixture_init(&f);
    paths[0] = fixture_article(&f, "1.md",
                               "---\ntitle: 하나\nauthor: 갑\nlang: ko\n---\n글.\n");
    paths[1] = "/nowhere/missing.md";
    paths[2] = fixture_article(
        &f, "2.md",
        "---\ntitle: 둘\nauthor: [을, 갑]\nlang: ko\ndate: 2024-05-06\n---\n글.\n");
    fixture_make(&f, paths, 3);
    meta = f.book->as.meta;
    assert_string_equal(meta->title, "하나 외 1편");
    assert_int_equal(meta->author_count, 2);
    assert_string_equal(meta->lang, "ko");
    assert_int_equal(fixture_count(&f, DOC_ARTICLE), 3); /* and the colophon */
    assert_true(fixture_reported(&f, "0:error:file-missing"));
    assert_string_equal(book_modified(f.book, &f.arena), "2024-05-06T00:00:00Z");
    fixture_release(&f);
}

static void test_nothing_to_read(void **state)
{
    struct fixture f;
    const char *path = "/nowhere/missing.md";

    (void)state;
    fixture_init(&f);
    assert_null(fixture_make(&f, &path, 1));
    fixture_release(&f);
}

static void test_modified(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    fixture_one(&f, "글.\n");
    assert_string_equal(book_modified(f.book, &f.arena), "1980-01-01T00:00:00Z");
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    assert_string_equal(book_modified(f.book, &f.arena), "2023-11-14T22:13:20Z");
    setenv("SOURCE_DATE_EPOCH", "tomorrow", 1);
    assert_string_equal(book_modified(f.book, &f.arena), "1980-01-01T00:00:00Z");
    unsetenv("SOURCE_DATE_EPOCH");
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identifier_is_of_the_address),
        cmocka_unit_test(test_identifier_is_of_the_bytes),
        cmocka_unit_test(test_options_come_first),
        cmocka_unit_test(test_several_articles),
        cmocka_unit_test(test_nothing_to_read),
        cmocka_unit_test(test_modified),
    };

    unsetenv("SOURCE_DATE_EPOCH");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
