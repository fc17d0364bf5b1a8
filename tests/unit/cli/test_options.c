#include "command.h"

static void test_everything(void **state)
{
    struct cli_options o;

    (void)state;
    assert_true(parse(&o, "seoga a.md -o x.epub -ox.pdf --page a5 --theme=print "
                          "--font-dir d --font-dir e --follow i.md --follow=j.md "
                          "--keep-stubs --list "
                          "-qv -j4 --strict --diagnostics json b.md - -- --title"));
    assert_string_equal(o.epub, "x.epub");
    assert_string_equal(o.pdf, "x.pdf");
    assert_string_equal(o.page, "a5");
    assert_string_equal(o.theme, "print");
    assert_int_equal(o.font_dir_count, 2);
    assert_string_equal(o.font_dirs[1], "e");
    assert_null(o.font_dirs[2]);
    assert_int_equal(o.follow_count, 2);
    assert_string_equal(o.follow[1], "j.md");
    assert_true(o.keep_stubs && o.list);
    assert_true(o.quiet && o.verbose && o.strict && o.json);
    assert_int_equal(o.threads, 4);
    assert_int_equal(o.input_count, 4);
    assert_string_equal(o.inputs[2], "-");
    assert_string_equal(o.inputs[3], "--title");
    assert_null(o.title);
}

static void test_wrong(void **state)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"seoga --them print", "--theme"},
        {"seoga --pgae a5", "--page"},
        {"seoga --zzzzzzzz", "--help"},
        {"seoga -x", "-x"},
        {"seoga --fetchh", "--fetch"},
        {"seoga --fetch-seconds 0", "3600"},
        {"seoga --fetch-seconds soon", "soon"},
        {"seoga -o", "-o"},
        {"seoga --title", "--title"},
        {"seoga --title=", "--title"},
        {"seoga --strict=yes", "--strict=yes"},
        {"seoga -o a.docx", ".epub"},
        {"seoga -o a.epub -o b.epub", "b.epub"},
        {"seoga -j 0", "1024"},
        {"seoga -j many", "many"},
        {"seoga --diagnostics xml", "json"},
        {"seoga --breaks word", "hybrid"},
    };
    struct cli_options o;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(parse(&o, cases[i].line));
        assert_non_null(strstr(last_message, cases[i].says));
    }
}

static void test_help_names_every_option(void **state)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    (void)state;
    cli_options_help(out);
    fclose(out);
    assert_non_null(strstr(text, "-o, --output FILE"));
    assert_non_null(strstr(text, "--dump-pages"));
    assert_non_null(strstr(text, "--dump-tags"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_help_names_every_option),
    };

    return cmocka_run_group_tests(tests, NULL, command_release);
}
