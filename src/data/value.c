#include "data/value.h"

#include <string.h>

struct data_value *data_value_new(struct arena *a, enum data_kind kind, int line,
                                  int column)
{
    struct data_value *v = arena_new(a, struct data_value);

    v->kind = kind;
    v->line = line;
    v->column = column;
    return v;
}

void data_value_append(struct data_value *container, struct data_value *member)
{
    if (container->last)
        container->last->next = member;
    else
        container->first = member;
    container->last = member;
}

const struct data_value *data_get(const struct data_value *map, const char *key)
{
    const struct data_value *found = NULL;

    if (!map || map->kind != DATA_MAP)
        return NULL;
    for (const struct data_value *m = map->first; m; m = m->next)
        if (strcmp(m->key, key) == 0)
            found = m;
    return found;
}

const char *data_string(const struct data_value *v)
{
    return v && v->kind == DATA_STRING ? v->string : NULL;
}

const char *data_get_string(const struct data_value *map, const char *key)
{
    return data_string(data_get(map, key));
}
