#include "util/arena.h"
#include "util/path.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static void utf8_round_trips(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 251) {
        char bytes[4];
        uint32_t back;
        size_t n = utf8_encode(cp, bytes);

        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        assert_int_equal(utf8_decode(bytes, n, &back), n);
        assert_int_equal(back, cp);
    }
}

/* Unicode 15 table 3-8: maximal subparts of ill-formed sequences. */
static void utf8_replaces_maximal_subparts(void **state)
{
    static const char bad[] = "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64";
    static const size_t lengths[] = {1, 3, 2, 1, 1, 1, 1, 1, 1, 1};
    size_t at = 0, offset;

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        uint32_t cp;
        size_t n = utf8_decode(bad + at, sizeof bad - 1 - at, &cp);

        assert_int_equal(n, lengths[i]);
        at += n;
    }
    assert_false(utf8_valid(bad, sizeof bad - 1, &offset));
    assert_int_equal(offset, 1);
    assert_true(utf8_valid("\xEF\xBF\xBD", 3, NULL));
    assert_false(utf8_valid("\xC0\x80", 2, NULL));
    assert_false(utf8_valid("\xED\xA0\x80", 3, NULL));
}

static bool begins_ill(const char *s)
{
    uint32_t cp;
    size_t used = utf8_decode(s, strlen(s), &cp);

    return utf8_is_ill(cp, s, used);
}

static void utf8_tells_the_ill_formed_from_replacements(void **state)
{
    (void)state;
    assert_false(begins_ill("\uFFFD") || begins_ill("가") || begins_ill("a"));
    assert_true(begins_ill("\xFF") && begins_ill("\xEF\xBF") && begins_ill("\xEF"));
    assert_true(begins_ill("\xF0\x9F\x98") && begins_ill("\xEA\xB0가"));
}

static void utf8_heads_hold_whole_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_head("가나", 6), 6);
    assert_int_equal(utf8_head("가나", 5), 3);
    assert_int_equal(utf8_head("가나", 3), 3);
    assert_int_equal(utf8_head("가나", 2), 0);
    assert_int_equal(utf8_head("a\U0001F600", 4), 1);
    assert_int_equal(utf8_head("ab", 1), 1);
    assert_int_equal(utf8_head("", 1), 0);
    assert_int_equal(utf8_head("가", SIZE_MAX), 3);
}

static void nfc_composes_hangul(void **state)
{
    struct arena a = {0};
    const char *nfd = "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", *same = "이미 된 말";
    size_t len;

    (void)state;
    assert_string_equal(unicode_nfc(&a, nfd, strlen(nfd), &len), "한");
    assert_int_equal(len, 3);
    assert_ptr_equal(unicode_nfc(&a, same, strlen(same), NULL), same);
    /* Marks for symbols are put in order too: U+20D2 (class 1) goes before U+20D0
     * (230). */
    assert_string_equal(unicode_nfc(&a, "a\u20D0\u20D2", 7, NULL), "a\u20D2\u20D0");
    assert_string_equal(unicode_nfc(&a, "\u2126", 3, NULL), "\u03A9");
    arena_release(&a);
}

static void graphemes_are_whole(void **state)
{
    const struct {
        const char *text;
        size_t first;
    } cases[] = {
        {"한글", 3},
        {"e\xCC\x81x", 3},
        {"👨‍👩‍👧끝", strlen("👨‍👩‍👧")},
        {"🇰🇷🇯🇵", 8},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9},
        {"ab", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(unicode_grapheme(cases[i].text, strlen(cases[i].text)),
                         cases[i].first);
}

static void hangul_share_counts_letters(void **state)
{
    (void)state;
    assert_int_equal(unicode_hangul_share("가나ab 123 .,", strlen("가나ab 123 .,")),
                     50);
    assert_int_equal(unicode_hangul_share("123", 3), 0);
}

static void paths_are_taken_apart(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_string_equal(path_join(&a, "a/b", "c"), "a/b/c");
    assert_string_equal(path_join(&a, "a/", "c"), "a/c");
    assert_string_equal(path_join(&a, "a", "/c"), "/c");
    assert_string_equal(path_dir(&a, "a/b.md"), "a");
    assert_string_equal(path_dir(&a, "b.md"), ".");
    assert_string_equal(path_stem(&a, "a.b/글.tar.gz"), "글.tar");
    assert_string_equal(path_ext("a.b/.hidden"), "");
    assert_string_equal(path_normal(&a, "a/./b/../c//d"), "a/c/d");
    assert_null(path_normal(&a, "a/../../b"));
    assert_null(path_normal(&a, "/.."));
    assert_string_equal(path_normal(&a, "a/.."), ".");
    assert_string_equal(path_percent_decode(&a, "%ED%95%9C%2f%zz%"), "한/%zz%");
    assert_null(path_percent_decode(&a, "a%00b"));
    assert_string_equal(path_percent_encode(&a, "/한 %41%"), "/%ED%95%9C%20%41%25");
    assert_true(path_has_scheme("https://x"));
    assert_false(path_has_scheme("a/b:c"));
    arena_release(&a);
}

static void slices_are_compared(void **state)
{
    struct str rest = STR("하나\n둘\n"), line;

    (void)state;
    assert_true(str_next_line(&rest, &line) && str_is(line, "하나"));
    assert_true(str_next_line(&rest, &line) && str_is(line, "둘"));
    assert_false(str_next_line(&rest, &line));
    assert_true(str_is(str_trim(STR(" \t a b \n")), "a b"));
    assert_int_equal(str_distance(STR("deatils"), STR("details"), 2), 2);
    assert_int_equal(str_distance(STR("Tip"), STR("tip"), 2), 0);
    assert_int_equal(str_distance(STR("x"), STR("details"), 2), 3);
    assert_int_equal(str_find(STR("abcabc"), "ca"), 2);
    assert_true(cstr_blank(" \n") && cstr_blank(NULL) && !cstr_blank("x"));
}

static void what_xml_cannot_hold_is_replaced(void **state)
{
    struct arena a = {0};
    const char *same = "한글\t\n\x7F 📚\uFFFD";

    (void)state;
    assert_ptr_equal(unicode_clean(&a, same, strlen(same)), same);
    assert_string_equal(unicode_clean(&a, "a\0b\x01", 4), "a\uFFFDb\uFFFD");
    assert_string_equal(unicode_clean(&a, "\xEA\xB0\xFE\xF0\x9F\x98", 6), "\uFFFD\uFFFD\uFFFD");
    assert_string_equal(unicode_clean(&a, "\xEF\xBF\xBE가", 6), "\uFFFD가");
    assert_true(unicode_is_blank(NULL) && unicode_is_blank(" \u3000\u200B\u3164\x01"));
    assert_false(unicode_is_blank("\u3000가"));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_xml_cannot_hold_is_replaced),
        cmocka_unit_test(utf8_round_trips),
        cmocka_unit_test(utf8_replaces_maximal_subparts),
        cmocka_unit_test(utf8_tells_the_ill_formed_from_replacements),
        cmocka_unit_test(utf8_heads_hold_whole_characters),
        cmocka_unit_test(nfc_composes_hangul),
        cmocka_unit_test(graphemes_are_whole),
        cmocka_unit_test(hangul_share_counts_letters),
        cmocka_unit_test(paths_are_taken_apart),
        cmocka_unit_test(slices_are_compared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
