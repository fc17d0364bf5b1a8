#include "layout/para.h"

#include <string.h>

/*
 * A word that a line end parts is shaped anew on either side, where its shape hung
 * together across that place: kerning goes, joined letters part.
 */

/* Bytes of clusters that are shaped together. */
struct side {
    size_t from, to;
};

static bool hangs_together(const struct layout_para *p, size_t i)
{
    const struct layout_cluster *c = &p->clusters[i];

    return i > 0 && i < p->count && c->glyph_count > 0 && c->glyphs->unsafe &&
           c->span == c[-1].span && c->font == c[-1].font;
}

bool layout_parts_word(const struct layout_para *p, struct layout_extent at)
{
    return (at.end > at.start && at.end == at.next && hangs_together(p, at.end)) ||
           (at.end > at.start && at.start == at.first && hangs_together(p, at.start));
}

static bool same_word(const struct layout_para *p, size_t i, size_t k)
{
    const struct layout_cluster *a = &p->clusters[i], *b = &p->clusters[k];

    return a->span == b->span && a->font == b->font && a->font &&
           !(a->flags & LAYOUT_CLUSTER_SPACE) && !(b->flags & LAYOUT_CLUSTER_SPACE) &&
           (!p->levels || p->levels[a->start] == p->levels[b->start]);
}

static int32_t advance_of(const struct layout_para *p, const struct text_glyph *glyphs,
                          uint32_t count, const struct layout_cluster *c)
{
    int32_t advance = p->text.style.look.tracking;

    for (uint32_t i = 0; i < count; i++)
        advance +=
            text_scale(glyphs[i].advance, p->text.spans[c->span].size, c->font->upem);
    return advance;
}

/* Gives the clusters their new glyphs; false, and nothing is changed, when they do not
 * fall into the same clusters. */
static bool take_glyphs(const struct layout_para *p, struct side side,
                        const struct text_run *run, struct layout_cluster *out,
                        int32_t *wider)
{
    uint32_t start = p->clusters[side.from].start;
    size_t g = 0;

    *wider = 0;
    for (size_t i = side.from; i < side.to; i++) {
        struct layout_cluster *c = &out[i - side.from];
        size_t first = g;

        if (g == run->count || start + run->glyphs[g].start != c->start)
            return false;
        do
            g++;
        while (g < run->count && run->glyphs[g].len == 0);
        *wider -= c->advance;
        c->glyphs = &run->glyphs[first];
        c->glyph_count = (uint32_t)(g - first);
        c->advance = advance_of(p, c->glyphs, c->glyph_count, c);
        *wider += c->advance;
    }
    return g == run->count;
}

/* Returns by how much clusters `side` of `p`, which are `own[0]` on, became wider. */
static int32_t shape_side(const struct layout_para *p, struct side side,
                          struct layout_cluster *own, struct arena *a)
{
    const struct layout_cluster *first = &p->clusters[side.from];
    const struct layout_span *span = &p->text.spans[first->span];
    size_t count = side.to - side.from;
    struct layout_cluster *out = arena_array(a, struct layout_cluster, count);
    struct str text = {p->text.s + first->start,
                       p->clusters[side.to - 1].end - first->start};
    struct text_style face = span->face;
    struct text_runs runs;
    int32_t wider;

    if (p->levels && p->levels[first->start] % 2 == 1)
        face.features |= TEXT_RIGHT_TO_LEFT;
    runs =
        text_shape(p->tools->shaper, face, span->lang, text, (struct diag_pos){0}, a);
    memcpy(out, own, count * sizeof *out);
    if (runs.count != 1 || runs.runs[0].font != first->font ||
        !take_glyphs(p, side, &runs.runs[0], out, &wider))
        return 0;
    memcpy(own, out, count * sizeof *out);
    return wider;
}

int32_t layout_reshape(const struct layout_para *p, struct layout_extent *at,
                       struct layout_para *own, struct arena *a)
{
    size_t last = at->next < p->count ? at->next + 1 : at->next;
    struct layout_cluster *clusters =
        arena_array(a, struct layout_cluster, last - at->first);
    struct side begin = {at->start, at->start + 1}, end = {at->end - 1, at->end};
    int32_t wider = 0;

    memcpy(clusters, &p->clusters[at->first], (last - at->first) * sizeof *clusters);
    while (begin.to < at->end && same_word(p, begin.to - 1, begin.to))
        begin.to++;
    while (end.from > at->start && same_word(p, end.from - 1, end.from))
        end.from--;
    if (at->start == at->first && hangs_together(p, at->start))
        wider += shape_side(p, begin, clusters + (begin.from - at->first), a);
    if (at->end == at->next && hangs_together(p, at->end) &&
        (end.from != begin.from || wider == 0))
        wider += shape_side(p, end, clusters + (end.from - at->first), a);
    *own = *p;
    own->clusters = clusters;
    own->count = last - at->first;
    *at = (struct layout_extent){0, at->start - at->first, at->end - at->first,
                                 at->next - at->first};
    return wider;
}
