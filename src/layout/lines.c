#include "layout/para.h"
#include "util/heap.h"

#include <string.h>

/* The em box of the Noto faces. */
enum { EM_ABOVE = 880, EM_BELOW = 120 };

/* A line being set: where each cluster of it stands. */
struct setting {
    const struct layout_para *p;
    struct layout_extent at;
    struct arena *a;
    int32_t *x; /* left edge of each cluster from at.first on, and the end */
    int32_t ascent, descent;
    struct layout_item *items;
    size_t count, cap;
};

/* Gives out `total` in proportion, without losing a unit to rounding. */
struct share {
    int64_t total, weight, done_weight, done;
};

static int32_t next_share(struct share *s, int32_t weight)
{
    int64_t upto;

    if (s->weight <= 0 || weight <= 0)
        return 0;
    s->done_weight += weight;
    upto = s->total * s->done_weight / s->weight;
    upto -= s->done;
    s->done += upto;
    return (int32_t)upto;
}

static const struct layout_span *span_at(const struct setting *s, size_t i)
{
    return &s->p->text.spans[s->p->clusters[i].span];
}

static int32_t em_share(int32_t size, int share)
{
    return text_scale(size, share, 1000);
}

/* The last cluster of a line has nothing after it to move away from. */
static int32_t weight_of(const struct setting *s, size_t i, unsigned flag, bool shrink)
{
    const struct layout_cluster *c = &s->p->clusters[i];

    if (!(c->flags & flag) || (flag == LAYOUT_CLUSTER_TRACK && i + 1 == s->at.end))
        return 0;
    return shrink ? layout_cluster_shrink(s->p, c) : layout_cluster_stretch(s->p, c);
}

static struct share share_among(const struct setting *s, int64_t total, unsigned flag)
{
    struct share share = {.total = total};

    for (size_t i = s->at.start; total != 0 && i < s->at.end; i++)
        share.weight += weight_of(s, i, flag, total < 0);
    return share;
}

/* Finds the places of all clusters; blanks at either end have no width. */
static void place_clusters(struct setting *s, const struct layout_break_line *how,
                           int32_t start)
{
    struct share glue = share_among(s, how->glue, LAYOUT_CLUSTER_SPACE);
    struct share tracking = share_among(s, how->tracking, LAYOUT_CLUSTER_TRACK);
    int64_t x = start;

    s->x = arena_array(s->a, int32_t, s->at.next - s->at.first + 1);
    for (size_t i = s->at.first; i < s->at.next; i++) {
        s->x[i - s->at.first] = (int32_t)x;
        if (i < s->at.start || i >= s->at.end)
            continue;
        x += layout_cluster_width(&s->p->clusters[i]);
        x += next_share(&glue, weight_of(s, i, LAYOUT_CLUSTER_SPACE, how->glue < 0));
        x += next_share(&tracking,
                        weight_of(s, i, LAYOUT_CLUSTER_TRACK, how->tracking < 0));
        x = x > LAYOUT_WIDEST ? LAYOUT_WIDEST : x;
    }
    s->x[s->at.next - s->at.first] = (int32_t)x;
}

/* Left edge of cluster `i`, or the line's end. */
static int32_t x_of(const struct setting *s, size_t i)
{
    return s->x[i - s->at.first];
}

static struct layout_item *add_item(struct setting *s, enum layout_item_kind kind,
                                    enum layout_role role, const struct doc_node *node)
{
    struct layout_item *item;

    if (s->count == s->cap) {
        s->cap = s->cap * 2 + 8;
        s->items = heap_resize(s->items, s->cap, sizeof *s->items);
    }
    item = &s->items[s->count++];
    *item = (struct layout_item){.kind = kind, .role = role, .node = node};
    return item;
}

/* ---- glyph runs and images ---- */

static bool same_colour(struct layout_colour a, struct layout_colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static bool same_run(const struct setting *s, size_t i, size_t k)
{
    const struct layout_span *a = span_at(s, i), *b = span_at(s, k);

    if (s->p->clusters[i].font != s->p->clusters[k].font)
        return s->p->clusters[k].glyph_count == 0 && a == b;
    return a == b || (a->node == b->node && a->role == b->role && a->size == b->size &&
                      a->raise == b->raise && same_colour(a->colour, b->colour));
}

/* Where the text of a cluster ends: a soft hyphen at the line's end is that of the
 * hyphen shown. */
static uint32_t text_end(const struct setting *s, size_t i)
{
    const struct layout_cluster *c = &s->p->clusters[i];

    if (i + 1 == s->at.end && c->end - c->start > 2 && layout_hyphen_after(s->p, i) &&
        memcmp(s->p->text.s + c->end - 2, LAYOUT_SOFT_HYPHEN, 2) == 0)
        return c->end - 2;
    return c->end;
}

static size_t place_glyphs(const struct setting *s, size_t i, size_t first,
                           struct layout_glyph *out)
{
    const struct layout_cluster *c = &s->p->clusters[i];
    int32_t size = span_at(s, i)->size;
    int32_t pen = x_of(s, i) + c->lead - x_of(s, first) - s->p->clusters[first].lead;

    for (uint32_t g = 0; g < c->glyph_count; g++) {
        const struct text_glyph *from = &c->glyphs[g];

        out[g].id = from->id;
        out[g].x = pen + text_scale(from->dx, size, c->font->upem);
        out[g].dy = text_scale(from->dy, size, c->font->upem);
        out[g].start = c->start - s->p->clusters[first].start;
        out[g].len = g == 0 ? (uint16_t)(text_end(s, i) - c->start) : 0;
        pen += text_scale(from->advance, size, c->font->upem);
    }
    return c->glyph_count;
}

/* Clusters `first` to `end` - 1: one face, size, colour and leaf. */
static void add_run(struct setting *s, size_t first, size_t end)
{
    const struct layout_cluster *c = s->p->clusters;
    const struct layout_span *span = span_at(s, first);
    struct layout_item *item;
    struct layout_glyph *glyphs;
    size_t count = 0, done = 0;

    for (size_t i = first; i < end; i++)
        count += c[i].glyph_count;
    if (count == 0)
        return;
    glyphs = arena_array(s->a, struct layout_glyph, count);
    for (size_t i = first; i < end; i++)
        done += place_glyphs(s, i, first, glyphs + done);
    item = add_item(s, LAYOUT_RUN, span->role, span->node);
    item->as.run =
        (struct layout_run){.font = c[first].font,
                            .size = span->size,
                            .colour = span->colour,
                            .x = x_of(s, first) + c[first].lead,
                            .y = -span->raise,
                            .glyphs = glyphs,
                            .count = count,
                            .text = s->p->text.s + c[first].start,
                            .text_len = text_end(s, end - 1) - c[first].start};
    item->as.run.width = x_of(s, end) - c[end - 1].trail - item->as.run.x;
}

static void add_image(struct setting *s, size_t i)
{
    const struct layout_span *span = span_at(s, i);
    int32_t below = em_share(span->size, s->p->tools->theme->in_line.emoji_drop);
    struct layout_item *item = add_item(s, LAYOUT_IMAGE, LAYOUT_CONTENT, span->node);

    item->as.image.asset = span->asset;
    item->as.image.box =
        (struct layout_box){.x = x_of(s, i),
                            .y = below - span->image_height - span->raise,
                            .width = span->image_width,
                            .height = span->image_height};
}

static void add_runs(struct setting *s)
{
    size_t first = s->at.first;

    while (first < s->at.next) {
        size_t end = first + 1;

        if (span_at(s, first)->kind == LAYOUT_SPAN_IMAGE) {
            add_image(s, first++);
            continue;
        }
        while (end < s->at.next && s->p->clusters[first].font &&
               same_run(s, first, end))
            end++;
        add_run(s, first, end);
        first = end;
    }
}

/* Returns its width. */
static int32_t add_hyphen(struct setting *s)
{
    const struct layout_span *span = span_at(s, s->at.end - 1);
    struct layout_item *item = add_item(s, LAYOUT_RUN, span->role, span->node);

    item->as.run = layout_hyphen_run(s->p, s->at.end - 1, x_of(s, s->at.end), s->a);
    return item->as.run.width;
}

/* ---- marks ---- */

/* A stretch of the line under one mark. */
struct stretch {
    const struct layout_span *span; /* of its first cluster */
    int32_t x, width;
};

static const void *owner_of(const struct layout_span *span, unsigned mark)
{
    if (!(span->marks & mark))
        return NULL;
    if (mark == LAYOUT_MARK_LINK)
        return span->link;
    return mark == LAYOUT_MARK_KEY ? (const void *)span->group
                                   : (const void *)span->node;
}

static bool goes_on(const struct setting *s, size_t i, size_t k, unsigned mark)
{
    const void *a = owner_of(span_at(s, i), mark), *b = owner_of(span_at(s, k), mark);

    if (!b)
        return false;
    return a == b || (mark != LAYOUT_MARK_LINK && mark != LAYOUT_MARK_KEY);
}

/* Runs `draw` for each stretch of clusters that has the mark. */
static void for_each_stretch(struct setting *s, unsigned mark,
                             void (*draw)(struct setting *, const struct stretch *))
{
    size_t i = s->at.start;

    while (i < s->at.end) {
        size_t end = i + 1;
        struct stretch st = {.span = span_at(s, i), .x = x_of(s, i)};

        if (!owner_of(st.span, mark)) {
            i++;
            continue;
        }
        while (end < s->at.end && goes_on(s, i, end, mark))
            end++;
        st.width = x_of(s, end) - st.x;
        draw(s, &st);
        i = end;
    }
}

static struct layout_item *add_rule(struct setting *s, const struct stretch *st,
                                    int32_t y, int32_t stroke)
{
    struct layout_item *item =
        add_item(s, LAYOUT_LINE, LAYOUT_DECORATION, st->span->node);

    item->as.line.x = st->x;
    item->as.line.x2 = st->x + st->width;
    item->as.line.y = item->as.line.y2 = y - st->span->raise;
    item->as.line.stroke = stroke;
    item->as.line.colour = st->span->colour;
    return item;
}

static const struct theme_inline *looks(const struct setting *s)
{
    return &s->p->tools->theme->in_line;
}

static void draw_link(struct setting *s, const struct stretch *st)
{
    add_rule(s, st, em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->link_rule);
}

static void draw_ins(struct setting *s, const struct stretch *st)
{
    add_rule(s, st, em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->strike_rule);
}

static void draw_spoiler(struct setting *s, const struct stretch *st)
{
    add_rule(s, st, em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->strike_rule)
        ->as.line.dash = 2 * looks(s)->strike_rule;
}

static void draw_strike(struct setting *s, const struct stretch *st)
{
    add_rule(s, st, -em_share(st->span->size, looks(s)->strike_raise),
             looks(s)->strike_rule);
}

static struct layout_colour colour_of(struct theme_colour c)
{
    return (struct layout_colour){c.r, c.g, c.b};
}

static void draw_ground(struct setting *s, const struct stretch *st)
{
    int32_t size = s->p->text.style.look.size;
    int32_t above = em_share(size, looks(s)->mark_top);
    const struct theme_colours *colours = &s->p->tools->theme->colour;
    struct layout_item *item;

    if (colours->mark.none)
        return;
    item = add_item(s, LAYOUT_RECT, LAYOUT_BACKGROUND, st->span->node);
    item->as.rect.colour = colour_of(colours->mark);
    item->as.rect.box =
        (struct layout_box){.x = st->x,
                            .y = -above,
                            .width = st->width,
                            .height = above + em_share(size, looks(s)->mark_bottom)};
}

static void draw_ground_rule(struct setting *s, const struct stretch *st)
{
    int32_t size = s->p->text.style.look.size;
    struct layout_item *item =
        add_rule(s, st, em_share(size, looks(s)->mark_bottom), looks(s)->mark_rule);

    item->as.line.colour = colour_of(s->p->tools->theme->colour.mark_line);
}

static void draw_key(struct setting *s, const struct stretch *st)
{
    int32_t size = st->span->size, pad = em_share(size, looks(s)->kbd_pad_y);
    int32_t above = em_share(size, EM_ABOVE) + pad;
    struct layout_item *item =
        add_item(s, LAYOUT_FRAME, LAYOUT_DECORATION, st->span->node);

    item->as.rect.colour = colour_of(s->p->tools->theme->colour.rule);
    item->as.rect.stroke = looks(s)->kbd_rule;
    item->as.rect.radius = looks(s)->kbd_radius;
    item->as.rect.box = (struct layout_box){.x = st->x,
                                            .y = -above - st->span->raise,
                                            .width = st->width,
                                            .height = size + 2 * pad};
}

/* ---- links and nodes ---- */

static struct layout_link link_for(const struct setting *s, size_t first, size_t end)
{
    const struct doc_node *node = span_at(s, first)->link;
    struct layout_link link = {.node = node};

    link.box = (struct layout_box){.x = x_of(s, first),
                                   .y = -s->ascent,
                                   .width = x_of(s, end) - x_of(s, first),
                                   .height = s->ascent + s->descent};
    if (node->kind == DOC_NOTE_REF) {
        link.target = node->as.note_ref.note;
    } else {
        link.target = node->as.link.target;
        link.url = node->as.link.url;
    }
    return link;
}

static void add_links(struct setting *s, struct layout_line *line)
{
    struct layout_link *links =
        arena_array(s->a, struct layout_link, s->at.end - s->at.start + 1);
    size_t i = s->at.start;

    while (i < s->at.end) {
        size_t end = i + 1;
        const struct doc_node *node = span_at(s, i)->link;

        while (end < s->at.end && span_at(s, end)->link == node)
            end++;
        if (node)
            links[line->link_count++] = link_for(s, i, end);
        i = end;
    }
    line->links = links;
}

/* True when cluster `i` is the first of its leaf. */
static bool begins_node(const struct setting *s, size_t i)
{
    const struct layout_span *span = span_at(s, i);
    size_t index = s->p->clusters[i].span;

    return s->p->clusters[i].start == span->start && span->node &&
           span->node != s->p->text.top &&
           (index == 0 || s->p->text.spans[index - 1].node != span->node);
}

static void add_nodes(struct setting *s, struct layout_line *line)
{
    const struct doc_node **nodes;

    nodes = arena_alloc(s->a, (s->at.next - s->at.first + 1) * sizeof *nodes);
    for (size_t i = s->at.first; i < s->at.next; i++) {
        const struct doc_node *node = span_at(s, i)->node;

        if (begins_node(s, i) && (node->kind == DOC_NOTE_REF || node->id))
            nodes[line->node_count++] = node;
    }
    line->nodes = nodes;
}

static void add_marks_behind(struct setting *s)
{
    for_each_stretch(s, LAYOUT_MARK_GROUND, draw_ground);
    for_each_stretch(s, LAYOUT_MARK_KEY, draw_key);
}

static void add_marks_before(struct setting *s)
{
    for_each_stretch(s, LAYOUT_MARK_GROUND, draw_ground_rule);
    for_each_stretch(s, LAYOUT_MARK_LINK, draw_link);
    for_each_stretch(s, LAYOUT_MARK_INS, draw_ins);
    for_each_stretch(s, LAYOUT_MARK_SPOILER, draw_spoiler);
    for_each_stretch(s, LAYOUT_MARK_STRIKE, draw_strike);
}

struct layout_line layout_line_set(const struct layout_para *p,
                                   const struct layout_break_line *how,
                                   struct layout_extent at, int32_t x, struct arena *a)
{
    int32_t size = p->text.style.look.size;
    struct setting s = {.p = p, .at = at, .a = a};
    struct layout_line line = {.x = x, .overfull = how->overfull};
    struct layout_item *items;

    line.ascent = s.ascent = em_share(size, EM_ABOVE);
    line.descent = s.descent = size - line.ascent;
    line.natural =
        (int32_t)(how->natural < LAYOUT_WIDEST ? how->natural : LAYOUT_WIDEST);
    place_clusters(&s, how, x);
    line.width = x_of(&s, at.next) - x;
    add_marks_behind(&s);
    add_runs(&s);
    if (at.end > at.start && layout_hyphen_after(p, at.end - 1))
        line.width += add_hyphen(&s);
    add_marks_before(&s);
    add_links(&s, &line);
    add_nodes(&s, &line);
    items = arena_array(a, struct layout_item, s.count);
    if (s.count > 0)
        memcpy(items, s.items, s.count * sizeof *items);
    heap_free(s.items);
    line.items = items;
    line.item_count = s.count;
    return line;
}

struct layout_line layout_line_whole(const struct layout_para *p, struct arena *a)
{
    struct layout_break_line how = {0};
    struct layout_extent at = {0, 0, p->count, p->count};
    struct layout_line line;

    for (size_t i = 0; i < p->count; i++)
        how.natural += layout_cluster_width(&p->clusters[i]);
    line = layout_line_set(p, &how, at, 0, a);
    line.last = true;
    return line;
}

void layout_link_move(struct layout_link *link, int32_t dx, int32_t dy)
{
    link->box.x += dx;
    link->box.y += dy;
}

static void move_box(struct layout_box *box, int32_t dx, int32_t dy)
{
    box->x += dx;
    box->y += dy;
}

static void move_polygon(struct layout_item *item, int32_t dx, int32_t dy,
                         struct arena *a)
{
    size_t count = item->as.polygon.count;
    int32_t *points = arena_array(a, int32_t, count * 2);

    for (size_t i = 0; i < count; i++) {
        points[2 * i] = item->as.polygon.points[2 * i] + dx;
        points[2 * i + 1] = item->as.polygon.points[2 * i + 1] + dy;
    }
    item->as.polygon.points = points;
}

void layout_item_move(struct layout_item *item, int32_t dx, int32_t dy, struct arena *a)
{
    switch (item->kind) {
    case LAYOUT_RUN:
        item->as.run.x += dx;
        item->as.run.y += dy;
        break;
    case LAYOUT_RECT:
    case LAYOUT_FRAME:
        move_box(&item->as.rect.box, dx, dy);
        break;
    case LAYOUT_LINE:
        item->as.line.x += dx;
        item->as.line.x2 += dx;
        item->as.line.y += dy;
        item->as.line.y2 += dy;
        break;
    case LAYOUT_POLYGON:
        move_polygon(item, dx, dy, a);
        break;
    case LAYOUT_IMAGE:
        move_box(&item->as.image.box, dx, dy);
        break;
    }
}
