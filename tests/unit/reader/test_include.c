#include "fixture.h"

#include "util/str.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/reader-include-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[256];
    FILE *out;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static int set_up(void **state)
{
    char path[256];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/sub", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file("part.md", "---\ntitle: x\n---\n하나\n\n:::\n\n둘\n");
    write_file("sub/deep.md", "<!-- @include: ./leaf.md -->\n뒤\n");
    write_file("sub/leaf.md", "잎\n");
    write_file("loop.md", "앞\n<!-- @include: loop.md -->\n");
    write_file("x.js", "a\n// #region r\n```\nb\n// #endregion\n");
    return 0;
}

static int tear_down(void **state)
{
    static const char *const names[] = {
        "part.md", "sub/deep.md", "sub/leaf.md", "loop.md", "x.js", "sub", "."};
    char path[256];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(i + 1 < sizeof names / sizeof *names ? path : folder);
    }
    return 0;
}

/* Reads `text` as an article of the folder. */
static void assert_included(const char *text, const char *tree, const char *report)
{
    struct fixture f;
    char path[256];

    snprintf(path, sizeof path, "%s/article.md", folder);
    fixture_read_bytes(&f, path, text, strlen(text));
    assert_string_equal(f.tree, tree);
    assert_string_equal(buf_str(&f.report), report);
    fixture_release(&f);
}

static void test_lines_are_of_their_file(void **state)
{
    struct fixture f;
    char path[256];

    (void)state;
    assert_included("앞\n\n<!-- @include: ./part.md -->\n\n뒤\n",
                    "  paragraph 1:1\n    text 1:1 \"앞\"\n"
                    "  paragraph 4:1\n    text 4:1 \"하나\"\n"
                    "  paragraph 8:1\n    text 8:1 \"둘\"\n"
                    "  paragraph 5:1\n    text 5:1 \"뒤\"\n",
                    "6:stray-close ");
    snprintf(path, sizeof path, "%s/article.md", folder);
    fixture_read_bytes(&f, path, "<!-- @include: part.md{8-} -->\n", 31);
    assert_true(str_ends(str_of(f.article->first->pos.file), "/part.md"));
    assert_int_equal(f.article->first->pos.line, 8);
    fixture_release(&f);
}

static void test_nested_and_indented(void **state)
{
    (void)state;
    assert_included("- 목록\n\n  <!-- @include: sub/deep.md -->\n",
                    "  list 1:1 bullet\n    item 1:1\n      paragraph 1:3\n"
                    "        text 1:3 \"목록\"\n      paragraph 1:3\n"
                    "        text 1:3 \"잎\"\n        soft_break 1:3\n"
                    "        text 2:3 \"뒤\"\n",
                    "");
}

static void test_code(void **state)
{
    (void)state;
    assert_included("@[code{1-2}](./x.js)\n\n@[code ts](x.js)\n",
                    "  code_block 1:1 lang=\"js\" \"a\\n// #region r\\n\"\n"
                    "  code_block 3:1 lang=\"ts\" "
                    "\"a\\n// #region r\\n```\\nb\\n// #endregion\\n\"\n",
                    "");
    assert_included("```md\n<!-- @include: part.md -->\n```\n",
                    "  code_block 1:1 lang=\"md\" \"<!-- @include: part.md -->\\n\"\n",
                    "");
}

static void test_what_is_left_out(void **state)
{
    (void)state;
    assert_included("<!-- @include: https://example.org/a.md -->\n\n"
                    "<!-- @include: none.md -->\n\n<!-- @include: ../x.md -->\n\n"
                    "<!-- @include: /etc/hostname -->\n\n@[code](../../etc/passwd)\n",
                    "", "1:remote-include 3:missing 5:missing 7:missing 9:missing ");
    assert_included("<!-- @include: loop.md -->\n",
                    "  paragraph 1:1\n    text 1:1 \"앞\"\n", "2:include-limit ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_of_their_file),
        cmocka_unit_test(test_nested_and_indented),
        cmocka_unit_test(test_code),
        cmocka_unit_test(test_what_is_left_out),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
