#ifndef BOOK_INDEX_H
#define BOOK_INDEX_H

#include "doc/node.h"
#include "util/arena.h"

#include <stddef.h>

/* Names of nodes. Of two nodes with one name the first added is found. Zeroed: empty.
 */
struct book_index {
    struct book_index_entry {
        const char *key;
        struct doc_node *node;
        size_t order;
    } * entries;
    size_t count, cap;
};

/* `key` is borrowed and must outlive the index; NULL and "" are not added. */
void book_index_add(struct book_index *x, struct arena *a, const char *key,
                    struct doc_node *node);

/* After the last add, before the first find. */
void book_index_sort(struct book_index *x);

struct doc_node *book_index_find(const struct book_index *x, const char *key);

#endif
