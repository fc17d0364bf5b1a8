#include "text/fontset.h"
#include "text/hyphen.h"
#include "util/arena.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *root;
static struct arena arena;
static struct text_hyphens *hyphens;

static int open_patterns(void **state)
{
    (void)state;
    hyphens = text_hyphens_open(path_join(&arena, root, "fonts/hyph_en_US.dic"));
    return hyphens ? 0 : -1;
}

static int close_patterns(void **state)
{
    (void)state;
    text_hyphens_close(hyphens);
    arena_release(&arena);
    return 0;
}

static const char *parted(const char *word)
{
    static char out[256];
    bool after[128];
    size_t len = strlen(word), n = 0;

    text_hyphens_find(hyphens, word, len, after);
    for (size_t i = 0; i < len; i++) {
        out[n++] = word[i];
        if (after[i])
            out[n++] = '-';
    }
    out[n] = '\0';
    return out;
}

static void words_are_parted_between_syllables(void **state)
{
    (void)state;
    assert_string_equal(parted("hyphenation"), "hy-phen-ation");
    assert_string_equal(parted("Bookshelf"), "Book-shelf");
    assert_string_equal(parted("typesetting"), "type-set-ting");
}

static void ends_keep_their_letters(void **state)
{
    (void)state;
    assert_string_equal(parted("about"), "about");
    assert_string_equal(parted("only"), "only");
    assert_string_equal(parted(""), "");
}

static void what_is_no_word_stays_whole(void **state)
{
    (void)state;
    assert_string_equal(
        parted("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
               "aaaaaaaaaaaa"),
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaa");
}

static void no_file_no_patterns(void **state)
{
    (void)state;
    assert_null(text_hyphens_open(path_join(&arena, root, "fonts/none.dic")));
    text_hyphens_close(NULL);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parted_between_syllables),
        cmocka_unit_test(ends_keep_their_letters),
        cmocka_unit_test(what_is_no_word_stays_whole),
        cmocka_unit_test(no_file_no_patterns),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, open_patterns, close_patterns);
}
