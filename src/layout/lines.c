#include "layout/setting.h"
#include "text/bidi.h"
#include "util/heap.h"

#include <string.h>

#define LETTERS ((unsigned)LAYOUT_CLUSTER_TRACK | (unsigned)LAYOUT_CLUSTER_NEAR)

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

/* The last cluster of a line has nothing after it to move away from. */
static int32_t weight_of(const struct layout_setting *s, size_t i, unsigned flag,
                         bool shrink)
{
    const struct layout_cluster *c = &s->p->clusters[i];

    if (!(c->flags & flag) || (flag != LAYOUT_CLUSTER_SPACE && i + 1 == s->at.end))
        return 0;
    return shrink ? layout_cluster_shrink(s->p, c) : layout_cluster_stretch(s->p, c);
}

static struct share share_among(const struct layout_setting *s, int64_t total,
                                unsigned flag)
{
    struct share share = {.total = total};

    for (size_t i = s->at.start; total != 0 && i < s->at.end; i++)
        share.weight += weight_of(s, i, flag, total < 0);
    return share;
}

/* The breaker counts on the last cluster of the line too; what that cannot take, the
 * spaces do. */
static void limit_tracking(struct share *tracking, struct share *glue)
{
    int64_t limit = tracking->total < 0 ? -tracking->weight : tracking->weight;
    int64_t excess = tracking->total - limit;

    if (glue->weight == 0 || (limit < 0 ? excess >= 0 : excess <= 0))
        return;
    tracking->total = limit;
    glue->total += excess;
}

/* Finds the places of all clusters; blanks at either end have no width. */
static void place_clusters(struct layout_setting *s,
                           const struct layout_break_line *how, int32_t start)
{
    struct share glue = share_among(s, how->glue, LAYOUT_CLUSTER_SPACE);
    struct share tracking = share_among(s, how->tracking, LETTERS);
    int64_t x = start;

    limit_tracking(&tracking, &glue);
    s->x = heap_zalloc(2 * (s->at.next - s->at.first + 1), sizeof *s->x);
    s->width = s->x + (s->at.next - s->at.first + 1);
    for (size_t i = s->at.first; i < s->at.next; i++) {
        s->x[i - s->at.first] = (int32_t)x;
        if (i < s->at.start || i >= s->at.end)
            continue;
        x += layout_cluster_width(&s->p->clusters[i]);
        x += next_share(&glue, weight_of(s, i, LAYOUT_CLUSTER_SPACE, how->glue < 0));
        x += next_share(&tracking, weight_of(s, i, LETTERS, how->tracking < 0));
        x = x > LAYOUT_WIDEST ? LAYOUT_WIDEST : x;
        s->width[i - s->at.first] = (int32_t)(x - s->x[i - s->at.first]);
    }
    s->x[s->at.next - s->at.first] = (int32_t)x;
}

/* Puts what runs right to left into its visual order. */
static void reorder_clusters(struct layout_setting *s)
{
    size_t count = s->at.end - s->at.start, skip = s->at.start - s->at.first;
    uint8_t *levels = arena_alloc(s->a, count + 1);
    size_t *order = arena_array(s->a, size_t, count + 1);
    int32_t x = s->x[skip];

    for (size_t i = 0; i < count; i++)
        levels[i] = s->p->levels[s->p->clusters[s->at.start + i].start];
    text_bidi_order(levels, count, order);
    for (size_t i = 0; i < count; i++) {
        s->x[skip + order[i]] = x;
        x += s->width[skip + order[i]];
    }
}

struct layout_breadth layout_breadth_of(const struct layout_setting *s, size_t first,
                                        size_t end)
{
    int32_t left = layout_x_of(s, first), right = layout_x_of(s, end);

    for (size_t i = first; s->p->levels && i < end; i++) {
        int32_t x = layout_x_of(s, i);

        if (i == first)
            right = left;
        left = x < left ? x : left;
        x += s->width[i - s->at.first];
        right = x > right ? x : right;
    }
    return (struct layout_breadth){left, right - left};
}

struct layout_item *layout_setting_add(struct layout_setting *s,
                                       enum layout_item_kind kind,
                                       enum layout_role role,
                                       const struct doc_node *node)
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

static bool same_run(const struct layout_setting *s, size_t i, size_t k)
{
    const struct layout_span *a = layout_span_at(s, i), *b = layout_span_at(s, k);

    if (s->p->levels &&
        s->p->levels[s->p->clusters[i].start] != s->p->levels[s->p->clusters[k].start])
        return false;
    if (s->p->clusters[i].font != s->p->clusters[k].font)
        return s->p->clusters[k].glyph_count == 0 && a == b;
    return a == b || (a->node == b->node && a->role == b->role && a->size == b->size &&
                      a->raise == b->raise && same_colour(a->colour, b->colour));
}

/* Where the text of a cluster ends: a soft hyphen at the line's end is that of the
 * hyphen shown. */
static uint32_t text_end(const struct layout_setting *s, size_t i)
{
    const struct layout_cluster *c = &s->p->clusters[i];

    if (i + 1 == s->at.end && c->end - c->start > 2 && layout_hyphen_after(s->p, i) &&
        memcmp(s->p->text.s + c->end - 2, LAYOUT_SOFT_HYPHEN, 2) == 0)
        return c->end - 2;
    return c->end;
}

static size_t place_glyphs(const struct layout_setting *s, size_t i, size_t first,
                           int32_t origin, struct layout_glyph *out)
{
    const struct layout_cluster *c = &s->p->clusters[i];
    int32_t size = layout_span_at(s, i)->size;
    int32_t pen = layout_x_of(s, i) + c->lead - origin;

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
static void add_run(struct layout_setting *s, size_t first, size_t end)
{
    const struct layout_cluster *c = s->p->clusters;
    const struct layout_span *span = layout_span_at(s, first);
    struct layout_item *item;
    struct layout_glyph *glyphs;
    struct layout_breadth at = layout_breadth_of(s, first, end);
    size_t count = 0, done = 0;

    at.x += c[first].lead;
    at.width -= c[first].lead + c[end - 1].trail;
    for (size_t i = first; i < end; i++)
        count += c[i].glyph_count;
    if (count == 0)
        return;
    glyphs = arena_array(s->a, struct layout_glyph, count);
    for (size_t i = first; i < end; i++)
        done += place_glyphs(s, i, first, at.x, glyphs + done);
    item = layout_setting_add(s, LAYOUT_RUN, span->role, span->node);
    item->as.run =
        (struct layout_run){.font = c[first].font,
                            .size = span->size,
                            .colour = span->colour,
                            .x = at.x,
                            .width = at.width,
                            .y = -span->raise,
                            .glyphs = glyphs,
                            .count = count,
                            .text = s->p->text.s + c[first].start,
                            .text_len = text_end(s, end - 1) - c[first].start};
}

/* Room for a page number (slot.h). */
static void add_late(struct layout_setting *s, size_t i)
{
    const struct layout_span *span = layout_span_at(s, i);
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_LATE, LAYOUT_CONTENT, span->node);

    item->as.late.x = layout_x_of(s, i);
    item->as.late.y = -span->raise;
    item->as.late.width = span->image_width;
    item->as.late.size = span->size;
    item->as.late.slot = span->slot - 1;
}

static void add_image(struct layout_setting *s, size_t i)
{
    const struct layout_span *span = layout_span_at(s, i);
    int32_t below = layout_em_share(span->size, s->p->tools->theme->in_line.emoji_drop);
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_IMAGE, LAYOUT_CONTENT, span->node);

    item->as.image.asset = span->asset;
    item->as.image.box =
        (struct layout_box){.x = layout_x_of(s, i),
                            .y = below - span->image_height - span->raise,
                            .width = span->image_width,
                            .height = span->image_height};
}

static void add_runs(struct layout_setting *s)
{
    size_t first = s->at.first;

    while (first < s->at.next) {
        size_t end = first + 1;

        if (layout_span_at(s, first)->kind == LAYOUT_SPAN_IMAGE) {
            if (layout_span_at(s, first)->slot)
                add_late(s, first++);
            else
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
static int32_t add_hyphen(struct layout_setting *s)
{
    const struct layout_span *span = layout_span_at(s, s->at.end - 1);
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_RUN, span->role, span->node);

    item->as.run =
        layout_hyphen_run(s->p, s->at.end - 1, layout_x_of(s, s->at.end), s->a);
    return item->as.run.width;
}

/* ---- links and nodes ---- */

static struct layout_link link_for(const struct layout_setting *s, size_t first,
                                   size_t end)
{
    const struct doc_node *node = layout_span_at(s, first)->link;
    struct layout_link link = {.node = node};
    struct layout_breadth at = layout_breadth_of(s, first, end);

    link.box = (struct layout_box){.x = at.x,
                                   .y = -s->ascent,
                                   .width = at.width,
                                   .height = s->ascent + s->descent};
    if (node->kind == DOC_NOTE_REF) {
        link.target = node->as.note_ref.note;
    } else {
        link.target = node->as.link.target;
        link.url = node->as.link.url;
    }
    return link;
}

/* Where what is or is not a link, cluster `i` being of it, ends. */
static size_t link_end(const struct layout_setting *s, size_t i)
{
    const struct doc_node *node = layout_span_at(s, i)->link;

    while (i < s->at.end && layout_span_at(s, i)->link == node)
        i++;
    return i;
}

static void add_links(struct layout_setting *s, struct layout_line *line)
{
    struct layout_link *links;

    for (size_t i = s->at.start; i < s->at.end; i = link_end(s, i))
        line->link_count += layout_span_at(s, i)->link != NULL;
    line->links = links = arena_array(s->a, struct layout_link, line->link_count);
    for (size_t i = s->at.start; i < s->at.end; i = link_end(s, i))
        if (layout_span_at(s, i)->link)
            *links++ = link_for(s, i, link_end(s, i));
}

/* The node that is found by its place, when cluster `i` is the first of its leaf. */
static const struct doc_node *node_begun(const struct layout_setting *s, size_t i)
{
    const struct layout_span *span = layout_span_at(s, i);
    const struct doc_node *node = span->node;
    size_t index = s->p->clusters[i].span;

    if (s->p->clusters[i].start != span->start || !node || node == s->p->text.top ||
        (index > 0 && s->p->text.spans[index - 1].node == node))
        return NULL;
    return node->kind == DOC_NOTE_REF || node->id ? node : NULL;
}

static void add_nodes(struct layout_setting *s, struct layout_line *line)
{
    const struct doc_node **nodes;

    for (size_t i = s->at.first; i < s->at.next; i++)
        line->node_count += node_begun(s, i) != NULL;
    line->nodes = nodes = arena_alloc(s->a, line->node_count * sizeof *nodes);
    for (size_t i = s->at.first; line->node_count > 0 && i < s->at.next; i++)
        if (node_begun(s, i))
            *nodes++ = node_begun(s, i);
}

static struct layout_line set_line(const struct layout_para *p,
                                   const struct layout_break_line *how,
                                   struct layout_extent at, int32_t x, struct arena *a)
{
    int32_t size = p->text.style.look.size;
    struct layout_setting s = {.p = p, .at = at, .a = a};
    struct layout_line line = {.x = x, .overfull = how->overfull};
    struct layout_item *items;

    line.ascent = s.ascent = layout_em_share(size, LAYOUT_EM_ABOVE);
    line.descent = s.descent = size - line.ascent;
    line.natural =
        (int32_t)(how->natural < LAYOUT_WIDEST ? how->natural : LAYOUT_WIDEST);
    place_clusters(&s, how, x);
    if (p->levels)
        reorder_clusters(&s);
    line.width = layout_x_of(&s, at.next) - x;
    layout_marks_behind(&s);
    add_runs(&s);
    if (at.end > at.start && layout_hyphen_after(p, at.end - 1))
        line.width += add_hyphen(&s);
    layout_marks_before(&s);
    add_links(&s, &line);
    add_nodes(&s, &line);
    items = arena_array(a, struct layout_item, s.count);
    if (s.count > 0)
        memcpy(items, s.items, s.count * sizeof *items);
    heap_free(s.items);
    heap_free(s.x);
    line.items = items;
    line.item_count = s.count;
    return line;
}

struct layout_line layout_line_set(const struct layout_para *p,
                                   const struct layout_break_line *how,
                                   struct layout_extent at, int32_t x, struct arena *a)
{
    struct layout_break_line fitted = *how;
    struct arena scratch = {0};
    struct layout_para own;
    struct layout_line line;
    int32_t wider;

    if (!layout_parts_word(p, at))
        return set_line(p, how, at, x, a);
    wider = layout_reshape(p, &at, &own, &scratch);
    fitted.natural += wider;
    if (how->glue != 0)
        fitted.glue -= wider;
    line = set_line(&own, &fitted, at, x, a);
    arena_release(&scratch);
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
    case LAYOUT_LATE:
        item->as.late.x += dx;
        item->as.late.y += dy;
        break;
    }
}

struct layout_lines layout_para_set(const struct layout_tools *tools,
                                    const struct layout_para_style *style,
                                    const struct doc_node *top, int32_t measure,
                                    struct arena *a)
{
    struct arena scratch = {0};
    struct layout_text text = layout_inline_collect(tools, style, top, NULL, &scratch);
    struct layout_lines lines;

    text.s = arena_strndup(a, text.s, text.len); /* all that the lines point to */
    lines = layout_para_lines(layout_para_new(tools, &text, &scratch), measure, a);
    arena_release(&scratch);
    return lines;
}
