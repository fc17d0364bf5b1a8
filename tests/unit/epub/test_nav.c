#include "epub/breaks.h"
#include "epub/nav.h"

#include "tree.h"

static void levels_nest_and_blanks_are_left_out(void **state)
{
    struct doc_node *book = book_of("제목", "ko"), *a = book->first;
    struct epub_files files;
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct buf nav = {0}, ncx = {0};

    (void)state;
    heading(a, 2, "a1-h1", "하나");
    heading(a, 3, "a1-h2", "하나 하나");
    heading(a, 4, "a1-h3", "깊은 것");
    heading(a, 2, "a1-h4", " ");
    heading(a, 2, "a1-h5", "둘 & 끝");
    files = epub_split(book, &tree_arena);
    epub_write_nav(&b, true, &nav);
    epub_write_ncx(&b, &ncx);
    assert_well_formed(nav.data);
    assert_well_formed(ncx.data);
    assert_has(nav.data, "<li class=\"heading\"><a href=\"art-1.xhtml#a1-h2\">하나 하나</a></li>");
    assert_has(nav.data, ">둘 &amp; 끝</a>");
    assert_has_not(nav.data, "깊은 것");
    assert_has_not(nav.data, "a1-h4");
    assert_has(nav.data, "epub:type=\"cover\" href=\"cover.xhtml\"");
    assert_has(nav.data, "epub:type=\"bodymatter\" href=\"art-1.xhtml\"");
    assert_has_not(nav.data, "page-list");
    assert_has(ncx.data, "<meta name=\"dtb:depth\" content=\"3\"/>");
    assert_has(ncx.data, "content=\"urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8\"");
    assert_has(ncx.data, "<navPoint id=\"n4\" playOrder=\"4\">");
    assert_has_not(ncx.data, "playOrder=\"5\"");
    buf_release(&nav);
    buf_release(&ncx);
}

static void printed_pages_are_listed_where_they_are_marked(void **state)
{
    struct doc_node *book = book_of("제목", "ko"), *a = book->first;
    struct doc_node *p = with_text(DOC_PARAGRAPH, a, "하나 둘 셋 넷");
    struct doc_node *gone = with_text(DOC_PARAGRAPH, NULL, "여기 없다");
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct doc_pagemap pages = {0};
    struct buf text = {0}, nav = {0}, ncx = {0};

    (void)state;
    doc_pagemap_break(&pages, a, 0, 1);
    doc_pagemap_break(&pages, gone->first, 0, 2);
    doc_pagemap_break(&pages, p->first, strlen("하나둘"), 3);
    b.breaks = epub_breaks_new(&pages, &tree_arena);
    epub_page_article(&b, files.files, &text);
    epub_write_nav(&b, false, &nav);
    epub_write_ncx(&b, &ncx);
    assert_well_formed(text.data);
    assert_well_formed(nav.data);
    assert_well_formed(ncx.data);
    assert_has(text.data, "하나 둘 <span epub:type=\"pagebreak\" "
                          "role=\"doc-pagebreak\" id=\"page-3\" "
                          "aria-label=\"3\"></span>셋 넷");
    assert_has(nav.data, "<li><a href=\"art-1.xhtml#page-1\">1</a></li>\n"
                         "<li><a href=\"art-1.xhtml#page-3\">3</a></li>\n</ol>");
    assert_has(ncx.data, "<meta name=\"dtb:totalPageCount\" content=\"2\"/>");
    assert_has(ncx.data, "<meta name=\"dtb:maxPageNumber\" content=\"3\"/>");
    assert_has(ncx.data, "value=\"3\" playOrder=\"3\"");
    doc_pagemap_release(&pages);
    buf_release(&text);
    buf_release(&nav);
    buf_release(&ncx);
}

static void parts_hold_their_articles(void **state)
{
    struct doc_node *book = node(DOC_BOOK, NULL), *part = node(DOC_PART, book);
    struct doc_node *a = node(DOC_ARTICLE, part);
    struct epub_files files;
    struct epub_book b = {.root = book, .files = &files};
    struct buf nav = {0};

    (void)state;
    book->as.meta = meta("책", "ko");
    part->as.meta = meta("첫째 부", "ko");
    a->as.meta = meta("글", "ko");
    a->id = "a1";
    b.meta = book->as.meta;
    files = epub_split(book, &tree_arena);
    epub_write_nav(&b, false, &nav);
    assert_well_formed(nav.data);
    assert_has(nav.data, "<li class=\"part\"><a href=\"part-1.xhtml\">제1부 첫째 부</a><ol>\n<li><a "
                         "href=\"art-1.xhtml\">글</a>");
    buf_release(&nav);
}

/* The whole tree of a bound book: three levels and no more, its own pages last. */
static void parts_within_parts(void **state)
{
    struct doc_node *book = node(DOC_BOOK, NULL), *outer = node(DOC_PART, book);
    struct doc_node *first = node(DOC_ARTICLE, outer), *inner = node(DOC_PART, outer);
    struct doc_node *second = node(DOC_ARTICLE, inner), *last = node(DOC_ARTICLE, book);
    struct doc_node *sources = node(DOC_ARTICLE, book);
    struct epub_files files;
    struct epub_book b = {.root = book, .files = &files};
    struct buf nav = {0}, ncx = {0};

    (void)state;
    b.meta = book->as.meta = meta("책", "ko");
    outer->as.meta = meta("밖", "ko");
    inner->as.meta = meta("안", "ko");
    first->as.meta = meta("하나", "ko");
    second->as.meta = meta("둘", "ko");
    last->as.meta = meta("셋", "ko");
    sources->as.meta = meta("출처", "ko");
    sources->as.meta->matter = DOC_MATTER_SOURCES;
    heading(first, 2, "a1-h1", "하나의 절");
    heading(second, 2, "a2-h1", "둘의 절");
    heading(last, 2, "a3-h1", "셋의 절");
    files = epub_split(book, &tree_arena);
    epub_write_nav(&b, false, &nav);
    epub_write_ncx(&b, &ncx);
    assert_well_formed(nav.data);
    assert_well_formed(ncx.data);
    assert_has(nav.data,
               "<li class=\"part\"><a href=\"part-1.xhtml\">제1부 밖</a><ol>\n"
               "<li><a href=\"art-1.xhtml\">하나</a><ol>\n"
               "<li class=\"heading\"><a href=\"art-1.xhtml#a1-h1\">하나의 절</a></li>\n</ol></li>\n"
               "<li class=\"part\"><a href=\"part-2.xhtml\">안</a><ol>\n"
               "<li><a href=\"art-2.xhtml\">둘</a></li>\n</ol></li>\n</ol></li>\n"
               "<li><a href=\"art-3.xhtml\">셋</a><ol>\n"
               "<li class=\"heading\"><a href=\"art-3.xhtml#a3-h1\">셋의 절</a></li>\n</ol></li>\n"
               "<li><a href=\"sources.xhtml\">출처</a></li>");
    assert_has(nav.data, "<a epub:type=\"bodymatter\" href=\"part-1.xhtml\">");
    assert_has(nav.data, "<a epub:type=\"bibliography\" href=\"sources.xhtml\">출처</a>");
    assert_has(ncx.data, "<meta name=\"dtb:depth\" content=\"3\"/>");
    assert_has_not(ncx.data, "둘의 절");
    buf_release(&nav);
    buf_release(&ncx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_nest_and_blanks_are_left_out),
        cmocka_unit_test(printed_pages_are_listed_where_they_are_marked),
        cmocka_unit_test(parts_hold_their_articles),
        cmocka_unit_test(parts_within_parts),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&tree_arena);
    return failed;
}
