#include "cli/depfile.h"

#include "util/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void expect_written(struct cli_depfile *d, const char *want)
{
    char path[] = "/tmp/seoga-depfile-XXXXXX";
    struct diag diag = {0};
    struct buf text = {0};
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    close(fd);
    assert_true(cli_depfile_write(d, path, &diag));
    assert_true(file_read(path, 1 << 20, &text, &diag));
    assert_string_equal(buf_str(&text), want);
    buf_release(&text);
    unlink(path);
    cli_depfile_close(d);
}

static void nothing(void **state)
{
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d);
    expect_written(&d, "");
}

static void rules_are_sorted_and_say_each_once(void **state)
{
    static const char *const one[] = {"x.epub", "x.pdf"}, *const two[] = {"y.pdf"};
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d);
    cli_depfile_rule(&d, one, 2);
    cli_depfile_need(&d, "x.md");
    cli_depfile_need(&d, "a.png");
    cli_depfile_need(&d, "x.md");
    cli_depfile_rule(&d, two, 1);
    cli_depfile_need(&d, "a.png");
    expect_written(&d, "x.epub x.pdf: \\\n  a.png \\\n  x.md\n"
                       "y.pdf: \\\n  a.png\n"
                       "a.png:\nx.md:\n");
}

static void names_are_escaped(void **state)
{
    static const char *const targets[] = {"a b.pdf"};
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d);
    cli_depfile_rule(&d, targets, 1);
    cli_depfile_need(&d, "c:$#");
    cli_depfile_need(&d, "d\\ e\\f");
    cli_depfile_need(&d, "line\nend");
    expect_written(&d, "a\\ b.pdf: \\\n  c\\:$$\\# \\\n  d\\\\\\ e\\f\n"
                       "c\\:$$\\#:\nd\\\\\\ e\\f:\n");
}

static void names_are_from_here(void **state)
{
    static const char *const targets[] = {"/x.pdf"};
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d);
    assert_non_null(d.here);
    d.here = "/home/book";
    cli_depfile_rule(&d, targets, 1);
    cli_depfile_need(&d, "/home/book/a.md");
    cli_depfile_need(&d, "/home/bookshelf/b.md");
    expect_written(&d, "/x.pdf: \\\n  /home/bookshelf/b.md \\\n  a.md\n"
                       "/home/bookshelf/b.md:\na.md:\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),
        cmocka_unit_test(rules_are_sorted_and_say_each_once),
        cmocka_unit_test(names_are_escaped),
        cmocka_unit_test(names_are_from_here),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
