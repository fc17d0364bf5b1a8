#include "pdf/refs.h"

#include "util/heap.h"

#include <stdio.h>
#include <stdlib.h>

/* In a row */

void pdf_refs_add(struct pdf_refs *r, uint32_t id)
{
    if (r->count == r->cap) {
        r->cap = r->cap ? 2 * r->cap : 4;
        r->list = heap_resize(r->list, r->cap, sizeof *r->list);
    }
    r->list[r->count++] = id;
}

struct pdf_value *pdf_refs_put(const struct pdf_refs *r, struct pdf_value *array,
                               struct pdf_values *v)
{
    for (size_t i = 0; i < r->count; i++)
        pdf_array_add(array, pdf_ref(v, r->list[i]));
    return array;
}

void pdf_refs_release(struct pdf_refs *r)
{
    heap_free(r->list);
    *r = (struct pdf_refs){0};
}

/* By name */

void pdf_needs_add(struct pdf_needs *n, struct pdf_need need)
{
    if (n->count == n->cap) {
        n->cap = n->cap ? 2 * n->cap : 16;
        n->list = heap_resize(n->list, n->cap, sizeof *n->list);
    }
    n->list[n->count++] = need;
}

static int by_name(const void *a, const void *b)
{
    const struct pdf_need *x = a, *y = b;

    if (x->kind != y->kind)
        return x->kind - y->kind;
    return (x->number > y->number) - (x->number < y->number);
}

/* What is needed twice comes once. */
struct pdf_value *pdf_needs_dict(struct pdf_needs *n, struct pdf_values *v)
{
    struct pdf_value *dict = pdf_dict(v), *fonts = pdf_dict(v), *objects = pdf_dict(v);
    char key[16];

    if (n->count > 0)
        qsort(n->list, n->count, sizeof *n->list, by_name);
    for (size_t i = 0; i < n->count; i++) {
        const struct pdf_need *need = &n->list[i];

        if (i > 0 && by_name(need, need - 1) == 0)
            continue;
        snprintf(key, sizeof key, "%c%d", need->kind, need->number);
        pdf_dict_put(need->kind == 'F' ? fonts : objects, key, pdf_ref(v, need->id));
    }
    pdf_dict_put(dict, "Font", fonts);
    pdf_dict_put(dict, "XObject", objects);
    return dict;
}

void pdf_needs_move(struct pdf_needs *n, struct pdf_needs *from)
{
    for (size_t i = 0; i < from->count; i++)
        pdf_needs_add(n, from->list[i]);
    from->count = 0;
}

void pdf_needs_release(struct pdf_needs *n)
{
    heap_free(n->list);
    *n = (struct pdf_needs){0};
}
