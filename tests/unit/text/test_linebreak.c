#include "text/linebreak.h"
#include "util/unicode.h"
#include "util/utf8.h"

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

/* The text with a bar wherever a line may break. */
static void check_breaks(const char *text, enum text_break_mode mode,
                         const char *expected)
{
    uint8_t breaks[512];
    char got[1024], *to = got;
    size_t len = strlen(text);

    text_linebreak(text, len, mode, breaks);
    for (size_t i = 0; i < len; i++) {
        *to++ = text[i];
        if (breaks[i] == TEXT_BREAK_MAY)
            *to++ = '|';
    }
    *to = '\0';
    assert_string_equal(got, expected);
}

static void eojeol_are_kept_whole(void **state)
{
    (void)state;
    check_breaks("한국(Korea)은 『책』은 “말”이라고", TEXT_BREAK_EOJEOL,
                 "한국(Korea)은 |『책』은 |“말”이라고");
    check_breaks("금·은·동메달 10%이상 C++ 코드", TEXT_BREAK_EOJEOL,
                 "금·은·동메달 |10%이상 |C++ |코드");
    check_breaks("그는……말했다", TEXT_BREAK_EOJEOL, "그는……말했다");
    check_breaks("뭐?라고 100km/h", TEXT_BREAK_EOJEOL, "뭐?라고 |100km/h");
    check_breaks("한국「가」와 〈나〉를", TEXT_BREAK_EOJEOL, "한국「가」와 |〈나〉를");
    check_breaks("漢字는 韓國語의 3.1운동", TEXT_BREAK_EOJEOL,
                 "漢字는 |韓國語의 |3.1운동");
    check_breaks("상ㆍ하 1～2쪽 1~2쪽", TEXT_BREAK_EOJEOL, "상ㆍ하 |1～2쪽 |1~|2쪽");
}

static void syllables_may_part(void **state)
{
    (void)state;
    check_breaks("한국(Korea)은 “말”이", TEXT_BREAK_SYLLABLE,
                 "한|국|(Korea)|은 |“말”|이");
    check_breaks("금·은", TEXT_BREAK_SYLLABLE, "금·|은");
    check_breaks("상/하 C++", TEXT_BREAK_SYLLABLE, "상/하 |C++");
    check_breaks("가—나——다", TEXT_BREAK_SYLLABLE, "가—|나——|다");
    check_breaks("뭐……그", TEXT_BREAK_SYLLABLE, "뭐……|그");
    check_breaks("가,나.다!", TEXT_BREAK_SYLLABLE, "가,|나.|다!");
    check_breaks("「가나」", TEXT_BREAK_SYLLABLE, "「가|나」");
    check_breaks("₩1,000원", TEXT_BREAK_SYLLABLE, "₩1,000|원");
}

/* Unicode's own test file: "÷ 0023 × 0308 ÷ …". Skipped where it is not installed. */
static void the_standard_test_passes(void **state)
{
    FILE *in = fopen("/usr/share/unicode/auxiliary/LineBreakTest.txt", "r");
    char line[4096];
    int count = 0;

    (void)state;
    if (!in)
        skip();
    while (fgets(line, sizeof line, in)) {
        char text[256];
        uint8_t breaks[256];
        bool expected[128];
        size_t ends[128], len = 0, n = 0;
        char *word;

        line[strcspn(line, "#\n")] = '\0';
        word = strtok(line, " \t");
        if (!word)
            continue;
        while ((word = strtok(NULL, " \t"))) {
            len += utf8_encode((uint32_t)strtoul(word, NULL, 16), text + len);
            ends[n] = len;
            expected[n++] = strcmp(strtok(NULL, " \t"), "÷") == 0;
        }
        text_linebreak(text, len, TEXT_BREAK_PLAIN, breaks);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(breaks[ends[i] - 1] != TEXT_BREAK_NO, expected[i]);
        count++;
    }
    fclose(in);
    assert_int_equal(count, 7654);
}

static void no_break_within_a_cluster(void **state)
{
    static const char text[] =
        "e\xCC\x81\xCC\x81가\xCC\x81나 👨‍👩‍👧🇰🇷🇯🇵 👍🏽a";
    uint8_t breaks[sizeof text];

    (void)state;
    for (int mode = TEXT_BREAK_PLAIN; mode <= TEXT_BREAK_EOJEOL; mode++) {
        text_linebreak(text, sizeof text - 1, (enum text_break_mode)mode, breaks);
        for (size_t at = 0; at < sizeof text - 1;) {
            size_t n = unicode_grapheme(text + at, sizeof text - 1 - at);

            for (size_t i = at; i + 1 < at + n; i++)
                assert_int_equal(breaks[i], TEXT_BREAK_NO);
            at += n;
        }
        assert_int_equal(breaks[sizeof text - 2], TEXT_BREAK_MUST);
    }
}

/* LB10 and LB18 of the annex itself part them. */
static void a_space_keeps_the_mark_it_carries(void **state)
{
    (void)state;
    check_breaks("가 \u0301나 \u200D다", TEXT_BREAK_EOJEOL, "가 \u0301나 \u200D다");
    check_breaks("가 \u0301나 다", TEXT_BREAK_SYLLABLE, "가 \u0301|나 |다");
    check_breaks("a \u0301b", TEXT_BREAK_PLAIN, "a |\u0301b");
}

/* LB30a counts across marks, and nothing is said of what is prepended. */
static void clusters_of_the_annex_are_kept(void **state)
{
    (void)state;
    for (int mode = TEXT_BREAK_SYLLABLE; mode <= TEXT_BREAK_EOJEOL; mode++) {
        enum text_break_mode m = (enum text_break_mode)mode;

        check_breaks("🇰\u0301🇯🇵가 🇰🇷🇯🇵", m, "🇰\u0301🇯🇵|가 |🇰🇷|🇯🇵");
        check_breaks("가 \u0601나", m, "가 |\u0601나");
    }
    check_breaks("🇰\u0301🇯🇵", TEXT_BREAK_PLAIN, "🇰\u0301🇯|🇵");
    check_breaks("\u0601나", TEXT_BREAK_PLAIN, "\u0601|나");
}

static void what_no_tailoring_changes(void **state)
{
    (void)state;
    for (int mode = TEXT_BREAK_PLAIN; mode <= TEXT_BREAK_EOJEOL; mode++) {
        enum text_break_mode m = (enum text_break_mode)mode;

        check_breaks("a\xC2\xA0z a\xE2\x81\xA0z", m, "a\xC2\xA0z |a\xE2\x81\xA0z");
        check_breaks("a\xE2\x80\x8Bz", m, "a\xE2\x80\x8B|z");
        check_breaks("a   z", m, "a   |z");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eojeol_are_kept_whole),
        cmocka_unit_test(syllables_may_part),
        cmocka_unit_test(a_space_keeps_the_mark_it_carries),
        cmocka_unit_test(clusters_of_the_annex_are_kept),
        cmocka_unit_test(what_no_tailoring_changes),
        cmocka_unit_test(the_standard_test_passes),
        cmocka_unit_test(no_break_within_a_cluster),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
