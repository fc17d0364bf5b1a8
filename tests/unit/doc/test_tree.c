#include "doc/dump.h"
#include "doc/pagemap.h"
#include "doc/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static const struct diag_pos here = {"t.md", 1, 1};

static void every_kind_has_a_name_and_a_dump(void **state)
{
    struct arena a = {0};

    (void)state;
    for (int kind = 0; kind < DOC_KIND_COUNT; kind++) {
        struct doc_node *n = doc_node_new(&a, (enum doc_kind)kind, here);
        char *text = NULL;
        size_t len;
        FILE *out = open_memstream(&text, &len);

        if (kind == DOC_TEXT || kind == DOC_CODE || kind == DOC_MATH || kind == DOC_MATH_BLOCK)
            n->as.text = "x";
        if (kind == DOC_CODE_BLOCK || kind == DOC_DIAGRAM)
            n->as.code.text = "x\n";
        doc_dump(n, out);
        fclose(out);
        assert_non_null(doc_kind_name((enum doc_kind)kind));
        assert_int_equal(strncmp(text, doc_kind_name((enum doc_kind)kind),
                                 strlen(doc_kind_name((enum doc_kind)kind))), 0);
        assert_int_equal(text[len - 1], '\n');
        free(text);
    }
    arena_release(&a);
}

/* book › article › heading(text), paragraph(text) */
static struct doc_node *small_book(struct arena *a)
{
    struct doc_node *book = doc_node_new(a, DOC_BOOK, here);
    struct doc_node *article = doc_node_new(a, DOC_ARTICLE, here);
    struct doc_node *heading = doc_node_new(a, DOC_HEADING, here);
    struct doc_node *paragraph = doc_node_new(a, DOC_PARAGRAPH, here);

    article->as.meta = arena_new(a, struct doc_meta);
    article->as.meta->lang = "ko";
    doc_node_append(book, article);
    doc_node_append(article, paragraph);
    doc_node_prepend(article, heading);
    doc_node_append(heading, doc_text_new(a, "제목", here));
    doc_node_append(paragraph, doc_text_new(a, "글", here));
    doc_node_append(paragraph, doc_node_new(a, DOC_SOFT_BREAK, here));
    doc_node_append(paragraph, doc_text_new(a, "\"말\"", here));
    return book;
}

static void the_cursor_enters_and_leaves(void **state)
{
    struct arena a = {0};
    struct doc_node *book = small_book(&a);
    int depth = 0, enters = 0;

    (void)state;
    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        depth += w.event == DOC_ENTER ? 1 : -1;
        enters += w.event == DOC_ENTER;
        assert_true(depth >= 0);
        if (w.event == DOC_ENTER && w.node->kind == DOC_HEADING)
            doc_walk_skip(&w);
    }
    assert_int_equal(depth, 0);
    assert_int_equal(enters, 7); /* all but the heading's text */
    arena_release(&a);
}

static void nodes_are_moved(void **state)
{
    struct arena a = {0};
    struct doc_node *article = small_book(&a)->first, *heading = article->first;
    struct doc_node *rule = doc_node_new(&a, DOC_RULE, here);

    (void)state;
    doc_node_insert_after(heading, rule);
    assert_ptr_equal(heading->next, rule);
    assert_ptr_equal(rule->next, article->last);
    doc_node_unlink(rule);
    assert_null(rule->parent);
    assert_ptr_equal(heading->next, article->last);
    doc_node_unwrap(heading);
    assert_int_equal(article->first->kind, DOC_TEXT);
    doc_node_adopt(article->last, article);
    assert_ptr_equal(doc_node_child(article, DOC_PARAGRAPH), article->last);
    arena_release(&a);
}

static void copies_are_whole_and_apart(void **state)
{
    struct arena a = {0};
    struct diag_pos pos = {"a.md", 3, 1};
    struct doc_node *book = doc_node_new(&a, DOC_BOOK, pos),
                    *list = doc_node_new(&a, DOC_LIST, pos),
                    *item = doc_node_new(&a, DOC_ITEM, pos), *copy;

    (void)state;
    list->as.list.start = 7;
    doc_node_append(book, list);
    doc_node_append(book, doc_text_new(&a, "beside", pos));
    doc_node_append(list, item);
    doc_node_append(item, doc_text_new(&a, "one", pos));
    doc_node_append(item, doc_text_new(&a, "two", pos));
    doc_node_append(list, doc_node_new(&a, DOC_ITEM, pos));
    copy = doc_node_copy(&a, list);
    assert_null(copy->parent);
    assert_null(copy->next);
    assert_int_equal(copy->as.list.start, 7);
    assert_string_equal(doc_plain_text(&a, copy), doc_plain_text(&a, list));
    assert_int_equal(copy->last->kind, DOC_ITEM);
    assert_ptr_equal(copy->first->next, copy->last);
    assert_ptr_equal(copy->first->parent, copy);
    doc_node_append(copy->first, doc_text_new(&a, "three", pos));
    assert_null(item->last->next);
    assert_string_equal(item->last->as.text, "two");
    assert_ptr_equal(list->parent, book);
    arena_release(&a);
}

static void plain_text_and_language(void **state)
{
    struct arena a = {0};
    struct doc_node *book = small_book(&a);

    (void)state;
    assert_string_equal(doc_plain_text(&a, book), "제목글 \"말\"");
    assert_string_equal(doc_plain_head(&a, book, 10), "제목글 ");
    assert_string_equal(doc_plain_head(&a, book, 8), "제목");
    assert_string_equal(doc_plain_head(&a, book, 1), "");
    assert_string_equal(doc_node_lang(book->first->first->first), "ko");
    assert_string_equal(doc_node_lang(book), "und");
    assert_ptr_equal(doc_node_ancestor(book->first->first->first, DOC_ARTICLE), book->first);
    arena_release(&a);
}

static void dates(void **state)
{
    char text[DOC_DATE_SIZE];

    (void)state;
    doc_date_format((struct doc_date){2025, 2, 4}, "ko-KR", text);
    assert_string_equal(text, "2025년 2월 4일");
    doc_date_format((struct doc_date){2025, 2, 4}, "en", text);
    assert_string_equal(text, "4 February 2025");
    doc_date_format((struct doc_date){2023, 9, 31}, "ko", text);
    assert_string_equal(text, "");
    assert_true(doc_date_valid((struct doc_date){2024, 2, 29}));
    assert_false(doc_date_valid((struct doc_date){1900, 2, 29}));
    assert_false(doc_lang_is_korean("kok"));
    assert_true(doc_lang_valid("ko-KR"));
    assert_true(doc_lang_valid("de-1996"));
    assert_false(doc_lang_valid(""));
    assert_false(doc_lang_valid("1ko"));
    assert_false(doc_lang_valid("ko_KR"));
    assert_false(doc_lang_valid("ko--KR"));
    assert_false(doc_lang_valid("ko-"));
    assert_false(doc_lang_valid("zh-abcdefghi"));
}

static void pages_are_found(void **state)
{
    struct arena a = {0};
    struct doc_pagemap m = {0};
    struct doc_node *book = small_book(&a);

    (void)state;
    for (int i = 0; i < 100; i++)
        doc_pagemap_add(&m, doc_node_new(&a, DOC_RULE, here), i + 2);
    doc_pagemap_add(&m, book, 1);
    assert_int_equal(doc_pagemap_page(&m, book), 1);
    assert_int_equal(doc_pagemap_page(&m, book->first), 0);
    assert_int_equal(m.page_count, 101);
    doc_pagemap_release(&m);
    arena_release(&a);
}

static void language_tags(void **state)
{
    static const char *const good[] = {"ko", "KO-kr", "zh-cmn-Hant-TW", "de-1901-1996", "abcd", "x-mine-1",
                                       "en-a-bbb-x-a", "zh-TW-u-ca-chinese", "es-419", "de-DE-u-co-phonebk"};
    static const char *const bad[] = {"a", "a-b", "ko-x", "ko-a", "ko-a-", "ko-ko-ko-a-a-a", "i-klingon", "sgn-BE-FR", "ko-1",
                                      "ko-1abc-KR", "x", "x-", "-ko", "한국어", "abcdefghi", "ko-u-"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!doc_lang_valid(good[i]))
            fail_msg("%s is well-formed", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (doc_lang_valid(bad[i]))
            fail_msg("%s is not well-formed", bad[i]);
}

static void identifiers(void **state)
{
    (void)state;
    assert_true(doc_identifier_valid("urn:isbn:9780000000002"));
    assert_true(doc_identifier_valid("책 3"));
    assert_true(doc_identifier_valid("urn:uuid:0123abcd-0123-4567-89AB-0123456789ab"));
    assert_false(doc_identifier_valid(""));
    assert_false(doc_identifier_valid(" "));
    assert_false(doc_identifier_valid("a\nb"));
    assert_false(doc_identifier_valid("urn:uuid:zzz"));
    assert_false(doc_identifier_valid("URN:UUID:0123abcd-0123-4567-89AB-0123456789abc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(language_tags),
        cmocka_unit_test(identifiers),
        cmocka_unit_test(every_kind_has_a_name_and_a_dump),
        cmocka_unit_test(the_cursor_enters_and_leaves),
        cmocka_unit_test(nodes_are_moved),
        cmocka_unit_test(copies_are_whole_and_apart),
        cmocka_unit_test(plain_text_and_language),
        cmocka_unit_test(dates),
        cmocka_unit_test(pages_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
