#include "text/shape.h"
#include "util/buf.h"
#include "util/path.h"
#include "util/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static const char *root;

struct fixture {
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
    struct text_fontset *fonts;
    struct text_shaper *shaper;
};

static int open_fonts(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    f.messages.arena = &f.arena;
    f.diag = diag_into(&f.messages);
    f.fonts = text_fontset_create(path_join(&f.arena, root, "fonts"), NULL, &f.diag);
    f.shaper = text_shaper_create(f.fonts);
    *state = &f;
    return f.fonts ? 0 : -1;
}

static int close_fonts(void **state)
{
    struct fixture *f = *state;

    text_shaper_destroy(f->shaper);
    text_fontset_destroy(f->fonts);
    arena_release(&f->arena);
    return 0;
}

static struct text_runs shape(struct fixture *f, struct text_style style,
                              const char *text)
{
    return text_shape(f->shaper, style, "ko-KR", str_of(text), (struct diag_pos){0},
                      &f->arena);
}

/* Every byte belongs to exactly one cluster, in order; no glyph is .notdef. */
static void check_cover(const struct text_runs *r, size_t len)
{
    size_t at = 0;

    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0; j < r->runs[i].count; j++) {
            const struct text_glyph *g = &r->runs[i].glyphs[j];

            assert_int_not_equal(g->id, 0);
            if (g->len) {
                assert_int_equal(g->start, at);
                at += g->len;
            }
        }
    assert_int_equal(at, len);
}

static void every_byte_is_covered(void **state)
{
    static const char *const texts[] = {
        "한국어와 English가 섞인 문장, 그리고 123개의 숫자.",
        "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB NFD \xE2\x80\x8B 폭 없는 공백",
        "수식 ∑ 기호 ☎ 화살표 → 원문자 ①",
        "그림말 😀 가족 👨‍👩‍👧 국기 🇰🇷 손 👍🏽 끝",
        "한자 漢字와 가나 かな, fi 합자, e\xCC\x81",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_runs r =
            shape(*state, (struct text_style){TEXT_SERIF, 0, 0, 0}, texts[i]);

        check_cover(&r, strlen(texts[i]));
    }
    assert_int_equal(((struct fixture *)*state)->diag.counts[DIAG_WARNING], 0);
}

static void hangul_takes_nominal_glyphs(void **state)
{
    struct fixture *f = *state;
    struct text_runs r = shape(f, (struct text_style){TEXT_SERIF, 0, 0, 0}, "서가");
    const struct text_font *font = r.runs[0].font;

    assert_int_equal(r.count, 1);
    assert_int_equal(r.runs[0].count, 2);
    assert_int_equal(r.runs[0].glyphs[0].id, text_font_glyph(font, 0xC11C));
    assert_int_equal(r.runs[0].glyphs[1].advance,
                     text_font_advance(font, text_font_glyph(font, 0xAC00)));
}

static void decomposed_hangul_composes(void **state)
{
    struct text_runs a = shape(*state, (struct text_style){TEXT_SERIF, 0, 0, 0},
                               "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB");
    struct text_runs b = shape(*state, (struct text_style){TEXT_SERIF, 0, 0, 0}, "한");

    assert_int_equal(a.runs[0].count, 1);
    assert_int_equal(a.runs[0].glyphs[0].id, b.runs[0].glyphs[0].id);
}

/* A syllable as the jamo it is made of (Unicode 3.12). */
static size_t put_jamo(uint32_t syllable, char *to)
{
    uint32_t n = syllable - 0xAC00, trail = n % 28;
    size_t len = utf8_encode(0x1100 + n / 588, to);

    len += utf8_encode(0x1161 + n % 588 / 28, to + len);
    return trail ? len + utf8_encode(0x11A7 + trail, to + len) : len;
}

/* Jamo go through HarfBuzz, syllables do not; it must not show. */
static void the_fast_path_is_what_harfbuzz_says(void **state)
{
    struct text_style styles[] = {{TEXT_SERIF, 0, 0, 0},
                                  {TEXT_SERIF, 1, 0, 0},
                                  {TEXT_SANS, 0, 0, 0},
                                  {TEXT_SANS, 1, 0, 0}};

    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        for (uint32_t cp = 0xAC00; cp <= 0xD7A3 - 1; cp += 2) {
            char whole[8] = {0}, apart[32] = {0};
            size_t len = utf8_encode(cp, whole), apart_len = put_jamo(cp, apart);
            struct text_runs a, b;

            utf8_encode(cp + 1, whole + len);
            put_jamo(cp + 1, apart + apart_len);
            a = shape(*state, styles[i], whole);
            b = shape(*state, styles[i], apart);
            assert_int_equal(a.count, 1);
            assert_int_equal(b.count, 1);
            assert_ptr_equal(a.runs[0].font, b.runs[0].font);
            assert_int_equal(a.runs[0].count, 2);
            assert_int_equal(b.runs[0].count, 2);
            for (int g = 0; g < 2; g++) {
                assert_int_equal(a.runs[0].glyphs[g].id, b.runs[0].glyphs[g].id);
                assert_int_equal(a.runs[0].glyphs[g].advance,
                                 b.runs[0].glyphs[g].advance);
            }
        }
}

static void what_draws_nothing_has_no_width(void **state)
{
    static const char *const texts[] = {
        "\xE2\x80\x8B",             /* U+200B alone */
        "\xE2\x80\x8B\xEA\xB0\x80", /* and before a syllable */
        "\t",
        "\n",
        "\x01\x02",
        "\xC2\x85",
        "\xE2\x80\xA8",
        "\xEF\xBB\xBF\xC2\xADx",
    };
    struct text_style mono = {TEXT_MONO, 0, 0, 0}, serif = {TEXT_SERIF, 0, 0, 0};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_runs a = shape(*state, mono, texts[i]),
                         b = shape(*state, serif, texts[i]);

        check_cover(&a, strlen(texts[i]));
        check_cover(&b, strlen(texts[i]));
        if (i != 1 && i != 7) {
            assert_int_equal(a.runs[0].glyphs[0].advance, 0);
            assert_int_equal(b.runs[0].glyphs[0].advance, 0);
        }
    }
    assert_int_equal(((struct fixture *)*state)->diag.counts[DIAG_WARNING], 0);
}

/* Clusters and what joins them are longer than a cluster's length can say. */
static int32_t width_of(const struct text_runs *r)
{
    int32_t width = 0;

    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0; j < r->runs[i].count; j++)
            width += r->runs[i].glyphs[j].advance;
    return width;
}

/* Pan-CJK faces turn a soft hyphen into one that shows. */
static void a_soft_hyphen_is_not_seen(void **state)
{
    struct text_style style = {TEXT_SERIF, 0, 0, 0};
    struct text_runs with = shape(*state, style, "co\xC2\xADop");
    struct text_runs without = shape(*state, style, "coop");

    check_cover(&with, 6);
    assert_int_equal(with.runs[0].count, 4);
    assert_int_equal(width_of(&with), width_of(&without));
}

/* Conjoining jamo of the fifteenth century stand in one em, tone marks before them. */
static void old_hangul_is_one_syllable(void **state)
{
    static const char *const syllables[] = {
        "\xE1\x84\x92\xE1\x86\x9E\xE1\x86\xAB",             /* U+1112 119E 11AB */
        "\xE1\x84\x80\xE1\x86\x9E",                         /* U+1100 119E */
        "\xE1\x84\xA2\xE1\x85\xA9\xE1\x86\xAF",             /* U+1122 1169 11AF */
        "\xE1\x84\x92\xE1\x86\x9E\xE1\x86\xAB\xE3\x80\xAE", /* with U+302E */
        "\xEA\xB0\x80\xE3\x80\xAF",                         /* U+AC00 302F */
    };

    for (int family = TEXT_SERIF; family <= TEXT_SANS; family++)
        for (size_t i = 0; i < sizeof syllables / sizeof *syllables; i++) {
            struct text_style style = {(enum text_family)family, 0, 0, 0};
            struct text_runs r = shape(*state, style, syllables[i]);

            check_cover(&r, strlen(syllables[i]));
            assert_int_equal(r.count, 1);
            assert_int_equal(r.runs[0].glyphs[0].len, strlen(syllables[i]));
            assert_in_range(width_of(&r), r.runs[0].font->upem * 85 / 100,
                            r.runs[0].font->upem * 125 / 100);
        }
    assert_int_equal(((struct fixture *)*state)->diag.counts[DIAG_WARNING], 0);
}

static void endless_clusters_are_cut(void **state)
{
    static const struct {
        const char *first, *repeated;
    } cases[] = {
        {"\xEA\xB0\x80", "\xCC\x81"},         /* combining acute */
        {"a", "\xE2\x80\x8B"},                /* zero-width space */
        {"", "\xF0\x9F\x91\xA8\xE2\x80\x8D"}, /* an emoji joined to the next */
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = {0};
        struct text_runs r;

        buf_puts(&b, cases[i].first);
        while (b.len < 100000)
            buf_puts(&b, cases[i].repeated);
        r = shape(*state, (struct text_style){TEXT_SERIF, 0, 0, 0}, buf_str(&b));
        check_cover(&r, b.len);
        buf_release(&b);
    }
}

static void a_selector_chooses_text_or_colour(void **state)
{
    struct text_style style = {TEXT_SERIF, 0, 0, 0};

    assert_false(shape(*state, style, "\xE2\x9D\xA4").runs[0].font->colour);
    assert_true(shape(*state, style, "\xE2\x9D\xA4\xEF\xB8\x8F").runs[0].font->colour);
    assert_true(shape(*state, style, "\xE2\x8C\x9A").runs[0].font->colour);
    assert_false(shape(*state, style, "\xE2\x8C\x9A\xEF\xB8\x8E").runs[0].font->colour);
}

static void italic_is_for_latin(void **state)
{
    struct text_runs r =
        shape(*state, (struct text_style){TEXT_SERIF, 0, 1, 0}, "abc한");

    assert_int_equal(r.count, 2);
    assert_true(r.runs[0].font->italic);
    assert_false(r.runs[1].font->italic);
}

static void code_is_two_to_one(void **state)
{
    struct text_runs r =
        shape(*state, (struct text_style){TEXT_MONO, 0, 0, TEXT_NO_LIGATURES}, "a한");

    assert_int_equal(r.runs[0].count, 2);
    assert_int_equal(r.runs[0].glyphs[0].advance * 2, r.runs[0].glyphs[1].advance);
}

static void brackets_become_half_width(void **state)
{
    struct text_runs wide =
        shape(*state, (struct text_style){TEXT_SERIF, 0, 0, 0}, "「");
    struct text_runs half =
        shape(*state, (struct text_style){TEXT_SERIF, 0, 0, TEXT_HALF_BRACKETS}, "「");

    assert_int_equal(half.runs[0].glyphs[0].advance * 2,
                     wide.runs[0].glyphs[0].advance);
}

static void emoji_come_in_colour(void **state)
{
    struct text_runs r = shape(*state, (struct text_style){TEXT_SANS, 0, 0, 0}, "😀");
    struct buf png = {0};

    assert_true(r.runs[0].font->colour);
    assert_int_equal(r.runs[0].glyphs[0].advance, r.runs[0].font->upem);
    assert_true(text_font_colour_png(r.runs[0].font, r.runs[0].glyphs[0].id, &png));
    assert_memory_equal(png.data, "\x89PNG", 4);
    buf_release(&png);
}

static void missing_is_reported_once(void **state)
{
    struct fixture *f = *state;
    const char *text = "\xF0\x92\x80\x80 \xF0\x92\x80\x80"; /* cuneiform, twice */
    struct text_runs r = shape(f, (struct text_style){TEXT_SERIF, 0, 0, 0}, text);

    check_cover(&r, strlen(text));
    assert_int_equal(r.runs[0].glyphs[0].id, text_font_glyph(r.runs[0].font, 0x25A1));
    assert_int_equal(f->diag.counts[DIAG_WARNING], 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_byte_is_covered, open_fonts, close_fonts),
        cmocka_unit_test_setup_teardown(hangul_takes_nominal_glyphs, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(decomposed_hangul_composes, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(the_fast_path_is_what_harfbuzz_says, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(what_draws_nothing_has_no_width, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(a_soft_hyphen_is_not_seen, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(old_hangul_is_one_syllable, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(endless_clusters_are_cut, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(a_selector_chooses_text_or_colour, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(italic_is_for_latin, open_fonts, close_fonts),
        cmocka_unit_test_setup_teardown(code_is_two_to_one, open_fonts, close_fonts),
        cmocka_unit_test_setup_teardown(brackets_become_half_width, open_fonts,
                                        close_fonts),
        cmocka_unit_test_setup_teardown(emoji_come_in_colour, open_fonts, close_fonts),
        cmocka_unit_test_setup_teardown(missing_is_reported_once, open_fonts,
                                        close_fonts),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
