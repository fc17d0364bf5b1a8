#include "pdf/tags.h"

#include "pdf/number.h"
#include "util/heap.h"

void pdf_tags_init(struct pdf_tags *t, const struct doc_node *book,
                   struct pdf_file *file, FILE *dump)
{
    *t = (struct pdf_tags){.book = book};
    t->elements.file = file;
    t->elements.dump = dump;
    t->marks.dump = dump != NULL;
    if (file)
        t->elements.root = pdf_reserve(file);
    pdf_element_open(&t->elements,
                     &(struct pdf_element){.type = "Document", .keep = true});
}

void pdf_tags_release(struct pdf_tags *t)
{
    pdf_elements_release(&t->elements);
    pdf_marks_release(&t->marks);
    pdf_parents_release(&t->parents);
    arena_release(&t->scratch);
    heap_free(t->notes);
    *t = (struct pdf_tags){0};
}

static const struct doc_node *part_around(const struct doc_node *part)
{
    return doc_node_ancestor(part->parent, DOC_PART);
}

static bool is_within(const struct doc_node *n, const struct doc_node *part)
{
    while (n && n != part)
        n = n->parent;
    return n != NULL;
}

/* Parts hold the articles that follow each other in them. */
static void open_part(struct pdf_tags *t, const struct doc_node *article)
{
    while (t->part && !is_within(article, t->part)) {
        pdf_element_close(&t->elements);
        t->part = part_around(t->part);
    }
    for (;;) {
        const struct doc_node *part = doc_node_ancestor(article, DOC_PART);

        if (part == t->part)
            return;
        while (part_around(part) != t->part)
            part = part_around(part);
        pdf_element_open(&t->elements, &(struct pdf_element){
                                           .type = "Part",
                                           .lang = pdf_phrase_lang(part),
                                       });
        t->part = part;
    }
}

static void put_owners(const struct pdf_marks *m, size_t first, size_t end,
                       struct buf *out)
{
    for (size_t k = first; k < end; k++) {
        buf_putc(out, ' ');
        pdf_number_put_ref(out, m->list[k].element);
    }
}

/* For each page an array: the element of each of its marks. */
static void emit_owners(struct pdf_tags *t)
{
    const struct pdf_marks *m = &t->marks;
    struct pdf_file *file = t->elements.file;

    for (size_t i = 0; i < m->page_count; i++) {
        size_t end = i + 1 < m->page_count ? m->pages[i + 1].first : m->count;
        uint32_t id;
        struct buf *out;

        if (m->pages[i].first == end)
            continue;
        if (m->pages[i].paper.owners) {
            put_owners(m, m->pages[i].first, end, m->pages[i].paper.owners);
            continue;
        }
        id = pdf_reserve(file);
        out = pdf_emit_begin(file, id);
        buf_putc(out, '[');
        put_owners(m, m->pages[i].first, end, out);
        buf_putc(out, ']');
        pdf_emit_end(file);
        pdf_parents_put(&t->parents, m->pages[i].paper.key, id);
    }
}

/* The article that was on the pages so far is complete. */
static void end_article(struct pdf_tags *t)
{
    if (t->marks.page_count == 0)
        return;
    open_part(t, t->article);
    pdf_structure_article(t, t->article);
    if (t->elements.file)
        emit_owners(t);
    pdf_marks_clear(&t->marks);
    arena_release(&t->scratch);
}

void pdf_tags_paper(struct pdf_tags *t, const struct layout_page *page,
                    struct pdf_paper paper)
{
    const struct doc_node *article = page->article ? page->article : t->article;

    if (article != t->article)
        end_article(t);
    t->article = article ? article : t->book;
    pdf_marks_page(&t->marks, paper);
}

uint32_t pdf_tags_page(struct pdf_tags *t, const struct layout_page *page, uint32_t id)
{
    uint32_t key = pdf_parents_key(&t->parents);

    pdf_tags_paper(t, page,
                   (struct pdf_paper){.page = id, .key = key, .height = page->height});
    return key;
}

uint32_t pdf_tags_on_page(const struct pdf_tags *t)
{
    return (uint32_t)(t->marks.count - t->marks.pages[t->marks.page_count - 1].first);
}

uint32_t pdf_tags_link(struct pdf_tags *t, const struct layout_link *link,
                       uint32_t page, uint32_t id)
{
    uint32_t key = pdf_parents_key(&t->parents);

    pdf_marks_link(&t->marks, link->node, (struct pdf_link_mark){page, id, key, 0});
    return key;
}

uint32_t pdf_tags_finish(struct pdf_tags *t)
{
    struct pdf_file *file = t->elements.file;
    uint32_t document, parents, names;
    struct buf *out;

    end_article(t);
    for (; t->part; t->part = part_around(t->part))
        pdf_element_close(&t->elements);
    document = pdf_element_close(&t->elements);
    if (!file)
        return 0;
    parents = pdf_parents_emit(&t->parents, file);
    names = pdf_elements_emit_names(&t->elements);
    out = pdf_emit_begin(file, t->elements.root);
    buf_printf(out,
               "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R"
               "/ParentTreeNextKey %u"
               "/RoleMap<</Em/Span/Strong/Span/Sub/Span/Sup/Span>>",
               document, parents, t->parents.count);
    if (names)
        buf_printf(out, "/IDTree %u 0 R", names);
    buf_puts(out, ">>");
    pdf_emit_end(file);
    return t->elements.root;
}
