#include "data/yaml.h"

#include "util/heap.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

/* A container being filled, and the key its next member waits for. */
struct level {
    struct data_value *value;
    const char *key;
    int line, column;
};

struct yaml_reader {
    struct arena *arena;
    struct data_error *error;
    struct data_value *top;
    struct level levels[DATA_YAML_DEPTH];
    int depth;
};

static bool fail(struct yaml_reader *r, yaml_mark_t at, const char *text)
{
    snprintf(r->error->text, sizeof r->error->text, "%s", text);
    r->error->line = (int)at.line + 1;
    r->error->column = (int)at.column + 1;
    return false;
}

/* Puts `v` where it belongs: the top, a list, or under the waiting key of a map. */
static bool place(struct yaml_reader *r, struct data_value *v, yaml_mark_t at)
{
    struct level *l = r->depth ? &r->levels[r->depth - 1] : NULL;

    if (!l) {
        if (r->top)
            return fail(r, at, "more than one document");
        r->top = v;
        return true;
    }
    if (l->value->kind == DATA_LIST) {
        data_value_append(l->value, v);
        return true;
    }
    if (l->key) {
        v->key = l->key;
        v->line = l->line;
        v->column = l->column;
        l->key = NULL;
        data_value_append(l->value, v);
        return true;
    }
    if (v->kind != DATA_STRING && v->kind != DATA_NULL)
        return fail(r, at, "a key must be a word");
    l->key = v->string ? v->string : "";
    l->line = v->line;
    l->column = v->column;
    return true;
}

static bool is_null(const char *s)
{
    return *s == '\0' || strcmp(s, "~") == 0 || strcmp(s, "null") == 0 ||
           strcmp(s, "Null") == 0 || strcmp(s, "NULL") == 0;
}

static bool add_scalar(struct yaml_reader *r, const yaml_event_t *e)
{
    const char *text = (const char *)e->data.scalar.value;
    bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool waiting_key = r->depth && r->levels[r->depth - 1].value->kind == DATA_MAP &&
                       !r->levels[r->depth - 1].key;
    struct data_value *v =
        data_value_new(r->arena, DATA_STRING, (int)e->start_mark.line + 1,
                       (int)e->start_mark.column + 1);

    v->string = data_clean(r->arena, arena_strndup(r->arena, text, e->data.scalar.length),
                           e->data.scalar.length, r->error, v->line, v->column);
    v->quoted = !plain;
    if (plain && !waiting_key && is_null(text))
        v->kind = DATA_NULL;
    return place(r, v, e->start_mark);
}

static bool open_level(struct yaml_reader *r, enum data_kind kind, yaml_mark_t at)
{
    struct data_value *v =
        data_value_new(r->arena, kind, (int)at.line + 1, (int)at.column + 1);

    if (r->depth == DATA_YAML_DEPTH)
        return fail(r, at, "nested too deeply");
    if (!place(r, v, at))
        return false;
    r->levels[r->depth++] = (struct level){.value = v};
    return true;
}

static bool take_event(struct yaml_reader *r, const yaml_event_t *e)
{
    switch ((int)e->type) {
    case YAML_SCALAR_EVENT:
        return add_scalar(r, e);
    case YAML_SEQUENCE_START_EVENT:
        return open_level(r, DATA_LIST, e->start_mark);
    case YAML_MAPPING_START_EVENT:
        return open_level(r, DATA_MAP, e->start_mark);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        assert(r->depth > 0); /* libyaml pairs them */
        r->depth--;
        return true;
    case YAML_ALIAS_EVENT:
        return fail(r, e->start_mark, "aliases are not read");
    default:
        return true;
    }
}

static bool read_events(struct yaml_reader *r, yaml_parser_t *parser)
{
    for (bool more = true; more;) {
        yaml_event_t e;
        bool good;

        if (!yaml_parser_parse(parser, &e)) {
            if (parser->error == YAML_MEMORY_ERROR)
                heap_exhausted();
            return fail(r, parser->problem_mark,
                        parser->problem ? parser->problem : "not YAML");
        }
        more = e.type != YAML_STREAM_END_EVENT;
        good = take_event(r, &e);
        yaml_event_delete(&e);
        if (!good)
            return false;
    }
    return true;
}

struct data_value *data_yaml(struct arena *a, const char *text, size_t len,
                             struct data_error *error)
{
    struct yaml_reader r = {.arena = a, .error = error};
    yaml_parser_t parser;
    bool good;

    *error = (struct data_error){0};
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3; /* a byte order mark, which the encoding set below makes a character */
        len -= 3;
    }
    if (!yaml_parser_initialize(&parser))
        heap_exhausted();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
    good = read_events(&r, &parser);
    yaml_parser_delete(&parser);
    if (!good)
        return NULL;
    return r.top ? r.top : data_value_new(a, DATA_NULL, 1, 1);
}
