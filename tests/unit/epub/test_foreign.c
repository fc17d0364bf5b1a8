#include "epub/foreign.h"

#include "tree.h"

static const char *language_of(const char *s)
{
    struct doc_node *book = book_of("글", "ko");

    return epub_foreign(with_text(DOC_PARAGRAPH, book->first, s));
}

static void english_is_told_by_its_words(void **state)
{
    (void)state;
    assert_string_equal(language_of("The shelf is made of wood."), "en");
    assert_null(language_of("The 책장 is made of wood."));
    assert_null(language_of("npm install seoga --save"));
    assert_null(language_of("The end"));
    assert_null(language_of("Das ist ein kurzer Satz."));
    assert_null(language_of("urn:uuid:adc1146a-431c-57b9-a432-e78ad2a9a0b3"));
    assert_null(language_of("1, 2, 3"));
    assert_null(language_of(""));
}

static void kana_is_japanese(void **state)
{
    (void)state;
    assert_string_equal(language_of("本を読む。"), "ja");
    assert_null(language_of("本"));
    assert_null(language_of("일본어로 本を読む 하면"));
}

static void only_korean_articles_have_foreign_text(void **state)
{
    struct doc_node *book = book_of("Text", "en");
    struct doc_node *p = with_text(DOC_PARAGRAPH, book->first, "This is one of those.");

    (void)state;
    assert_null(epub_foreign(p));
}

static void an_item_is_marked_when_it_is_one_text(void **state)
{
    struct doc_node *book = book_of("글", "ko"), *list = node(DOC_LIST, book->first);
    struct doc_node *item = node(DOC_ITEM, list);

    (void)state;
    with_text(DOC_PLAIN, item, "All of the books that are here");
    assert_string_equal(epub_foreign(item), "en");
    with_text(DOC_ITEM, node(DOC_LIST, item), "안쪽");
    assert_null(epub_foreign(item));
    assert_null(epub_foreign(list));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_is_told_by_its_words),
        cmocka_unit_test(kana_is_japanese),
        cmocka_unit_test(only_korean_articles_have_foreign_text),
        cmocka_unit_test(an_item_is_marked_when_it_is_one_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
