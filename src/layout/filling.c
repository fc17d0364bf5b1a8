#include "layout/filling.h"

/* Blocks may be this much too high for their grid steps: a fraction nobody sees (1/32
 * line). */
#define TOLERANCE 32

/* Where a page might end. */
struct candidate {
    size_t end;
    enum layout_keep keep;
    int32_t bottom, squeeze;
};

/* A page being filled. */
struct state {
    struct layout_filling *out;
    const struct layout_flow *flow;
    const struct layout_note_room *room;
    int32_t height, line;
    int32_t y;     /* top of the next block */
    int32_t notes; /* room taken by notes */
    bool empty;    /* nothing stands on the page */
    struct candidate best;
};

static int32_t snapped(const struct state *s, int32_t height)
{
    int32_t steps = (height - s->line / TOLERANCE + s->line - 1) / s->line;

    return (steps < 0 ? 0 : steps) * s->line;
}

/* Index of the block that holds band `i`. */
static size_t stretch_of(const struct layout_flow *flow, size_t i)
{
    size_t low = 0, high = flow->stretch_count;

    while (low + 1 < high) {
        size_t middle = (low + high) / 2;

        if (flow->stretches[middle].first <= i)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Of the bands from `first` to `end`; past the first one, `enough` will do. */
static int32_t natural_height(const struct layout_flow *flow, size_t first, size_t end,
                              int64_t enough)
{
    int64_t sum = 0;

    if (first < end)
        enough += flow->bands[first].height;
    for (size_t i = first; i < end && sum <= enough; i++)
        sum += flow->bands[i].height;
    return (int32_t)(sum > INT32_MAX / 2 ? INT32_MAX / 2 : sum);
}

/* White above a block: its own and its share of what is left to the grid. */
static int32_t white_above(const struct state *s, const struct layout_stretch *block,
                           int32_t natural, bool partial, int32_t *total)
{
    int32_t before = s->empty || partial ? 0 : block->before;
    int32_t slack;
    int64_t around = (int64_t)before + block->after;

    *total = snapped(s, natural + before + block->after);
    slack = *total - natural - before - block->after;
    if (partial || block->snap == LAYOUT_SNAP_BELOW)
        return before;
    if (s->empty || block->snap == LAYOUT_SNAP_ABOVE)
        return before + (slack > 0 ? slack : 0);
    if (around == 0)
        return before;
    return before + (int32_t)((int64_t)slack * before / around);
}

/* Remembers that the page may end after band `i`: the cheapest place wins, then the
 * last. */
static void offer(struct state *s, size_t i, int32_t bottom, int32_t squeeze)
{
    enum layout_keep keep = s->flow->bands[i].keep;

    if (s->best.end == 0 || keep <= s->best.keep)
        s->best = (struct candidate){i + 1, keep, bottom, squeeze};
}

/* The head of a table goes above band `i` when it begins the page. */
static void repeat(struct state *s, size_t i, int32_t *y)
{
    const struct layout_band *band = &s->flow->bands[i];

    if (!s->empty || !band->repeat || i == 0 || i != s->out->begin ||
        s->flow->bands[i - 1].keep != LAYOUT_KEEP_NOT ||
        band->repeat->height > s->height / 3 ||
        band->repeat->height + band->height > s->height)
        return;
    s->out->repeat = band->repeat;
    s->out->repeat_y = *y;
    *y += band->repeat->height;
}

/* Puts band `i` at *y; false when it does not fit any more. */
static bool place(struct state *s, size_t i, int32_t *y)
{
    const struct layout_band *band = &s->flow->bands[i];
    int32_t need = band->notes ? s->room->need(s->room->user, band) : 0;
    int32_t notes = s->notes + need + (s->notes == 0 && need ? s->room->base : 0);
    int32_t over;

    if (band->glue) {
        s->out->y[i] = *y;
        *y += s->empty ? 0 : band->height;
        return true;
    }
    if (band->turned && !s->empty)
        return false;
    repeat(s, i, y);
    s->out->y[i] = *y;
    over = s->empty ? 0 : *y + band->height - (s->height - notes);
    if (over > band->slack)
        return false;
    over = over > 0 ? over : 0;
    *y += band->height - over;
    s->notes = notes;
    s->empty = false;
    offer(s, i, *y, over);
    return over == 0 && !band->turned;
}

static bool place_block(struct state *s, const struct layout_stretch *block,
                        size_t first)
{
    int32_t total, y;
    bool partial = first > block->first;
    /* Where the rest of a block is higher than the page its height decides nothing. */
    int32_t natural = natural_height(s->flow, first, block->end,
                                     partial ? 4 * (int64_t)s->height : INT32_MAX);

    y = s->y + white_above(s, block, natural, partial, &total);
    for (size_t i = first; i < block->end; i++)
        if (!place(s, i, &y))
            return false;
    s->y += total;
    return true;
}

/* An article's last page should hold three lines: so many are taken over from this one.
 */
static void spare_last_page(struct state *s)
{
    const struct layout_flow *flow = s->flow;
    size_t end = s->best.end;
    int32_t rest = 0;

    for (size_t i = end; i < flow->count && rest < 3 * s->line; i++)
        rest += flow->bands[i].height;
    if (end == flow->count || rest >= 3 * s->line)
        return;
    while (end > s->out->begin + 2 && rest < 8 * s->line) {
        end--;
        rest += flow->bands[end].height;
        if (rest >= 3 * s->line && rest < 8 * s->line && !flow->bands[end - 1].glue &&
            flow->bands[end - 1].keep == LAYOUT_KEEP_NOT) {
            s->best.end = end;
            s->best.squeeze = 0;
            s->best.bottom = s->out->y[end - 1] + flow->bands[end - 1].height;
            return;
        }
    }
}

void layout_fill(struct layout_filling *f, const struct layout_flow *flow,
                 int32_t height, const struct layout_note_room *room)
{
    struct state s = {.out = f,
                      .flow = flow,
                      .room = room,
                      .height = height,
                      .line = flow->theme->page.line,
                      .notes = room->carried ? room->carried + room->base : 0,
                      .empty = true};
    size_t block, begin;

    f->repeat = NULL;
    while (f->begin < flow->count && flow->bands[f->begin].glue)
        f->begin++;
    begin = f->begin;
    for (block = stretch_of(flow, begin); block < flow->stretch_count; block++) {
        if (!place_block(&s, &flow->stretches[block], begin))
            break;
        begin = flow->stretches[block].end;
    }
    if (block == flow->stretch_count) {
        f->end = flow->count;
        f->squeeze = 0;
        f->bottom = s.best.end == flow->count ? s.best.bottom : s.y;
        return;
    }
    spare_last_page(&s);
    f->end = s.best.end;
    f->squeeze = s.best.squeeze;
    f->bottom = s.best.bottom;
}
