#include "pdf/trace.h"

#include "pdf/content.h"
#include "pdf/number.h"
#include "text/outline.h"

/*
 * Ornament that happens to be glyphs (the mark of a wrapped line, leader dots, line
 * numbers, a repeated head) is painted as paths (ISO 32000-1, 8.5). As text it would be
 * copied and found with the text around it: viewers do not ask whether it is an
 * artifact. A path is many times as long as its code, so each glyph is written once.
 */
struct trace {
    struct buf out;
    int upem;
    int64_t least[2], most[2]; /* of its points, 1/1000 em */
};

static void put_coordinate(struct trace *t, float value, int axis)
{
    float scaled = value * 1000 / (float)t->upem;
    int64_t at = (int64_t)scaled - (scaled < 0); /* the whole one below */

    t->least[axis] = at < t->least[axis] ? at : t->least[axis];
    t->most[axis] = at >= t->most[axis] ? at + 1 : t->most[axis];
    pdf_number_put(&t->out, (int64_t)(scaled * 1000));
    buf_putc(&t->out, ' ');
}

static void put_point(struct trace *t, float x, float y)
{
    put_coordinate(t, x, 0);
    put_coordinate(t, y, 1);
}

static void move_to(void *data, float x, float y)
{
    struct trace *t = data;

    put_point(t, x, y);
    buf_puts(&t->out, "m ");
}

static void line_to(void *data, float x, float y)
{
    struct trace *t = data;

    put_point(t, x, y);
    buf_puts(&t->out, "l ");
}

static void curve_to(void *data, const float points[6])
{
    struct trace *t = data;

    for (int i = 0; i < 6; i += 2)
        put_point(t, points[i], points[i + 1]);
    buf_puts(&t->out, "c ");
}

static void close_path(void *data)
{
    struct trace *t = data;

    buf_puts(&t->out, "h ");
}

static struct pdf_value *numbers(struct pdf_values *v, const int64_t *thousandths,
                                 int count)
{
    struct pdf_value *array = pdf_array(v);

    for (int i = 0; i < count; i++)
        pdf_array_add(array, pdf_real(v, thousandths[i]));
    return array;
}

static struct pdf_value *dict_of(struct pdf_values *v, const struct trace *t)
{
    const int64_t matrix[] = {1, 0, 0, 1, 0, 0}; /* 1/1000 */
    const int64_t box[] = {t->least[0] * 1000, t->least[1] * 1000, t->most[0] * 1000,
                           t->most[1] * 1000};
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "XObject"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Form"));
    pdf_dict_put(dict, "BBox", numbers(v, box, 4));
    pdf_dict_put(dict, "Matrix", numbers(v, matrix, 6));
    pdf_dict_put(dict, "Resources", pdf_dict(v));
    return dict;
}

uint32_t pdf_trace_emit(struct pdf_file *file, const struct text_font *face,
                        uint32_t glyph)
{
    struct trace t = {.upem = face->upem};
    const struct text_pen pen = {move_to, line_to, curve_to, close_path, &t};
    uint32_t id = 0;

    text_font_outline(face, glyph, &pen);
    if (t.out.len > 0) {
        buf_puts(&t.out, "f\n");
        id = pdf_reserve(file);
        pdf_emit_stream(file, id, dict_of(pdf_file_values(file), &t), &t.out,
                        PDF_DEFLATE);
    }
    buf_release(&t.out);
    return id;
}

void pdf_content_trace(struct pdf_content *c, const struct layout_run *run)
{
    pdf_content_text_end(c);
    pdf_content_fill(c, run->colour);
    for (size_t i = 0; i < run->count; i++) {
        const struct layout_glyph *g = &run->glyphs[i];
        const int64_t em[4] = {(int64_t)run->x + g->x,
                               (int64_t)c->height - run->y + g->dy, run->size,
                               run->size};

        if (g->id != 0)
            pdf_content_place(c, pdf_images_outline(c->images, run->font, g->id), em);
    }
}
