#include "data/value.h"

#include "util/hash.h"
#include "util/heap.h"
#include "util/unicode.h"

#include <stdio.h>
#include <string.h>

const char *data_clean(struct arena *a, const char *s, size_t len,
                       struct data_error *error, int line, int column)
{
    const char *clean = unicode_clean(a, s, len);

    if (clean != s && !*error->text) {
        snprintf(error->text, sizeof error->text,
                 "a control character became U+FFFD, here and wherever else");
        error->line = line;
        error->column = column;
    }
    return clean;
}

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

/* Puts the member into the first free place of its run; false when its key is there. */
static bool enter(const struct data_value **table, size_t mask,
                  const struct data_value *member)
{
    size_t at = (size_t)hash_fnv1a(member->key, strlen(member->key)) & mask;

    for (; table[at]; at = (at + 1) & mask)
        if (strcmp(table[at]->key, member->key) == 0)
            return false;
    table[at] = member;
    return true;
}

const struct data_value *data_repeated(const struct data_value *map)
{
    const struct data_value **table, *m;
    size_t count = 0, size = 16;

    if (!map || map->kind != DATA_MAP)
        return NULL;
    for (m = map->first; m; m = m->next)
        count++;
    while (size < 2 * count)
        size *= 2;
    table = heap_zalloc(size, sizeof *table);
    for (m = map->first; m && enter(table, size - 1, m);)
        m = m->next;
    heap_free(table);
    return m;
}

const char *data_string(const struct data_value *v)
{
    return v && v->kind == DATA_STRING ? v->string : NULL;
}

const char *data_get_string(const struct data_value *map, const char *key)
{
    return data_string(data_get(map, key));
}
