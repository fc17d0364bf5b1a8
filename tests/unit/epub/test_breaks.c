#include "epub/breaks.h"

#include "tree.h"

static struct buf out_buf;

/* What `n` looks like when pages begin in it after `skips` bytes; the first is page 2. */
static const char *broken(struct doc_node *book, const struct doc_node *n,
                          const size_t *skips, size_t count)
{
    struct epub_files files = epub_split(book, &tree_arena);
    struct epub_book b = {.root = book, .meta = book->as.meta, .files = &files};
    struct epub_page p = {
        .book = &b, .file = files.files, .out = &out_buf, .lang = "ko"};
    struct doc_pagemap pages = {0};

    for (size_t i = 0; i < count; i++)
        doc_pagemap_break(&pages, n, skips[i], (int)i + 2);
    b.breaks = epub_breaks_new(&pages, &tree_arena);
    buf_clear(&out_buf);
    epub_write_block(&p, book->first->first);
    for (size_t i = 0; i < count; i++)
        assert_ptr_equal(b.breaks->list[i].file, files.files);
    doc_pagemap_release(&pages);
    return out_buf.data;
}

static void code_is_broken_at_its_lines(void **state)
{
    struct doc_node *book = book_of("글", "ko"), *n = node(DOC_CODE_BLOCK, book->first);
    static const char source[] = "a = 1\n  b = 2\n\nc\n";
    const size_t skips[] = {3, 6};
    const char *html;

    (void)state;
    n->as.code.lang = "";
    n->as.code.text = source;
    n->as.code.len = sizeof source - 1;
    n->as.code.line_count = 4;
    html = broken(book, n, skips, 2);
    assert_has(html, "<span class=\"line\">  <span epub:type=\"pagebreak\" "
                     "role=\"doc-pagebreak\" id=\"page-2\" aria-label=\"2\"></span>"
                     "b = 2\n</span>");
    assert_has(html, "id=\"page-3\" aria-label=\"3\"></span>c\n</span>");
}

static void a_page_never_begins_within_a_character(void **state)
{
    struct doc_node *book = book_of("글", "ko");
    struct doc_node *p = with_text(DOC_PARAGRAPH, book->first, "가나다");
    const size_t skips[] = {4};
    const char *html = broken(book, p->first, skips, 1);

    (void)state;
    assert_has(html, "가나<span");
    assert_has(html, "</span>다");
}

static void a_picture_is_marked_before_it(void **state)
{
    struct doc_node *book = book_of("글", "ko"), *figure = node(DOC_FIGURE, book->first);
    const size_t skips[] = {0};

    (void)state;
    assert_has(broken(book, add_image(figure, "그림", 0), skips, 1),
               "<figure><span epub:type=\"pagebreak\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_is_broken_at_its_lines),
        cmocka_unit_test(a_page_never_begins_within_a_character),
        cmocka_unit_test(a_picture_is_marked_before_it),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    buf_release(&out_buf);
    arena_release(&tree_arena);
    return failed;
}
