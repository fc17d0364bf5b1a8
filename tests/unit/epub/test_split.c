#include "epub/split.h"

#include "tree.h"

static const char *filler_of(size_t len)
{
    char *filler = arena_alloc(&tree_arena, len + 1);

    memset(filler, 'x', len);
    filler[len] = '\0';
    return filler;
}

/* An article of `sections`, each of a little less than half a file, that link to each other. */
static struct doc_node *long_book(int sections)
{
    struct doc_node *book = book_of("긴 글", "ko"), *a = book->first, *last = NULL;
    const char *filler = filler_of(EPUB_FILE_SIZE * 45 / 100);

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

/* A section of a third of a file, begun by a heading of `level`; 0: by none. */
static void add_third(struct doc_node *article, int level)
{
    if (level)
        heading(article, level, "h", "절");
    with_text(DOC_PARAGRAPH, article, filler_of(EPUB_FILE_SIZE * 30 / 100));
}

static void the_highest_late_heading_is_the_cut(void **state)
{
    struct doc_node *book = book_of("글", "ko");
    struct epub_files files;

    (void)state;
    add_third(book->first, 2);
    add_third(book->first, 2);
    add_third(book->first, 2);
    add_third(book->first, 3);
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 2);
    assert_int_equal(files.files[1].first->as.heading.level, 2);
}

static void without_headings_blocks_are_the_cut(void **state)
{
    struct doc_node *book = book_of("글", "ko");
    struct epub_files files;

    (void)state;
    for (int i = 0; i < 7; i++)
        add_third(book->first, 0);
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 3);
    assert_int_equal(files.files[1].first->kind, DOC_PARAGRAPH);
    assert_ptr_equal(files.files[0].end, files.files[1].first);
    assert_null(files.files[2].end);
}

static void headings_stay_with_what_is_too_large(void **state)
{
    struct doc_node *book = book_of("글", "ko"), *a = book->first;
    struct epub_files files;

    (void)state;
    heading(a, 2, "h1", "절");
    with_text(DOC_PARAGRAPH, a, filler_of(EPUB_FILE_SIZE * 2));
    heading(a, 2, "h2", "절");
    with_text(DOC_PARAGRAPH, a, "짧다");
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 2);
    assert_ptr_equal(files.files[1].first, a->first->next->next);
}

static void notes_count_where_they_are_called_for(void **state)
{
    struct doc_node *book = book_of("글", "ko"), *a = book->first, *note;
    struct epub_files files;

    (void)state;
    heading(a, 2, "h1", "절");
    add_note(a, with_text(DOC_PARAGRAPH, a, "글"));
    note = a->last;
    with_text(DOC_PARAGRAPH, note, filler_of(EPUB_FILE_SIZE * 8 / 10));
    doc_node_unlink(note);
    add_third(a, 2);
    doc_node_append(a, note);
    files = epub_split(book, &tree_arena);
    assert_int_equal(files.count, 2);
    assert_ptr_equal(epub_file_of(&files, note), &files.files[0]);
    assert_int_equal(files.files[0].note_count, 1);
    assert_ptr_equal(files.files[0].notes[0], note);
    assert_int_equal(files.files[1].note_count, 0);
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
        cmocka_unit_test(the_highest_late_heading_is_the_cut),
        cmocka_unit_test(without_headings_blocks_are_the_cut),
        cmocka_unit_test(headings_stay_with_what_is_too_large),
        cmocka_unit_test(notes_count_where_they_are_called_for),
        cmocka_unit_test(links_cross_files),
        cmocka_unit_test(notes_stay_with_their_marks),
        cmocka_unit_test(articles_are_numbered),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
