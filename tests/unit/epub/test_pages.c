#include "epub/pages.h"

#include "tree.h"

static void the_opening_has_title_byline_and_source(void **state)
{
    struct doc_node *book = book_of("앞 낱말(Word)의 뒤", "ko");
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf out = {0};

    (void)state;
    epub_page_article(&b, &files.files[0], &out);
    assert_well_formed(out.data);
    assert_has(
        out.data,
        "<h1 id=\"a1-title\">앞 <span class=\"whole\">낱말(Word)의</span> 뒤</h1>");
    assert_has(out.data, "<b>홍길동</b>, <b>김 &amp; 이</b> · 2025년 2월 4일");
    assert_has(out.data, "원문 예시 잡지 <a href=\"https://www.example.org/");
    assert_has(out.data, ">www.example.org/글/1</a>");
    assert_has(out.data, "lang=\"ko\" xml:lang=\"ko\"");
    buf_release(&out);
}

static void nothing_known_leaves_no_line(void **state)
{
    struct doc_node *book = book_of("제목", "ko");
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf out = {0};

    (void)state;
    *book->first->as.meta = (struct doc_meta){.title = "제목", .lang = "ko"};
    epub_page_article(&b, &files.files[0], &out);
    assert_well_formed(out.data);
    assert_has_not(out.data, "byline");
    assert_has_not(out.data, "source-line");
    buf_release(&out);
}

static void the_cover_is_described(void **state)
{
    struct doc_node *book = book_of("제목", "ko");
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf out = {0};

    (void)state;
    epub_page_cover(&b, "img-1.png", &out);
    assert_well_formed(out.data);
    assert_has(out.data, "<img src=\"img-1.png\" alt=\"제목, 홍길동, 김 &amp; 이\"/>");
    buf_clear(&out);
    epub_page_title(&b, &out);
    assert_well_formed(out.data);
    assert_has(out.data, "epub:type=\"titlepage\"");
    buf_release(&out);
}

/* Its number, its title, and as many of its articles as a page holds. */
static void a_part_names_what_is_in_it(void **state)
{
    struct doc_node *book = node(DOC_BOOK, NULL), *part = node(DOC_PART, book);
    struct epub_files files;
    struct epub_book b = {.root = book, .files = &files};
    struct buf out = {0};

    (void)state;
    b.meta = book->as.meta = meta("책", "ko");
    part->as.meta = meta("읽기 & 쓰기", "ko");
    part->id = "p1";
    for (int i = 1; i <= 14; i++)
        node(DOC_ARTICLE, part)->as.meta =
            meta(arena_printf(&tree_arena, "글 %d", i), "ko");
    files = epub_split(book, &tree_arena);
    assert_string_equal(files.files[0].name, "part-1.xhtml");
    epub_page_part(&b, &files.files[0], &out);
    assert_well_formed(out.data);
    assert_has(out.data, "epub:type=\"part\" role=\"doc-part\" id=\"p1\"");
    assert_has(out.data, "<p class=\"part-number\">제1부</p>\n<h1 id=\"p1-title\">읽기 "
                         "&amp; 쓰기</h1>");
    assert_has(out.data, "<li><a href=\"art-12.xhtml\">글 12</a></li>\n</ol>\n<p "
                         "class=\"more\">외 2편</p>");
    assert_has_not(out.data, "글 13");
    buf_release(&out);
}

static void the_books_own_pages_say_what_they_are(void **state)
{
    struct doc_node *book = book_of("판권", "ko");
    struct epub_files files;
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf out = {0};

    (void)state;
    *book->first->as.meta = (struct doc_meta){
        .title = "판권", .lang = "ko", .matter = DOC_MATTER_COLOPHON};
    files = epub_split(book, &tree_arena);
    assert_string_equal(files.files[0].name, "colophon.xhtml");
    epub_page_article(&b, &files.files[0], &out);
    assert_well_formed(out.data);
    assert_has(out.data, "epub:type=\"colophon\" role=\"doc-colophon\"");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_opening_has_title_byline_and_source),
        cmocka_unit_test(nothing_known_leaves_no_line),
        cmocka_unit_test(the_cover_is_described),
        cmocka_unit_test(a_part_names_what_is_in_it),
        cmocka_unit_test(the_books_own_pages_say_what_they_are),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
