#include "pdf/side.h"

#include "util/heap.h"

#include <stdio.h>
#include <stdlib.h>

/* Resources */

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

/* Two pages of a sheet may need the same. */
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

void pdf_needs_release(struct pdf_needs *n)
{
    heap_free(n->list);
    *n = (struct pdf_needs){0};
}

/* Pages */

void pdf_side_link(struct pdf_side *s, uint32_t annotation)
{
    if (s->link_count == PDF_ARRAY_LIMIT)
        return;
    if (s->link_count == s->link_cap) {
        s->link_cap = s->link_cap ? 2 * s->link_cap : 16;
        s->links = heap_resize(s->links, s->link_cap, sizeof *s->links);
    }
    s->links[s->link_count++] = annotation;
}

static struct pdf_value *box_of(const struct pdf_side *s, struct pdf_values *v)
{
    struct pdf_value *box = pdf_array(v);

    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_length(v, s->width));
    pdf_array_add(box, pdf_length(v, s->height));
    return box;
}

static struct pdf_value *contents_of(const struct pdf_side *s, struct pdf_values *v)
{
    struct pdf_value *array;

    if (!s->content[0] || !s->content[1])
        return pdf_ref(v, s->content[0] ? s->content[0] : s->content[1]);
    array = pdf_array(v);
    pdf_array_add(array, pdf_ref(v, s->content[0]));
    pdf_array_add(array, pdf_ref(v, s->content[1]));
    return array;
}

static struct pdf_value *links_of(const struct pdf_side *s, struct pdf_values *v)
{
    struct pdf_value *array = pdf_array(v);

    for (size_t i = 0; i < s->link_count; i++)
        pdf_array_add(array, pdf_ref(v, s->links[i]));
    return array;
}

void pdf_side_emit(struct pdf_side *s, struct pdf_pages *pages, struct pdf_file *file,
                   const char *label)
{
    struct pdf_values *v = pdf_file_values(file);
    uint32_t parent = pdf_pages_parent(pages, file);
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "Page"));
    pdf_dict_put(dict, "Parent", pdf_ref(v, parent));
    pdf_dict_put(dict, "MediaBox", box_of(s, v));
    if (s->turned)
        pdf_dict_put(dict, "Rotate", pdf_integer(v, 90));
    pdf_dict_put(dict, "Resources", pdf_needs_dict(&s->needs, v));
    if (s->content[0] || s->content[1])
        pdf_dict_put(dict, "Contents", contents_of(s, v));
    pdf_dict_put(dict, "StructParents", pdf_integer(v, (int32_t)s->key));
    pdf_dict_put(dict, "Tabs", pdf_name(v, "S"));
    if (s->link_count > 0)
        pdf_dict_put(dict, "Annots", links_of(s, v));
    pdf_emit(file, s->id, dict);
    pdf_pages_add(pages, s->id, s->number[0] ? s->number[0] : s->number[1], label);
}

void pdf_side_label(const struct pdf_side *s, struct buf *out)
{
    for (int i = 0; i < 2; i++)
        if (s->number[i])
            buf_printf(out, "%s%d", out->len ? ", " : "", s->number[i]);
    if (!out->len)
        buf_puts(out, "–");
}

void pdf_side_emit_owners(const struct pdf_side *s, struct pdf_file *file)
{
    struct buf *out = pdf_emit_begin(file, s->owners);

    buf_putc(out, '[');
    buf_add(out, s->elements.data, s->elements.len);
    buf_putc(out, ']');
    pdf_emit_end(file);
}

void pdf_side_release(struct pdf_side *s)
{
    pdf_needs_release(&s->needs);
    heap_free(s->links);
    buf_release(&s->elements);
    *s = (struct pdf_side){0};
}
