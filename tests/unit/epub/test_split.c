#include "epub/split.h"

#include "tree.h"

/* An article of `sections`, each of more than half a file, that link to each other. */
static struct doc_node *long_book(int sections)
{
    struct doc_node *book = book_of("긴 글", "ko"), *a = book->first, *last = NULL;
    char *filler = arena_alloc(&tree_arena, EPUB_FILE_SIZE * 6 / 10 + 1);

    memset(filler, 'x', EPUB_FILE_SIZE * 6 / 10);
    for (int i = 0; i < sections; i++) {
        struct doc_node *h =
            heading(a, 2, arena_printf(&tree_arena, "a1-h%d", i + 1), "절");
        struct doc_node *p = with_text(DOC_PARAGRAPH, a, filler);

        if (last)
            with_text(DOC_LINK, p, "앞 절")->as.link.target = last;
        last = h;
    }
    return book;
}

static void a_short_article_is_one_file(void **state)
{
    struct doc_node *book = book_of_everything("ko");
    struct epub_files files = epub_split(book, &tree_arena);

    (void)state;
    assert_int_equal(files.count, 1);
    assert_string_equal(files.files[0].name, "art-1.xhtml");
    assert_true(files.files[0].opening);
    assert_ptr_equal(epub_file_of(&files, book->first), &files.files[0]);
}

static void a_long_article_is_cut_at_headings(void **state)
{
    struct doc_node *book = long_book(5);
    struct epub_files files = epub_split(book, &tree_arena);

    (void)state;
    assert_int_equal(files.count, 3);
    assert_string_equal(files.files[1].name, "art-1-2.xhtml");
    assert_false(files.files[1].opening);
    assert_int_equal(files.files[1].first->kind, DOC_HEADING);
    assert_ptr_equal(files.files[0].end, files.files[1].first);
    assert_null(files.files[2].end);
}

static void links_cross_files(void **state)
{
    struct doc_node *book = long_book(4);
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf first = {0}, second = {0};

    (void)state;
    assert_int_equal(files.count, 2);
    epub_page_article(&b, &files.files[0], &first);
    epub_page_article(&b, &files.files[1], &second);
    assert_well_formed(first.data);
    assert_well_formed(second.data);
    assert_has(first.data, "<a href=\"#a1-h1\">앞 절</a>");
    assert_has(second.data, "<a href=\"art-1.xhtml#a1-h2\">앞 절</a>");
    assert_has(second.data, "<a href=\"#a1-h3\">앞 절</a>");
    assert_has(first.data, "<h1");
    assert_has_not(second.data, "<h1");
    buf_release(&first);
    buf_release(&second);
}

static void notes_stay_with_their_marks(void **state)
{
    struct doc_node *book = long_book(4);
    struct epub_files files;

    (void)state;
    add_note(book->first, book->first->first->next);
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 2);
    assert_ptr_equal(epub_file_of(&files, book->first->last), &files.files[0]);
}

static void articles_are_numbered(void **state)
{
    struct doc_node *book = book_of_everything("ko"), *second = node(DOC_ARTICLE, book);
    struct epub_files files;

    (void)state;
    second->as.meta = meta("둘째", "en");
    second->id = "a2";
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 2);
    assert_string_equal(epub_file_of(&files, second)->name, "art-2.xhtml");
    assert_null(epub_file_of(&files, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_article_is_one_file),
        cmocka_unit_test(a_long_article_is_cut_at_headings),
        cmocka_unit_test(links_cross_files),
        cmocka_unit_test(notes_stay_with_their_marks),
        cmocka_unit_test(articles_are_numbered),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
