#include "data/json.h"
#include "data/yaml.h"

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
    struct data_value *v = yaml("title: \"a: b\"\ndate: 2025-02-04\nauthor:\n  - name: 김\n    url : u\n"
                                "tag:\n  - x\n  -\n", &error);
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
    static const char *const bad[] = {"a: b: c\n", "a: &x 1\nb: *x\n", "a: [\n", "---\na\n---\nb\n", "\"a\0b\"\n"};
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
    struct data_value *v = json("{\"a\": \"x\ny\", \"b\": [1, 2.5, true, null], \"c\": \"\\u1F600\"}", &error);

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

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_keeps_shapes_and_places), cmocka_unit_test(yaml_refuses),
        cmocka_unit_test(the_last_of_equal_keys_counts), cmocka_unit_test(json_is_read),
        cmocka_unit_test(json_refuses),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
