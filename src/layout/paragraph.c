#include "layout/paragraph.h"

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

/* ---- shaping ---- */

struct shaping {
    struct layout_para *p;
    struct layout_cluster *clusters;
    size_t count, cap;
    struct arena *a;
};

static uint32_t first_code_point(const struct layout_para *p, uint32_t at)
{
    uint32_t cp;

    utf8_decode(p->text.s + at, p->text.len - at, &cp);
    return cp;
}

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

static void classify(const struct layout_para *p, struct layout_cluster *c)
{
    const struct layout_span *span = &p->text.spans[c->span];
    uint32_t cp = first_code_point(p, c->start);

    if (cp == ' ' || cp == 0xA0) {
        c->advance = space_width(p, span, c->advance);
        if (span->face.family != TEXT_MONO)
            c->flags |= LAYOUT_CLUSTER_SPACE;
    }
    if (cp == ' ')
        c->flags |= LAYOUT_CLUSTER_BLANK;
    if (span->kind == LAYOUT_SPAN_TEXT && (unicode_is_hangul(cp) || unicode_is_han(cp)))
        c->flags |= LAYOUT_CLUSTER_TRACK;
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
    runs = text_shape(sh->p->tools->shaper, face, span->lang, t->s + start, end - start,
                      pos, sh->a);
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

/* Keys keep their text off the frame. */
static void pad_keys(struct shaping *sh)
{
    int share = sh->p->tools->theme->in_line.kbd_pad_x;

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

/* Only between two of their kind do Hangul and Hanja move apart. */
static void settle_tracking(struct shaping *sh)
{
    for (size_t i = 0; i < sh->count; i++)
        if (i + 1 == sh->count || !(sh->clusters[i + 1].flags & LAYOUT_CLUSTER_TRACK))
            sh->clusters[i].flags &= ~(unsigned)LAYOUT_CLUSTER_TRACK;
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
    if (c->flags & LAYOUT_CLUSTER_TRACK)
        return text_scale(TRACK_SHRINK, size, 1000);
    return 0;
}

/* ---- boxes, glue and penalties ---- */

struct item_list {
    const struct layout_para *p;
    struct layout_break_item *items;
    size_t *first; /* cluster each item begins with; one more for the end */
    size_t count;
    bool open; /* the last item is a box that still grows */
};

static struct layout_break_item *add_item(struct item_list *l,
                                          enum layout_break_kind kind, size_t cluster)
{
    l->first[l->count] = cluster;
    l->items[l->count].kind = kind;
    l->open = kind == LAYOUT_BREAK_BOX;
    return &l->items[l->count++];
}

/* No column is so wide; wider text only needs to be seen as too wide. */
static int32_t add_width(int32_t a, int32_t b)
{
    int64_t sum = (int64_t)a + b;

    return sum > LAYOUT_WIDEST ? LAYOUT_WIDEST : (int32_t)sum;
}

static void widen(struct item_list *l, struct layout_break_item *item, size_t cluster)
{
    const struct layout_cluster *c = &l->p->clusters[cluster];

    item->width = add_width(item->width, layout_cluster_width(c));
    item->stretch = add_width(item->stretch, layout_cluster_stretch(l->p, c));
    item->shrink = add_width(item->shrink, layout_cluster_shrink(l->p, c));
}

/* A run of blanks is one piece of glue. Returns the cluster after it. */
static size_t add_glue(struct item_list *l, size_t i)
{
    const struct layout_para *p = l->p;
    struct layout_break_item *item = add_item(l, LAYOUT_BREAK_GLUE, i);
    size_t end = i;

    item->hang = i > 0 ? layout_hang_end(p, i - 1) : 0;
    while (end < p->count && (p->clusters[end].flags & LAYOUT_CLUSTER_BLANK)) {
        widen(l, item, end);
        item->penalty = p->opportunities[p->clusters[end].end - 1].penalty;
        end++;
        if (item->penalty == LAYOUT_BREAK_FORCED)
            break;
    }
    if (end == p->count && item->penalty == LAYOUT_BREAK_FORCED)
        item->penalty = LAYOUT_BREAK_NEVER; /* the end breaks by itself */
    return end;
}

/* Without a rule: not before a sign, lest a line begin with a full stop. */
static bool may_split(const struct layout_para *p, size_t i)
{
    const struct layout_cluster *c = &p->clusters[i];
    uint32_t before, after;

    if (i + 1 >= p->count || (c[1].flags & LAYOUT_CLUSTER_BLANK))
        return false;
    if (p->text.spans[c[1].span].kind == LAYOUT_SPAN_NOTE)
        return false;
    before = first_code_point(p, c->start);
    after = first_code_point(p, c[1].start);
    return before == after || !unicode_is_punct(after);
}

static void add_break(struct item_list *l, size_t i, bool split)
{
    const struct layout_para *p = l->p;
    const struct layout_opportunity *at = &p->opportunities[p->clusters[i].end - 1];
    struct layout_break_item *item;
    int32_t penalty = at->penalty;

    if (penalty == LAYOUT_BREAK_NEVER && split && may_split(p, i))
        penalty = LAYOUT_PENALTY_EMERGENCY;
    if (penalty == LAYOUT_BREAK_NEVER)
        return;
    if (i + 1 >= p->count || (p->clusters[i + 1].flags & LAYOUT_CLUSTER_BLANK))
        return; /* the end, or the glue that follows, is the place to break */
    item = add_item(l, LAYOUT_BREAK_PENALTY, i + 1);
    item->penalty = penalty;
    item->flagged = at->inside || penalty == LAYOUT_PENALTY_EMERGENCY;
    if (at->hyphen)
        item->width = layout_hyphen_width(p, i);
    else
        item->hang = layout_hang_end(p, i);
}

static bool is_syllable(const struct layout_para *p, const struct layout_cluster *c)
{
    uint32_t cp = first_code_point(p, c->start);

    return unicode_is_letter(cp) || (cp >= '0' && cp <= '9');
}

static struct layout_break_item *add_box(struct item_list *l, size_t i)
{
    struct layout_break_item *box = add_item(l, LAYOUT_BREAK_BOX, i);

    box->hang = layout_hang_begin(l->p, i);
    return box;
}

/* `split`: every cluster may end a line. */
static void build_items(struct item_list *l, bool split)
{
    const struct layout_para *p = l->p;

    for (size_t i = 0; i < p->count;) {
        struct layout_break_item *box;

        if (p->clusters[i].flags & LAYOUT_CLUSTER_BLANK) {
            i = add_glue(l, i);
            continue;
        }
        box = l->open ? &l->items[l->count - 1] : add_box(l, i);
        if (p->clusters[i].flags & LAYOUT_CLUSTER_SPACE) { /* NBSP */
            if (box->width == 0)
                l->count--;
            box = add_item(l, LAYOUT_BREAK_GLUE, i);
            box->penalty = LAYOUT_BREAK_NEVER;
        }
        widen(l, box, i);
        if (box->kind == LAYOUT_BREAK_BOX && box->syllables < UINT16_MAX &&
            is_syllable(p, &p->clusters[i]))
            box->syllables++;
        add_break(l, i, split);
        i++;
    }
    l->first[l->count] = p->count;
}

static struct item_list items_of(const struct layout_para *p, bool split,
                                 struct arena *a)
{
    struct item_list l = {.p = p};

    l.items = arena_array(a, struct layout_break_item, p->count * 2 + 2);
    l.first = arena_array(a, size_t, p->count * 2 + 3);
    build_items(&l, split);
    return l;
}

/* ---- lines ---- */

static struct layout_break_params params_for(const struct layout_para *p,
                                             int32_t measure)
{
    const struct layout_para_style *s = &p->text.style;

    return (struct layout_break_params){.first = measure - s->indent,
                                        .rest = measure - s->hang,
                                        .em = s->look.size,
                                        .ragged = s->look.align != THEME_JUSTIFY,
                                        .balanced = s->look.balance};
}

static bool any_overfull(const struct layout_break_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i].overfull)
            return true;
    return false;
}

static void report_overfull(const struct layout_para *p)
{
    struct diag_pos pos = {0};

    if (p->text.top)
        pos = p->text.top->pos;
    if (!p->reported->overfull && !p->text.style.forced && p->tools->diag)
        diag_warning(p->tools->diag, pos, "overfull",
                     "text without a place to break is wider than its column; it was "
                     "broken between characters");
    p->reported->overfull = true;
}

/* Where in the Markdown the line begins, as far as the tree knows. */
static struct diag_pos pos_of(const struct layout_para *p, size_t cluster)
{
    const struct doc_node *node = p->text.spans[p->clusters[cluster].span].node;

    if (!node)
        node = p->text.top;
    return node ? node->pos : (struct diag_pos){0};
}

static void report_underfull(const struct layout_para *p, const struct item_list *l,
                             const struct layout_break_line *lines, size_t count)
{
    for (size_t i = 0; i < count && !p->reported->underfull; i++) {
        if (!lines[i].underfull)
            continue;
        p->reported->underfull = true;
        if (p->tools->diag)
            diag_note(
                p->tools->diag, pos_of(p, l->first[lines[i].start]), "underfull",
                "a line has too few spaces to fill its column and was left short");
    }
}

static struct layout_extent extent_of(const struct item_list *l,
                                      const struct layout_break_line *line,
                                      const struct layout_break_line *after,
                                      size_t first)
{
    struct layout_extent at = {.first = first, .next = l->p->count};

    at.start = l->first[line->start];
    at.end = l->first[line->end];
    if (after)
        at.next = l->first[after->start];
    return at;
}

static int32_t line_x(const struct layout_para *p, const struct layout_break_line *line,
                      bool first, int32_t measure)
{
    const struct layout_para_style *s = &p->text.style;
    int32_t indent = first ? s->indent : s->hang;
    int64_t free = (int64_t)measure - indent - line->natural;

    if (free < 0)
        free = 0;
    if (s->look.align == THEME_CENTRE)
        return indent + (int32_t)(free / 2);
    return (s->look.align == THEME_RIGHT ? indent + (int32_t)free : indent) -
           line->head;
}

static struct layout_lines set_lines(const struct item_list *l,
                                     const struct layout_break_line *broken,
                                     size_t count, int32_t measure, struct arena *a)
{
    struct layout_line *lines = arena_array(a, struct layout_line, count);
    size_t cluster = 0;

    for (size_t i = 0; i < count; i++) {
        const struct layout_break_line *after = i + 1 < count ? &broken[i + 1] : NULL;
        struct layout_extent at = extent_of(l, &broken[i], after, cluster);

        lines[i] = layout_line_set(l->p, &broken[i], at,
                                   line_x(l->p, &broken[i], i == 0, measure), a);
        lines[i].last = !after;
        cluster = at.next;
    }
    return (struct layout_lines){lines, count};
}

struct layout_lines layout_para_lines(const struct layout_para *p, int32_t measure,
                                      struct arena *a)
{
    struct arena scratch = {0};
    struct layout_break_params params = params_for(p, measure);
    struct item_list l = items_of(p, false, &scratch);
    struct layout_break_line *broken;
    size_t count = layout_break_lines(l.items, l.count, &params, &broken, &scratch);
    struct layout_lines lines;

    if (any_overfull(broken, count)) {
        report_overfull(p);
        l = items_of(p, true, &scratch);
        count = layout_break_lines(l.items, l.count, &params, &broken, &scratch);
    }
    report_underfull(p, &l, broken, count);
    lines = set_lines(&l, broken, count, measure, a);
    arena_release(&scratch);
    return lines;
}

/* The widest stretch between breaks that cost at most `limit` and leave eojeol whole.
 */
static int32_t widest_part(const struct layout_para *p, int32_t limit)
{
    struct arena scratch = {0};
    struct item_list l = items_of(p, false, &scratch);
    int32_t indent = p->text.style.indent, widest = 0;
    int64_t width = indent;

    for (size_t i = 0; i < l.count; i++) {
        const struct layout_break_item *it = &l.items[i];

        if (it->kind != LAYOUT_BREAK_BOX && !it->flagged && it->penalty < limit) {
            width = p->text.style.hang;
            continue;
        }
        if (it->kind != LAYOUT_BREAK_PENALTY)
            width += it->width;
        if (it->kind == LAYOUT_BREAK_BOX && width > widest)
            widest = width > LAYOUT_WIDEST ? LAYOUT_WIDEST : (int32_t)width;
    }
    arena_release(&scratch);
    return widest;
}

int32_t layout_para_natural(const struct layout_para *p)
{
    return widest_part(p, LAYOUT_BREAK_FORCED + 1);
}

int32_t layout_para_minimum(const struct layout_para *p)
{
    return widest_part(p, LAYOUT_PENALTY_ANYWHERE);
}

struct layout_lines layout_para_set(const struct layout_tools *tools,
                                    const struct layout_para_style *style,
                                    const struct doc_node *top, int32_t measure,
                                    struct arena *a)
{
    struct layout_text text = layout_inline_collect(tools, style, top, NULL, a);

    return layout_para_lines(layout_para_new(tools, &text, a), measure, a);
}
