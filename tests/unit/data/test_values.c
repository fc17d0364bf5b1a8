#include "data/json.h"
#include "data/yaml.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static struct arena arena;

static struct data_value *yaml(const char *text, struct data_error *error)
{
    return data_yaml(&arena, text, strlen(text), error);
}

static struct data_value *json(const char *text, struct data_error *error)
{
    return data_json(&arena, text, strlen(text), error);
}

static void yaml_keeps_shapes_and_places(void **state)
{
    struct data_error error;
    struct data_value *v =
        yaml("title: \"a: b\"\ndate: 2025-02-04\nauthor:\n  - name: 김\n    url : u\n"
             "tag:\n  - x\n  -\n",
             &error);
    const struct data_value *author = data_get(v, "author");

    (void)state;
    assert_string_equal(data_get_string(v, "title"), "a: b");
    assert_string_equal(data_get_string(v, "date"), "2025-02-04");
    assert_int_equal(author->kind, DATA_LIST);
    assert_string_equal(data_get_string(author->first, "url"), "u");
    assert_int_equal(author->first->first->line, 4);
    assert_int_equal(author->first->first->column, 5);
    assert_int_equal(data_get(v, "tag")->last->kind, DATA_NULL);
    assert_null(data_get(v, "none"));
}

static void yaml_refuses(void **state)
{
    static const char *const bad[] = {"a: b: c\n", "a: &x 1\nb: *x\n", "a: [\n",
                                      "---\na\n---\nb\n", "\"a\0b\"\n"};
    struct data_error error;
    char deep[200];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(yaml(bad[i], &error));
        assert_true(error.line >= 1 && error.text[0]);
    }
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_null(yaml(deep, &error));
    assert_string_equal(error.text, "nested too deeply");
    assert_int_equal(yaml("", &error)->kind, DATA_NULL);
}

static void the_last_of_equal_keys_counts(void **state)
{
    struct data_error error;

    (void)state;
    assert_string_equal(data_get_string(yaml("a: 1\na: 2\n", &error), "a"), "2");
}

static void json_is_read(void **state)
{
    struct data_error error;
    struct data_value *v = json(
        "{\"a\": \"x\ny\", \"b\": [1, 2.5, true, null], \"c\": \"\\u1F600\"}", &error);

    (void)state;
    assert_string_equal(data_get_string(v, "a"), "x\ny");
    assert_string_equal(data_string(data_get(v, "b")->first), "1");
    assert_string_equal(data_string(data_get(v, "b")->first->next->next), "true");
    assert_int_equal(data_get(v, "b")->last->kind, DATA_NULL);
}

static void json_refuses(void **state)
{
    struct data_error error;
    char deep[200];

    (void)state;
    assert_null(json("{\"a\": }", &error));
    assert_int_equal(error.line, 1);
    assert_null(json("", &error));
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    assert_null(json(deep, &error));
}

static void json_takes_what_people_paste(void **state)
{
    struct data_error error;

    (void)state;
    assert_string_equal(data_get_string(json("{\"a\": \"x\\\ny\"}", &error), "a"),
                        "x\\\ny");
    assert_string_equal(data_get_string(json("{\"a\": \"\\\"{[\"}", &error), "a"),
                        "\"{[");
    assert_string_equal(data_get_string(json("{\"a\": 1.10}", &error), "a"), "1.1");
    assert_string_equal(data_get_string(json("{\"a\": 1234567890123456}", &error), "a"),
                        "1234567890123456");
    assert_non_null(json("{\"a\": 123456789012345678901234567890}", &error));
    assert_null(data_json(&arena, "[\"a\0b\"]", 7, &error));
}

/* Lines inside strings count, though they are escaped before the text is parsed. */
static void json_errors_have_their_true_place(void **state)
{
    struct data_error error;

    (void)state;
    assert_null(json("{\"a\": \"x\ny\nz\",\n \"b\": }", &error));
    assert_int_equal(error.line, 4);
    assert_int_equal(error.column, 7);
    assert_true(error.text[0] != '\0');
}

static void repeated_keys_are_found(void **state)
{
    struct data_error error;
    struct buf many = {0};
    const struct data_value *found;

    (void)state;
    found = data_repeated(yaml("a: 1\nb: 2\na: 3\n", &error));
    assert_non_null(found);
    assert_string_equal(found->key, "a");
    assert_int_equal(found->line, 3);
    for (int i = 0; i < 1000; i++)
        buf_printf(&many, "key%d: v\n", i);
    assert_null(data_repeated(yaml(buf_str(&many), &error)));
    buf_puts(&many, "key500: v\n");
    assert_int_equal(data_repeated(yaml(buf_str(&many), &error))->line, 1001);
    assert_null(data_repeated(NULL));
    assert_null(data_repeated(yaml("- a\n- a\n", &error)));
    buf_release(&many);
}

/* As many levels as the limit says are read, one more is not. */
static void the_depth_limit_is_exact(void **state)
{
    struct data_error error;
    char text[2 * (DATA_YAML_DEPTH + 1) + 1];

    (void)state;
    for (size_t depth = DATA_YAML_DEPTH; depth <= DATA_YAML_DEPTH + 1; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        text[2 * depth] = '\0';
        assert_int_equal(yaml(text, &error) != NULL, depth == DATA_YAML_DEPTH);
        assert_int_equal(json(text, &error) != NULL, depth == DATA_JSON_DEPTH);
    }
}

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void texts_are_clean(void **state)
{
    struct data_error error;
    struct data_value *v = yaml("a: 1\nb: [\"x\\0y\\e\", \"\\uFFFE\"]\n", &error);

    (void)state;
    assert_string_equal(data_string(data_get(v, "b")->first), "x\uFFFDy\uFFFD");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 5);
    assert_true(*error.text);
    v = json("{\"a\": \"x\\u0001\"}", &error);
    assert_string_equal(data_get_string(v, "a"), "x\uFFFD");
    assert_true(*error.text);
    v = yaml("\xEF\xBB\xBFtitle: x\n", &error);
    assert_string_equal(data_get_string(v, "title"), "x");
    assert_false(*error.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_clean),
        cmocka_unit_test(yaml_keeps_shapes_and_places),
        cmocka_unit_test(yaml_refuses),
        cmocka_unit_test(the_last_of_equal_keys_counts),
        cmocka_unit_test(json_is_read),
        cmocka_unit_test(json_refuses),
        cmocka_unit_test(json_takes_what_people_paste),
        cmocka_unit_test(json_errors_have_their_true_place),
        cmocka_unit_test(repeated_keys_are_found),
        cmocka_unit_test(the_depth_limit_is_exact),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
