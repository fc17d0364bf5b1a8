#ifndef DATA_VALUE_H
#define DATA_VALUE_H

#include "util/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum data_kind { DATA_NULL, DATA_STRING, DATA_LIST, DATA_MAP };

/*
 * What YAML and JSON text become. Numbers, booleans and dates stay strings as they
 * were written: those who ask know what they expect. Lives in an arena.
 */
struct data_value {
    enum data_kind kind;
    int line, column;         /* in the text, from 1; 0: unknown (JSON) */
    const char *string;       /* STRING */
    bool quoted;              /* STRING: in quotes or a block, so "true" is text */
    struct data_value *first; /* LIST, MAP: its members in order */
    struct data_value *last;
    struct data_value *next;
    const char *key; /* of this member of a map; its position is that of the key */
};

/* What is wrong with a text, and where. A text that was read all the same (there is a
 * value) has characters that no XML can hold; they are U+FFFD now. Without any, `text`
 * is empty. */
struct data_error {
    char text[160];
    int line, column; /* from 1; 0: unknown */
};

/* The member of a map with that key (the last one written), or NULL; `map` may be NULL.
 */
const struct data_value *data_get(const struct data_value *map, const char *key);

/* The first member of a map whose key an earlier one has, or NULL; `map` may be NULL.
 */
const struct data_value *data_repeated(const struct data_value *map);

/* Its string, or NULL when it is no string; `v` may be NULL. */
const char *data_string(const struct data_value *v);

/* data_string of data_get. */
const char *data_get_string(const struct data_value *map, const char *key);

/* What was read, clean; when that makes a difference, `*error` tells (the first time). */
const char *data_clean(struct arena *a, const char *s, size_t len,
                       struct data_error *error, int line, int column);

struct data_value *data_value_new(struct arena *a, enum data_kind kind, int line,
                                  int column);
void data_value_append(struct data_value *container, struct data_value *member);

#endif
