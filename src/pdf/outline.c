#include "pdf/outline.h"

#include "util/heap.h"
#include "util/unicode.h"

#include <stdlib.h>
#include <string.h>

void pdf_outline_add(struct pdf_outline *o, struct pdf_place place)
{
    if (o->count == o->cap) {
        o->cap = o->cap ? o->cap * 2 : 64;
        o->places = heap_resize(o->places, o->cap, sizeof *o->places);
    }
    o->places[o->count++] = place;
}

void pdf_outline_release(struct pdf_outline *o)
{
    heap_free(o->places);
    heap_free(o->wanted);
    *o = (struct pdf_outline){0};
}

/* [page /XYZ null y null]: keeps the reader's zoom and, on single pages, the place
 * across. */
static struct pdf_value *destination(struct pdf_values *v,
                                     const struct pdf_place *place)
{
    struct pdf_value *array = pdf_array(v);

    pdf_array_add(array, pdf_ref(v, place->page));
    pdf_array_add(array, pdf_name(v, "XYZ"));
    pdf_array_add(array, place->x ? pdf_real(v, place->x) : pdf_null(v));
    pdf_array_add(array, pdf_real(v, place->y));
    pdf_array_add(array, pdf_null(v));
    return array;
}

/* The outline */

/* How deep a node stands; 0: not in the outline. */
static int level_of(const struct doc_node *node)
{
    int level = 1;

    for (const struct doc_node *n = node->parent; n; n = n->parent)
        level += n->kind == DOC_PART;
    switch ((int)node->kind) {
    case DOC_PART:
    case DOC_ARTICLE:
        return level;
    case DOC_HEADING:
        return level + node->as.heading.level;
    default:
        return 0;
    }
}

#define DEEPEST 16

struct entry {
    const struct pdf_place *place;
    uint32_t id, parent, prev, next, first, last;
    int depth; /* 0: top */
    int32_t kids;
};

/* Links each entry to those around it; depths have no gaps whatever the levels are. */
struct nest {
    struct entry *entries;
    size_t count;
    size_t open[DEEPEST]; /* entries whose children may follow */
    int levels[DEEPEST];
    int depth;
    uint32_t root, first, last; /* `last` is an object, as in the entries */
    int32_t tops;
};

static struct entry *entry_of(struct nest *n, uint32_t id)
{
    return &n->entries[id - n->entries[0].id];
}

static void hang(struct nest *n, struct entry *e, int level)
{
    struct entry *parent;
    uint32_t *first = &n->first, *last = &n->last;

    while (n->depth > 0 && n->levels[n->depth - 1] >= level)
        n->depth--;
    e->depth = n->depth;
    e->parent = n->root;
    if (n->depth > 0) {
        parent = &n->entries[n->open[n->depth - 1]];
        e->parent = parent->id;
        first = &parent->first;
        last = &parent->last;
        parent->kids++;
    } else {
        n->tops++;
    }
    if (*last) {
        e->prev = *last;
        entry_of(n, *last)->next = e->id;
    } else {
        *first = e->id;
    }
    *last = e->id;
    n->open[n->depth] = (size_t)(e - n->entries);
    n->levels[n->depth] = level;
    n->depth += n->depth < DEEPEST - 1;
}

static void put_ref(struct pdf_values *v, struct pdf_value *dict, const char *key,
                    uint32_t id)
{
    if (id)
        pdf_dict_put(dict, key, pdf_ref(v, id));
}

static const char *title_of(struct arena *a, const struct doc_node *node)
{
    if (node->kind == DOC_HEADING)
        return doc_plain_text(a, node);
    return node->as.meta && node->as.meta->title ? node->as.meta->title : "";
}

/* Not every heading has words to be listed with. */
static bool is_listed(const struct doc_node *node, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    bool listed = level_of(node) && !unicode_is_blank(title_of(scratch, node));

    arena_rewind(scratch, mark);
    return listed;
}

static void emit_entry(struct pdf_file *file, const struct entry *e, struct arena *a)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v);
    const char *title = title_of(a, e->place->node);

    pdf_dict_put(dict, "Title", pdf_text(v, title, strlen(title)));
    put_ref(v, dict, "Parent", e->parent);
    put_ref(v, dict, "Prev", e->prev);
    put_ref(v, dict, "Next", e->next);
    put_ref(v, dict, "First", e->first);
    put_ref(v, dict, "Last", e->last);
    if (e->kids) /* the first level is open, those below are closed */
        pdf_dict_put(dict, "Count", pdf_integer(v, e->depth == 0 ? e->kids : -e->kids));
    pdf_dict_put(dict, "Dest", destination(v, e->place));
    pdf_emit(file, e->id, dict);
}

static int32_t shown(const struct nest *n)
{
    int32_t count = n->tops;

    for (size_t i = 0; i < n->count; i++)
        if (n->entries[i].depth == 0)
            count += n->entries[i].kids;
    return count;
}

static void emit_root(struct pdf_file *file, const struct nest *n)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "Outlines"));
    pdf_dict_put(dict, "First", pdf_ref(v, n->first));
    pdf_dict_put(dict, "Last", pdf_ref(v, n->last));
    pdf_dict_put(dict, "Count", pdf_integer(v, shown(n)));
    pdf_emit(file, n->root, dict);
}

uint32_t pdf_outline_emit(const struct pdf_outline *o, struct pdf_file *file)
{
    struct nest n = {0};
    struct arena scratch = {0};

    n.entries = heap_zalloc(o->count, sizeof *n.entries);
    for (size_t i = 0; i < o->count; i++)
        if (is_listed(o->places[i].node, &scratch))
            n.entries[n.count++].place = &o->places[i];
    if (n.count > 0)
        n.root = pdf_reserve(file);
    for (size_t i = 0; i < n.count; i++)
        n.entries[i].id = n.root + 1 + (uint32_t)i;
    for (size_t i = 0; i < n.count; i++) {
        pdf_reserve(file); /* the very next number */
        hang(&n, &n.entries[i], level_of(n.entries[i].place->node));
    }
    for (size_t i = 0; i < n.count; i++) {
        struct arena_mark mark = arena_mark(&scratch);

        emit_entry(file, &n.entries[i], &scratch);
        arena_rewind(&scratch, mark);
    }
    if (n.count > 0)
        emit_root(file, &n);
    arena_release(&scratch);
    heap_free(n.entries);
    return n.root;
}

/* Named destinations */

#define NAMES_FAN 64

void pdf_outline_want(struct pdf_outline *o, const struct doc_node *target)
{
    if (!target->id)
        return;
    if (o->wanted_count == o->wanted_cap) {
        o->wanted_cap = o->wanted_cap ? o->wanted_cap * 2 : 64;
        o->wanted = heap_resize(o->wanted, o->wanted_cap, sizeof(struct doc_node *));
    }
    o->wanted[o->wanted_count++] = target;
}

struct pdf_value *pdf_outline_name(struct pdf_values *v, const struct doc_node *target)
{
    return pdf_string(v, target->id, strlen(target->id));
}

static int by_id(const void *a, const void *b)
{
    const struct doc_node *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

static int by_node(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct pdf_place *)a)->node;
    uintptr_t y = (uintptr_t)((const struct pdf_place *)b)->node;

    return (x > y) - (x < y);
}

/* Where the target is: its own place, else that of what holds it, else the first page.
 */
static const struct pdf_place *place_of(const struct pdf_place *sorted, size_t count,
                                        const struct doc_node *target,
                                        const struct pdf_place *otherwise)
{
    for (const struct doc_node *n = target; n; n = n->parent) {
        const struct pdf_place key = {.node = n};
        const struct pdf_place *found =
            bsearch(&key, sorted, count, sizeof *sorted, by_node);

        if (found)
            return found;
    }
    return otherwise;
}

static struct pdf_value *limits(struct pdf_values *v, const struct doc_node *first,
                                const struct doc_node *last)
{
    struct pdf_value *array = pdf_array(v);

    pdf_array_add(array, pdf_outline_name(v, first));
    pdf_array_add(array, pdf_outline_name(v, last));
    return array;
}

/* One leaf of the name tree: up to NAMES_FAN of the sorted names. */
static uint32_t emit_leaf(const struct pdf_outline *o, struct pdf_file *file,
                          size_t from, const struct pdf_place *sorted)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v), *names = pdf_array(v);
    size_t end =
        o->wanted_count - from > NAMES_FAN ? from + NAMES_FAN : o->wanted_count;
    uint32_t id = pdf_reserve(file);

    for (size_t i = from; i < end; i++) {
        pdf_array_add(names, pdf_outline_name(v, o->wanted[i]));
        pdf_array_add(names, destination(v, place_of(sorted, o->count, o->wanted[i],
                                                     &o->places[0])));
    }
    pdf_dict_put(dict, "Limits", limits(v, o->wanted[from], o->wanted[end - 1]));
    pdf_dict_put(dict, "Names", names);
    pdf_emit(file, id, dict);
    return id;
}

static void sort_wanted(struct pdf_outline *o)
{
    size_t kept = 0;

    qsort(o->wanted, o->wanted_count, sizeof(struct doc_node *), by_id);
    for (size_t i = 0; i < o->wanted_count; i++)
        if (kept == 0 || strcmp(o->wanted[kept - 1]->id, o->wanted[i]->id) != 0)
            o->wanted[kept++] = o->wanted[i];
    o->wanted_count = kept;
}

uint32_t pdf_outline_emit_names(struct pdf_outline *o, struct pdf_file *file)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *tree, *kids;
    struct pdf_place *sorted;
    uint32_t *leaves, id;
    size_t count = 0;

    if (o->wanted_count == 0 || o->count == 0)
        return 0;
    sort_wanted(o);
    sorted = heap_zalloc(o->count, sizeof *sorted);
    memcpy(sorted, o->places, o->count * sizeof *sorted);
    qsort(sorted, o->count, sizeof *sorted, by_node);
    leaves = heap_zalloc(o->wanted_count / NAMES_FAN + 1, sizeof *leaves);
    for (size_t from = 0; from < o->wanted_count; from += NAMES_FAN)
        leaves[count++] = emit_leaf(o, file, from, sorted);
    id = pdf_reserve(file);
    tree = pdf_dict(v);
    kids = pdf_array(v);
    for (size_t i = 0; i < count && i < PDF_ARRAY_LIMIT; i++)
        pdf_array_add(kids, pdf_ref(v, leaves[i]));
    pdf_dict_put(tree, "Kids", kids);
    pdf_emit(file, id, tree);
    heap_free(leaves);
    heap_free(sorted);
    return id;
}
