/* A paragraph's text as clusters: shaped, with the widths of spaces and of what may move apart
 * or nearer. */
#include "layout/para.h"
#include "text/bidi.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    SPACE_LEAST = 220, /* of the space between eojeol, 1/1000 em */
    SPACE_MOST = 330,
    SPACE_STRETCH = 500, /* 1/1000 of the space */
    SPACE_SHRINK = 330,
    SPACE_NARROWEST = 155, /* 1/1000 em: below, words run together */
    TRACK_STRETCH = 25,    /* 1/1000 em */
    TRACK_SHRINK = 15
};

struct shaping {
    struct layout_para *p;
    struct layout_cluster *clusters;
    size_t count, cap;
    struct arena *a;
};

/* Spaces are those of the Hangul face, wherever they stand. */
static int32_t space_width(const struct layout_para *p, const struct layout_span *span,
                           int32_t own)
{
    struct text_style style = span->face;
    const struct text_font *font;
    int32_t width, least = text_scale(SPACE_LEAST, span->size, 1000);
    int32_t most = text_scale(SPACE_MOST, span->size, 1000);

    if (style.family == TEXT_MONO)
        return own;
    style.italic = false;
    font = text_fontset_primary(p->tools->fonts, style);
    width = text_scale(text_font_advance(font, text_font_glyph(font, ' ')), span->size,
                       font->upem);
    return width < least ? least : width > most ? most : width;
}

/* What is set letter by letter: scripts that join are not. */
static bool is_latin(uint32_t cp)
{
    return cp < 0x250 && (unicode_is_letter(cp) || (cp >= '0' && cp <= '9') ||
                          cp == '(' || cp == ')');
}

static void classify(const struct layout_para *p, struct layout_cluster *c)
{
    const struct layout_span *span = &p->text.spans[c->span];
    uint32_t cp = layout_first_code_point(p, c->start);

    if (cp == ' ' || cp == 0xA0) {
        c->advance = space_width(p, span, c->advance);
        if (span->face.family != TEXT_MONO)
            c->flags |= LAYOUT_CLUSTER_SPACE;
    }
    if (cp == ' ')
        c->flags |= LAYOUT_CLUSTER_BLANK;
    if (span->kind == LAYOUT_SPAN_TEXT && (unicode_is_hangul(cp) || unicode_is_han(cp)))
        c->flags |= LAYOUT_CLUSTER_TRACK | LAYOUT_CLUSTER_NEAR;
    else if (span->kind == LAYOUT_SPAN_TEXT && is_latin(cp))
        c->flags |= LAYOUT_CLUSTER_NEAR;
    c->advance += p->text.style.look.tracking;
}

static struct layout_cluster *add_cluster(struct shaping *sh, uint32_t start,
                                          uint32_t end, uint32_t span)
{
    struct layout_cluster *c;

    if (sh->count == sh->cap) {
        sh->cap = sh->cap * 2 + 64;
        sh->clusters = heap_resize(sh->clusters, sh->cap, sizeof *sh->clusters);
    }
    c = &sh->clusters[sh->count++];
    *c = (struct layout_cluster){.start = start, .end = end, .span = span};
    return c;
}

/* Glyph `at` of text from byte `start` on begins a cluster; takes those after it that
 * belong to it. */
static size_t take_cluster(struct shaping *sh, const struct text_run *run, size_t at,
                           uint32_t start, uint32_t span)
{
    const struct layout_span *s = &sh->p->text.spans[span];
    const struct text_glyph *g = &run->glyphs[at];
    struct layout_cluster *c =
        add_cluster(sh, start + g->start, start + g->start + g->len, span);

    c->font = run->font;
    c->glyphs = g;
    do {
        c->advance += text_scale(run->glyphs[at].advance, s->size, run->font->upem);
        c->glyph_count++;
        at++;
    } while (at < run->count && run->glyphs[at].len == 0);
    return at;
}

/* Shapes bytes `start` to `end` of the span, which run one way. */
static void shape_stretch(struct shaping *sh, uint32_t index, uint32_t start,
                          uint32_t end)
{
    const struct layout_text *t = &sh->p->text;
    const struct layout_span *span = &t->spans[index];
    struct diag_pos pos = span->node ? span->node->pos
                          : t->top   ? t->top->pos
                                     : (struct diag_pos){0};
    struct text_style face = span->face;
    struct text_runs runs;

    if (sh->p->levels && sh->p->levels[start] % 2 == 1)
        face.features |= TEXT_RIGHT_TO_LEFT;
    runs = text_shape(sh->p->tools->shaper, face, span->lang,
                      (struct str){t->s + start, end - start}, pos, sh->a);
    for (size_t r = 0; r < runs.count; r++)
        for (size_t g = 0; g < runs.runs[r].count;)
            g = take_cluster(sh, &runs.runs[r], g, start, index);
}

static void shape_span(struct shaping *sh, uint32_t index)
{
    const struct layout_span *span = &sh->p->text.spans[index];
    const uint8_t *levels = sh->p->levels;
    uint32_t end = span->start + span->len;

    for (uint32_t start = span->start; start < end;) {
        uint32_t at = levels ? start + 1 : end;

        while (at < end && levels[at] == levels[start])
            at++;
        shape_stretch(sh, index, start, at);
        start = at;
    }
}

static void place_image(struct shaping *sh, uint32_t index)
{
    const struct layout_span *span = &sh->p->text.spans[index];
    struct layout_cluster *c =
        add_cluster(sh, span->start, span->start + span->len, index);

    c->advance = span->image_width;
}

/* Clusters `from` on cover the bytes of their span: what draws nothing joins a
 * neighbour. */
static void close_gaps(struct shaping *sh, size_t from, uint32_t index)
{
    const struct layout_span *span = &sh->p->text.spans[index];
    uint32_t at = span->start, end = span->start + span->len;

    if (from == sh->count)
        add_cluster(sh, at, end, index);
    for (size_t i = from; i < sh->count; i++) {
        sh->clusters[i].start = at;
        at = i + 1 < sh->count && sh->clusters[i + 1].start > at
                 ? sh->clusters[i + 1].start
                 : sh->clusters[i].end;
        if (i + 1 == sh->count)
            at = end;
        sh->clusters[i].end = at;
    }
}

static const struct doc_node *key_at(const struct shaping *sh, size_t i)
{
    const struct layout_span *span;

    if (i >= sh->count)
        return NULL;
    span = &sh->p->text.spans[sh->clusters[i].span];
    return span->marks & LAYOUT_MARK_KEY ? span->group : NULL;
}

/* Keys keep their text off the frame, and the frame off what stands beside it. */
static void pad_keys(struct shaping *sh)
{
    const struct theme_inline *look = &sh->p->tools->theme->in_line;
    int share = look->kbd_pad_x + look->kbd_gap;

    for (size_t i = 0; i < sh->count; i++) {
        const struct doc_node *key = key_at(sh, i);
        int32_t pad =
            text_scale(share, sh->p->text.spans[sh->clusters[i].span].size, 1000);

        if (key && (i == 0 || key_at(sh, i - 1) != key))
            sh->clusters[i].lead = pad;
        if (key && key_at(sh, i + 1) != key)
            sh->clusters[i].trail = pad;
    }
}

/* Only between two of their kind do Hangul and Hanja move apart; nearer, what is
 * neither sign nor space: so little is not seen when it is the same all over the line. */
static void settle_tracking(struct shaping *sh)
{
    const unsigned kinds = LAYOUT_CLUSTER_TRACK | LAYOUT_CLUSTER_NEAR;

    for (size_t i = 0; i < sh->count; i++)
        sh->clusters[i].flags &=
            ~kinds | (i + 1 < sh->count ? sh->clusters[i + 1].flags : 0);
}

static const uint8_t *levels_of(const struct layout_text *text, struct arena *a)
{
    uint8_t *levels;

    if (!text_bidi_needed(text->s, text->len))
        return NULL;
    levels = arena_alloc(a, text->len);
    text_bidi_levels(text->s, text->len, levels);
    return levels;
}

struct layout_para *layout_para_new(const struct layout_tools *tools,
                                    const struct layout_text *text, struct arena *a)
{
    struct layout_para *p = arena_new(a, struct layout_para);
    struct shaping sh = {.p = p, .a = a};
    struct layout_cluster *clusters;

    p->tools = tools;
    p->text = *text;
    p->reported = arena_new(a, struct layout_reported);
    p->levels = levels_of(text, a);
    p->opportunities = layout_opportunities(text, tools->fonts, a);
    for (uint32_t i = 0; i < text->span_count; i++) {
        size_t from = sh.count;

        if (text->spans[i].kind == LAYOUT_SPAN_IMAGE)
            place_image(&sh, i);
        else
            shape_span(&sh, i);
        close_gaps(&sh, from, i);
        for (size_t k = from; k < sh.count; k++)
            if (text->spans[i].kind != LAYOUT_SPAN_IMAGE)
                classify(p, &sh.clusters[k]);
    }
    pad_keys(&sh);
    settle_tracking(&sh);
    clusters = arena_array(a, struct layout_cluster, sh.count);
    if (sh.count > 0)
        memcpy(clusters, sh.clusters, sh.count * sizeof *clusters);
    p->clusters = clusters;
    p->count = sh.count;
    heap_free(sh.clusters);
    return p;
}

int32_t layout_cluster_stretch(const struct layout_para *p,
                               const struct layout_cluster *c)
{
    if (c->flags & LAYOUT_CLUSTER_SPACE)
        return text_scale(SPACE_STRETCH, c->advance, 1000);
    if (c->flags & LAYOUT_CLUSTER_TRACK)
        return text_scale(TRACK_STRETCH, p->text.spans[c->span].size, 1000);
    return 0;
}

int32_t layout_cluster_shrink(const struct layout_para *p,
                              const struct layout_cluster *c)
{
    int32_t spare, share, size = p->text.spans[c->span].size;

    if (c->flags & LAYOUT_CLUSTER_SPACE) {
        spare = c->advance - text_scale(SPACE_NARROWEST, size, 1000);
        share = text_scale(SPACE_SHRINK, c->advance, 1000);
        return spare < 0 ? 0 : spare < share ? spare : share;
    }
    if (c->flags & LAYOUT_CLUSTER_NEAR)
        return text_scale(TRACK_SHRINK, size, 1000);
    return 0;
}
