#include "layout/setting.h"
#include "util/unicode.h"
#include "util/utf8.h"

enum { DOT_RADIUS = 70, DOT_RAISE = 1000 }; /* 1/1000 em; above the baseline */

/* A stretch of the line under one mark. */
struct stretch {
    const struct layout_span *span; /* of its first cluster */
    struct layout_breadth at;
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

static bool goes_on(const struct layout_setting *s, size_t i, size_t k, unsigned mark)
{
    const void *a = owner_of(layout_span_at(s, i), mark),
               *b = owner_of(layout_span_at(s, k), mark);

    if (!b)
        return false;
    return a == b || (mark != LAYOUT_MARK_LINK && mark != LAYOUT_MARK_KEY);
}

/* Runs `draw` for each stretch of clusters that has the mark. */
static void for_each_stretch(struct layout_setting *s, unsigned mark,
                             void (*draw)(struct layout_setting *,
                                          const struct stretch *))
{
    size_t i = s->at.start;

    while (i < s->at.end) {
        size_t end = i + 1;
        struct stretch st = {.span = layout_span_at(s, i)};

        if (!owner_of(st.span, mark)) {
            i++;
            continue;
        }
        while (end < s->at.end && goes_on(s, i, end, mark))
            end++;
        st.at = layout_breadth_of(s, i, end);
        draw(s, &st);
        i = end;
    }
}

static struct layout_item *add_rule(struct layout_setting *s, const struct stretch *st,
                                    int32_t y, int32_t stroke)
{
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_LINE, LAYOUT_DECORATION, st->span->node);

    item->as.line.x = st->at.x;
    item->as.line.x2 = st->at.x + st->at.width;
    item->as.line.y = item->as.line.y2 = y - st->span->raise;
    item->as.line.stroke = stroke;
    item->as.line.colour = st->span->colour;
    return item;
}

static const struct theme_inline *looks(const struct layout_setting *s)
{
    return &s->p->tools->theme->in_line;
}

static void draw_link(struct layout_setting *s, const struct stretch *st)
{
    add_rule(s, st, layout_em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->link_rule);
}

static void draw_ins(struct layout_setting *s, const struct stretch *st)
{
    add_rule(s, st, layout_em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->strike_rule);
}

static void draw_spoiler(struct layout_setting *s, const struct stretch *st)
{
    add_rule(s, st, layout_em_share(s->p->text.style.look.size, looks(s)->link_drop),
             looks(s)->strike_rule)
        ->as.line.dash = 2 * looks(s)->strike_rule;
}

static void draw_strike(struct layout_setting *s, const struct stretch *st)
{
    add_rule(s, st, -layout_em_share(st->span->size, looks(s)->strike_raise),
             looks(s)->strike_rule);
}

static struct layout_colour colour_of(struct theme_colour c)
{
    return (struct layout_colour){c.r, c.g, c.b};
}

static void draw_ground(struct layout_setting *s, const struct stretch *st)
{
    int32_t size = s->p->text.style.look.size;
    int32_t above = layout_em_share(size, looks(s)->mark_top);
    const struct theme_colours *colours = &s->p->tools->theme->colour;
    struct layout_item *item;

    if (colours->mark.none)
        return;
    item = layout_setting_add(s, LAYOUT_RECT, LAYOUT_BACKGROUND, st->span->node);
    item->as.rect.colour = colour_of(colours->mark);
    item->as.rect.box = (struct layout_box){
        .x = st->at.x,
        .y = -above,
        .width = st->at.width,
        .height = above + layout_em_share(size, looks(s)->mark_bottom)};
}

static void draw_ground_rule(struct layout_setting *s, const struct stretch *st)
{
    int32_t size = s->p->text.style.look.size;
    struct layout_item *item = add_rule(
        s, st, layout_em_share(size, looks(s)->mark_bottom), looks(s)->mark_rule);

    item->as.line.colour = colour_of(s->p->tools->theme->colour.mark_line);
}

static void draw_key(struct layout_setting *s, const struct stretch *st)
{
    int32_t size = st->span->size, pad = layout_em_share(size, looks(s)->kbd_pad_y);
    int32_t above = layout_em_share(size, LAYOUT_EM_ABOVE) + pad;
    int32_t gap = layout_em_share(size, looks(s)->kbd_gap);
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_FRAME, LAYOUT_DECORATION, st->span->node);

    item->as.rect.colour = colour_of(s->p->tools->theme->colour.rule);
    item->as.rect.stroke = looks(s)->kbd_rule;
    item->as.rect.radius = looks(s)->kbd_radius;
    item->as.rect.box = (struct layout_box){.x = st->at.x + gap,
                                            .y = -above - st->span->raise,
                                            .width = st->at.width - 2 * gap,
                                            .height = size + 2 * pad};
}

/* A disc of twelve corners: at this size nobody counts them. */
static void draw_dot(struct layout_setting *s, const struct layout_span *span,
                     int32_t x, int32_t y)
{
    enum { CORNERS = 12 };
    static const int cosine[CORNERS] = {1000,  866,  500,  0, -500, -866,
                                        -1000, -866, -500, 0, 500,  866};
    int32_t radius = layout_em_share(span->size, DOT_RADIUS);
    int32_t *points = arena_array(s->a, int32_t, 2 * CORNERS);
    struct layout_item *item =
        layout_setting_add(s, LAYOUT_POLYGON, LAYOUT_DECORATION, span->node);

    for (int i = 0; i < CORNERS; i++) {
        points[2 * i] = x + layout_em_share(radius, cosine[i]);
        points[2 * i + 1] = y + layout_em_share(radius, cosine[(i + 9) % CORNERS]);
    }
    item->as.polygon.points = points;
    item->as.polygon.count = CORNERS;
    item->as.polygon.colour = span->colour;
}

/* One above each letter (Hangul orthography, appendix on punctuation); not above
 * spaces and signs. */
static void draw_dots(struct layout_setting *s)
{
    for (size_t i = s->at.start; i < s->at.end; i++) {
        const struct layout_span *span = layout_span_at(s, i);
        const struct layout_cluster *c = &s->p->clusters[i];
        uint32_t cp;

        if (!(span->marks & LAYOUT_MARK_DOTS))
            continue;
        utf8_decode(s->p->text.s + c->start, c->end - c->start, &cp);
        if (!unicode_is_letter(cp))
            continue;
        draw_dot(s, span, layout_x_of(s, i) + c->lead + c->advance / 2,
                 -layout_em_share(span->size, DOT_RAISE) - span->raise);
    }
}

void layout_marks_behind(struct layout_setting *s)
{
    for_each_stretch(s, LAYOUT_MARK_GROUND, draw_ground);
    for_each_stretch(s, LAYOUT_MARK_KEY, draw_key);
}

void layout_marks_before(struct layout_setting *s)
{
    for_each_stretch(s, LAYOUT_MARK_GROUND, draw_ground_rule);
    for_each_stretch(s, LAYOUT_MARK_LINK, draw_link);
    for_each_stretch(s, LAYOUT_MARK_INS, draw_ins);
    for_each_stretch(s, LAYOUT_MARK_SPOILER, draw_spoiler);
    for_each_stretch(s, LAYOUT_MARK_STRIKE, draw_strike);
    draw_dots(s);
}
