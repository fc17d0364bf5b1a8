#include "cover/title.h"

#include "fonts.h"

enum { MEASURE = 1280 };

struct setting {
    struct diag diag;
    struct arena arena;
    struct text_fontset *fonts;
    struct cover_type type;
};

static int begin(void **state)
{
    static struct setting s;

    s.fonts = open_fonts(&s.diag);
    s.type = (struct cover_type){.shaper = text_shaper_create(s.fonts),
                                 .arena = &s.arena,
                                 .lang = "ko",
                                 .size = 1600,
                                 .style = {.family = TEXT_SERIF, .bold = true}};
    *state = &s;
    return 0;
}

static int end(void **state)
{
    struct setting *s = *state;

    text_shaper_destroy(s->type.shaper);
    text_fontset_destroy(s->fonts);
    arena_release(&s->arena);
    return 0;
}

static void assert_fits(const struct setting *s, const struct cover_title *t)
{
    struct cover_type type = s->type;

    type.size = t->size;
    type.tracking = -t->size * 64 / 100;
    assert_in_range(t->line_count, 1, COVER_TITLE_LINES);
    for (int i = 0; i < t->line_count; i++)
        assert_true(cover_text_width(&type, t->text + t->lines[i].start,
                                     t->lines[i].len) <= MEASURE * 64);
}

static void a_short_title_is_large(void **state)
{
    struct setting *s = *state;
    struct cover_title t = cover_title_set(s->type, "짧은 제목", MEASURE);

    assert_int_equal(t.size, 94 * 1600 / 1000);
    assert_int_equal(t.line_count, 1);
    assert_false(t.cut);
    assert_fits(s, &t);
}

static void lines_are_balanced_between_eojeol(void **state)
{
    struct setting *s = *state;
    const char *text = "첫째 줄과 둘째 줄이 고르게 나뉜 제목";
    struct cover_title t = cover_title_set(s->type, text, MEASURE);

    assert_int_equal(t.line_count, 2);
    assert_fits(s, &t);
    assert_int_equal(text[t.lines[1].start - 1], ' ');
    assert_true(t.lines[1].len * 2 > t.lines[0].len &&
                t.lines[0].len * 2 > t.lines[1].len);
}

static void a_word_with_a_bracket_stays_whole(void **state)
{
    struct setting *s = *state;
    const char *text = "긴장시킨 그 이름 딥러닝(DeepLearning), 넌 누구니?";
    struct cover_title t = cover_title_set(s->type, text, MEASURE);

    for (int i = 0; i < t.line_count; i++)
        assert_int_not_equal(text[t.lines[i].start], '(');
    assert_fits(s, &t);
}

static void what_is_too_long_is_cut(void **state)
{
    struct setting *s = *state;
    char text[4000] = "";
    struct cover_title t;

    for (int i = 0; i < 200; i++)
        strcat(text, "아주긴낱말");
    t = cover_title_set(s->type, text, MEASURE);
    assert_true(t.cut);
    assert_int_equal(t.size, 50 * 1600 / 1000);
    assert_fits(s, &t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_short_title_is_large, begin, end),
        cmocka_unit_test_setup_teardown(lines_are_balanced_between_eojeol, begin, end),
        cmocka_unit_test_setup_teardown(a_word_with_a_bracket_stays_whole, begin, end),
        cmocka_unit_test_setup_teardown(what_is_too_long_is_cut, begin, end),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
