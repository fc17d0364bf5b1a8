#ifndef MEDIA_VECTOR_REFS_H
#define MEDIA_VECTOR_REFS_H

#include "util/buf.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The ids of a drawing and the references to them that must lead somewhere: what EPUBCheck
 * asks of `use`, `fill` and `stroke`. The drawing is written in one go, so what a
 * reference leads to is known at the end only.
 */
struct media_vector_refs {
    uint64_t *ids; /* hashes, their lowest bits a kind: a table, 0 is free */
    size_t id_count, id_cap;
    struct media_vector_ref *refs;
    size_t ref_count, ref_cap;
};

/* Notes the id `out` holds from `start` on, of the element. False when it is not new. */
bool media_vector_add_id(struct media_vector_refs *r, const struct buf *out, size_t start,
                         const char *element);

/* Notes ` xlink:href="#ID"` at the end of `out` from `start` on, of a `use`. */
void media_vector_add_use(struct media_vector_refs *r, const struct buf *out,
                          size_t start);

/* Notes the value `url(#ID)…` of a paint, if it is one. */
void media_vector_add_paint(struct media_vector_refs *r, const struct buf *out,
                            size_t start);

/* Takes what leads nowhere out of `out`: a link goes, a paint is its fallback or none. */
void media_vector_settle(const struct media_vector_refs *r, struct buf *out);

void media_vector_refs_release(struct media_vector_refs *r);

#endif
