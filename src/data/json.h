#ifndef DATA_JSON_H
#define DATA_JSON_H

#include "data/value.h"

#define DATA_JSON_DEPTH 64

/*
 * Reads one JSON text (RFC 8259, jansson). Control characters that stand raw inside
 * strings are taken as written, since people paste them; everything else is strict.
 * Nesting deeper than DATA_JSON_DEPTH is an error. Numbers become the shortest text
 * that reads as the same double; values have no position (0), errors have one. NULL
 * with
 * `*error` filled when it is not JSON.
 */
struct data_value *data_json(struct arena *a, const char *text, size_t len,
                             struct data_error *error);

#endif
