#ifndef DOC_PAGEMAP_H
#define DOC_PAGEMAP_H

#include "doc/node.h"

#include <stddef.h>

/*
 * Which printed page a node begins on: filled by the page layout, read where a
 * page is named. Nodes with an id only. A zeroed struct is an empty map.
 */
struct doc_pagemap {
    struct doc_page_entry {
        const struct doc_node *node;
        int page; /* from 1 */
    } *entries;
    size_t count, cap;
    int page_count;
};

void doc_pagemap_add(struct doc_pagemap *m, const struct doc_node *node, int page);

/* The page of `node`, or 0 when it is not in the map. */
int doc_pagemap_page(const struct doc_pagemap *m, const struct doc_node *node);

void doc_pagemap_release(struct doc_pagemap *m);

#endif
