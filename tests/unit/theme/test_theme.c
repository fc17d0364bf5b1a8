#include "theme/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char *source_root;

/* The first message. */
static struct {
    char code[32], text[256];
    int line, column, count;
} said;

static void keep(void *user, const struct diag_message *msg)
{
    (void)user;
    if (said.count++ > 0)
        return;
    snprintf(said.code, sizeof(said.code), "%s", msg->code);
    snprintf(said.text, sizeof(said.text), "%s", msg->text);
    said.line = msg->pos.line;
    said.column = msg->pos.column;
}

static struct theme *load(struct arena *a, const char *name, const char *page)
{
    struct diag diag = {.report = keep};
    char dir[1024];

    memset(&said, 0, sizeof(said));
    snprintf(dir, sizeof(dir), "%s/templates", source_root);
    return theme_load(dir, name, page, a, &diag);
}

/* Loads a theme file that holds `yaml`. */
static struct theme *load_text(struct arena *a, const char *yaml)
{
    char path[] = "/tmp/seoga-theme-XXXXXX.yaml";
    int fd = mkstemps(path, 5);
    struct theme *theme;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
    close(fd);
    theme = load(a, path, NULL);
    unlink(path);
    return theme;
}

/* Every preset against the table of page sizes in the style sheet. */
static void presets(void **state)
{
    static const struct {
        const char *theme, *page;
        double f, line, measure, first, last, side, head, folio;
        int lines;
    } table[] = {
        {"default", "a4", 10.5, 18, 399, 86, 752, 98.14, 50, 788, 38},
        {"default", "sinkuk", 10, 17, 300, 85, 544, 65.435, 51, 578, 28},
        {"default", "a5", 9.5, 16, 294.5, 85, 501, 62.515, 53, 533, 27},
        {"default", "b6", 9, 15, 252, 76, 451, 55.415, 46, 481, 26},
        {"large", "a4", 14, 24, 406, 88, 736, 94.64, 40, 784, 28},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct arena a = {0};
        const struct theme *t = load(&a, table[i].theme, table[i].page);

        assert_non_null(t);
        assert_int_equal(t->page.f, THEME_PT(table[i].f));
        assert_int_equal(t->page.line, THEME_PT(table[i].line));
        assert_int_equal(t->page.measure, THEME_PT(table[i].measure));
        assert_int_equal(t->page.first, THEME_PT(table[i].first));
        assert_int_equal(t->page.last, THEME_PT(table[i].last));
        assert_int_equal(t->page.head, THEME_PT(table[i].head));
        assert_int_equal(t->page.folio, THEME_PT(table[i].folio));
        assert_int_equal(t->page.lines, table[i].lines);
        assert_in_range(t->page.left_odd, THEME_PT(table[i].side - 0.01),
                        THEME_PT(table[i].side + 0.01));
        assert_int_equal(t->page.left_odd, t->page.left_even);
        arena_release(&a);
    }
}

static void default_styles(void **state)
{
    struct arena a = {0};
    const struct theme *t = load(&a, NULL, NULL);

    (void)state;
    assert_non_null(t);
    assert_int_equal(said.count, 0);
    assert_int_equal(t->title.style.size, THEME_PT(22));
    assert_int_equal(t->title.style.leading, THEME_PT(30));
    assert_int_equal(t->body.align, THEME_JUSTIFY);
    assert_int_equal(t->body.syllable_penalty, 200);
    assert_int_equal(t->body.hang, 600);
    assert_int_equal(t->heading[0].size, t->heading[1].size);
    assert_int_equal(t->heading[1].before, THEME_PT(25));
    assert_int_equal(t->heading[4].colour.r, 0x45);
    assert_int_equal(t->quote.style.family, THEME_SERIF);
    assert_int_equal(t->quote.style.align, THEME_JUSTIFY);
    assert_int_equal(t->callout.types[THEME_WARNING].rule, THEME_PT(3));
    assert_true(t->callout.types[THEME_WARNING].labelled);
    assert_false(t->callout.types[THEME_INFO].labelled);
    assert_string_equal(t->list.bullets[2], "▪");
    assert_int_equal(t->list.numbers[1], THEME_HANGUL_DOT);
    assert_string_equal(t->code.wrap, "↪");
    arena_release(&a);
}

static void print_differs(void **state)
{
    struct arena a = {0};
    const struct theme *t = load(&a, "print", NULL);

    (void)state;
    assert_non_null(t);
    assert_true(t->page.mirrored && t->start_recto && t->cover_white);
    assert_int_equal(t->page.left_odd - t->page.left_even, THEME_PT(12));
    assert_true(t->callout.types[THEME_TIP].tint.none && t->colour.code.none);
    assert_int_equal(t->callout.types[THEME_TIP].ink.g, 0x1A);
    assert_int_equal(t->title.style.size, THEME_PT(22)); /* as the default says */
    arena_release(&a);
}

static void large_has_no_small_type(void **state)
{
    struct arena a = {0};
    const struct theme *t = load(&a, "large", "b6");

    (void)state;
    assert_non_null(t);
    assert_int_equal(t->card.url.size, THEME_PT(11));
    assert_int_equal(t->body.family, THEME_SANS);
    assert_int_equal(t->body.align, THEME_LEFT);
    arena_release(&a);
}

static void any_page(void **state)
{
    static const char *const pages[] = {"60x80mm", "100x150mm", "160x240mm",
                                        "1000x1000mm"};

    (void)state;
    for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
        struct arena a = {0};
        const struct theme *t = load(&a, NULL, pages[i]);

        assert_non_null(t);
        assert_true(t->page.lines >= 5 && t->page.left_odd > 0);
        assert_true(t->page.bottom < t->page.folio && t->page.folio < t->page.height);
        assert_int_equal(t->page.measure % t->page.f, 0);
        assert_int_equal(t->page.bare, i == 0);
        arena_release(&a);
    }
}

static void mistakes(void **state)
{
    static const struct {
        const char *yaml, *code, *text;
        int line, column;
    } table[] = {
        {"base: default\nquote: {colur: ink}\n", "theme-key", "did you mean \"colour\"",
         2, 9},
        {"qoute: {size: 1}\n", "theme-key", "did you mean \"quote\"", 1, 1},
        {"body: {size: big}\n", "theme-value", "body.size must be a type size", 1, 8},
        {"body: {before: 1L}\n", "theme-value", "body.before must be 0", 1, 8},
        {"body: {align: middle}\n", "theme-value", "justify, left", 1, 8},
        {"colour: {ink: red}\n", "theme-value", "#RRGGBB", 1, 10},
        {"callout: {pad: [1pt]}\n", "theme-value", "callout.pad", 1, 11},
        {"page: {a4: {f: 40, L: 20, first: 86}}\n", "theme-value", "fit on the page", 1,
         8},
        {"page: {a4: {f: 10}}\n", "theme-value", "page.L", 1, 8},
        {"body: 3\n", "theme-value", "must be a map", 1, 1},
        {"body: [1\n", "theme-syntax", "", 2, 1},
        {"base: nothing\n", "theme-missing", "no theme \"nothing\"", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
        struct arena a = {0};

        assert_null(load_text(&a, table[i].yaml));
        assert_string_equal(said.code, table[i].code);
        assert_non_null(strstr(said.text, table[i].text));
        assert_int_equal(said.line, table[i].line);
        if (table[i].column > 1)
            assert_int_equal(said.column, table[i].column);
        arena_release(&a);
    }
}

/* A theme based on itself has no end. */
static void endless_base(void **state)
{
    struct arena a = {0};
    char path[] = "/tmp/theme-XXXXXX.yaml";
    int fd = mkstemps(path, 5);

    (void)state;
    assert_true(fd >= 0);
    assert_true(dprintf(fd, "base: %s\n", path) > 0);
    close(fd);
    assert_null(load(&a, path, NULL));
    assert_string_equal(said.code, "theme-base");
    unlink(path);
    arena_release(&a);
}

static void pages_that_are_bound(void **state)
{
    struct arena a = {0};
    struct theme *t = load(&a, "default", "a5"), *print = load(&a, "print", "a5");
    int32_t odd = print->page.left_odd, plain = t->page.left_odd;

    (void)state;
    theme_set_facing(t);
    theme_set_facing(print);
    assert_true(t->page.mirrored);
    assert_int_equal(t->page.left_odd, plain + THEME_PT(6));
    assert_int_equal(t->page.left_even, plain - THEME_PT(6));
    assert_int_equal(print->page.left_odd, odd);
    arena_release(&a);
}

static void unknown_names(void **state)
{
    struct arena a = {0};

    (void)state;
    assert_null(load(&a, "nothing", NULL));
    assert_string_equal(said.code, "theme-missing");
    assert_null(load(&a, NULL, "a9"));
    assert_string_equal(said.code, "theme-page");
    arena_release(&a);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets),       cmocka_unit_test(default_styles),
        cmocka_unit_test(print_differs), cmocka_unit_test(large_has_no_small_type),
        cmocka_unit_test(any_page),      cmocka_unit_test(mistakes),
        cmocka_unit_test(unknown_names), cmocka_unit_test(endless_base),
        cmocka_unit_test(pages_that_are_bound),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests_name("theme/theme", tests, NULL, NULL);
}
