#include "text/shape.h"
#include "text/subset.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static const char *root;
static struct arena arena;
static struct diag diag;

static struct text_font *open_font(const char *name)
{
    return text_font_open(path_join(&arena, root, path_join(&arena, "fonts", name)), 0, &diag);
}

static void a_cid_font_keeps_its_cids(void **state)
{
    struct text_font *f = open_font("NotoSerifKR-Regular.otf");
    uint32_t glyphs[2] = {text_font_glyph(f, 'A'), text_font_glyph(f, 0xAC00)};
    struct text_subset s;

    (void)state;
    assert_true(f->cff && f->cid_keyed);
    assert_true(glyphs[0] && glyphs[0] < glyphs[1]);
    assert_true(text_font_cid(f, glyphs[1]) > 0);
    assert_true(text_subset_make(f, glyphs, 2, &s, &diag));
    assert_null(s.new_ids);
    assert_int_equal(s.glyph_count, 3);
    assert_true(s.data.len > 100 && s.data.len < 8000);
    assert_int_equal(s.data.data[0], 1); /* major version of a bare CFF table */
    text_subset_release(&s);
    text_font_close(f);
}

static void a_truetype_font_is_renumbered(void **state)
{
    struct text_font *f = open_font("NotoSerif-Italic.ttf");
    uint32_t glyphs[2] = {text_font_glyph(f, 'A'), text_font_glyph(f, 'B')};
    struct text_subset s;

    (void)state;
    assert_false(f->cff);
    assert_true(f->italic);
    assert_true(text_subset_make(f, glyphs, 2, &s, &diag));
    assert_int_equal(s.new_ids[0], 1);
    assert_int_equal(s.new_ids[1], 2);
    assert_memory_equal(s.data.data, "\0\1\0\0", 4);
    text_subset_release(&s);
    text_font_close(f);
}

static void a_subset_for_epub_is_a_font(void **state)
{
    struct text_font *f = open_font("NotoSansKR-Regular.otf");
    uint32_t cps[] = {'a', 0xAC00};
    struct buf out = {0};

    (void)state;
    assert_true(text_subset_codepoints(f, cps, 2, &out, &diag));
    assert_memory_equal(out.data, "OTTO", 4);
    buf_release(&out);
    text_font_close(f);
}

static void a_file_that_is_no_font_is_refused(void **state)
{
    struct diag_list list = {.arena = &arena};
    struct diag local = diag_into(&list);

    (void)state;
    assert_null(text_font_open(path_join(&arena, root, "README.md"), 0, &local));
    assert_null(text_font_open("/nowhere.ttf", 0, &local));
    assert_int_equal(local.counts[DIAG_ERROR], 2);
}

static void glyphs_are_drawn(void **state)
{
    struct text_font *f = open_font("NotoSansKR-Bold.otf");
    struct text_bitmap b;
    bool ink = false;

    (void)state;
    assert_true(text_font_raster(f, text_font_glyph(f, 0xAC00), 40 * 64, 0, &b));
    assert_true(b.width > 20 && b.height > 20);
    for (int i = 0; i < b.width * b.height; i++)
        ink |= b.pixels[i / b.width * b.stride + i % b.width] > 200;
    assert_true(ink);
    text_font_close(f);
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cid_font_keeps_its_cids), cmocka_unit_test(a_truetype_font_is_renumbered),
        cmocka_unit_test(a_subset_for_epub_is_a_font), cmocka_unit_test(a_file_that_is_no_font_is_refused),
        cmocka_unit_test(glyphs_are_drawn),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, release);
}
