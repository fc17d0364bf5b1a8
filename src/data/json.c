#include "data/json.h"

#include "util/buf.h"

#include <jansson.h>
#include <stdio.h>

/* Escapes raw control characters inside strings and measures the nesting. */
static int prepare(struct buf *out, const char *text, size_t len)
{
    bool in_string = false;
    int depth = 0, deepest = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        if (in_string && c < 0x20) {
            buf_printf(out, "\\u%04x", c);
            continue;
        }
        buf_putc(out, (char)c);
        if (in_string && c == '\\' && i + 1 < len && (unsigned char)text[i + 1] >= 0x20)
            buf_putc(out, text[++i]);
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            deepest = ++depth > deepest ? depth : deepest;
        else if (!in_string && (c == '}' || c == ']'))
            depth--;
    }
    return deepest;
}

/* Numbers and booleans as they are written in JSON. */
static const char *scalar_text(struct arena *a, const json_t *j)
{
    switch (json_typeof(j)) {
    case JSON_STRING:
        return arena_strndup(a, json_string_value(j), json_string_length(j));
    case JSON_INTEGER:
        return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(j));
    case JSON_REAL:
        return arena_printf(a, "%.17g", json_real_value(j));
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_NULL:
        break;
    }
    return NULL;
}

/* Bounded by DATA_JSON_DEPTH, which was checked before. */
static struct data_value *convert(struct arena *a, json_t *j)
{
    struct data_value *v = data_value_new(a, DATA_NULL, 0, 0);
    const char *key;
    json_t *member;
    size_t i;

    if (json_is_object(j)) {
        v->kind = DATA_MAP;
        json_object_foreach (j, key, member) {
            struct data_value *m = convert(a, member);

            m->key = arena_strdup(a, key);
            data_value_append(v, m);
        }
    } else if (json_is_array(j)) {
        v->kind = DATA_LIST;
        json_array_foreach (j, i, member)
            data_value_append(v, convert(a, member));
    } else if (!json_is_null(j)) {
        v->kind = DATA_STRING;
        v->quoted = json_is_string(j);
        v->string = scalar_text(a, j);
    }
    return v;
}

struct data_value *data_json(struct arena *a, const char *text, size_t len,
                             struct data_error *error)
{
    struct data_value *v = NULL;
    struct buf clean = {0};
    json_error_t problem;
    json_t *j;

    *error = (struct data_error){0};
    if (prepare(&clean, text, len) > DATA_JSON_DEPTH) {
        snprintf(error->text, sizeof error->text, "nested too deeply");
        buf_release(&clean);
        return NULL;
    }
    j = json_loadb(buf_str(&clean), clean.len, JSON_DECODE_ANY, &problem);
    buf_release(&clean);
    if (j) {
        v = convert(a, j);
        json_decref(j);
        return v;
    }
    snprintf(error->text, sizeof error->text, "%s", problem.text);
    error->line = problem.line;
    error->column = problem.column;
    return NULL;
}
