#include "cli/depfile.h"

#include "util/file.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/seoga-depfile-XXXXXX";
static struct arena arena;

static const char *in_folder(const char *name)
{
    return path_join(&arena, folder, name);
}

static void expect_written(struct cli_depfile *d, const char *want)
{
    struct diag diag = {0};
    struct buf text = {0};

    assert_true(cli_depfile_write(d, &diag));
    assert_true(file_read(d->path, 1 << 20, &text, &diag));
    assert_string_equal(buf_str(&text), want);
    buf_release(&text);
    unlink(d->path);
    cli_depfile_close(d);
}

static void nothing(void **state)
{
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d, in_folder("all.d"));
    expect_written(&d, "");
}

static void rules_are_sorted_and_say_each_once(void **state)
{
    static const char *const one[] = {"x.epub", "x.pdf"}, *const two[] = {"y.pdf"};
    struct cli_depfile d;

    (void)state;
    cli_depfile_open(&d, in_folder("all.d"));
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
    cli_depfile_open(&d, in_folder("all.d"));
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
    cli_depfile_open(&d, in_folder("all.d"));
    assert_non_null(d.here);
    d.here = "/home/book";
    cli_depfile_rule(&d, targets, 1);
    cli_depfile_need(&d, "/home/book/a.md");
    cli_depfile_need(&d, "/home/bookshelf/b.md");
    expect_written(&d, "/x.pdf: \\\n  /home/bookshelf/b.md \\\n  a.md\n"
                       "/home/bookshelf/b.md:\na.md:\n");
}

/* The folder that was searched is needed, but not where writing the outputs or the
 * depfile changes its time. */
static void folders_are_needed_where_nothing_is_written(void **state)
{
    const char *targets[] = {in_folder("made/x.pdf")};
    struct cli_depfile d;
    const char *want;

    (void)state;
    mkdir(in_folder("made"), 0777);
    mkdir(in_folder("docs"), 0777);
    cli_depfile_open(&d, in_folder("all.d"));
    cli_depfile_rule(&d, targets, 1);
    cli_depfile_need(&d, in_folder("made/"));
    cli_depfile_need(&d, in_folder(""));
    cli_depfile_need(&d, in_folder("docs/"));
    want = arena_printf(&arena, "%s: \\\n  %s\n%s:\n", targets[0], in_folder("docs"),
                        in_folder("docs"));
    expect_written(&d, want);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    rmdir(in_folder("made"));
    rmdir(in_folder("docs"));
    rmdir(folder);
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),
        cmocka_unit_test(rules_are_sorted_and_say_each_once),
        cmocka_unit_test(names_are_escaped),
        cmocka_unit_test(names_are_from_here),
        cmocka_unit_test(folders_are_needed_where_nothing_is_written),
    };

    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
