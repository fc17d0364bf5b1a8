#include "cli/state.h"

#include "cli/statetext.h"
#include "util/file.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const uint8_t settings[HASH_SHA1_SIZE] = {1, 2, 3};
static const uint8_t others[HASH_SHA1_SIZE] = {1, 2, 4};

static struct arena arena;
static char folder[] = "/tmp/seoga-state-XXXXXX";
static struct diag diag;

static const char *in_folder(const char *name)
{
    return path_join(&arena, folder, name);
}

static void put_file(const char *name, const char *text)
{
    FILE *f = fopen(in_folder(name), "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Takes down that `output` was made of `a` and `b`. */
static void put(struct cli_state *s, const char *output, const char *a, const char *b)
{
    struct cli_state_made made = {0};
    struct deps deps;

    deps_init(&deps);
    deps_add(&deps, folder, a);
    deps_add(&deps, folder, b);
    deps_sort(&deps);
    assert_true(cli_state_take(s, &made, in_folder(output), &deps, settings, &arena));
    cli_state_put(s, &made);
    deps_release(&deps);
}

static struct cli_state *open_refreshed(void)
{
    struct cli_state *s = cli_state_open(in_folder("out"), &diag);

    cli_state_refresh(s, 2);
    return s;
}

static bool is_current(const char *output, const uint8_t *by)
{
    struct cli_state *s = open_refreshed();
    bool current = cli_state_current(s, in_folder(output), by) != NULL;

    cli_state_close(s);
    return current;
}

static int write_one(void **state)
{
    struct cli_state *s;

    (void)state;
    put_file("a.md", "a");
    put_file("odd %\n\x7F.png", "image");
    put_file("out/a.pdf", "pdf");
    unlink(in_folder("out/.seoga-state"));
    unlink(in_folder("gone.png"));
    diag = (struct diag){0};
    s = open_refreshed();
    put(s, "out/a.pdf", "a.md", "odd %\n\x7F.png");
    assert_true(cli_state_write(s, &diag));
    cli_state_close(s);
    return 0;
}

static void names_are_from_the_folder(void **state)
{
    struct cli_state *s = open_refreshed();
    static const char *const names[] = {"a.md", "out/x/y", "outside/b", "out"};
    static const char *const want[] = {"../a.md", "x/y", "../outside/b", "../out"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const char *name = cli_state_name(s, in_folder(names[i]), &arena);

        assert_string_equal(name, want[i]);
        assert_string_equal(cli_state_path(s, name, &arena), in_folder(names[i]));
    }
    cli_state_close(s);
}

static void nothing_changed(void **state)
{
    (void)state;
    assert_true(is_current("out/a.pdf", settings));
    assert_false(is_current("out/a.pdf", others));
    assert_false(is_current("out/b.pdf", settings));
}

static void bytes_decide(void **state)
{
    (void)state;
    put_file("a.md", "b");
    assert_false(is_current("out/a.pdf", settings));
    put_file("a.md", "a");
    assert_true(is_current("out/a.pdf", settings));
    put_file("out/a.pdf", "pdg");
    assert_false(is_current("out/a.pdf", settings));
    unlink(in_folder("out/a.pdf"));
    assert_false(is_current("out/a.pdf", settings));
}

static void what_was_missing_counts(void **state)
{
    struct cli_state *s = open_refreshed();

    (void)state;
    put(s, "out/a.pdf", "a.md", "gone.png");
    assert_true(cli_state_write(s, &diag));
    cli_state_close(s);
    assert_true(is_current("out/a.pdf", settings));
    put_file("gone.png", "");
    assert_false(is_current("out/a.pdf", settings));
}

static void a_change_meanwhile_is_seen(void **state)
{
    struct cli_state *s = open_refreshed();
    struct cli_state_made made = {0};
    struct deps deps;

    (void)state;
    deps_init(&deps);
    deps_add(&deps, folder, "a.md");
    put_file("a.md", "longer");
    assert_false(
        cli_state_take(s, &made, in_folder("out/a.pdf"), &deps, settings, &arena));
    deps_release(&deps);
    cli_state_close(s);
}

static void other_outputs_stay(void **state)
{
    struct cli_state *s;

    (void)state;
    put_file("out/b.pdf", "b");
    s = open_refreshed();
    put(s, "out/b.pdf", "a.md", "a.md");
    assert_true(cli_state_write(s, &diag));
    cli_state_close(s);
    assert_true(is_current("out/a.pdf", settings));
    assert_true(is_current("out/b.pdf", settings));
    unlink(in_folder("out/b.pdf"));
}

/* Every line lost, cut and turned: never a crash, never a lie. */
static void damage_is_never_believed(void **state)
{
    struct buf text = {0};

    (void)state;
    assert_true(file_read(in_folder("out/.seoga-state"), 1 << 20, &text, &diag));
    put_file("a.md", "changed");
    for (size_t i = 0; i < text.len; i++) {
        char kept = text.data[i];
        struct cli_statetext t = {0};

        text.data[i] = (char)(kept ^ 1);
        put_file("out/.seoga-state", text.data);
        assert_false(is_current("out/a.pdf", settings));
        text.data[i] = kept;
        cli_statetext_read(&t, text.data, i);
        cli_statetext_release(&t);
    }
    buf_release(&text);
}

static void damage_is_noted(void **state)
{
    (void)state;
    put_file("out/.seoga-state", "seoga-state 1\nfile zz 1 2 3 a\n uses x\n");
    diag = (struct diag){0};
    cli_state_close(open_refreshed());
    assert_int_equal(diag.counts[DIAG_NOTE], 1);
    put_file("out/.seoga-state", "seoga-state 2\n");
    cli_state_close(open_refreshed());
    assert_int_equal(diag.counts[DIAG_NOTE], 2);
}

static void text_forgets_outputs_that_are_gone(void **state)
{
    const char *uses[] = {"a"};
    const struct cli_state_file files[] = {{.path = "o", .stamp = {-1, 0, 0}},
                                           {.path = "a", .stamp = {1, 2, 3}}};
    const struct cli_state_output output = {.path = "o", .uses = uses, .count = 1};
    struct cli_statetext known = {0}, none = {0};
    struct buf out = {0};

    (void)state;
    cli_statetext_add_file(&known, &files[0]);
    cli_statetext_add_file(&known, &files[1]);
    cli_statetext_add_output(&known, &output);
    cli_statetext_write(&known, &none, &out);
    assert_string_equal(buf_str(&out), "seoga-state 1\n");
    cli_statetext_release(&known);
    buf_release(&out);
}

static void text_is_sorted_and_the_newer_wins(void **state)
{
    const char *uses[] = {"a%\n"};
    struct cli_state_file files[] = {{.path = "a%\n", .stamp = {1, 2, 3}},
                                     {.path = "o", .stamp = {4, 5, 6}},
                                     {.path = "kept", .stamp = {7, 8, 9}, .kept = true},
                                     {.path = "left", .stamp = {7, 8, 9}}};
    struct cli_state_output output = {.path = "o", .uses = uses, .count = 1};
    struct cli_statetext old = {0}, newer = {0};
    struct buf out = {0};

#define ZEROS "0000000000000000000000000000000000000000"
    (void)state;
    for (int i = 3; i >= 0; i--)
        cli_statetext_add_file(&old, &files[i]);
    cli_statetext_add_output(&old, &output);
    files[0].stamp.size = 99;
    cli_statetext_add_file(&newer, &files[0]);
    output.key[0] = 0xAB;
    cli_statetext_add_output(&newer, &output);
    cli_statetext_write(&old, &newer, &out);
    assert_string_equal(out.data, "seoga-state 1\n"
                                  "file " ZEROS " 99 2 3 a%25%0A\n"
                                  "file " ZEROS " 7 8 9 kept\n"
                                  "file " ZEROS " 4 5 6 o\n"
                                  "output ab00000000000000000000000000000000000000 o\n"
                                  " uses a%25%0A\n");
    cli_statetext_release(&old);
    assert_int_equal(cli_statetext_read(&old, out.data, out.len), 0);
    assert_string_equal(cli_statetext_output(&old, "o")->uses[0], "a%\n");
    assert_int_equal(cli_statetext_file(&old, "a%\n")->stamp.size, 99);
    cli_statetext_release(&old);
    cli_statetext_release(&newer);
    buf_release(&out);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    return mkdir(in_folder("out"), 0777);
}

static int remove_folder(void **state)
{
    static const char *const names[] = {"a.md",      "odd %\n\x7F.png", "gone.png",
                                        "out/a.pdf", "out/.seoga-state"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(in_folder(names[i]));
    rmdir(in_folder("out"));
    rmdir(folder);
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(names_are_from_the_folder, write_one),
        cmocka_unit_test_setup(nothing_changed, write_one),
        cmocka_unit_test_setup(bytes_decide, write_one),
        cmocka_unit_test_setup(what_was_missing_counts, write_one),
        cmocka_unit_test_setup(a_change_meanwhile_is_seen, write_one),
        cmocka_unit_test_setup(other_outputs_stay, write_one),
        cmocka_unit_test_setup(damage_is_never_believed, write_one),
        cmocka_unit_test_setup(damage_is_noted, write_one),
        cmocka_unit_test(text_forgets_outputs_that_are_gone),
        cmocka_unit_test(text_is_sorted_and_the_newer_wins),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
