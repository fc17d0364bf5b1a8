#include "data/json.h"

#include "util/buf.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a reading of JSON stands: inside a string, and there after a backslash. */
struct place {
    bool in_string, escaped;
};

/*
 * Moves past `c` and puts at `out` what it becomes, up to 7 bytes: itself, or the
 * escape of a control character that stands raw in a string. A backslash before one is
 * text.
 */
static size_t prepare_byte(struct place *p, unsigned char c, char out[8])
{
    bool escaped = p->escaped;

    p->escaped = p->in_string && !escaped && c == '\\';
    if (p->in_string && c < 0x20)
        return (size_t)snprintf(out, 8, "%s\\u%04x", escaped ? "\\" : "", c);
    if (c == '"' && !escaped)
        p->in_string = !p->in_string;
    out[0] = (char)c;
    return 1;
}

/* Escapes raw control characters inside strings and measures the nesting. */
static int prepare(struct buf *out, const char *text, size_t len)
{
    struct place p = {false, false};
    int depth = 0, deepest = 0;

    for (size_t i = 0; i < len; i++) {
        char bytes[8], c = text[i];

        buf_add(out, bytes, prepare_byte(&p, (unsigned char)c, bytes));
        if (!p.in_string && (c == '{' || c == '['))
            deepest = ++depth > deepest ? depth : deepest;
        else if (!p.in_string && (c == '}' || c == ']'))
            depth--;
    }
    return deepest;
}

/* Line and column in `text` of the byte `at` of what prepare made of it. */
static void find_place(struct data_error *error, const char *text, size_t len,
                       size_t at)
{
    struct place p = {false, false};
    size_t prepared = 0, line_start = 0, i = 0;
    char bytes[8];

    error->line = 1;
    for (; i < len; i++) {
        prepared += prepare_byte(&p, (unsigned char)text[i], bytes);
        if (prepared >= at)
            break;
        if (text[i] == '\n') {
            error->line++;
            line_start = i + 1;
        }
    }
    error->column = (int)(i - line_start) + 1;
}

/* With as many digits as it takes to read the same number again. */
static const char *number_text(struct arena *a, double number)
{
    char text[32];

    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    return arena_strdup(a, text);
}

/* Scalars as text; NULL for what is none. */
static const char *scalar_text(struct arena *a, const json_t *j,
                               struct data_error *error)
{
    size_t len = json_string_length(j);

    switch (json_typeof(j)) {
    case JSON_STRING:
        return data_clean(a, arena_strndup(a, json_string_value(j), len), len, error, 0, 0);
    case JSON_REAL:
        return number_text(a, json_real_value(j));
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_INTEGER: /* read as real, so that none is too large */
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_NULL:
        break;
    }
    return NULL;
}

/* Bounded by DATA_JSON_DEPTH, which was checked before. */
static struct data_value *convert(struct arena *a, json_t *j, struct data_error *error)
{
    struct data_value *v = data_value_new(a, DATA_NULL, 0, 0);
    const char *key;
    json_t *member;
    size_t i;

    if (json_is_object(j)) {
        v->kind = DATA_MAP;
        json_object_foreach(j, key, member)
        {
            struct data_value *m = convert(a, member, error);

            m->key =
                data_clean(a, arena_strdup(a, key), strlen(key), error, 0, 0);
            data_value_append(v, m);
        }
    } else if (json_is_array(j)) {
        v->kind = DATA_LIST;
        json_array_foreach(j, i, member) data_value_append(v, convert(a, member, error));
    } else if (!json_is_null(j)) {
        v->kind = DATA_STRING;
        v->quoted = json_is_string(j);
        v->string = scalar_text(a, j, error);
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
    j = json_loadb(buf_str(&clean), clean.len,
                   JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL, &problem);
    buf_release(&clean);
    if (j) {
        v = convert(a, j, error);
        json_decref(j);
        return v;
    }
    snprintf(error->text, sizeof error->text, "%s", problem.text);
    find_place(error, text, len, (size_t)problem.position);
    return NULL;
}
