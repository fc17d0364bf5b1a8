#include "layout/flow.h"

#include <string.h>

/* No column is narrower than this many ems of the body text. */
#define LEAST_EMS 8

/* Doubles an array of the arena; the old one is left to the arena. It begins small: each
 * cell and each note is a flow. */
static void *grown(struct arena *a, const void *old, size_t count, size_t *cap,
                   size_t size)
{
    void *array;

    *cap = *cap ? *cap * 2 : 4;
    array = arena_calloc(a, *cap, size);
    if (count)
        memcpy(array, old, count * size);
    return array;
}

void layout_flow_init(struct layout_flow *f, const struct layout_tools *tools,
                      struct arena *a)
{
    const struct theme *theme = tools->theme;

    *f = (struct layout_flow){.tools = tools, .theme = theme, .arena = a};
    f->column = (struct layout_column){
        .width = theme->page.measure, .text = theme->body, .indented = true};
}

void layout_flow_open(struct layout_flow *f, int32_t before, enum layout_snap snap)
{
    if (f->depth++ > 0) {
        layout_flow_gap(f, before);
        return;
    }
    if (f->stretch_count == f->stretch_cap)
        f->stretches = grown(f->arena, f->stretches, f->stretch_count, &f->stretch_cap,
                             sizeof(*f->stretches));
    f->stretches[f->stretch_count++] = (struct layout_stretch){
        .first = f->count, .end = f->count, .before = before, .snap = snap};
    f->gap = 0;
    f->at_start = true;
}

void layout_flow_reopen(struct layout_flow *f)
{
    struct layout_stretch *s;

    if (f->depth > 0 || f->stretch_count == 0) {
        layout_flow_open(f, 0, LAYOUT_SNAP_ABOVE);
        return;
    }
    s = &f->stretches[f->stretch_count - 1];
    f->depth = 1;
    f->at_start = false;
    f->gap = s->after;
}

void layout_flow_close(struct layout_flow *f, int32_t after)
{
    struct layout_stretch *s;

    if (--f->depth > 0) {
        layout_flow_gap(f, after);
        return;
    }
    s = &f->stretches[f->stretch_count - 1];
    s->end = f->count;
    s->after = after;
    f->gap = 0;
    if (s->first == s->end)
        f->stretch_count--;
}

void layout_column_inset(struct layout_column *c, const struct theme *theme,
                         int32_t left, int32_t right)
{
    if (c->width - left - right < LEAST_EMS * theme->page.f)
        return;
    c->x += left;
    c->width -= left + right;
}

static struct layout_band *push(struct layout_flow *f, int32_t height)
{
    struct layout_band *band;

    if (f->count == f->cap)
        f->bands = grown(f->arena, f->bands, f->count, &f->cap, sizeof(*f->bands));
    band = &f->bands[f->count++];
    band->height = height;
    return band;
}

struct layout_band *layout_flow_band(struct layout_flow *f, int32_t height)
{
    struct layout_band *band;

    if (f->gap > 0)
        push(f, f->gap)->glue = true;
    f->gap = 0;
    f->at_start = false;
    band = push(f, height);
    band->lines = 1;
    band->anchors = f->pending;
    f->pending = NULL;
    return band;
}

void layout_flow_gap(struct layout_flow *f, int32_t height)
{
    if (!f->at_start)
        f->gap += height;
}

void layout_flow_gap_least(struct layout_flow *f, int32_t height)
{
    if (!f->at_start && f->gap < height)
        f->gap = height;
}

void layout_flow_pad_top(struct layout_flow *f, int32_t height, enum layout_keep keep)
{
    struct layout_band *band = layout_flow_band(f, height);

    band->lines = 0;
    band->keep = keep;
    f->at_start = true;
}

void layout_flow_pad_bottom(struct layout_flow *f, int32_t height,
                            enum layout_keep keep)
{
    f->gap = 0;
    if (f->count > 0)
        f->bands[f->count - 1].keep = keep;
    layout_flow_band(f, height)->lines = 0;
}

void layout_flow_anchor(struct layout_flow *f, const struct doc_node *node)
{
    struct layout_anchor *anchor, **end = &f->pending;

    if (!node->id)
        return;
    while (*end)
        end = &(*end)->next;
    anchor = arena_new(f->arena, struct layout_anchor);
    anchor->node = node;
    *end = anchor;
}

void layout_flow_keep(struct layout_flow *f, size_t first, size_t end,
                      enum layout_keep keep)
{
    for (size_t i = first; i + 1 < end; i++)
        if (f->bands[i].keep < keep)
            f->bands[i].keep = keep;
}

size_t layout_flow_frame(struct layout_flow *f, struct layout_frame frame)
{
    if (f->frame_count == f->frame_cap)
        f->frames = grown(f->arena, f->frames, f->frame_count, &f->frame_cap,
                          sizeof(*f->frames));
    f->frames[f->frame_count] = frame;
    return f->frame_count++;
}

static struct layout_part *add_part(struct layout_flow *f, struct layout_band *band)
{
    struct layout_part *part = arena_new(f->arena, struct layout_part);

    if (band->last_part)
        band->last_part->next = part;
    else
        band->parts = part;
    band->last_part = part;
    return part;
}

static void add_note(struct layout_flow *f, struct layout_band *band,
                     const struct doc_node *note)
{
    struct layout_anchor *anchor = arena_new(f->arena, struct layout_anchor);

    anchor->node = note;
    if (band->last_note)
        band->last_note->next = anchor;
    else
        band->notes = anchor;
    band->last_note = anchor;
}

static void add_nodes(struct layout_flow *f, struct layout_band *band,
                      const struct layout_line *line)
{
    for (size_t i = 0; i < line->node_count; i++) {
        const struct doc_node *node = line->nodes[i];

        if (node->kind == DOC_NOTE_REF && node->as.note_ref.note &&
            node->as.note_ref.note->as.footnote.ref == node)
            add_note(f, band, node->as.note_ref.note);
        if (node->id) {
            struct layout_anchor *anchor = arena_new(f->arena, struct layout_anchor);

            anchor->node = node;
            anchor->next = band->anchors;
            band->anchors = anchor;
        }
    }
}

void layout_band_line(struct layout_flow *f, struct layout_band *band,
                      const struct layout_line *line, int32_t x, int32_t y)
{
    struct layout_part *part = add_part(f, band);

    part->x = x;
    part->y = y;
    part->items = line->items;
    part->item_count = line->item_count;
    part->links = line->links;
    part->link_count = line->link_count;
    band->baseline = y;
    add_nodes(f, band, line);
}

void layout_band_lead(struct layout_flow *f, struct layout_band *band,
                      const struct layout_line *line, int32_t x, int32_t y)
{
    struct layout_part *part = arena_new(f->arena, struct layout_part);

    *part = (struct layout_part){.next = band->parts,
                                 .x = x,
                                 .y = y,
                                 .items = line->items,
                                 .item_count = line->item_count};
    band->parts = part;
    if (!band->last_part)
        band->last_part = part;
}

void layout_band_item(struct layout_flow *f, struct layout_band *band,
                      struct layout_item item)
{
    struct layout_part *part = add_part(f, band);
    struct layout_item *copy = arena_new(f->arena, struct layout_item);

    *copy = item;
    part->items = copy;
    part->item_count = 1;
}

void layout_band_link(struct layout_flow *f, struct layout_band *band,
                      struct layout_link link)
{
    struct layout_part *part = add_part(f, band);
    struct layout_link *copy = arena_new(f->arena, struct layout_link);

    *copy = link;
    part->links = copy;
    part->link_count = 1;
}

void layout_band_merge(struct layout_flow *f, struct layout_band *band,
                       const struct layout_band *from, int32_t x, int32_t y)
{
    for (const struct layout_part *p = from->parts; p; p = p->next) {
        struct layout_part *part = add_part(f, band);

        *part = *p;
        part->next = NULL;
        part->x += x;
        part->y += y;
    }
    for (const struct layout_anchor *n = from->notes; n; n = n->next)
        add_note(f, band, n->node);
    for (const struct layout_anchor *n = from->anchors; n; n = n->next) {
        struct layout_anchor *anchor = arena_new(f->arena, struct layout_anchor);

        anchor->node = n->node;
        anchor->next = band->anchors;
        band->anchors = anchor;
    }
    if (from->baseline)
        band->baseline = from->baseline + y;
}

int32_t layout_style_baseline(const struct theme_style *style)
{
    return (style->leading - style->size) / 2 +
           (int32_t)((int64_t)style->size * 88 / 100);
}

/* Two lines on either side of a page break, three lines whole. */
static void keep_lines(struct layout_flow *f, size_t first)
{
    size_t count = f->count - first;

    if (count < 2)
        return;
    layout_flow_keep(f, first, first + 2, LAYOUT_KEEP_WIDOW);
    layout_flow_keep(f, f->count - 2, f->count, LAYOUT_KEEP_WIDOW);
    if (count == 3)
        layout_flow_keep(f, first, f->count, LAYOUT_KEEP_SHORT);
}

void layout_flow_lines(struct layout_flow *f, struct layout_lines lines,
                       const struct theme_style *style, int32_t x)
{
    int32_t baseline = layout_style_baseline(style);
    size_t first = f->count;

    for (size_t i = 0; i < lines.count; i++) {
        struct layout_band *band = layout_flow_band(f, style->leading);

        if (i == 0)
            first = f->count - 1;
        layout_band_line(f, band, &lines.lines[i], f->column.x + x, baseline);
    }
    keep_lines(f, first);
}

/* Keeps band `i` with the lines it asked for, as far as `end`. */
static void settle(struct layout_flow *f, size_t i, size_t end)
{
    int lines = 0;
    size_t j = i + 1;

    for (; j < end && lines < f->bands[i].follow && !f->bands[j].turned; j++)
        lines += f->bands[j].glue ? 0 : f->bands[j].lines;
    layout_flow_keep(f, i, j, f->bands[i].keep);
}

void layout_flow_settle(struct layout_flow *f)
{
    size_t block = 0;

    for (size_t i = 0; i < f->count; i++) {
        enum layout_keep keep = f->bands[i].keep;
        size_t end = f->count;

        while (block + 1 < f->stretch_count && f->stretches[block].end <= i)
            block++;
        /* only headings and lead-ins reach beyond their own block */
        if (f->stretch_count && keep != LAYOUT_KEEP_HEADING && keep != LAYOUT_KEEP_LEAD)
            end = f->stretches[block].end;
        if (f->bands[i].follow > 0)
            settle(f, i, end);
    }
}

struct layout_colour layout_colour_of(struct theme_colour c)
{
    return (struct layout_colour){c.r, c.g, c.b};
}

struct layout_item layout_item_rect(struct layout_box box, struct theme_colour colour,
                                    enum layout_role role)
{
    struct layout_item item = {.kind = LAYOUT_RECT, .role = role};

    item.as.rect.box = box;
    item.as.rect.colour = layout_colour_of(colour);
    return item;
}
