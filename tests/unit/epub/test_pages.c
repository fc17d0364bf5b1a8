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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_opening_has_title_byline_and_source),
        cmocka_unit_test(nothing_known_leaves_no_line),
        cmocka_unit_test(the_cover_is_described),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
