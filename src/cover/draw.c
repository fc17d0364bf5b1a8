#include "cover/draw.h"

#include "cover/plan.h"
#include "media/png.h"
#include "util/heap.h"

#include <string.h>

static void draw(struct cover_canvas *c, const struct cover_plan *p,
                 struct cover_type type)
{
    for (int i = 0; i < p->patch_count; i++)
        cover_fill(c, p->patches[i].x, p->patches[i].y, p->patches[i].width,
                   p->patches[i].height, p->patches[i].colour);
    for (int i = 0; i < p->word_count; i++) {
        const struct cover_words *w = &p->words[i];

        type.style = w->style;
        type.size = w->size;
        type.tracking = w->tracking;
        cover_text(c, &type, w->text, strlen(w->text), w->x, w->y);
    }
}

void cover_draw(struct text_fontset *fonts, const struct doc_meta *meta, int spines,
                struct buf *png)
{
    struct cover_canvas c = {heap_zalloc(COVER_WIDTH + 1, COVER_HEIGHT), COVER_WIDTH,
                             COVER_HEIGHT};
    struct cover_plan plan = {.width = COVER_WIDTH, .height = COVER_HEIGHT};
    struct arena scratch = {0};
    struct cover_params params = {
        .shaper = text_shaper_create(fonts), .meta = meta, .spines = spines};

    cover_plan_make(&plan, &params, &scratch);
    draw(&c, &plan,
         (struct cover_type){
             .shaper = params.shaper, .arena = &scratch, .lang = meta->lang});
    media_png_write_rows(png, c.rows, c.width, c.height,
                         (const uint8_t(*)[3])plan.palette, COVER_COLOURS);
    text_shaper_destroy(params.shaper);
    arena_release(&scratch);
    heap_free(c.rows);
}
