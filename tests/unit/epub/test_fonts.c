#include "epub/fonts.h"

#include "tree.h"
#include "text/font.h"
#include "util/file.h"
#include "util/path.h"

#include <unistd.h>

static const char *source_root;

/* The font as it stands in the book, opened again. */
static struct text_font *reopened(const struct epub_font *f, struct diag *diag)
{
    char path[] = "/tmp/seoga-font-XXXXXX";
    int fd = mkstemp(path);
    struct text_font *font;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, f->bytes.data, f->bytes.len), f->bytes.len);
    font = text_font_open(path, 0, diag);
    close(fd);
    unlink(path);
    assert_non_null(font);
    return font;
}

static void fonts_hold_what_the_book_needs(void **state)
{
    struct doc_node *book = book_of("책", "ko");
    struct epub_book b = {.root = book, .meta = book->as.meta};
    struct diag diag = {0};
    struct epub_fonts fonts;
    struct text_font *serif, *mono;
    struct buf page = {0};

    (void)state;
    b.diag = &diag;
    buf_puts(&page, "<p>서가 shelf 書</p>");
    node(DOC_CODE, node(DOC_PARAGRAPH, book->first))->as.text = "int 값;";
    assert_true(epub_fonts_make(&b, &page, 1,
                                path_join(&tree_arena, source_root, "fonts"), 2,
                                &fonts));
    serif = reopened(&fonts.list[0], &diag);
    assert_int_not_equal(text_font_glyph(serif, 0xc11c), 0); /* 서 */
    assert_int_not_equal(text_font_glyph(serif, 0x66f8), 0); /* 書 */
    assert_int_equal(text_font_glyph(serif, 0xd7a3), 0);     /* 힣 */
    assert_null(fonts.list[4].name);
    mono = reopened(&fonts.list[5], &diag);
    assert_int_not_equal(text_font_glyph(mono, 0xac12), 0); /* 값 */
    assert_int_equal(text_font_glyph(mono, 0xc11c), 0);
    assert_null(strstr(mono->name, "D2Coding"));
    assert_has(fonts.css.data, "font-family: \"Noto Serif KR\"; font-weight: 700");
    assert_has(fonts.css.data, "url(mono.ttf)");
    assert_has_not(fonts.css.data, "D2Coding");
    assert_has(fonts.licence.data, "Open Font License");
    text_font_close(serif);
    text_font_close(mono);
    epub_fonts_release(&fonts);
    buf_release(&page);
}

static void italics_are_for_emphasis_that_is_not_korean(void **state)
{
    struct doc_node *book = book_of("Book", "en");
    struct epub_book b = {.root = book, .meta = book->as.meta};
    struct diag diag = {0};
    struct epub_fonts fonts;
    struct buf page = {0};

    (void)state;
    b.diag = &diag;
    buf_puts(&page, "<p>shelf</p>");
    book->first->lang = "en";
    with_text(DOC_EMPH, node(DOC_PARAGRAPH, book->first), "shelf");
    assert_true(epub_fonts_make(&b, &page, 1,
                                path_join(&tree_arena, source_root, "fonts"), 1,
                                &fonts));
    assert_string_equal(fonts.list[4].name, "serif-italic.ttf");
    assert_null(fonts.list[5].name);
    epub_fonts_release(&fonts);
    buf_release(&page);
}

static void fonts_that_are_not_there_are_told(void **state)
{
    struct doc_node *book = book_of("책", "ko");
    struct epub_book b = {.root = book, .meta = book->as.meta};
    struct diag diag = {0};
    struct epub_fonts fonts;

    (void)state;
    b.diag = &diag;
    assert_false(epub_fonts_make(&b, NULL, 0, "/nowhere", 1, &fonts));
    assert_int_equal(diag.counts[DIAG_ERROR], 4);
    epub_fonts_release(&fonts);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fonts_hold_what_the_book_needs),
        cmocka_unit_test(italics_are_for_emphasis_that_is_not_korean),
        cmocka_unit_test(fonts_that_are_not_there_are_told),
    };
    int failed;

    source_root = argc > 1 ? argv[1] : ".";
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&tree_arena);
    return failed;
}
