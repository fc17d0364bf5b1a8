#include "doc/pagemap.h"

#include "util/heap.h"

void doc_pagemap_add(struct doc_pagemap *m, const struct doc_node *node, int page)
{
    if (m->count == m->cap) {
        m->cap = m->cap ? m->cap * 2 : 64;
        m->entries = heap_resize(m->entries, m->cap, sizeof *m->entries);
    }
    m->entries[m->count++] = (struct doc_page_entry){node, page};
    if (page > m->page_count)
        m->page_count = page;
}

void doc_pagemap_break(struct doc_pagemap *m, const struct doc_node *node, size_t skip,
                       int page)
{
    if (m->break_count == m->break_cap) {
        m->break_cap = m->break_cap ? m->break_cap * 2 : 64;
        m->breaks = heap_resize(m->breaks, m->break_cap, sizeof *m->breaks);
    }
    m->breaks[m->break_count++] = (struct doc_page_break){node, skip, page};
}

int doc_pagemap_page(const struct doc_pagemap *m, const struct doc_node *node)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->entries[i].node == node)
            return m->entries[i].page;
    return 0;
}

void doc_pagemap_release(struct doc_pagemap *m)
{
    heap_free(m->entries);
    heap_free(m->breaks);
    *m = (struct doc_pagemap){0};
}
