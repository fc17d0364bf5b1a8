#include "pdf/side.h"

static struct pdf_value *box_of(const struct pdf_side *s, struct pdf_values *v)
{
    struct pdf_value *box = pdf_array(v);

    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_length(v, s->width));
    pdf_array_add(box, pdf_length(v, s->height));
    return box;
}

/* The left half, then the right. */
static struct pdf_value *contents_of(const struct pdf_side *s, struct pdf_values *v)
{
    struct pdf_value *array;

    if (s->content[0].count + s->content[1].count == 1)
        return pdf_ref(v, s->content[s->content[1].count].list[0]);
    array = pdf_array(v);
    pdf_refs_put(&s->content[0], array, v);
    pdf_refs_put(&s->content[1], array, v);
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
    pdf_dict_put(dict, "Resources",
                 s->late ? pdf_ref(v, s->late->resources)
                         : pdf_needs_dict(&s->needs, v));
    if (s->content[0].count + s->content[1].count > 0)
        pdf_dict_put(dict, "Contents", contents_of(s, v));
    pdf_dict_put(dict, "StructParents", pdf_integer(v, (int32_t)s->key));
    pdf_dict_put(dict, "Tabs", pdf_name(v, "S"));
    if (s->links.count > 0)
        pdf_dict_put(dict, "Annots", pdf_refs_put(&s->links, pdf_array(v), v));
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
    for (int i = 0; i < 2; i++)
        pdf_refs_release(&s->content[i]);
    pdf_refs_release(&s->links);
    pdf_needs_release(&s->needs);
    buf_release(&s->elements);
    *s = (struct pdf_side){0};
}
