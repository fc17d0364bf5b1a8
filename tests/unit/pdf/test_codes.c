#include "pdf/codes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "util/arena.h"
#include "util/path.h"

static const char *root;
static struct text_font *glyf, *cff;
static struct pdf_font_table table;

static int open_faces(void **state)
{
    struct arena a = {0};
    struct diag_list messages = {.arena = &a};
    struct diag diag = diag_into(&messages);
    const char *dir = path_join(&a, root, "fonts");

    (void)state;
    glyf = text_font_open(path_join(&a, dir, "D2Coding.ttc"), 0, &diag);
    cff = text_font_open(path_join(&a, dir, "NotoSansKR-Regular.otf"), 0, &diag);
    arena_release(&a);
    return glyf && cff ? 0 : -1;
}

static int close_faces(void **state)
{
    (void)state;
    text_font_close(glyf);
    text_font_close(cff);
    return 0;
}

static int release(void **state)
{
    (void)state;
    pdf_font_table_release(&table);
    return 0;
}

static const struct pdf_font_entry *find(const struct text_font *face, uint32_t glyph,
                                         const char *text)
{
    return pdf_font_table_find(&table, face, glyph, text, strlen(text));
}

static bool spells(const struct pdf_font_entry *e, const char *text)
{
    return pdf_font_entry_spells(&table, e, text, strlen(text));
}

static void test_truetype_has_a_code_per_text(void **state)
{
    uint16_t space, nbsp;

    (void)state;
    space = find(glyf, 3, " ")->code;
    nbsp = find(glyf, 3, "\u00A0")->code;
    assert_int_equal(space, 1);
    assert_int_equal(nbsp, 2);
    assert_int_equal(find(glyf, 3, " ")->code, space);
    assert_true(spells(find(glyf, 3, "\u00A0"), "\u00A0"));
    assert_int_equal(pdf_font_table_last(&table), 2);
}

static void test_cff_has_the_cid_and_its_first_text(void **state)
{
    uint32_t glyph = text_font_glyph(cff, 0xAC00);
    const struct pdf_font_entry *e = find(cff, glyph, "가");

    (void)state;
    assert_int_equal(e->code, text_font_cid(cff, glyph));
    assert_true(spells(e, "가"));
    assert_int_equal(find(cff, glyph, "나")->code, e->code);
    assert_int_equal(table.count, 1);
    assert_false(spells(find(cff, glyph, "나"), "나"));
}

static void test_widths_are_those_of_the_face(void **state)
{
    uint32_t glyph = text_font_glyph(cff, 'A');
    int32_t expected = text_font_advance(cff, glyph) * 10000 / cff->upem;

    (void)state;
    assert_in_range(find(cff, glyph, "A")->width, expected, expected + 1);
}

static void test_many_pairs(void **state)
{
    char text[8];

    (void)state;
    for (uint32_t i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "%u", i);
        assert_int_equal(find(glyf, 1 + i % 50, text)->code, i + 1);
    }
    assert_int_equal(find(glyf, 1 + 4321 % 50, "4321")->code, 4322);
}

static void test_no_code_is_left(void **state)
{
    char text[16];

    (void)state;
    for (uint32_t i = 0; i < 65535; i++) {
        snprintf(text, sizeof text, "%u", i);
        find(glyf, 7, text);
    }
    assert_int_equal(pdf_font_table_last(&table), 65535);
    assert_non_null(find(glyf, 7, "one more"));
    assert_false(spells(find(glyf, 7, "one more"), "one more"));
    assert_null(find(glyf, 8, "x"));
}

/* What is of private use means nothing by itself (ISO 19005-2, 6.2.11.7.3). */
static void test_private_use_is_never_exact(void **state)
{
    static const char *const texts[] = {"\uE000", "\uF8FF", "a\uE0B0", "\U000F0000"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(spells(find(glyf, 5, texts[i]), texts[i]));
    assert_true(spells(find(glyf, 5, "\uF900"), "\uF900"));
    assert_true(spells(find(glyf, 5, "\uFFFD"), "\uFFFD"));
}

static void test_unicode_map(void **state)
{
    struct buf out = {0};
    const char *p;
    int blocks = 0;

    (void)state;
    find(glyf, 1, "\xEF\xBB\xBF"); /* U+FEFF */
    find(glyf, 2, "가각");
    find(glyf, 3, "😀");
    find(glyf, 4, "\t");
    for (uint32_t i = 0; i < 200; i++)
        find(glyf, 10 + i, "x");
    pdf_font_table_unicode(&table, &out);
    assert_non_null(strstr(out.data, "<0001> <200B>\n"));
    assert_non_null(strstr(out.data, "<0002> <AC00AC01>\n"));
    assert_non_null(strstr(out.data, "<0003> <D83DDE00>\n"));
    assert_non_null(strstr(out.data, "<0004> <0020>\n"));
    assert_null(strstr(out.data, "FEFF"));
    for (p = out.data; (p = strstr(p, "endbfchar")); p++)
        blocks++;
    assert_int_equal(blocks, 3);
    assert_non_null(strstr(out.data, "\n4 beginbfchar\n"));
    buf_release(&out);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_truetype_has_a_code_per_text, release),
        cmocka_unit_test_teardown(test_cff_has_the_cid_and_its_first_text, release),
        cmocka_unit_test_teardown(test_widths_are_those_of_the_face, release),
        cmocka_unit_test_teardown(test_many_pairs, release),
        cmocka_unit_test_teardown(test_no_code_is_left, release),
        cmocka_unit_test_teardown(test_private_use_is_never_exact, release),
        cmocka_unit_test_teardown(test_unicode_map, release),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, open_faces, close_faces);
}
