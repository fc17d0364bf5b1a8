#include "text/font.h"
#include "text/sfnt.h"
#include "text/subset.h"
#include "util/file.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *root;
static struct arena arena;

/* A sound font of a few glyphs, to be damaged. */
static struct buf read_font(const char *name)
{
    struct diag diag = {0};
    struct buf bytes = {0};
    const char *path =
        path_join(&arena, root, path_join(&arena, "tests/fuzz/corpus/sfnt", name));

    assert_true(file_read(path, FILE_LIMIT, &bytes, &diag));
    return bytes;
}

static uint32_t u32_at(const struct buf *b, size_t at)
{
    const uint8_t *p = (const uint8_t *)b->data + at;

    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static unsigned u16_at(const struct buf *b, size_t at)
{
    return u32_at(b, at) >> 16;
}

static void put_u16(struct buf *b, size_t at, unsigned value)
{
    b->data[at] = (char)(value >> 8);
    b->data[at + 1] = (char)value;
}

/* The record of a table in the directory, which is 16 bytes: tag, sum, offset, length. */
static size_t record_of(const struct buf *b, const char *tag)
{
    for (size_t i = 0; i < u16_at(b, 4); i++)
        if (memcmp(b->data + 12 + 16 * i, tag, 4) == 0)
            return 12 + 16 * i;
    fail_msg("no table %s", tag);
    return 0;
}

static size_t table_of(const struct buf *b, const char *tag)
{
    return u32_at(b, record_of(b, tag) + 8);
}

static void expect(struct buf *font, const char *fault)
{
    const char *got = text_sfnt_fault(font->data, font->len, 0);

    if (!fault)
        assert_null(got);
    else
        assert_string_equal(got, fault);
    buf_release(font);
}

static void sound_fonts_are_sound(void **state)
{
    static const char *const names[] = {"glyf.ttf", "cid.otf", "math.ttf", "colour.ttf"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct buf font = read_font(names[i]);

        expect(&font, NULL);
    }
}

static void the_shipped_fonts_are_sound(void **state)
{
    static const struct {
        const char *name;
        int faces;
    } fonts[] = {{"NotoSerifKR-Regular.otf", 1}, {"NotoSansKR-Bold.otf", 1},
                 {"D2Coding.ttc", 2},            {"NotoSerif-Italic.ttf", 1},
                 {"NotoSansMath-Regular.ttf", 1}, {"NotoColorEmoji.ttf", 1}};
    struct diag diag = {0};

    (void)state;
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
        const char *name = path_join(&arena, "fonts", fonts[i].name);
        struct file_map map;

        assert_true(file_map_open(&map, path_join(&arena, root, name), &diag));
        for (int face = 0; face < fonts[i].faces; face++)
            assert_null(text_sfnt_fault(map.data, map.len, face));
        assert_non_null(text_sfnt_fault(map.data, map.len, 99));
        file_map_close(&map);
    }
}

/* Whatever is missing at its end, it is refused and nothing is read beyond. */
static void cut_fonts_are_refused(void **state)
{
    static const char *const names[] = {"glyf.ttf", "cid.otf"};

    (void)state;
    for (size_t n = 0; n < 2; n++) {
        struct buf font = read_font(names[n]);

        for (size_t len = 0; len + 4 < font.len; len += 1 + len / 16) {
            char *copy = malloc(len + 1);

            memcpy(copy, font.data, len);
            assert_non_null(text_sfnt_fault(copy, len, 0));
            free(copy);
        }
        buf_release(&font);
    }
}

static void tables_beyond_the_end(void **state)
{
    struct buf font = read_font("glyf.ttf");

    (void)state;
    put_u16(&font, record_of(&font, "glyf") + 8, 0x7FFF);
    expect(&font, "has a table beyond its end");
    font = read_font("glyf.ttf");
    put_u16(&font, record_of(&font, "cmap") + 12, 0xFFFF);
    expect(&font, "has a table beyond its end");
    font = read_font("glyf.ttf");
    put_u16(&font, 4, 200);
    assert_non_null(text_sfnt_fault(font.data, font.len, 0));
    buf_release(&font);
    font = read_font("glyf.ttf");
    memcpy(font.data + record_of(&font, "hmtx"), "none", 4);
    expect(&font, "has widths for fewer glyphs than it has");
}

static void counts_that_do_not_agree(void **state)
{
    struct buf font = read_font("glyf.ttf");

    (void)state;
    put_u16(&font, table_of(&font, "maxp") + 4, 0xFFFF);
    expect(&font, "has widths for fewer glyphs than it has");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "maxp") + 4, 0);
    expect(&font, "has no glyphs");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "hmtx"), 0x8000);
    expect(&font, "has a glyph that is too wide");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "hhea") + 34, 0);
    expect(&font, "has no sound hhea table");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "head") + 18, 0);
    expect(&font, "has an em that is out of bounds");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "head") + 12, 0);
    expect(&font, "has no sound head table");
    font = read_font("glyf.ttf");
    put_u16(&font, table_of(&font, "head") + 50, 7);
    expect(&font, "has outlines for fewer glyphs than it has");
}

static void glyphs_beyond_their_table(void **state)
{
    struct buf font = read_font("glyf.ttf");
    size_t loca = table_of(&font, "loca");

    (void)state;
    put_u16(&font, loca + 2, 0xFFF0);
    expect(&font, "has a glyph beyond its outlines");
}

/* Offset of the first composite glyph, and its number. */
static size_t find_composite(const struct buf *font, unsigned *number)
{
    size_t loca = table_of(font, "loca"), glyf = table_of(font, "glyf");
    unsigned count = u16_at(font, table_of(font, "maxp") + 4);
    bool wide = u16_at(font, table_of(font, "head") + 50) == 1;

    for (*number = 0; *number < count; ++*number) {
        size_t at = wide ? u32_at(font, loca + 4 * *number)
                         : 2 * u16_at(font, loca + 2 * *number);

        if (u16_at(font, glyf + at) & 0x8000)
            return glyf + at;
    }
    fail_msg("no composite glyph");
    return 0;
}

static void glyphs_made_of_themselves(void **state)
{
    struct buf font = read_font("glyf.ttf");
    unsigned number;
    size_t at = find_composite(&font, &number);

    (void)state;
    put_u16(&font, at + 12, number);
    expect(&font, "has a glyph that is made of itself");
    font = read_font("glyf.ttf");
    put_u16(&font, at + 12, 0x7FFF); /* a glyph that is not there */
    expect(&font, "has a glyph that is made of itself");
}

static void maps_of_characters(void **state)
{
    struct buf font = read_font("glyf.ttf");
    size_t cmap = table_of(&font, "cmap");

    (void)state;
    put_u16(&font, cmap + 8, 0x7FFF);
    expect(&font, "has a map of characters that is damaged");
    font = read_font("glyf.ttf");
    put_u16(&font, cmap + 2, 0xFFFF);
    expect(&font, "has no sound cmap table");
}

/* A font in memory, by way of a file. */
static struct text_font *open_bytes(const struct buf *bytes, struct diag *diag)
{
    char path[] = "/tmp/seoga-sfnt-XXXXXX";
    int fd = mkstemp(path);
    struct text_font *f;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes->data, bytes->len), bytes->len);
    close(fd);
    f = text_font_open_foreign(path, 0, diag);
    unlink(path);
    return f;
}

/* A map and substitutions may name glyphs that are not there. */
static void glyphs_that_are_not_there(void **state)
{
    struct diag diag = {0};
    struct buf font = read_font("glyf.ttf");
    size_t cmap = table_of(&font, "cmap");
    size_t map = cmap + u32_at(&font, cmap + 8);
    size_t deltas = map + 16 + 2 * u16_at(&font, map + 6);
    struct text_font *f = open_bytes(&font, &diag);
    uint32_t glyph = text_font_glyph(f, 'A');

    (void)state;
    assert_int_equal(u16_at(&font, map), 4);
    assert_int_not_equal(glyph, 0);
    text_font_close(f);
    put_u16(&font, deltas, u16_at(&font, deltas) + 7 - glyph);
    f = open_bytes(&font, &diag);
    assert_non_null(f);
    assert_int_equal(text_font_glyph(f, 'A'), 0);
    text_font_close(f);
    buf_release(&font);
    font = read_font("colour.ttf");
    f = open_bytes(&font, &diag);
    assert_int_not_equal(text_font_glyph(f, 0x1F600), 0);
    text_font_close(f);
    put_u16(&font, table_of(&font, "CBLC") + 6, 0); /* strikes */
    f = open_bytes(&font, &diag);
    assert_non_null(f);
    assert_int_equal(text_font_glyph(f, 0x1F600), 0);
    text_font_close(f);
    buf_release(&font);
}

static void cff_tables(void **state)
{
    struct buf font = read_font("cid.otf");
    size_t cff = table_of(&font, "CFF ");

    (void)state;
    put_u16(&font, cff + 4, 0xFFFF); /* names */
    expect(&font, "has a CFF table that is damaged");
    font = read_font("cid.otf");
    font.data[cff] = 2;
    expect(&font, "has a CFF table that is damaged");
    font = read_font("cid.otf");
    memcpy(font.data + record_of(&font, "CFF "), "none", 4);
    expect(&font, "has no outlines that can be embedded");
}

/* fsType and the versions of OS/2. */
static void rights_are_read(void **state)
{
    (void)state;
    assert_int_equal(text_sfnt_rights(4, 0), TEXT_RIGHTS_FREE);
    assert_int_equal(text_sfnt_rights(4, 8), TEXT_RIGHTS_FREE);
    assert_int_equal(text_sfnt_rights(4, 4), TEXT_RIGHTS_PRINT);
    assert_int_equal(text_sfnt_rights(4, 2), TEXT_RIGHTS_RESTRICTED);
    assert_int_equal(text_sfnt_rights(1, 2 | 4), TEXT_RIGHTS_PRINT);
    assert_int_equal(text_sfnt_rights(3, 2 | 4), TEXT_RIGHTS_RESTRICTED);
    assert_int_equal(text_sfnt_rights(4, 0x100), TEXT_RIGHTS_WHOLE);
    assert_int_equal(text_sfnt_rights(4, 0x200), TEXT_RIGHTS_BITMAPS);
    assert_int_equal(text_sfnt_rights(4, 0x204), TEXT_RIGHTS_BITMAPS);
}

/* The last message, with its code before it. */
static void hear(void *user, const struct diag_message *message)
{
    char *heard = user;

    snprintf(heard, 300, "%s: %s", message->code, message->text);
}

static void expect_rights(unsigned fs_type, const char *text)
{
    char heard[300] = "";
    struct diag diag = {.report = hear, .user = heard};
    struct buf font = read_font("glyf.ttf");
    struct text_font *f;

    put_u16(&font, table_of(&font, "OS/2") + 8, fs_type);
    f = open_bytes(&font, &diag);
    if (text) {
        assert_null(f);
        assert_non_null(strstr(heard, "font-rights: "));
        assert_non_null(strstr(heard, text));
    } else {
        assert_non_null(f);
    }
    text_font_close(f);
    buf_release(&font);
}

static void what_may_not_be_embedded_is_refused(void **state)
{
    (void)state;
    expect_rights(0, NULL);
    expect_rights(4, NULL);
    expect_rights(8, NULL);
    expect_rights(2, "may not be embedded");
    expect_rights(0x100, "whole");
    expect_rights(0x200, "bitmaps");
}

/* An EPUB gives the font away: for looking and printing is not enough. */
static void an_epub_wants_more_rights(void **state)
{
    char heard[300] = "";
    struct diag diag = {.report = hear, .user = heard};
    struct buf font = read_font("glyf.ttf"), out = {0};
    const uint32_t cps[] = {'A'};
    struct text_font *f;

    (void)state;
    put_u16(&font, table_of(&font, "OS/2") + 8, 4);
    f = open_bytes(&font, &diag);
    assert_non_null(f);
    assert_false(text_subset_codepoints(f, cps, 1, &out, &diag));
    assert_non_null(strstr(heard, "font-rights: may be embedded for looking"));
    text_font_close(f);
    buf_release(&font);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_fonts_are_sound),
        cmocka_unit_test(the_shipped_fonts_are_sound),
        cmocka_unit_test(cut_fonts_are_refused),
        cmocka_unit_test(tables_beyond_the_end),
        cmocka_unit_test(counts_that_do_not_agree),
        cmocka_unit_test(glyphs_beyond_their_table),
        cmocka_unit_test(glyphs_made_of_themselves),
        cmocka_unit_test(maps_of_characters),
        cmocka_unit_test(glyphs_that_are_not_there),
        cmocka_unit_test(cff_tables),
        cmocka_unit_test(rights_are_read),
        cmocka_unit_test(what_may_not_be_embedded_is_refused),
        cmocka_unit_test(an_epub_wants_more_rights),
    };
    int failed;

    root = argc > 1 ? argv[1] : ".";
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
