#include "book/index.h"

#include <stdlib.h>
#include <string.h>

void book_index_add(struct book_index *x, struct arena *a, const char *key,
                    struct doc_node *node)
{
    if (!key || !*key)
        return;
    if (x->count == x->cap) {
        struct book_index_entry *old = x->entries;

        x->cap = x->cap ? x->cap * 2 : 16;
        x->entries = arena_array(a, struct book_index_entry, x->cap);
        if (x->count)
            memcpy(x->entries, old, x->count * sizeof *old);
    }
    x->entries[x->count] = (struct book_index_entry){key, node, x->count};
    x->count++;
}

static int by_key(const void *a, const void *b)
{
    const struct book_index_entry *x = a, *y = b;
    int order = strcmp(x->key, y->key);

    if (order != 0)
        return order;
    return (x->order > y->order) - (x->order < y->order);
}

void book_index_sort(struct book_index *x)
{
    if (x->count > 1)
        qsort(x->entries, x->count, sizeof *x->entries, by_key);
}

struct doc_node *book_index_find(const struct book_index *x, const char *key)
{
    size_t low = 0, high = x->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(x->entries[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < x->count && strcmp(x->entries[low].key, key) == 0)
        return x->entries[low].node;
    return NULL;
}
