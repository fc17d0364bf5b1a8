#ifndef DOC_PAGEMAP_H
#define DOC_PAGEMAP_H

#include "doc/node.h"

#include <stddef.h>

/*
 * Which printed page a node begins on, and what a page begins with: filled by the page
 * layout, read where a page is named. Entries are for nodes with an id only. A zeroed
 * struct is an empty map.
 */
struct doc_pagemap {
    struct doc_page_entry {
        const struct doc_node *node;
        int page; /* from 1 */
    } *entries;
    size_t count, cap;
    int page_count;
    struct doc_page_break {
        const struct doc_node *node; /* leaf or article that the page begins with */
        size_t skip; /* bytes of its text, blanks not counted, on pages before */
        int page;
    } *breaks;
    size_t break_count, break_cap;
};

void doc_pagemap_add(struct doc_pagemap *m, const struct doc_node *node, int page);

/* `page` begins within `node`; pages come in their order. */
void doc_pagemap_break(struct doc_pagemap *m, const struct doc_node *node, size_t skip,
                       int page);

/* The page of `node`, or 0 when it is not in the map. */
int doc_pagemap_page(const struct doc_pagemap *m, const struct doc_node *node);

void doc_pagemap_release(struct doc_pagemap *m);

#endif
