#include "cover/plan.h"

#include "cover/shelf.h"
#include "util/buf.h"
#include "util/str.h"
#include "util/unicode.h"

#include <assert.h>
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

/* On paper: ink, and 70, 45 and 25 % of it (page design 7). */
static const uint8_t paper[4][3] = {
    {0xFF, 0xFF, 0xFF}, {0x5F, 0x5F, 0x5F}, {0x98, 0x98, 0x98}, {0xC6, 0xC6, 0xC6}};
static const uint8_t ink[3] = {0x1A, 0x1A, 0x1A};

static void make_palette(struct cover_plan *p, const char *identifier, bool white)
{
    const uint8_t(*tones)[3] = white ? paper : grounds[cover_ground(identifier)];
    const uint8_t *front = white ? ink : ivory;

    for (int level = 0; level <= COVER_IVORY; level++)
        for (int i = 0; i < 3; i++)
            p->palette[level][i] = (uint8_t)((tones[0][i] * (COVER_IVORY - level) +
                                              front[i] * level + COVER_IVORY / 2) /
                                             COVER_IVORY);
    for (int tone = 1; tone <= 3; tone++)
        memcpy(p->palette[COVER_IVORY + tone], tones[tone], 3);
    memcpy(p->palette[COVER_GARDENIA], white ? ink : gardenia, 3);
}

void cover_plan_patch(struct cover_plan *plan, struct cover_patch patch)
{
    assert(plan->patch_count < COVER_PATCHES);
    plan->patches[plan->patch_count++] = patch;
}

/* The type set so far says how; `text` is kept. */
static void add_words(struct cover_plan *p, const struct cover_type *t,
                      const char *text, int x, int y)
{
    assert(p->word_count < COVER_WORDS);
    p->words[p->word_count++] =
        (struct cover_words){text, t->style, t->size, t->tracking, x, y};
}

/* The first `count` names, for others "외"; those who chose the texts "엮음". */
static const char *author_line(const struct doc_meta *m, size_t count, struct arena *a)
{
    bool korean = doc_lang_is_korean(m->lang);
    const char *names = "";

    for (size_t i = 0; i < count; i++)
        names = arena_printf(a, "%s%s%s", names, i ? ", " : "", m->authors[i].name);
    if (count < m->author_count)
        names = arena_printf(a, korean ? "%s 외" : "%s et al.", names);
    if (*names && m->edited)
        names = arena_printf(a, korean ? "%s 엮음" : "edited by %s", names);
    return names;
}

static bool fits(const struct cover_type *t, const char *text, int measure)
{
    return cover_text_width(t, text, strlen(text)) <= measure * 64;
}

/* `text`, or as many of its clusters as leave place for "…". */
static const char *cut_to(const struct cover_type *t, const char *text, int measure)
{
    size_t len = strlen(text), at = 0;
    const char *cut = "…";

    if (fits(t, text, measure))
        return text;
    for (;;) {
        const char *more;

        at += unicode_grapheme(text + at, len - at);
        more = arena_printf(t->arena, "%.*s…", (int)at, text);
        if (at >= len || !fits(t, more, measure))
            return cut;
        cut = more;
    }
}

/* As many names as fit one line, three at most. */
static const char *fitting_authors(const struct cover_type *t, const struct doc_meta *m,
                                   int measure)
{
    size_t count = m->author_count < 3 ? m->author_count : 3;
    const char *line = author_line(m, count, t->arena);

    while (count > 1 && !fits(t, line, measure))
        line = author_line(m, --count, t->arena);
    return cut_to(t, line, measure);
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

static void put_title(struct cover_plan *p, const struct cover_type *type,
                      const struct doc_meta *m)
{
    struct cover_title title = cover_title_set(*type, m->title, p->width * 8 / 10);
    struct cover_type set = *type,
                      small = sans(type, false, cover_share(type->size, 34000));
    int y = p->height / 10 + title.size * 175 / 100;
    const char *authors = fitting_authors(&small, m, p->width * 8 / 10);

    set.size = title.size;
    set.tracking = -title.size * 64 / 100;
    for (int i = 0; i < title.line_count; i++) {
        const char *line = arena_strndup(type->arena, title.text + title.lines[i].start,
                                         title.lines[i].len);

        if (title.cut && i == title.line_count - 1)
            line = arena_printf(type->arena, "%s…", line);
        add_words(p, &set, line, p->width / 10, y);
        y += title.size * 135 / 100;
    }
    if (*authors)
        add_words(p, &small, authors, p->width / 10,
                  y + cover_share(type->size, 19000));
}

static void put_foot(struct cover_plan *p, const struct cover_type *type,
                     const struct doc_meta *m)
{
    struct cover_type bold = sans(type, true, cover_share(type->size, 28000));
    struct cover_type regular = sans(type, false, bold.size);
    int y = cover_share(p->height, 925000);

    if (!cstr_blank(m->source.site))
        add_words(p, &bold, cut_to(&bold, m->source.site, p->width * 65 / 100),
                  p->width / 10, y);
    if (m->date.year) {
        const char *year = arena_printf(type->arena, "%d", m->date.year);

        add_words(
            p, &regular, year,
            p->width * 9 / 10 - cover_text_width(&regular, year, strlen(year)) / 64, y);
    }
}

/* The width that sizes of type are shares of. On a page broader than A4 is they follow
 * its height, so that seven lines and an author end above the shelf. */
static int type_width(const struct cover_plan *p)
{
    int64_t most = (int64_t)p->height * 1000 / 1414;

    return most < p->width ? (int)most : p->width;
}

void cover_plan_make(struct cover_plan *plan, const struct cover_params *params,
                     struct arena *a)
{
    const struct doc_meta *meta = params->meta;
    const char *identifier = meta->identifier ? meta->identifier : meta->title;
    const struct cover_type type = {.shaper = params->shaper,
                                    .arena = a,
                                    .lang = meta->lang,
                                    .size = type_width(plan),
                                    .style = {.family = TEXT_SERIF, .bold = true}};

    *plan = (struct cover_plan){.width = plan->width, .height = plan->height};
    make_palette(plan, identifier, params->white);
    cover_plan_patch(plan,
                     (struct cover_patch){plan->width / 10, plan->height / 10,
                                          plan->width * 8 / 10,
                                          cover_share(plan->width, 3500), COVER_IVORY});
    cover_shelf(plan, identifier, params->spines);
    put_title(plan, &type, meta);
    put_foot(plan, &type, meta);
}
