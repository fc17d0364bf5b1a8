#include "epub/weigh.h"

#include "tree.h"

/* Every kind of block: what is written is never more than what was weighed. */
static void nothing_is_heavier_than_weighed(void **state)
{
    struct doc_node *book = book_of_everything("ko");
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf out = {0};

    (void)state;
    for (const struct doc_node *n = book->first->first; n; n = n->next) {
        struct epub_page p = {
            .book = &b, .file = files.files, .out = &out, .lang = "ko"};

        buf_clear(&out);
        epub_write_block(&p, n);
        if (n->kind != DOC_FOOTNOTE)
            assert_true(out.len <= epub_weigh(n, &tree_arena));
    }
    buf_release(&out);
}

static void plain_text_weighs_little_more_than_itself(void **state)
{
    struct doc_node *p = with_text(DOC_PARAGRAPH, NULL, "그냥 글이다.");

    (void)state;
    assert_in_range(epub_weigh(p, &tree_arena), strlen("그냥 글이다."), 200);
}

static void escapes_and_notes_weigh(void **state)
{
    struct doc_node *plain = with_text(DOC_PARAGRAPH, NULL, "aaaa");
    struct doc_node *quoted = with_text(DOC_PARAGRAPH, NULL, "\"\"\"\"");
    struct doc_node *book = book_of("글", "ko"), *noted;
    size_t before;

    (void)state;
    assert_true(epub_weigh(quoted, &tree_arena) >=
                epub_weigh(plain, &tree_arena) + 4 * 5);
    noted = with_text(DOC_PARAGRAPH, book->first, "글");
    before = epub_weigh(noted, &tree_arena);
    add_note(book->first, noted);
    with_text(DOC_PARAGRAPH, book->first->last, "주석의 글");
    assert_true(epub_weigh(noted, &tree_arena) > before + strlen("주석의 글"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_heavier_than_weighed),
        cmocka_unit_test(plain_text_weighs_little_more_than_itself),
        cmocka_unit_test(escapes_and_notes_weigh),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
