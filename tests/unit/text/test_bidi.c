#include "text/bidi.h"
#include "text/shape.h"
#include "util/arena.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *root;

static void text_from_left_needs_nothing(void **state)
{
    static const char *const texts[] = {
        "",
        "abc 123",
        "한글과 漢字, かな «é» Ελλάς Кириллица",
        "→ ∑ 😀 ‘ ’ “ ” … 「 」",
        "\xE2\x80\x8B\xE2\x81\xA0\xEF\xBB\xBF\xE2\x80\x8D ᄒᆞᆫ",
        "\xEA\xB0\x80"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(text_bidi_needed(texts[i], strlen(texts[i])));
}

static void text_from_right_is_seen(void **state)
{
    static const char *const texts[] = {
        "שלום", "가 سلام",      "\xE2\x80\x8F",    "a\xE2\x81\xA7z",
        "ﷺ",    "\xE2\x80\xAE", "\xF0\x9E\xA4\x80" /* U+1E900 */};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(text_bidi_needed(texts[i], strlen(texts[i])));
}

static void levels_go_by_bytes(void **state)
{
    uint8_t levels[16];

    (void)state;
    text_bidi_levels("가 אב 12 ג!", 17 - 2, levels);
    assert_memory_equal(levels, "\0\0\0\0\1\1\1\1\1\2\2\1\1\1\0", 15);
}

static void lines_are_read_both_ways(void **state)
{
    static const uint8_t levels[] = {0, 1, 1, 2, 2, 1, 0};
    static const size_t expected[] = {0, 5, 3, 4, 2, 1, 6};
    size_t order[7];

    (void)state;
    text_bidi_order(levels, 7, order);
    assert_memory_equal(order, expected, sizeof expected);
    text_bidi_order(levels, 0, order);
}

/* Clusters stay in the order of the text, whatever the direction. */
static void clusters_keep_their_order(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct text_fontset *fonts =
        text_fontset_create(path_join(&arena, root, "fonts"), NULL, &diag);
    struct text_shaper *shaper = text_shaper_create(fonts);
    struct text_style style = {TEXT_SERIF, 0, 0, TEXT_RIGHT_TO_LEFT};
    struct text_runs r = text_shape(shaper, style, "ko", str_of("abc (12)"),
                                    (struct diag_pos){0}, &arena);
    uint32_t at = 0;

    (void)state;
    for (size_t i = 0; i < r.count; i++)
        for (size_t k = 0; k < r.runs[i].count; k++) {
            if (!r.runs[i].glyphs[k].len)
                continue;
            assert_int_equal(r.runs[i].glyphs[k].start, at);
            at += r.runs[i].glyphs[k].len;
        }
    assert_int_equal(at, 8);
    /* brackets are mirrored */
    assert_int_equal(r.runs[0].glyphs[4].id, text_font_glyph(r.runs[0].font, ')'));
    text_shaper_destroy(shaper);
    text_fontset_destroy(fonts);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_from_left_needs_nothing),
        cmocka_unit_test(text_from_right_is_seen),
        cmocka_unit_test(levels_go_by_bytes),
        cmocka_unit_test(lines_are_read_both_ways),
        cmocka_unit_test(clusters_keep_their_order),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
