#include "pdf/content.h"

#include "text/outline.h"

/*
 * Ornament that happens to be glyphs (the mark of a wrapped line, leader dots, line
 * numbers, a repeated head) is painted as paths (ISO 32000-1, 8.5). As text it would be
 * copied and found with the text around it: viewers do not ask whether it is an
 * artifact.
 */
struct trace {
    struct pdf_content *c;
    int64_t x, y; /* of the glyph's origin, sp, y up */
    int32_t size;
    int upem;
};

static void put_point(const struct trace *t, float x, float y)
{
    pdf_content_length(t->c, t->x + (int64_t)(x * (float)t->size / (float)t->upem));
    pdf_content_length(t->c, t->y + (int64_t)(y * (float)t->size / (float)t->upem));
}

static void move_to(void *data, float x, float y)
{
    const struct trace *t = data;

    put_point(t, x, y);
    buf_puts(&t->c->out, "m ");
}

static void line_to(void *data, float x, float y)
{
    const struct trace *t = data;

    put_point(t, x, y);
    buf_puts(&t->c->out, "l ");
}

static void curve_to(void *data, const float points[6])
{
    const struct trace *t = data;

    for (int i = 0; i < 6; i += 2)
        put_point(t, points[i], points[i + 1]);
    buf_puts(&t->c->out, "c ");
}

static void close_path(void *data)
{
    const struct trace *t = data;

    buf_puts(&t->c->out, "h ");
}

void pdf_content_trace(struct pdf_content *c, const struct layout_run *run)
{
    struct trace t = {.c = c, .size = run->size, .upem = run->font->upem};
    const struct text_pen pen = {move_to, line_to, curve_to, close_path, &t};
    size_t before;

    pdf_content_text_end(c);
    pdf_content_fill(c, run->colour);
    before = c->out.len;
    for (size_t i = 0; i < run->count; i++) {
        const struct layout_glyph *g = &run->glyphs[i];

        t.x = (int64_t)run->x + g->x;
        t.y = (int64_t)c->height - run->y + g->dy;
        if (g->id != 0)
            text_font_outline(run->font, g->id, &pen);
    }
    if (c->out.len > before)
        buf_puts(&c->out, "f\n");
}
