#include "layout/breaker.h"

#include "util/heap.h"

#include <assert.h>
#include <string.h>

enum {
    RATIO_ONE = 256,
    RATIO_LIMIT = 10 * RATIO_ONE,
    FLAGGED_TWICE = 135, /* penalty of the second such break, twice that of a third … */
    FLAGGED_MOST = 8,    /* … up to here */
    FITNESS_DEMERITS = 3000, /* neighbours of unlike tightness */
    SHORT_LAST = 300,        /* penalty of a last line below four syllables … */
    ONE_SYLLABLE = 1000,     /* … and of a single one */
    RULES = 338, /* badness of all that spaces and letters may give, 1.5 times */
    WHOLE = 60,              /* penalties of breaks that leave eojeol whole */
    FINE = 250,              /* penalties up to here are taken without need */
    WIDEST_GLUE = 13,        /* times its stretch that glue grows: to about 2 em */
    BALANCE_STEPS = 8,       /* measures between the narrowest and the full */
    ACTIVE_LIMIT = 512       /* more only when a measure holds hundreds of breaks */
};

enum fitness { TIGHT, NORMAL, LOOSE, VERY_LOOSE, FITNESS_COUNT };

/* Each tried when the one before finds no way through the paragraph. */
struct pass {
    int64_t tolerance; /* badness */
    int64_t limit;     /* penalty of a break */
    bool tracking, emergency, last;
};

static const struct pass passes[] = {
    {150, WHOLE, false, false, false},    {RULES, WHOLE, true, false, false},
    {200, FINE, false, false, false},     {800, FINE, true, false, false},
    {800, INT64_MAX, true, false, false}, {INT64_MAX, INT64_MAX, true, true, true},
};
#define LAST_PASS (&passes[sizeof passes / sizeof *passes - 1])

/* Sums over all items before one. */
struct sums {
    int64_t width, stretch, shrink, track_stretch, track_shrink;
    uint32_t syllables;
};

/* A break that some way through the paragraph takes. */
struct node {
    size_t at, start; /* the break; the first item after it */
    int64_t demerits;
    uint32_t prev;
    enum fitness fitness;
    uint8_t flagged; /* such breaks in a row up to this one */
    bool first, overfull;
};

struct breaker {
    const struct layout_break_item *items;
    size_t count;
    const struct layout_break_params *params;
    const struct pass *pass;
    const struct sums *sums;
    const size_t *box_from; /* first item at or after one that begins a line */
    struct node *nodes;
    size_t node_count, node_cap;
    uint32_t active[ACTIVE_LIMIT];
    size_t active_count;
};

/* A line that may be made. */
struct line {
    int64_t natural, slack; /* slack: measure minus width, negative when too wide */
    int64_t stretch, shrink, track_stretch, track_shrink;
    int32_t hang, head;
    uint32_t syllables;
    bool last; /* before a forced break */
};

static bool is_forced(const struct breaker *b, size_t i)
{
    return i == b->count || (b->items[i].kind != LAYOUT_BREAK_BOX &&
                             b->items[i].penalty == LAYOUT_BREAK_FORCED);
}

/* Only the first of several pieces of glue is a place to break. */
static bool is_break(const struct breaker *b, size_t i)
{
    if (is_forced(b, i))
        return true;
    return b->items[i].kind != LAYOUT_BREAK_BOX &&
           b->items[i].penalty != LAYOUT_BREAK_NEVER && i > 0 &&
           b->items[i - 1].kind == LAYOUT_BREAK_BOX;
}

static void add_item(struct sums *s, const struct layout_break_item *it)
{
    if (it->kind == LAYOUT_BREAK_PENALTY)
        return;
    s->width += it->width;
    if (it->kind == LAYOUT_BREAK_GLUE) {
        s->stretch += it->stretch;
        s->shrink += it->shrink;
    } else {
        s->track_stretch += it->stretch;
        s->track_shrink += it->shrink;
        s->syllables += it->syllables;
    }
}

static void prepare(struct breaker *b, struct arena *a)
{
    struct sums *sums = arena_array(a, struct sums, b->count + 1);
    size_t *box_from = arena_array(a, size_t, b->count + 2);

    for (size_t i = 0; i < b->count; i++) {
        sums[i + 1] = sums[i];
        add_item(&sums[i + 1], &b->items[i]);
    }
    box_from[b->count + 1] = box_from[b->count] = b->count;
    for (size_t i = b->count; i-- > 0;)
        box_from[i] = b->items[i].kind == LAYOUT_BREAK_BOX || is_forced(b, i)
                          ? i
                          : box_from[i + 1];
    b->sums = sums;
    b->box_from = box_from;
}

static struct line line_between(const struct breaker *b, size_t start, size_t end,
                                bool first)
{
    const struct sums *from = &b->sums[start], *to = &b->sums[end];
    struct line l = {.natural = to->width - from->width,
                     .stretch = to->stretch - from->stretch,
                     .shrink = to->shrink - from->shrink,
                     .track_stretch = to->track_stretch - from->track_stretch,
                     .track_shrink = to->track_shrink - from->track_shrink,
                     .syllables = to->syllables - from->syllables,
                     .last = is_forced(b, end)};

    if (end < b->count && b->items[end].kind == LAYOUT_BREAK_PENALTY)
        l.natural += b->items[end].width;
    if (!b->params->ragged && end < b->count)
        l.hang = b->items[end].hang;
    if (start < end && b->items[start].kind == LAYOUT_BREAK_BOX)
        l.head = b->items[start].hang;
    l.slack =
        (first ? b->params->first : b->params->rest) - l.natural + l.hang + l.head;
    return l;
}

static int64_t at_most(int64_t value, int64_t limit)
{
    return value < limit ? value : limit;
}

/* In 1/256; above 256 the glue alone does not do. */
static int64_t stretch_ratio(const struct breaker *b, const struct line *l)
{
    int64_t glue = l->stretch + (b->pass->emergency ? b->params->em : 0);
    int64_t track = b->pass->tracking ? l->track_stretch : 0;
    int64_t base = RATIO_ONE, rest = l->slack - glue;

    if (l->slack == 0)
        return 0;
    if (rest <= 0)
        return RATIO_ONE * l->slack / glue;
    if (track > 0) {
        if (rest <= track)
            return base + RATIO_ONE / 2 * rest / track;
        base += RATIO_ONE / 2;
        rest -= track;
    }
    if (glue == 0)
        return RATIO_LIMIT;
    return at_most(base + RATIO_ONE * rest / glue, RATIO_LIMIT);
}

/* The same for a line too wide; above 384 when it cannot be made to fit. */
static int64_t shrink_ratio(const struct breaker *b, const struct line *l)
{
    int64_t track = b->pass->tracking ? l->track_shrink : 0;
    int64_t need = -l->slack;

    if (need <= l->shrink)
        return RATIO_ONE * need / l->shrink;
    need -= l->shrink;
    if (need <= track)
        return RATIO_ONE + RATIO_ONE / 2 * need / track;
    return RATIO_LIMIT;
}

static bool is_overfull(const struct breaker *b, const struct line *l)
{
    if (l->slack >= 0)
        return false;
    return b->params->ragged ||
           -l->slack > l->shrink + (b->pass->tracking ? l->track_shrink : 0);
}

/* How ill the line looks, from 0; and its class. */
static int64_t badness(const struct breaker *b, const struct line *l,
                       enum fitness *fitness)
{
    int64_t q;

    *fitness = NORMAL;
    if (l->last && l->slack >= 0)
        return 0;
    if (b->params->ragged) {
        int64_t measure = l->slack + l->natural;

        q = measure > 0 ? l->slack * 1000 / measure : 0;
        return q * q / 1000;
    }
    if (l->slack < 0) {
        q = shrink_ratio(b, l);
        *fitness = q > RATIO_ONE / 2 ? TIGHT : NORMAL;
    } else {
        q = stretch_ratio(b, l);
        if (q > RATIO_ONE / 2)
            *fitness = q > RATIO_ONE ? VERY_LOOSE : LOOSE;
    }
    return 100 * q * q * q / ((int64_t)RATIO_ONE * RATIO_ONE * RATIO_ONE);
}

static int64_t penalty_of(const struct breaker *b, const struct node *from, size_t end,
                          const struct line *l)
{
    int64_t p = 0;

    if (!l->last)
        p = b->items[end].penalty;
    if (end < b->count && b->items[end].flagged)
        p += FLAGGED_TWICE * from->flagged;
    if (l->last && !from->first && l->syllables < 4)
        p += l->syllables == 1 ? ONE_SYLLABLE : SHORT_LAST;
    return p;
}

static int64_t square(int64_t n)
{
    return n * n;
}

static int64_t demerits_of(const struct breaker *b, const struct node *from, int64_t p,
                           int64_t bad, enum fitness fitness)
{
    int64_t d = b->params->ragged ? square(bad) + square(p) : square(1 + bad + p);
    int step = (int)fitness - (int)from->fitness;

    if (step > 1 || step < -1)
        d += FITNESS_DEMERITS;
    return from->demerits + d;
}

static uint32_t add_node(struct breaker *b, struct node n)
{
    if (b->node_count == b->node_cap) {
        b->node_cap = b->node_cap * 2 + 64;
        b->nodes = heap_resize(b->nodes, b->node_cap, sizeof *b->nodes);
    }
    b->nodes[b->node_count] = n;
    return (uint32_t)b->node_count++;
}

/* The oldest give way: they would only make lines that are almost too long. */
static void activate(struct breaker *b, uint32_t node)
{
    if (b->active_count == ACTIVE_LIMIT) {
        b->active_count -= ACTIVE_LIMIT / 4;
        memmove(b->active, b->active + ACTIVE_LIMIT / 4,
                b->active_count * sizeof *b->active);
    }
    b->active[b->active_count++] = node;
}

/* The best ways to break at one place, one per fitness class. */
struct choice {
    int64_t demerits[FITNESS_COUNT];
    uint32_t prev[FITNESS_COUNT];
    int64_t least;
};

static void consider(struct choice *c, enum fitness fitness, int64_t demerits,
                     uint32_t prev)
{
    if (demerits >= c->demerits[fitness])
        return;
    c->demerits[fitness] = demerits;
    c->prev[fitness] = prev;
    if (demerits < c->least)
        c->least = demerits;
}

/*
 * Weighs every line from an active break to `i` and drops the breaks it is too far
 * from. Returns the nearest of those dropped.
 */
static uint32_t weigh(struct breaker *b, size_t i, struct choice *c)
{
    size_t kept = 0;
    uint32_t dropped = 0;

    for (size_t k = 0; k < b->active_count; k++) {
        uint32_t index = b->active[k];
        const struct node *from = &b->nodes[index];
        struct line l = line_between(b, from->start, i, from->first);
        enum fitness fitness;
        int64_t bad, penalty;

        if (is_overfull(b, &l)) {
            dropped = index;
            continue;
        }
        b->active[kept++] = index;
        bad = badness(b, &l, &fitness);
        penalty = penalty_of(b, from, i, &l);
        if (bad <= b->pass->tolerance && penalty <= b->pass->limit)
            consider(c, fitness, demerits_of(b, from, penalty, bad, fitness), index);
    }
    b->active_count = kept;
    return dropped;
}

static struct node node_at(const struct breaker *b, size_t i, uint32_t prev)
{
    struct node n = {
        .at = i, .start = b->box_from[i < b->count ? i + 1 : i], .prev = prev};

    if (i < b->count && b->items[i].flagged)
        n.flagged = b->nodes[prev].flagged < FLAGGED_MOST
                        ? (uint8_t)(b->nodes[prev].flagged + 1)
                        : FLAGGED_MOST;
    n.fitness = NORMAL;
    return n;
}

static void take(struct breaker *b, size_t i, const struct choice *c)
{
    if (is_forced(b, i))
        b->active_count = 0;
    for (int f = 0; f < FITNESS_COUNT; f++) {
        struct node n;

        if (c->demerits[f] == INT64_MAX || c->demerits[f] > c->least + FITNESS_DEMERITS)
            continue;
        n = node_at(b, i, c->prev[f]);
        n.fitness = (enum fitness)f;
        n.demerits = c->demerits[f];
        activate(b, add_node(b, n));
    }
}

/* Nothing fits: the line from the nearest break sticks out. */
static void take_overfull(struct breaker *b, size_t i, uint32_t prev)
{
    struct node n = node_at(b, i, prev);

    n.demerits = b->nodes[prev].demerits;
    n.overfull = true;
    b->active_count = 0;
    activate(b, add_node(b, n));
}

/* True when the paragraph could be broken; the last nodes are then the active ones. */
static bool run_pass(struct breaker *b)
{
    struct node start = {.start = b->box_from[0], .fitness = NORMAL, .first = true};

    b->node_count = b->active_count = 0;
    activate(b, add_node(b, start));
    for (size_t i = b->box_from[0]; i <= b->count; i++) {
        struct choice c = {.demerits = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX},
                           .least = INT64_MAX};
        uint32_t dropped;

        if (!is_break(b, i))
            continue;
        dropped = weigh(b, i, &c);
        take(b, i, &c);
        if (b->active_count == 0 && !b->pass->last)
            return false;
        if (b->active_count == 0)
            take_overfull(b, i, dropped);
    }
    return true;
}

static void share_stretch(const struct breaker *b, const struct line *l,
                          struct layout_break_line *out)
{
    int64_t track = b->pass->tracking ? l->track_stretch : 0;

    out->glue = at_most(l->slack, l->stretch);
    out->tracking = at_most(l->slack - out->glue, track);
    if (l->stretch > 0)
        out->glue = at_most(l->slack - out->tracking, l->stretch * WIDEST_GLUE);
    out->underfull = l->slack - out->tracking - out->glue > b->params->em / 2;
}

static void share_shrink(const struct breaker *b, const struct line *l,
                         struct layout_break_line *out)
{
    int64_t track = b->pass->tracking || out->overfull ? l->track_shrink : 0;

    out->glue = -at_most(-l->slack, l->shrink);
    out->tracking = -at_most(-l->slack + out->glue, track);
}

static struct layout_break_line set_line(const struct breaker *b, size_t start,
                                         size_t end, bool first)
{
    struct line l = line_between(b, start, end, first);
    struct layout_break_line out = {.start = start,
                                    .end = end,
                                    .natural = l.natural,
                                    .hang = l.hang,
                                    .head = l.head};

    out.overfull = is_overfull(b, &l);
    if (b->params->ragged)
        return out;
    if (l.slack > 0 && !l.last)
        share_stretch(b, &l, &out);
    else if (l.slack < 0)
        share_shrink(b, &l, &out);
    return out;
}

static size_t collect_lines(const struct breaker *b, struct layout_break_line **lines,
                            struct arena *a)
{
    uint32_t best = b->active[0], at;
    size_t count = 0;

    for (size_t k = 1; k < b->active_count; k++)
        if (b->nodes[b->active[k]].demerits < b->nodes[best].demerits)
            best = b->active[k];
    for (at = best; at != 0; at = b->nodes[at].prev)
        count++;
    *lines = arena_array(a, struct layout_break_line, count);
    at = best;
    for (size_t k = count; k-- > 0; at = b->nodes[at].prev) {
        const struct node *from = &b->nodes[b->nodes[at].prev];

        (*lines)[k] = set_line(b, from->start, b->nodes[at].at, from->first);
    }
    return count;
}

/*
 * First fit: lines as full as they get, into `lines` (NULL: only counted). `*overfull`
 * tells whether one sticks out.
 */
static size_t first_fit(const struct breaker *b, struct layout_break_line *lines,
                        bool *overfull)
{
    size_t count = 0, start = b->box_from[0], fit = 0;
    bool fits = false;

    *overfull = false;
    for (size_t i = start; i <= b->count; i++) {
        struct line l;

        if (!is_break(b, i))
            continue;
        l = line_between(b, start, i, count == 0);
        if (!is_overfull(b, &l) && !is_forced(b, i)) {
            fits = true;
            fit = i;
            continue;
        }
        if (is_overfull(b, &l) && fits)
            i = fit; /* what follows is looked at again, in its own line */
        else
            *overfull = *overfull || is_overfull(b, &l);
        if (lines)
            lines[count] = set_line(b, start, i, count == 0);
        count++;
        start = i < b->count ? b->box_from[i + 1] : i;
        fits = false;
    }
    return count;
}

/* The narrowest measure that needs no more lines. */
static struct layout_break_params balance(struct breaker *b)
{
    const struct layout_break_params *full = b->params;
    struct layout_break_params narrow = *full;
    bool overfull;
    size_t lines = first_fit(b, NULL, &overfull);
    int32_t low = 0, high = full->first < full->rest ? full->first : full->rest;

    b->params = &narrow;
    while (!overfull && lines > 1 && high - low > 1) {
        int32_t cut = low + (high - low) / 2;
        bool too_narrow;

        narrow.first = full->first - cut;
        narrow.rest = full->rest - cut;
        if (first_fit(b, NULL, &too_narrow) == lines && !too_narrow)
            low = cut;
        else
            high = cut;
    }
    b->params = full;
    narrow.first = full->first - low;
    narrow.rest = full->rest - low;
    return narrow;
}

/* True when a line but the last ends where none should. */
static bool has_bad_end(const struct breaker *b, const struct layout_break_line *lines,
                        size_t count)
{
    for (size_t i = 0; i + 1 < count; i++)
        if (b->items[lines[i].end].penalty > FINE)
            return true;
    return false;
}

/* Tries `measure`; false when that takes other than `least` lines. */
static bool try_measure(struct breaker *b, const struct layout_break_params *measure,
                        size_t least, struct layout_break_line **lines, struct arena *a)
{
    b->params = measure;
    run_pass(b);
    return collect_lines(b, lines, a) == least;
}

/* Lines a little less even are better than one that ends badly. */
static size_t break_balanced(struct breaker *b, struct layout_break_line **lines,
                             struct arena *a)
{
    const struct layout_break_params *full = b->params;
    struct layout_break_params narrow, wide;
    bool overfull;
    size_t least;

    b->pass = LAST_PASS;
    narrow = balance(b);
    least = first_fit(b, NULL, &overfull);
    for (int step = 0; step <= BALANCE_STEPS; step++) {
        wide = narrow;
        wide.first += (full->first - narrow.first) / BALANCE_STEPS * step;
        wide.rest += (full->rest - narrow.rest) / BALANCE_STEPS * step;
        if (try_measure(b, &wide, least, lines, a) && !has_bad_end(b, *lines, least))
            return least;
    }
    if (try_measure(b, &narrow, least, lines, a))
        return least;
    *lines = arena_array(a, struct layout_break_line, least);
    return first_fit(b, *lines, &overfull);
}

size_t layout_break_lines(const struct layout_break_item *items, size_t count,
                          const struct layout_break_params *params,
                          struct layout_break_line **lines, struct arena *a)
{
    struct breaker b = {.items = items, .count = count, .params = params};
    struct arena scratch = {0};
    size_t line_count;

    *lines = NULL;
    if (count == 0)
        return 0;
    prepare(&b, &scratch);
    if (params->ragged && params->balanced) {
        line_count = break_balanced(&b, lines, a);
    } else {
        b.pass = params->ragged ? LAST_PASS : &passes[0];
        while (!run_pass(&b))
            b.pass++;
        line_count = collect_lines(&b, lines, a);
    }
    heap_free(b.nodes);
    arena_release(&scratch);
    return line_count;
}
