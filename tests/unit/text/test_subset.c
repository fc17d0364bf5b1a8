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
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *root;
static struct arena arena;
static struct diag diag;

static struct text_font *open_font(const char *name)
{
    return text_font_open(path_join(&arena, root, path_join(&arena, "fonts", name)), 0,
                          &diag);
}

static void a_cid_font_keeps_its_cids(void **state)
{
    struct text_font *f = open_font("NotoSerifKR-Regular.otf");
    uint32_t glyphs[2] = {text_font_glyph(f, 'A'), text_font_glyph(f, 0xAC00)};
    struct text_subset s;

    (void)state;
    assert_true(f->cff && f->cid_keyed);
    assert_true(glyphs[0] && glyphs[0] < glyphs[1]);
    /* The cut kept its glyph ids, so they still are the CIDs of Adobe-Identity-0. */
    assert_int_equal(text_font_cid(f, glyphs[0]), glyphs[0]);
    assert_int_equal(text_font_cid(f, glyphs[1]), glyphs[1]);
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
    assert_int_equal(s.glyph_count, 3); /* .notdef and the two */
    text_subset_release(&s);
    text_font_close(f);
}

/* A font that is in memory, by way of a file. */
static struct text_font *reopen(const struct buf *bytes)
{
    char path[] = "/tmp/seoga-font-XXXXXX";
    int fd = mkstemp(path);
    struct text_font *f;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes->data, bytes->len), bytes->len);
    close(fd);
    f = text_font_open(path, 0, &diag);
    unlink(path);
    return f;
}

static void a_subset_for_epub_is_a_font(void **state)
{
    struct text_font *f = open_font("NotoSansKR-Regular.otf");
    uint32_t cps[] = {'a', 0xAC00};
    struct text_font *cut;
    struct buf out = {0};

    (void)state;
    assert_true(text_subset_codepoints(f, cps, 2, &out, &diag));
    assert_memory_equal(out.data, "OTTO", 4);
    cut = reopen(&out);
    assert_non_null(cut);
    assert_true(text_font_glyph(cut, 'a') && text_font_glyph(cut, 0xAC00));
    assert_int_equal(text_font_glyph(cut, 'b'), 0);
    assert_int_equal(text_font_advance(cut, text_font_glyph(cut, 'a')),
                     text_font_advance(f, text_font_glyph(f, 'a')));
    text_font_close(cut);
    buf_release(&out);
    text_font_close(f);
}

/* The real fonts, each with what it is for. */
static void the_shipped_fonts_have_their_characters(void **state)
{
    static const struct {
        const char *file;
        uint32_t cps[8];
    } fonts[] = {
        {"NotoSerifKR-Regular.otf",
         {'A', 0xE9, 0x1100, 0x3131, 0xAC00, 0xD7A3, 0x4F3D, 0x25A1}},
        {"NotoSerifKR-Bold.otf",
         {'A', 0xE9, 0x1100, 0x3131, 0xAC00, 0xD7A3, 0x4F3D, 0x25A1}},
        {"NotoSansKR-Regular.otf",
         {'A', 0xE9, 0x1100, 0x3131, 0xAC00, 0xD7A3, 0x4F3D, 0x25A1}},
        {"NotoSansKR-Bold.otf",
         {'A', 0xE9, 0x1100, 0x3131, 0xAC00, 0xD7A3, 0x4F3D, 0x25A1}},
        {"NotoSerif-Italic.ttf", {'A', 0xE9, 0x3B1, 0x416, 0x2014}},
        {"NotoSans-BoldItalic.ttf", {'A', 0xE9, 0x3B1, 0x416, 0x2014}},
        {"D2Coding.ttc", {'A', 0xAC00, 0x2500, 0x2588}},
        {"NotoSansMath-Regular.ttf", {0x2211, 0x1D400}},
        {"NotoColorEmoji.ttf", {0x1F600}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        struct text_font *f = open_font(fonts[i].file);

        assert_non_null(f);
        for (int c = 0; c < 8 && fonts[i].cps[c]; c++)
            assert_int_not_equal(text_font_glyph(f, fonts[i].cps[c]), 0);
        text_font_close(f);
    }
}

static void the_shipped_fonts_are_small_enough(void **state)
{
    const char *folder = path_join(&arena, root, "fonts");
    DIR *d = opendir(folder);
    struct dirent *entry;
    long long total = 0;

    (void)state;
    assert_non_null(d);
    while ((entry = readdir(d))) {
        struct stat st;

        if (stat(path_join(&arena, folder, entry->d_name), &st) == 0 &&
            S_ISREG(st.st_mode))
            total += st.st_size;
    }
    closedir(d);
    assert_true(total < 56LL * 1000 * 1000);
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
    text_bitmap_release(&b);
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
        cmocka_unit_test(a_cid_font_keeps_its_cids),
        cmocka_unit_test(a_truetype_font_is_renumbered),
        cmocka_unit_test(a_subset_for_epub_is_a_font),
        cmocka_unit_test(a_file_that_is_no_font_is_refused),
        cmocka_unit_test(the_shipped_fonts_have_their_characters),
        cmocka_unit_test(the_shipped_fonts_are_small_enough),
        cmocka_unit_test(glyphs_are_drawn),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, release);
}
