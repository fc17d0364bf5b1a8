/*
 * What a PDF must be besides being one: streams that inflate, marked content that the
 * structure tree has, and a parent tree that agrees with both (ISO 32000-1 §14.7.4).
 */
#include "fuzz.h"
#include "pdf_file.h"

#include <stdlib.h>

enum { MOST_MCIDS = 65536 };

/* A page, and what its structure says of its marked content. */
struct page {
    const struct pdf_value *dict;
    const struct pdf_value *parents; /* its array of the parent tree */
    size_t count;                    /* marked contents in its streams */
};

struct pages {
    struct page *list;
    size_t count;
};

static bool is_type(const struct pdf_file *f, const struct pdf_value *v,
                    const char *key, const char *name)
{
    const struct pdf_value *type =
        v && v->kind == PDF_DICT ? pdf_file_member(f, v, key) : NULL;

    return type && type->kind == PDF_NAME && str_is(type->text, name);
}

static const struct pdf_value *need(const struct pdf_file *f,
                                    const struct pdf_value *dict, const char *key)
{
    const struct pdf_value *v = pdf_file_member(f, dict, key);

    if (!v)
        fuzz_fail(key);
    return v;
}

static const struct pdf_value *item(const struct pdf_value *array, size_t index)
{
    const struct pdf_value *v = array->kind == PDF_ARRAY ? array->first : NULL;

    while (v && index-- > 0)
        v = v->next;
    return v;
}

/* The value of key `key` in a number tree. */
static const struct pdf_value *number_of(const struct pdf_file *f,
                                         const struct pdf_value *tree, double key)
{
    const struct pdf_value *kids = pdf_file_member(f, tree, "Kids");
    const struct pdf_value *nums = pdf_file_member(f, tree, "Nums"), *found = NULL;

    for (const struct pdf_value *v = nums ? nums->first : NULL; v && v->next;
         v = v->next->next)
        if (v->number == key)
            return pdf_file_value(f, v->next);
    for (const struct pdf_value *v = kids ? kids->first : NULL; v && !found; v = v->next)
        found = number_of(f, pdf_file_value(f, v), key);
    return found;
}

/* Streams */

static void inflate_all(const struct pdf_file *f)
{
    for (size_t i = 1; i < f->count; i++) {
        struct buf out = {0};

        if (f->objects[i] && f->objects[i]->stream.s)
            pdf_file_inflate(f, f->objects[i], &out);
        buf_release(&out);
    }
}

/* Marked content */

static void count_marks(const struct pdf_file *f, struct page *page, struct str s)
{
    bool *seen = calloc(MOST_MCIDS, 1);
    struct pdf_value *last = NULL;
    struct arena scratch = {0};
    int depth = 0, saved = 0;

    while (s.len > 0) {
        struct str word;
        struct pdf_value *v = pdf_read_value(&scratch, &s, &word);
        const struct pdf_value *mcid;

        if (v) {
            last = v;
            continue;
        }
        depth += str_is(word, "BDC") || str_is(word, "BMC");
        depth -= str_is(word, "EMC");
        saved += str_is(word, "q");
        saved -= str_is(word, "Q");
        if (depth < 0 || saved < 0)
            fuzz_fail("pdf: more ends than beginnings");
        if (!str_is(word, "BDC") || !last || last->kind != PDF_DICT)
            continue;
        mcid = pdf_file_member(f, last, "MCID");
        if (!mcid)
            continue;
        if (mcid->number < 0 || mcid->number >= MOST_MCIDS || seen[(int)mcid->number])
            fuzz_fail("pdf: an MCID twice");
        seen[(int)mcid->number] = true;
        page->count++;
    }
    if (depth != 0 || saved != 0)
        fuzz_fail("pdf: marked content without end");
    for (size_t i = 0; i < page->count; i++)
        if (!seen[i])
            fuzz_fail("pdf: MCIDs with a gap");
    free(seen);
    arena_release(&scratch);
}

static void read_page(const struct pdf_file *f, struct page *page,
                      const struct pdf_value *parent_tree)
{
    const struct pdf_value *contents = need(f, page->dict, "Contents");
    const struct pdf_value *key = pdf_file_member(f, page->dict, "StructParents");
    struct buf text = {0};

    if (contents->kind == PDF_ARRAY)
        for (const struct pdf_value *v = contents->first; v; v = v->next)
            pdf_file_inflate(f, pdf_file_value(f, v), &text);
    else
        pdf_file_inflate(f, contents, &text);
    count_marks(f, page, (struct str){buf_str(&text), text.len});
    buf_release(&text);
    if (page->count > 0 && !key)
        fuzz_fail("pdf: a page without StructParents");
    page->parents = key ? number_of(f, parent_tree, key->number) : NULL;
    if (page->count > 0 && !page->parents)
        fuzz_fail("pdf: a page that the parent tree lacks");
}

static void find_pages(const struct pdf_file *f, struct pages *pages,
                       const struct pdf_value *parent_tree)
{
    pages->list = calloc(f->count, sizeof *pages->list);
    for (size_t i = 1; i < f->count; i++)
        if (is_type(f, f->objects[i], "Type", "Page")) {
            struct page *page = &pages->list[pages->count++];

            page->dict = f->objects[i];
            read_page(f, page, parent_tree);
        }
    if (pages->count == 0)
        fuzz_fail("pdf: no page");
}

/* The structure tree */

static struct page *page_of(const struct pages *pages, const struct pdf_value *dict)
{
    for (size_t i = 0; i < pages->count; i++)
        if (pages->list[i].dict == dict)
            return &pages->list[i];
    fuzz_fail("pdf: marked content of no page");
}

/* One MCID below `element`: the parent tree says the same. Returns 1. */
static size_t check_mark(const struct pdf_file *f, const struct pages *pages,
                         const struct pdf_value *element, const struct pdf_value *kid)
{
    const struct pdf_value *pg = pdf_file_member(f, element, "Pg"), *parent;
    double mcid = kid->number;
    struct page *page;

    if (kid->kind == PDF_DICT) {
        mcid = need(f, kid, "MCID")->number;
        pg = pdf_file_member(f, kid, "Pg") ? pdf_file_member(f, kid, "Pg") : pg;
    }
    if (!pg)
        fuzz_fail("pdf: marked content without page");
    page = page_of(pages, pg);
    parent = page->parents ? item(page->parents, (size_t)mcid) : NULL;
    if (!parent || pdf_file_value(f, parent) != element)
        fuzz_fail("pdf: the parent tree says otherwise");
    return 1;
}

static size_t check_element(const struct pdf_file *f, const struct pages *pages,
                            const struct pdf_value *element);

static size_t check_kid(const struct pdf_file *f, const struct pages *pages,
                        const struct pdf_value *element, const struct pdf_value *kid)
{
    const struct pdf_value *v = pdf_file_value(f, kid);

    if (v->kind == PDF_NUMBER || is_type(f, v, "Type", "MCR"))
        return check_mark(f, pages, element, v);
    if (is_type(f, v, "Type", "OBJR")) {
        need(f, v, "Obj");
        return 0;
    }
    if (pdf_file_member(f, v, "P") != element)
        fuzz_fail("pdf: an element of another parent");
    return check_element(f, pages, v);
}

/* Marked contents below it. */
static size_t check_element(const struct pdf_file *f, const struct pages *pages,
                            const struct pdf_value *element)
{
    const struct pdf_value *kids = pdf_file_member(f, element, "K");
    size_t count = 0;

    if (!is_type(f, element, "Type", "StructTreeRoot") && !pdf_file_member(f, element, "S"))
        fuzz_fail("pdf: an element without type");
    if (kids && kids->kind == PDF_ARRAY)
        for (const struct pdf_value *kid = kids->first; kid; kid = kid->next)
            count += check_kid(f, pages, element, kid);
    else if (kids)
        count += check_kid(f, pages, element, kids);
    return count;
}

void fuzz_check_pdf(const void *bytes, size_t len)
{
    const struct pdf_value *root, *tree;
    struct pages pages = {0};
    struct pdf_file f;
    size_t marks = 0;

    pdf_file_open(&f, bytes, len);
    inflate_all(&f);
    root = need(&f, f.trailer, "Root");
    tree = need(&f, root, "StructTreeRoot");
    find_pages(&f, &pages, need(&f, tree, "ParentTree"));
    for (size_t i = 0; i < pages.count; i++)
        marks += pages.list[i].count;
    if (check_element(&f, &pages, tree) != marks)
        fuzz_fail("pdf: marked content that no element has");
    free(pages.list);
    pdf_file_close(&f);
}
