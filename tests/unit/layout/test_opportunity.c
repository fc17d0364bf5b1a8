/* Where lines may end, shown with a sign at each place: | free, / inside, + costly,
 * ^ beside a dash. */
#include "layout/opportunity.h"

#include "layout/breaker.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static int end(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static char sign_of(const struct layout_opportunity *at)
{
    if (at->penalty == LAYOUT_BREAK_FORCED)
        return '!';
    if (at->inside)
        return at->penalty > 100 ? '+' : '/';
    if (at->penalty == 300)
        return '^';
    if (at->penalty == LAYOUT_PENALTY_ANYWHERE)
        return '*';
    return '|';
}

static const char *shown(const char *s, enum layout_span_kind kind,
                         enum theme_breaks breaks)
{
    struct layout_span span = {.kind = kind, .len = (uint32_t)strlen(s)};
    struct layout_text text = {
        .s = s, .len = span.len, .spans = &span, .span_count = 1};
    struct layout_opportunity *at;
    struct buf b = {0};
    const char *out;

    text.style.look.breaks = breaks;
    at = layout_opportunities(&text, NULL, &arena);
    for (uint32_t i = 0; i < text.len; i++) {
        buf_putc(&b, s[i]);
        if (at[i].penalty != LAYOUT_BREAK_NEVER) {
            char sign = sign_of(&at[i]);

            buf_putc(&b, sign);
        }
    }
    out = arena_strndup(&arena, buf_str(&b), b.len);
    buf_release(&b);
    return out;
}

static const char *eojeol(const char *s)
{
    return shown(s, LAYOUT_SPAN_TEXT, THEME_BREAK_EOJEOL);
}

static const char *syllable(const char *s)
{
    return shown(s, LAYOUT_SPAN_TEXT, THEME_BREAK_SYLLABLE);
}

static const char *code(const char *s)
{
    return shown(s, LAYOUT_SPAN_CODE, THEME_BREAK_SYLLABLE);
}

static void eojeol_end_at_spaces(void **state)
{
    (void)state;
    assert_string_equal(eojeol("한국(Korea)은 『책』은 좋다"),
                        "한국(Korea)은 |『책』은 |좋다");
}

static void single_syllables_cost_more(void **state)
{
    (void)state;
    assert_string_equal(syllable("가나다라 마바"), "가+나/다+라 |마+바");
}

static void numbers_keep_their_unit(void **state)
{
    (void)state;
    assert_string_equal(syllable("300여권"), "300+여+권");
}

static void dates_hold_together(void **state)
{
    struct layout_text text = {.s = "2024. 3. 1. 봄", .len = 15};
    struct layout_opportunity *at = layout_opportunities(&text, NULL, &arena);

    (void)state;
    assert_int_equal(at[5].penalty, 500);
    assert_int_equal(at[8].penalty, 500);
    assert_int_equal(at[11].penalty, 0);
}

static void dashes_begin_no_line(void **state)
{
    (void)state;
    assert_string_equal(eojeol("서가 — 책을 꽂는 곳"), "서가 ^— |책을 |꽂는 |곳");
    assert_string_equal(eojeol("서가 | 책"), "서가 ^| |책");
    assert_string_equal(eojeol("서가 - 책을 꽂는 곳"), "서가 ^- ^책을 |꽂는 |곳");
    assert_string_equal(eojeol("서가-책"), "서가-|책");
    assert_string_equal(eojeol("- 책 -"), "- |책 |-");
}

static void addresses_open_before_signs(void **state)
{
    (void)state;
    assert_string_equal(eojeol("see https://ab.cde.org/path?key=a1 now"),
                        "see |https://|ab|.cde|.org/|path|?key|=a1 |now");
}

static void escapes_stay_whole(void **state)
{
    (void)state;
    assert_string_equal(eojeol("https://ab.org/%EA%B0%80"),
                        "https://|ab|.org/|%EA|%B0|%80");
}

static void calls_keep_their_brackets(void **state)
{
    (void)state;
    assert_string_equal(code("close()"), "close()");
    assert_string_equal(code("open(path)"), "open|(path)");
}

static void long_segments_open_everywhere(void **state)
{
    (void)state;
    assert_string_equal(eojeol("https://ab.org/0123456789abcdef"),
                        "https://|ab|.org/|0123456789|abcdef");
    assert_non_null(strchr(eojeol("https://ab.org/aaaaaaaaaaaaaaaaaaaaaaaa"), '*'));
}

static void code_opens_after_signs_and_in_camel_case(void **state)
{
    (void)state;
    assert_string_equal(code("foo_bar.bazQux(a)"), "foo_|bar.|baz|Qux|(a)");
    assert_string_equal(code("a-b"), "a-b");
    assert_string_equal(code("--strict mode"), "--strict |mode");
}

static void notes_and_keys_are_whole(void **state)
{
    (void)state;
    assert_string_equal(shown("1 2)", LAYOUT_SPAN_NOTE, THEME_BREAK_SYLLABLE), "1 2)");
    assert_string_equal(shown("Page Up", LAYOUT_SPAN_WHOLE, THEME_BREAK_EOJEOL),
                        "Page Up");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(eojeol_end_at_spaces, end),
        cmocka_unit_test_teardown(single_syllables_cost_more, end),
        cmocka_unit_test_teardown(numbers_keep_their_unit, end),
        cmocka_unit_test_teardown(dates_hold_together, end),
        cmocka_unit_test_teardown(dashes_begin_no_line, end),
        cmocka_unit_test_teardown(addresses_open_before_signs, end),
        cmocka_unit_test_teardown(escapes_stay_whole, end),
        cmocka_unit_test_teardown(calls_keep_their_brackets, end),
        cmocka_unit_test_teardown(long_segments_open_everywhere, end),
        cmocka_unit_test_teardown(code_opens_after_signs_and_in_camel_case, end),
        cmocka_unit_test_teardown(notes_and_keys_are_whole, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
