#include "media/vector_refs.h"

#include "util/hash.h"
#include "util/heap.h"

#include <string.h>

#define LINK  " xlink:href=\"#"
#define PAINT "url(#"

/* What an id stands for, and what a reference may lead to. */
enum kind { KIND_PAINT = 1, KIND_CLIP, KIND_SHOWN };

#define KINDS ((uint64_t)3) /* the bits of a hash that hold one */

struct media_vector_ref {
    size_t start, end; /* in the drawing; ends behind the bracket or quotation mark */
    uint64_t hash;     /* of the id, without a kind */
    bool paint;
};

static enum kind kind_of(const char *element)
{
    if (strcmp(element, "linearGradient") == 0 ||
        strcmp(element, "radialGradient") == 0 || strcmp(element, "pattern") == 0)
        return KIND_PAINT;
    return strcmp(element, "clipPath") == 0 ? KIND_CLIP : KIND_SHOWN;
}

static uint64_t hash_of(const char *id, size_t len)
{
    return hash_fnv1a(id, len) & ~KINDS;
}

/* The place of the id: its own or a free one. */
static uint64_t *place_of(uint64_t *table, size_t cap, uint64_t hash)
{
    size_t at = (size_t)(hash >> 2) & (cap - 1);

    while (table[at] && (table[at] & ~KINDS) != hash)
        at = (at + 1) & (cap - 1);
    return &table[at];
}

static void grow(struct media_vector_refs *r)
{
    size_t cap = r->id_cap ? 2 * r->id_cap : 64;
    uint64_t *table = heap_zalloc(cap, sizeof *table);

    for (size_t i = 0; i < r->id_cap; i++)
        if (r->ids[i])
            *place_of(table, cap, r->ids[i] & ~KINDS) = r->ids[i];
    heap_free(r->ids);
    r->ids = table;
    r->id_cap = cap;
}

bool media_vector_add_id(struct media_vector_refs *r, const struct buf *out, size_t start,
                         const char *element)
{
    uint64_t hash = hash_of(out->data + start, out->len - start), *place;

    if (2 * (r->id_count + 1) > r->id_cap)
        grow(r);
    place = place_of(r->ids, r->id_cap, hash);
    if (*place)
        return false;
    *place = hash | kind_of(element);
    r->id_count++;
    return true;
}

static void add(struct media_vector_refs *r, struct media_vector_ref ref)
{
    if (r->ref_count == r->ref_cap) {
        r->ref_cap = r->ref_cap ? 2 * r->ref_cap : 32;
        r->refs = heap_resize(r->refs, r->ref_cap, sizeof *r->refs);
    }
    r->refs[r->ref_count++] = ref;
}

void media_vector_add_use(struct media_vector_refs *r, const struct buf *out,
                          size_t start)
{
    size_t id = start + strlen(LINK), end = out->len;

    add(r, (struct media_vector_ref){start, end, hash_of(out->data + id, end - 1 - id),
                                     false});
}

void media_vector_add_paint(struct media_vector_refs *r, const struct buf *out,
                            size_t start)
{
    size_t id = start + strlen(PAINT), end = id;

    if (out->len < id || memcmp(out->data + start, PAINT, strlen(PAINT)) != 0)
        return;
    while (out->data[end] != ')')
        end++; /* names hold none, and the value was closed */
    add(r, (struct media_vector_ref){start, end + 1,
                                     hash_of(out->data + id, end - id), true});
}

static bool leads_somewhere(const struct media_vector_refs *r,
                            const struct media_vector_ref *ref)
{
    uint64_t found = r->id_cap ? *place_of(r->ids, r->id_cap, ref->hash) : 0;
    unsigned kind = (unsigned)(found & KINDS);

    return ref->paint ? kind == KIND_PAINT : kind == KIND_SHOWN;
}

void media_vector_settle(const struct media_vector_refs *r, struct buf *out)
{
    size_t from = 0, to = 0;

    for (size_t i = 0; i < r->ref_count; i++) {
        const struct media_vector_ref *ref = &r->refs[i];

        if (leads_somewhere(r, ref))
            continue;
        memmove(out->data + to, out->data + from, ref->start - from);
        to += ref->start - from;
        from = ref->end;
        while (ref->paint && out->data[from] == ' ')
            from++;
        if (ref->paint && out->data[from] == '"') {
            memcpy(out->data + to, "none", 4); /* shorter than what it replaces */
            to += 4;
        }
    }
    if (from == 0)
        return;
    memmove(out->data + to, out->data + from, out->len - from);
    buf_truncate(out, to + out->len - from);
}

void media_vector_refs_release(struct media_vector_refs *r)
{
    heap_free(r->ids);
    heap_free(r->refs);
    *r = (struct media_vector_refs){0};
}
