#include "layout/blocks.h"
#include "layout/filling.h"
#include "util/heap.h"

/* A page holds so much of notes beside what is turned (1/3). */
#define MOST_NOTES 3

static int32_t no_need(void *user, const struct layout_band *band)
{
    (void)user;
    (void)band;
    return 0;
}

/* What the notes called for in a flow take at the foot of the page. */
static int32_t notes_height(const struct layout_flow *flow)
{
    const struct theme_footnote *look = &flow->theme->footnote;
    int32_t height = 0, most;

    for (size_t i = 0; i < flow->count; i++)
        for (const struct layout_anchor *n = flow->bands[i].notes; n; n = n->next) {
            struct layout_flow note;

            layout_note(&note, flow->tools, n->node, flow->arena);
            for (size_t k = 0; k < note.count; k++)
                height += note.bands[k].height;
        }
    most = flow->theme->page.lines * flow->theme->page.line / MOST_NOTES;
    if (height > 0)
        height += look->above + look->rule + look->gap;
    return height < most ? height : most;
}

/* What all lines of a page take is more than from the first one's top to the last one's
 * foot: half of it on either side. */
static int32_t inset(const struct theme_page *page)
{
    return (page->lines * page->line - (page->bottom - page->top)) / 2;
}

static void begin(struct layout_flow *across, const struct layout_flow *f, int32_t notes)
{
    layout_flow_init(across, f->tools, f->arena);
    across->column.width = f->theme->page.bottom - f->theme->page.top - notes;
}

/* One page of it, as a single band. */
static void put_page(struct layout_flow *f, const struct layout_flow *across,
                     const struct layout_filling *page)
{
    int32_t x = inset(&f->theme->page);
    struct layout_band *band =
        layout_flow_band(f, across->column.width + 2 * x);

    band->turned = true;
    if (page->repeat)
        layout_band_merge(f, band, page->repeat, x, page->repeat_y);
    for (size_t i = page->begin; i < page->end; i++)
        if (!across->bands[i].glue)
            layout_band_merge(f, band, &across->bands[i], x, page->y[i]);
}

static void put_pages(struct layout_flow *f, const struct layout_flow *across)
{
    struct layout_note_room room = {.need = no_need};
    struct layout_filling page = {0};

    page.y = heap_zalloc(across->count + 1, sizeof(*page.y));
    while (page.begin < across->count) {
        layout_fill(&page, across, f->theme->page.measure, &room);
        put_page(f, across, &page);
        page.begin = page.end;
    }
    heap_free(page.y);
}

void layout_flow_turned(struct layout_flow *f, const struct doc_node *node,
                        void (*set)(struct layout_flow *, const struct doc_node *))
{
    struct layout_flow across;
    int32_t notes;

    begin(&across, f, 0);
    set(&across, node);
    notes = notes_height(&across);
    if (notes > 0) { /* once more, shorter by the foot of the page */
        begin(&across, f, notes);
        set(&across, node);
    }
    for (size_t i = 0; i < across.stretch_count; i++)
        across.stretches[i].snap = LAYOUT_SNAP_BELOW;
    layout_flow_settle(&across);
    layout_flow_open(f, 0, LAYOUT_SNAP_BELOW);
    put_pages(f, &across);
    layout_flow_close(f, 0);
}
