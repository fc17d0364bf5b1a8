#include "pdf/late.h"

#include "util/heap.h"

#include <string.h>

/* One of the streams of a page. */
static void put_part(struct pdf_file *file, uint32_t id, const char *bytes, size_t len)
{
    struct buf part = {0};

    buf_add(&part, bytes, len);
    pdf_emit_stream(file, id, pdf_dict(pdf_file_values(file)), &part, PDF_DEFLATE);
    buf_release(&part);
}

static struct pdf_late_slot *slot_of(struct pdf_late *l, int number)
{
    size_t index = (size_t)number, cap = l->slot_cap;

    if (index >= cap) {
        l->slot_cap = 2 * index + 16;
        l->slots = heap_resize(l->slots, l->slot_cap, sizeof *l->slots);
        memset(l->slots + cap, 0, (l->slot_cap - cap) * sizeof *l->slots);
    }
    return &l->slots[index];
}

struct pdf_late_page *pdf_late_open(struct pdf_late *l, struct pdf_file *file)
{
    struct pdf_late_page *page = heap_zalloc(1, sizeof *page);

    page->resources = pdf_reserve(file);
    page->next = l->pages;
    l->pages = page;
    return page;
}

void pdf_late_paint(struct pdf_late *l, struct pdf_late_page *page,
                    struct pdf_file *file, const struct pdf_content *c,
                    struct pdf_refs *contents)
{
    size_t from = 0;

    for (size_t i = 0; i <= c->slot_count; i++) {
        size_t end = i < c->slot_count ? c->slots[i].at : c->out.len;
        uint32_t part = pdf_reserve(file);
        struct pdf_late_slot *slot;

        put_part(file, part, c->out.data + from, end - from);
        pdf_refs_add(contents, part);
        from = end;
        if (i == c->slot_count)
            break;
        slot = slot_of(l, c->slots[i].number);
        if (!slot->stream)
            slot->stream = pdf_reserve(file);
        slot->page = page;
        pdf_refs_add(contents, slot->stream);
    }
}

struct pdf_late_page *pdf_late_fill(struct pdf_late *l, int slot, struct pdf_file *file,
                                    const struct pdf_content *c)
{
    const struct pdf_late_slot *s = slot_of(l, slot);

    if (s->stream)
        put_part(file, s->stream, c->out.data, c->out.len);
    return s->page;
}

void pdf_late_emit(struct pdf_late *l, struct pdf_file *file)
{
    for (struct pdf_late_page *p = l->pages; p; p = p->next)
        pdf_emit(file, p->resources, pdf_needs_dict(&p->needs, pdf_file_values(file)));
}

void pdf_late_release(struct pdf_late *l)
{
    struct pdf_late_page *next;

    for (struct pdf_late_page *p = l->pages; p; p = next) {
        next = p->next;
        pdf_needs_release(&p->needs);
        heap_free(p);
    }
    heap_free(l->slots);
    *l = (struct pdf_late){0};
}
