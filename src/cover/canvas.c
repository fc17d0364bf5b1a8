#include "cover/canvas.h"

#include <string.h>

void cover_fill(struct cover_canvas *c, int x, int y, int width, int height,
                enum cover_colour colour)
{
    if (x < 0) {
        width += x;
        x = 0;
    }
    if (x + width > c->width)
        width = c->width - x;
    for (int row = y < 0 ? 0 : y; width > 0 && row < y + height && row < c->height;
         row++)
        memset(cover_row(c, row) + x, colour, (size_t)width);
}

/* Font units to 1/64 px. */
static int scaled(int units, int size, int upem)
{
    return (int)((int64_t)units * size * 64 / upem);
}

static struct text_runs shape(const struct cover_type *t, const char *text, size_t len)
{
    return text_shape(t->shaper, t->style, t->lang, (struct str){text, len},
                      (struct diag_pos){0}, t->arena);
}

int cover_text_width(const struct cover_type *t, const char *text, size_t len)
{
    struct text_runs runs = shape(t, text, len);
    int width = 0;

    for (size_t i = 0; i < runs.count; i++)
        for (size_t j = 0; j < runs.runs[i].count; j++) {
            const struct text_glyph *g = &runs.runs[i].glyphs[j];

            width += scaled(g->advance, t->size, runs.runs[i].font->upem) +
                     (g->len ? t->tracking : 0);
        }
    return width;
}

/* Coverage becomes one of the sixteen levels; where glyphs overlap the stronger wins.
 */
static void put_bitmap(struct cover_canvas *c, const struct text_bitmap *b, int left,
                       int top)
{
    for (int row = 0; row < b->height; row++) {
        int y = top + row;

        if (y < 0 || y >= c->height)
            continue;
        for (int column = 0; column < b->width; column++) {
            int x = left + column;
            uint8_t level =
                (uint8_t)((b->pixels[row * b->stride + column] * 15 + 127) / 255);
            uint8_t *to = cover_row(c, y) + x;

            if (x >= 0 && x < c->width && level > *to)
                *to = level;
        }
    }
}

void cover_text(struct cover_canvas *c, const struct cover_type *t, const char *text,
                size_t len, int x, int y)
{
    struct text_runs runs = shape(t, text, len);
    int pen = x * 64;

    for (size_t i = 0; i < runs.count; i++) {
        const struct text_font *font = runs.runs[i].font;

        for (size_t j = 0; j < runs.runs[i].count; j++) {
            const struct text_glyph *g = &runs.runs[i].glyphs[j];
            int at = pen + scaled(g->dx, t->size, font->upem);
            struct text_bitmap bitmap;

            if (text_font_raster(font, g->id, t->size * 64, at & 63, &bitmap)) {
                put_bitmap(c, &bitmap, (at >> 6) + bitmap.left,
                           y - bitmap.top - scaled(g->dy, t->size, font->upem) / 64);
                text_bitmap_release(&bitmap);
            }
            pen += scaled(g->advance, t->size, font->upem) + (g->len ? t->tracking : 0);
        }
    }
}
