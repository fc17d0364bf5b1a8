#include "pdf/parents.h"

#include "util/heap.h"

#include <assert.h>

#define FAN 256 /* keys of one leaf */

uint32_t pdf_parents_key(struct pdf_parents *p)
{
    if (p->count == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 256;
        p->owners = heap_resize(p->owners, p->cap, sizeof *p->owners);
    }
    p->owners[p->count] = 0;
    return p->count++;
}

void pdf_parents_put(struct pdf_parents *p, uint32_t key, uint32_t owner)
{
    assert(key < p->count);
    p->owners[key] = owner;
}

static uint32_t emit_leaf(const struct pdf_parents *p, struct pdf_file *file,
                          uint32_t from)
{
    uint32_t end = p->count - from > FAN ? from + FAN : p->count;
    uint32_t id = pdf_reserve(file);
    struct buf *out = pdf_emit_begin(file, id);

    buf_printf(out, "<</Limits[%u %u]/Nums[", from, end - 1);
    for (uint32_t key = from; key < end; key++)
        if (p->owners[key])
            buf_printf(out, "%u %u 0 R ", key, p->owners[key]);
    buf_puts(out, "]>>");
    pdf_emit_end(file);
    return id;
}

uint32_t pdf_parents_emit(const struct pdf_parents *p, struct pdf_file *file)
{
    struct buf kids = {0};
    struct buf *out;
    uint32_t id;

    for (uint32_t from = 0; from < p->count; from += FAN)
        buf_printf(&kids, "%u 0 R ", emit_leaf(p, file, from));
    id = pdf_reserve(file);
    out = pdf_emit_begin(file, id);
    buf_printf(out, "<</%s[%s]>>", p->count ? "Kids" : "Nums", buf_str(&kids));
    pdf_emit_end(file);
    buf_release(&kids);
    return id;
}

void pdf_parents_release(struct pdf_parents *p)
{
    heap_free(p->owners);
    *p = (struct pdf_parents){0};
}
