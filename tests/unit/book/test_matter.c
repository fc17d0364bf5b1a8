#include "fixture.h"

#define SOURCE                                                                    \
    "\n---\n\n<SiteInfo\n  name=\"글\"\n  desc=\"d\"\n  "                           \
    "url=\"https://www.origin.example/%d/\"\n  logo=\"l\"\n  preview=\"p\"/>\n\n글.\n"

static const char *with_source(struct fixture *f, int number, const char *front)
{
    return fixture_article(
        f, arena_printf(&f->arena, "%d.md", number),
        arena_printf(&f->arena, "---\n%s" SOURCE, front, number));
}

static const struct doc_node *matter(const struct fixture *f, enum doc_matter kind)
{
    for (const struct doc_node *n = f->book->first; n; n = n->next)
        if (n->kind == DOC_ARTICLE && n->as.meta->matter == kind)
            return n;
    return NULL;
}

static void test_sources_are_numbered_and_lead_back(void **state)
{
    struct fixture f;
    const char *paths[3];
    const struct doc_node *page, *list, *line;

    (void)state;
    fixture_init(&f);
    paths[0] = with_source(&f, 1,
                           "title: 하나\nlang: ko\nauthor: [갑, 을]\ndate: 2025-02-04\n"
                           "license: CC BY 4.0");
    paths[1] = fixture_article(&f, "own.md", "---\ntitle: 내 글\nlang: ko\n---\n글.\n");
    paths[2] = with_source(&f, 2, "title: 둘\nlang: ko");
    fixture_make(&f, paths, 3);
    page = matter(&f, DOC_MATTER_SOURCES);
    assert_non_null(page);
    assert_string_equal(page->id, "sources");
    assert_string_equal(page->as.meta->title, "출처");
    list = doc_node_child(page, DOC_LIST);
    assert_true(list->as.list.ordered);
    assert_ptr_equal(list->first->next, list->last);
    line = list->first->first;
    assert_string_equal(doc_plain_text(&f.arena, line),
                        "갑, 을, 「하나」, 『origin.example』, "
                        "2025.\u00A02.\u00A04., CC\u00A0BY\u00A04.0");
    assert_ptr_equal(doc_node_child(line, DOC_LINK)->as.link.target, f.book->first);
    assert_string_equal(line->next->first->as.link.url, "https://www.origin.example/1/");
    assert_null(line->next->next);
    fixture_release(&f);
}

static void test_a_book_in_english(void **state)
{
    struct fixture f;
    const char *paths[2];

    (void)state;
    fixture_init(&f);
    paths[0] = with_source(&f, 1, "title: One\nlang: en\nauthor: A\ndate: 2025-02-04");
    paths[1] = with_source(&f, 2, "title: Two\nlang: en\nauthor: B\ndate: 2024-01-02");
    fixture_make(&f, paths, 2);
    assert_string_equal(matter(&f, DOC_MATTER_SOURCES)->as.meta->title, "Sources");
    assert_true(fixture_has(&f, "“"));
    assert_true(fixture_has(&f, "\", 4 February 2025\""));
    assert_true(fixture_has(&f, "\"2 January 2024 – 4 February 2025\""));
    assert_true(fixture_has(&f, "\"2 texts\""));
    fixture_release(&f);
}

static void test_single_articles_have_none(void **state)
{
    struct fixture f;
    const char *path;

    (void)state;
    fixture_init(&f);
    path = with_source(&f, 1, "title: 하나");
    fixture_make(&f, &path, 1);
    assert_int_equal(fixture_count(&f, DOC_ARTICLE), 1);
    fixture_release(&f);
}

static void test_no_sources_no_list(void **state)
{
    struct fixture f;
    const char *paths[2];

    (void)state;
    fixture_init(&f);
    paths[0] = fixture_article(&f, "a.md", "글.\n");
    paths[1] = fixture_article(&f, "b.md", "글.\n");
    fixture_make(&f, paths, 2);
    assert_null(matter(&f, DOC_MATTER_SOURCES));
    assert_non_null(matter(&f, DOC_MATTER_COLOPHON));
    fixture_release(&f);
}

/* The day of a run is in the book only where the run was given one. */
static void test_colophon_has_no_clock(void **state)
{
    struct fixture f;
    const char *paths[2];
    char *first;

    (void)state;
    fixture_init(&f);
    paths[0] = with_source(&f, 1, "title: 하나\nlang: ko");
    paths[1] = with_source(&f, 2, "title: 둘\nlang: ko");
    fixture_make(&f, paths, 2);
    assert_false(fixture_has(&f, "펴낸날"));
    first = strdup(f.tree);
    fixture_make(&f, paths, 2);
    assert_string_equal(f.tree, first);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    fixture_make(&f, paths, 2);
    assert_true(fixture_has(&f, "\"2023년 11월 14일\""));
    setenv("SOURCE_DATE_EPOCH", "tomorrow", 1);
    fixture_make(&f, paths, 2);
    assert_string_equal(f.tree, first);
    unsetenv("SOURCE_DATE_EPOCH");
    free(first);
    fixture_release(&f);
}

/* Rights of the whole are a row; who wrote the texts is told up to a number. */
static void test_colophon_says_rights_and_writers(void **state)
{
    struct fixture f;
    const char *paths[15];

    (void)state;
    fixture_init(&f);
    for (int i = 0; i < 15; i++)
        paths[i] = with_source(
            &f, i, arena_printf(&f.arena,
                                "title: 글\nlang: ko\nauthor: 사람%d\nlicense: CC0", i));
    fixture_make(&f, paths, 15);
    assert_true(fixture_has(&f, "사람10, 사람11 외\""));
    assert_true(fixture_has(&f, "\"이용 조건\""));
    assert_true(fixture_has(&f, "\"CC0\""));
    assert_true(fixture_has(&f, "원문의 주소는 ‘출처’에"));
    fixture_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources_are_numbered_and_lead_back),
        cmocka_unit_test(test_a_book_in_english),
        cmocka_unit_test(test_single_articles_have_none),
        cmocka_unit_test(test_no_sources_no_list),
        cmocka_unit_test(test_colophon_has_no_clock),
        cmocka_unit_test(test_colophon_says_rights_and_writers),
    };

    unsetenv("SOURCE_DATE_EPOCH");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
