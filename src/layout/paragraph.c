#include "layout/paragraph.h"

#include "layout/para.h"
#include "util/unicode.h"

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
    before = layout_first_code_point(p, c->start);
    after = layout_first_code_point(p, c[1].start);
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
    uint32_t cp = layout_first_code_point(p, c->start);

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
