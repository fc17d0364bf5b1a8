#include "text/outline.h"

#include "text/face.h"

static const struct text_pen *pen_of(void *data)
{
    return data;
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x,
                    float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    pen_of(data)->move(pen_of(data)->data, x, y);
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x,
                    float y, void *unused)
{
    (void)funcs, (void)state, (void)unused;
    pen_of(data)->line(pen_of(data)->data, x, y);
}

/* HarfBuzz turns quadratic curves into these when nobody asks for quadratic ones. */
static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state,
                     float x1, float y1, float x2, float y2, float x, float y,
                     void *unused)
{
    const float points[] = {x1, y1, x2, y2, x, y};

    (void)funcs, (void)state, (void)unused;
    pen_of(data)->curve(pen_of(data)->data, points);
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state,
                       void *unused)
{
    (void)funcs, (void)state, (void)unused;
    pen_of(data)->closed(pen_of(data)->data);
}

void text_font_outline(const struct text_font *f, uint32_t glyph,
                       const struct text_pen *pen)
{
    struct text_pen copy = *pen; /* HarfBuzz's callbacks take no const */
    hb_draw_funcs_t *funcs;

    if (f->colour)
        return;
    funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    hb_font_get_glyph_shape(f->impl->font, glyph, funcs, &copy);
    hb_draw_funcs_destroy(funcs);
}
