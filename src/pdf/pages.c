#include "pdf/pages.h"

#include "util/heap.h"
#include "util/str.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static void emit_node(struct pdf_pages *p, struct pdf_file *file, int level,
                      uint32_t parent)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v), *kids = pdf_array(v);

    for (int i = 0; i < p->levels[level].count; i++)
        pdf_array_add(kids, pdf_ref(v, p->levels[level].kids[i]));
    pdf_dict_put(dict, "Type", pdf_name(v, "Pages"));
    if (parent)
        pdf_dict_put(dict, "Parent", pdf_ref(v, parent));
    pdf_dict_put(dict, "Count", pdf_integer(v, p->levels[level].pages));
    pdf_dict_put(dict, "Kids", kids);
    pdf_emit(file, p->levels[level].id, dict);
}

static void push(struct pdf_pages *p, int level, uint32_t id, int32_t pages)
{
    p->levels[level].kids[p->levels[level].count++] = id;
    p->levels[level].pages += pages;
}

/* Writes the node of that level and hands it to the one above. */
static void close_level(struct pdf_pages *p, struct pdf_file *file, int level)
{
    int above = level + 1;

    assert(above < PDF_PAGES_LEVELS);
    if (!p->levels[above].id)
        p->levels[above].id = pdf_reserve(file);
    emit_node(p, file, level, p->levels[above].id);
    push(p, above, p->levels[level].id, p->levels[level].pages);
    p->levels[level].id = 0;
    p->levels[level].count = 0;
    p->levels[level].pages = 0;
}

uint32_t pdf_pages_parent(struct pdf_pages *p, struct pdf_file *file)
{
    int full = 0;

    while (full < PDF_PAGES_LEVELS && p->levels[full].count == PDF_PAGES_FAN)
        full++;
    while (full-- > 0) /* from above, so that each finds room */
        close_level(p, file, full);
    if (!p->levels[0].id)
        p->levels[0].id = pdf_reserve(file);
    return p->levels[0].id;
}

/* What the label adds to the one before: nothing while decimal numbers go on. */
static void add_label(struct pdf_pages *p, int number, const char *label)
{
    struct pdf_page_label *last =
        p->label_count ? &p->labels[p->label_count - 1] : NULL;
    char digits[16];
    bool decimal;

    snprintf(digits, sizeof digits, "%d", number);
    decimal = !label || !*label || cstr_eq(label, digits);
    if (decimal && last && !last->text &&
        last->start + p->count - last->first == number)
        return;
    p->labels = heap_resize(p->labels, p->label_count + 1, sizeof *p->labels);
    p->labels[p->label_count++] = (struct pdf_page_label){
        .first = p->count,
        .start = decimal ? number : 0,
        .text = decimal ? NULL : heap_strndup(label, strlen(label)),
    };
}

void pdf_pages_add(struct pdf_pages *p, uint32_t id, int number, const char *label)
{
    push(p, 0, id, 1);
    add_label(p, number, label);
    p->count++;
}

uint32_t pdf_pages_emit(struct pdf_pages *p, struct pdf_file *file)
{
    int top = PDF_PAGES_LEVELS - 1;

    while (top > 0 && !p->levels[top].id)
        top--;
    if (!p->levels[0].id)
        p->levels[0].id = pdf_reserve(file);
    for (int level = 0; level < top; level++) {
        if (p->levels[level].count == 0)
            continue;
        if (p->levels[level + 1].count == PDF_PAGES_FAN) {
            close_level(p, file, level + 1);
            if (level + 1 == top)
                top++;
        }
        close_level(p, file, level);
    }
    emit_node(p, file, top, 0);
    return p->levels[top].id;
}

struct pdf_value *pdf_pages_labels(const struct pdf_pages *p, struct pdf_values *v)
{
    struct pdf_value *tree = pdf_dict(v), *nums = pdf_array(v);

    for (size_t i = 0; i < p->label_count && i < PDF_ARRAY_LIMIT / 2; i++) {
        const struct pdf_page_label *l = &p->labels[i];
        struct pdf_value *dict = pdf_dict(v);

        if (l->text)
            pdf_dict_put(dict, "P", pdf_text(v, l->text, strlen(l->text)));
        else
            pdf_dict_put(dict, "S", pdf_name(v, "D"));
        if (!l->text && l->start != 1)
            pdf_dict_put(dict, "St", pdf_integer(v, l->start));
        pdf_array_add(nums, pdf_integer(v, l->first));
        pdf_array_add(nums, dict);
    }
    pdf_dict_put(tree, "Nums", nums);
    return tree;
}

void pdf_pages_release(struct pdf_pages *p)
{
    for (size_t i = 0; i < p->label_count; i++)
        heap_free(p->labels[i].text);
    heap_free(p->labels);
    *p = (struct pdf_pages){0};
}
