#include "cover/draw.h"

#include "cover/canvas.h"
#include "cover/shelf.h"
#include "cover/title.h"
#include "media/png.h"
#include "util/heap.h"
#include "util/str.h"

#include <stdio.h>
#include <string.h>

/* 쪽빛, 솔빛, 먹빛, 자줏빛, 밤빛, 잿빛, with ivory at 75, 50 and 28 % over each (page
 * design 5.17). */
static const uint8_t grounds[6][4][3] = {
    {{0x1F, 0x33, 0x50}, {0xC0, 0xC2, 0xC2}, {0x8B, 0x93, 0x9C}, {0x5B, 0x68, 0x7B}},
    {{0x1F, 0x3D, 0x36}, {0xC0, 0xC5, 0xBC}, {0x8B, 0x98, 0x8F}, {0x5B, 0x70, 0x68}},
    {{0x2B, 0x2B, 0x2B}, {0xC3, 0xC0, 0xB9}, {0x91, 0x8F, 0x8A}, {0x64, 0x63, 0x60}},
    {{0x4A, 0x21, 0x32}, {0xCB, 0xBE, 0xBB}, {0xA0, 0x8A, 0x8D}, {0x7A, 0x5C, 0x65}},
    {{0x46, 0x30, 0x1F}, {0xCA, 0xC2, 0xB6}, {0x9E, 0x91, 0x84}, {0x77, 0x66, 0x57}},
    {{0x37, 0x42, 0x4E}, {0xC6, 0xC6, 0xC2}, {0x97, 0x9A, 0x9B}, {0x6C, 0x73, 0x79}},
};
static const uint8_t ivory[3] = {0xF6, 0xF2, 0xE8};
static const uint8_t gardenia[3] = {0xD8, 0xA2, 0x4A};

static void make_palette(uint8_t palette[COVER_COLOURS][3], int ground)
{
    for (int level = 0; level <= COVER_IVORY; level++)
        for (int i = 0; i < 3; i++)
            palette[level][i] =
                (uint8_t)((grounds[ground][0][i] * (COVER_IVORY - level) +
                           ivory[i] * level + COVER_IVORY / 2) /
                          COVER_IVORY);
    for (int tone = 1; tone <= 3; tone++)
        memcpy(palette[COVER_IVORY + tone], grounds[ground][tone], 3);
    memcpy(palette[COVER_GARDENIA], gardenia, 3);
}

/* Up to three names, then "외". */
static void author_line(const struct doc_meta *m, struct buf *out)
{
    for (size_t i = 0; i < m->author_count && i < 3; i++)
        buf_printf(out, "%s%s", i ? ", " : "", m->authors[i].name);
    if (m->author_count > 3)
        buf_puts(out, doc_lang_is_korean(m->lang) ? " 외" : " et al.");
}

static struct cover_type sans(const struct cover_type *base, bool bold, int size)
{
    struct cover_type t = *base;

    t.style = (struct text_style){
        .family = TEXT_SANS, .bold = bold, .features = TEXT_TABULAR};
    t.size = size;
    t.tracking = 0;
    return t;
}

static void draw_title(struct cover_canvas *c, const struct cover_type *type,
                       const struct doc_meta *m)
{
    struct cover_title title = cover_title_set(*type, m->title, c->width * 8 / 10);
    struct cover_type set = *type, small = sans(type, false, c->width * 34 / 1000);
    int y = c->height / 10 + title.size * 175 / 100;
    struct buf authors = {0};

    set.size = title.size;
    set.tracking = -title.size * 64 / 100;
    for (int i = 0; i < title.line_count; i++) {
        const char *line = title.text + title.lines[i].start;

        cover_text(c, &set, line, title.lines[i].len, c->width / 10, y);
        if (title.cut && i == title.line_count - 1)
            cover_text(c, &set, "…", strlen("…"),
                       c->width / 10 +
                           cover_text_width(&set, line, title.lines[i].len) / 64,
                       y);
        y += title.size * 135 / 100;
    }
    author_line(m, &authors);
    if (authors.len)
        cover_text(c, &small, authors.data, authors.len, c->width / 10,
                   y + c->width * 19 / 1000);
    buf_release(&authors);
}

static void draw_foot(struct cover_canvas *c, const struct cover_type *type,
                      const struct doc_meta *m)
{
    struct cover_type bold = sans(type, true, c->width * 28 / 1000);
    struct cover_type regular = sans(type, false, c->width * 28 / 1000);
    int y = c->height * 925 / 1000;
    char year[16];

    if (m->source.site)
        cover_text(c, &bold, m->source.site, strlen(m->source.site), c->width / 10, y);
    if (m->date.year) {
        snprintf(year, sizeof year, "%d", m->date.year);
        cover_text(
            c, &regular, year, strlen(year),
            c->width * 9 / 10 - cover_text_width(&regular, year, strlen(year)) / 64, y);
    }
}

void cover_draw(struct text_fontset *fonts, const struct doc_meta *meta, int spines,
                struct buf *png)
{
    const char *identifier = meta->identifier ? meta->identifier : meta->title;
    struct cover_canvas c = {heap_zalloc(COVER_WIDTH + 1, COVER_HEIGHT), COVER_WIDTH,
                             COVER_HEIGHT};
    uint8_t palette[COVER_COLOURS][3];
    struct arena scratch = {0};
    struct cover_type type = {.shaper = text_shaper_create(fonts),
                              .arena = &scratch,
                              .lang = meta->lang,
                              .style = {.family = TEXT_SERIF, .bold = true}};

    make_palette(palette, cover_ground(identifier));
    cover_fill(&c, c.width / 10, c.height / 10, c.width * 8 / 10, c.width * 35 / 10000,
               COVER_IVORY);
    cover_shelf(&c, identifier, spines);
    draw_title(&c, &type, meta);
    draw_foot(&c, &type, meta);
    media_png_write_rows(png, c.rows, c.width, c.height, (const uint8_t(*)[3])palette,
                         COVER_COLOURS);
    text_shaper_destroy(type.shaper);
    arena_release(&scratch);
    heap_free(c.rows);
}
