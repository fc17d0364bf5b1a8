#include "layout/pager.h"

#include "layout/blocks.h"
#include "layout/filling.h"
#include "layout/slot.h"
#include "util/heap.h"

#include <string.h>

/* Notes longer than this share of a page may be cut (1/3). */
#define LONG_NOTE 3

/* A footnote set, kept until it stands on a page. */
struct note {
    const struct doc_node *node;
    const struct layout_band *bands;
    size_t count, done; /* bands; those on earlier pages */
    int32_t height;
};

/* A growing page, in the page's arena. */
struct page {
    struct layout_page page;
    struct layout_item *items;
    struct layout_link *links;
    struct layout_dest *dests;
    size_t item_cap, link_cap, dest_cap;
    int32_t left, top; /* of the text block: of the first line's box */
};

/* One article on its way to paper. */
struct paging {
    struct layout_pager *pager;
    const struct layout_tools *tools;
    const struct theme *theme;
    const struct layout_flow *flow;
    const struct layout_paper *paper;
    struct arena arena; /* of one page */
    struct arena older, newer; /* of the notes before `turn`, of the others */
    struct note *notes;        /* in the order they were called for */
    size_t note_count, note_cap, turn;
    size_t note_begin;  /* first that is not all on paper */
    size_t note_called; /* one past the last called for by what is on paper */
    size_t *numbered;   /* by a note's number: one past its place in `notes`, or 0 */
    size_t numbered_count;
    size_t *open; /* frames begun, and not ended before the page at hand */
    size_t open_count, open_cap, frame_next;
    int32_t height;     /* of the text block */
    struct page page;
};

/* Where the places of the notes with this note's number begin. */
static size_t *place_of(struct paging *g, const struct doc_node *node)
{
    size_t number = node->as.footnote.number > 0 ? (size_t)node->as.footnote.number : 0;

    if (number >= g->numbered_count) {
        size_t count = number * 2 + 16;

        g->numbered = heap_resize(g->numbered, count, sizeof *g->numbered);
        memset(g->numbered + g->numbered_count, 0,
               (count - g->numbered_count) * sizeof *g->numbered);
        g->numbered_count = count;
    }
    return &g->numbered[number];
}

/* Of the notes that are not all on paper; NULL when it is none of them. */
static struct note *find_note(const struct paging *g, const struct doc_node *node,
                              size_t place)
{
    if (place == 0)
        return NULL;
    if (place > g->note_begin && g->notes[place - 1].node == node)
        return &g->notes[place - 1];
    for (size_t i = g->note_begin; i < place; i++)
        if (g->notes[i].node == node)
            return &g->notes[i];
    return NULL;
}

static void set_note(struct paging *g, struct note *note, const struct doc_node *node)
{
    struct layout_flow flow;

    layout_note(&flow, g->tools, node, &g->newer);
    *note = (struct note){.node = node, .bands = flow.bands, .count = flow.count};
    for (size_t i = 0; i < note->count; i++)
        note->height += note->bands[i].height;
}

/* Notes that are all on paper are given back, many at a time. */
static void drop_notes(struct paging *g)
{
    if (g->note_begin < g->turn)
        return;
    arena_release(&g->older);
    g->older = g->newer;
    g->newer = (struct arena){0};
    g->turn = g->note_count;
}

static struct note *note_of(struct paging *g, const struct doc_node *node)
{
    size_t *place = place_of(g, node);
    struct note *note = find_note(g, node, *place);

    if (note)
        return note;
    if (g->note_count == g->note_cap) {
        g->note_cap = g->note_cap ? g->note_cap * 2 : 16;
        g->notes = heap_resize(g->notes, g->note_cap, sizeof(*g->notes));
    }
    note = &g->notes[g->note_count++];
    *place = g->note_count;
    set_note(g, note, node);
    return note;
}

/* A whole note, or two lines of one that is long. */
static int32_t note_need(void *user, const struct layout_band *band)
{
    struct paging *g = user;
    int32_t need = 0;

    for (const struct layout_anchor *a = band->notes; a; a = a->next) {
        const struct note *note = note_of(g, a->node);

        if (note->height <= g->height / LONG_NOTE || note->count < 4)
            need += note->height;
        else
            need += note->bands[0].height + note->bands[1].height;
    }
    return need;
}

static void *room_for(struct arena *a, void *array, size_t count, size_t *cap,
                      size_t size)
{
    void *bigger;

    if (count < *cap)
        return array;
    *cap = *cap ? *cap * 2 : 256;
    bigger = arena_calloc(a, *cap, size);
    if (count)
        memcpy(bigger, array, count * size);
    return bigger;
}

static struct layout_item *add_item(struct paging *g, const struct layout_item *item,
                                    int32_t dx, int32_t dy)
{
    struct page *p = &g->page;
    struct layout_item *to;

    p->items = room_for(&g->arena, p->items, p->page.item_count, &p->item_cap,
                        sizeof(*p->items));
    to = &p->items[p->page.item_count++];
    *to = *item;
    layout_item_move(to, dx, dy, &g->arena);
    return to;
}

static void add_link(struct paging *g, const struct layout_link *link, int32_t dx,
                     int32_t dy)
{
    struct page *p = &g->page;
    struct layout_link *to;

    p->links = room_for(&g->arena, p->links, p->page.link_count, &p->link_cap,
                        sizeof(*p->links));
    to = &p->links[p->page.link_count++];
    *to = *link;
    layout_link_move(to, dx, dy);
}

static void add_dest(struct paging *g, const struct doc_node *node, int32_t y)
{
    struct page *p = &g->page;

    p->dests = room_for(&g->arena, p->dests, p->page.dest_count, &p->dest_cap,
                        sizeof(*p->dests));
    p->dests[p->page.dest_count++] = (struct layout_dest){node, y};
    layout_slots_found(g->tools->slots, node, p->page.number);
    if (g->pager->params->pagemap)
        doc_pagemap_add(g->pager->params->pagemap, node, p->page.number);
}

/* Items keep their own upright; a link is a place on the paper. */
static void draw_turned(struct paging *g, const struct layout_band *band, int32_t y)
{
    int32_t x = g->page.page.height - y - band->height;

    g->page.page.turned = true;
    for (const struct layout_part *p = band->parts; p; p = p->next) {
        for (size_t i = 0; i < p->item_count; i++)
            add_item(g, &p->items[i], x + p->x, g->page.left + p->y)->turned = true;
        for (size_t i = 0; i < p->link_count; i++) {
            struct layout_link link = p->links[i];

            layout_link_move(&link, x + p->x, g->page.left + p->y);
            link.box = layout_box_upright(link.box, g->page.page.height);
            add_link(g, &link, 0, 0);
        }
    }
}

static void draw_band(struct paging *g, const struct layout_band *band, int32_t y)
{
    for (const struct layout_anchor *a = band->anchors; a; a = a->next)
        add_dest(g, a->node, y);
    if (band->turned) {
        draw_turned(g, band, y);
        return;
    }
    for (const struct layout_part *p = band->parts; p; p = p->next) {
        for (size_t i = 0; i < p->item_count; i++)
            add_item(g, &p->items[i], g->page.left + p->x, y + p->y);
        for (size_t i = 0; i < p->link_count; i++)
            add_link(g, &p->links[i], g->page.left + p->x, y + p->y);
    }
}

/* The piece of a frame that lies on this page. */
static void draw_frame(struct paging *g, const struct layout_filling *f,
                       const struct layout_frame *frame)
{
    const struct layout_band *bands = g->flow->bands;
    size_t first = frame->first > f->begin ? frame->first : f->begin;
    size_t last = (frame->end < f->end ? frame->end : f->end) - 1;
    struct layout_item item = {
        .kind = LAYOUT_RECT, .role = frame->role, .node = frame->node};
    int32_t top, bottom;

    while (last > first && bands[last].glue)
        last--;
    top = f->y[first] + (frame->first >= f->begin ? frame->top : 0);
    bottom =
        f->y[last] + bands[last].height - (frame->end <= f->end ? frame->bottom : 0);
    if (bottom <= top)
        return;
    item.as.rect.box = (struct layout_box){g->page.left + frame->x, g->page.top + top,
                                           frame->width, bottom - top};
    item.as.rect.colour = frame->colour;
    add_item(g, &item, 0, 0);
}

/* The frames of this page: those open still, and those that begin on it. They are in the
 * order they begin in, but for one band. */
static void meet_frames(struct paging *g, const struct layout_filling *f)
{
    const struct layout_frame *frames = g->flow->frames;
    size_t kept = 0;

    for (size_t i = 0; i < g->open_count; i++)
        if (frames[g->open[i]].end > f->begin)
            g->open[kept++] = g->open[i];
    g->open_count = kept;
    for (; g->frame_next < g->flow->frame_count; g->frame_next++) {
        if (frames[g->frame_next].first > f->end)
            return;
        if (g->open_count == g->open_cap) {
            g->open_cap = g->open_cap ? g->open_cap * 2 : 64;
            g->open = heap_resize(g->open, g->open_cap, sizeof *g->open);
        }
        g->open[g->open_count++] = g->frame_next;
    }
}

static void draw_frames(struct paging *g, const struct layout_filling *f)
{
    meet_frames(g, f);
    for (size_t i = 0; i < g->open_count; i++) {
        const struct layout_frame *frame = &g->flow->frames[g->open[i]];

        if (frame->first < f->end && frame->end > f->begin && frame->end > frame->first)
            draw_frame(g, f, frame);
    }
}

/* A picture that gives way: lower, narrower about its middle; what is under it moves
 * up. */
static void squeeze_box(struct layout_box *box, int32_t squeeze)
{
    int32_t narrower = (int32_t)((int64_t)box->width * squeeze / box->height);

    box->x += narrower / 2;
    box->width -= narrower;
    box->height -= squeeze;
}

static const struct layout_band *squeezed(struct paging *g,
                                          const struct layout_band *band,
                                          int32_t squeeze)
{
    struct layout_band *copy = arena_new(&g->arena, struct layout_band);
    struct layout_part **end = &copy->parts;

    *copy = *band;
    copy->parts = NULL;
    for (const struct layout_part *p = band->parts; p; p = p->next) {
        struct layout_part *part = arena_new(&g->arena, struct layout_part);
        bool picture = p->item_count == 1 && p->items[0].kind == LAYOUT_IMAGE;
        bool around = p->link_count == 1 && p->item_count == 0;

        *part = *p;
        part->next = NULL;
        if (picture) {
            struct layout_item *item = arena_new(&g->arena, struct layout_item);

            *item = p->items[0];
            squeeze_box(&item->as.image.box, squeeze);
            part->items = item;
        } else if (around) {
            struct layout_link *link = arena_new(&g->arena, struct layout_link);

            *link = p->links[0];
            squeeze_box(&link->box, squeeze);
            part->links = link;
        } else {
            part->y -= squeeze;
        }
        *end = part;
        end = &part->next;
    }
    return copy;
}

static void draw_body(struct paging *g, const struct layout_filling *f)
{
    draw_frames(g, f);
    if (f->repeat)
        draw_band(g, f->repeat, g->page.top + f->repeat_y);
    for (size_t i = f->begin; i < f->end; i++) {
        const struct layout_band *band = &g->flow->bands[i];

        if (f->squeeze && i + 1 == f->end)
            band = squeezed(g, band, f->squeeze);
        if (!band->glue)
            draw_band(g, band, g->page.top + f->y[i]);
        for (const struct layout_anchor *a = band->notes; a; a = a->next)
            note_of(g, a->node);
    }
}

/* One past the last note that these bands call for, `end` at least. */
static size_t called_by(struct paging *g, const struct layout_band *bands, size_t count,
                        size_t end)
{
    for (size_t i = 0; i < count; i++) {
        for (const struct layout_anchor *a = bands[i].notes; a; a = a->next) {
            size_t index = (size_t)(note_of(g, a->node) - g->notes) + 1;

            end = index > end ? index : end;
        }
    }
    return end;
}

/* One past the last note called for on this page or before, by a note too. */
static size_t notes_called(struct paging *g, const struct layout_filling *f)
{
    size_t end =
        called_by(g, g->flow->bands + f->begin, f->end - f->begin, g->note_called);

    for (size_t n = g->note_called; n < end; n++)
        end = called_by(g, g->notes[n].bands, g->notes[n].count, end);
    g->note_called = end;
    return end;
}

/* Height of the notes up to `end` that `room` has place for; the last one may be cut.
 */
static int32_t fit_notes(struct paging *g, size_t end, int32_t room, size_t *stop,
                         size_t *bands)
{
    int32_t height = 0;

    for (*stop = g->note_begin; *stop < end; (*stop)++) {
        const struct note *note = &g->notes[*stop];

        for (*bands = note->done; *bands < note->count; (*bands)++) {
            if (height + note->bands[*bands].height > room)
                return height;
            height += note->bands[*bands].height;
        }
    }
    *bands = 0;
    return height;
}

/* Height of the first band of a note that is not on paper yet. */
static int32_t next_note_band(const struct paging *g)
{
    const struct note *note = &g->notes[g->note_begin];

    return note->done < note->count ? note->bands[note->done].height : 0;
}

static void draw_note_rule(struct paging *g, int32_t y)
{
    const struct theme_footnote *look = &g->theme->footnote;
    struct layout_box box = {
        g->page.left, y,
        (int32_t)((int64_t)g->theme->page.measure * look->rule_width / 1000),
        look->rule};
    struct layout_item item =
        layout_item_rect(box, g->theme->colour.ink, LAYOUT_DECORATION);

    add_item(g, &item, 0, 0);
}

/* At the foot, the last line on the last baseline; what has no place is carried over.
 */
static void draw_notes(struct paging *g, const struct layout_filling *f)
{
    const struct theme_footnote *look = &g->theme->footnote;
    size_t end = notes_called(g, f), stop, bands;
    int32_t around = look->above + look->rule + look->gap;
    int32_t room = g->height - f->bottom - around, height, y;

    if (end == g->note_begin)
        return;
    if (f->end == f->begin)
        room += look->above;
    height = fit_notes(g, end, room, &stop, &bands);
    /* On a page of its own a line that is taller than the page goes all the same. */
    if (height == 0 && f->end == f->begin)
        height = fit_notes(g, end, next_note_band(g), &stop, &bands);
    if (height == 0)
        return;
    y = g->theme->page.last + look->style.leading -
        layout_style_baseline(&look->style) - height;
    draw_note_rule(g, y - look->gap - look->rule);
    for (size_t i = g->note_begin; i < end && i <= stop; i++) {
        struct note *note = &g->notes[i];
        size_t last = i < stop ? note->count : bands;

        for (; note->done < last; note->done++) {
            draw_band(g, &note->bands[note->done], y);
            y += note->bands[note->done].height;
        }
    }
    g->note_begin = stop;
}

static void draw_line(struct paging *g, const struct layout_line *line, int32_t x,
                      int32_t y)
{
    for (size_t i = 0; i < line->item_count; i++)
        add_item(g, &line->items[i], x, y);
}

/* Running head and page number stand at the outer edge; on loose sheets right. */
static void draw_furniture(struct paging *g, bool first)
{
    const struct theme *theme = g->theme;
    bool odd = g->page.page.number % 2 == 1;
    bool right = odd || !(theme->page.mirrored || g->paper->facing);
    const char *text = right ? g->paper->recto : g->paper->verso;
    struct layout_para_style style = layout_look(&theme->folio.style);
    struct layout_line line;
    int32_t measure = theme->page.measure;

    if (g->paper->bare)
        return;
    if (!first && !theme->page.bare && text) {
        struct layout_para_style head = layout_look(&theme->head.style);

        line = layout_line_fit(g->tools, &head,
                               (struct layout_label){text, NULL, LAYOUT_HEADER},
                               (int32_t)((int64_t)measure * theme->head.max / 1000),
                               LAYOUT_CUT_END, &g->arena);
        draw_line(g, &line, g->page.left + (right ? measure - line.width : 0),
                  theme->page.head);
    }
    style.tabular = true;
    line = layout_line_plain(
        g->tools, &style,
        (struct layout_label){g->page.page.label, NULL, LAYOUT_FOOTER}, &g->arena);
    draw_line(g, &line, g->page.left + (right ? measure - line.width : 0),
              theme->page.folio);
}

static void begin_page(struct paging *g)
{
    const struct theme_page *look = &g->theme->page;
    int number = ++g->pager->number;

    g->page = (struct page){0};
    g->page.page = (struct layout_page){.width = look->width,
                                        .height = look->height,
                                        .number = number,
                                        .article = g->paper->article,
                                        .label = ""};
    if (!g->paper->bare)
        g->page.page.label = arena_printf(&g->arena, "%d", number);
    g->page.left = number % 2 ? look->left_odd : look->left_even;
    g->page.top = look->first - layout_style_baseline(&g->theme->body);
}

static void end_page(struct paging *g, struct arena_mark mark)
{
    struct layout_page *page = &g->page.page;

    page->items = g->page.items;
    page->links = g->page.links;
    page->dests = g->page.dests;
    if (g->pager->params->pagemap)
        layout_break_note(&g->pager->broken, page, g->pager->params->pagemap);
    g->pager->sink.page(g->pager->sink.user, page);
    arena_rewind(&g->arena, mark);
}

/* What is left of notes that were called for on an earlier page; at most half of this
 * one. */
static int32_t carried(const struct paging *g)
{
    int32_t height = 0;

    for (size_t n = g->note_begin; n < g->note_called; n++)
        for (size_t i = g->notes[n].done; i < g->notes[n].count; i++) {
            height += g->notes[n].bands[i].height;
            if (height >= g->height / 2)
                return g->height / 2;
        }
    return height;
}

static void set_pages(struct paging *g, struct layout_filling *f)
{
    const struct theme_footnote *look = &g->theme->footnote;
    struct layout_note_room room = {
        .need = note_need, .user = g, .base = look->above + look->rule + look->gap};
    bool first = true;

    do {
        struct arena_mark mark = arena_mark(&g->arena);
        struct layout_filling rest = *f;

        begin_page(g);
        room.carried = carried(g);
        if (f->begin < g->flow->count) {
            layout_fill(f, g->flow, g->height, &room);
            rest = *f;
            draw_body(g, f);
        } else {
            rest.end = rest.begin;
            rest.bottom = 0;
        }
        draw_notes(g, &rest);
        draw_furniture(g, first);
        end_page(g, mark);
        drop_notes(g);
        first = false;
        f->begin = rest.end;
    } while (f->begin < g->flow->count || g->note_begin < g->note_called);
}

void layout_pager_article(struct layout_pager *p, const struct layout_tools *tools,
                          const struct layout_flow *flow,
                          const struct layout_paper *paper)
{
    struct paging g = {.pager = p,
                       .tools = tools,
                       .theme = tools->theme,
                       .flow = flow,
                       .paper = paper,
                       .height = tools->theme->page.lines * tools->theme->page.line};
    struct layout_filling f = {0};

    f.y = heap_zalloc(flow->count + 1, sizeof(*f.y));
    set_pages(&g, &f);
    heap_free(f.y);
    heap_free(g.notes);
    heap_free(g.numbered);
    heap_free(g.open);
    arena_release(&g.older);
    arena_release(&g.newer);
    arena_release(&g.arena);
}

void layout_pager_page(struct layout_pager *p, struct layout_page page)
{
    const struct theme_page *look = &p->params->theme->page;

    page.width = look->width;
    page.height = look->height;
    page.number = ++p->number;
    page.label = "";
    p->sink.page(p->sink.user, &page);
}

void layout_pager_blank(struct layout_pager *p)
{
    layout_pager_page(p, (struct layout_page){0});
}
