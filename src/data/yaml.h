#ifndef DATA_YAML_H
#define DATA_YAML_H

#include "data/value.h"

/* Deeper nesting than this is an error, found at the first level too many. */
#define DATA_YAML_DEPTH 64

/*
 * Reads one YAML 1.1 document (libyaml). Aliases, several documents and nesting deeper
 * than DATA_YAML_DEPTH are errors. An empty text is DATA_NULL. NULL with `*error`
 * filled when it is not YAML.
 */
struct data_value *data_yaml(struct arena *a, const char *text, size_t len,
                             struct data_error *error);

#endif
