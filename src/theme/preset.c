#include "theme/preset.h"

#include "util/str.h"

#include <string.h>
#include <strings.h>

/* The em box of the Korean faces: 0.88 em above the baseline, 0.12 em below. */
#define ABOVE_BASELINE(f) ((int32_t)((int64_t)(f)*88 / 100))
#define BELOW_BASELINE(f) ((int32_t)((int64_t)(f)*12 / 100))
#define MOST_EMS          38
#define LEAST_FOLIO_EDGE  THEME_PT(6)

static const struct {
    const char *name;
    int32_t width, height;
} trims[] = {
    {"a4", THEME_PT(595.28), THEME_PT(841.89)},
    {"sinkuk", THEME_PT(430.87), THEME_PT(637.80)},
    {"a5", THEME_PT(419.53), THEME_PT(595.28)},
    {"b6", THEME_PT(362.83), THEME_PT(532.91)},
};

bool theme_preset_trim(const char *name, struct theme_page *page)
{
    page->name = name;
    for (size_t i = 0; i < sizeof(trims) / sizeof(*trims); i++) {
        if (strcasecmp(name, trims[i].name) == 0) {
            page->name = trims[i].name;
            page->width = trims[i].width;
            page->height = trims[i].height;
            return true;
        }
    }
    return theme_length_page(name, &page->width, &page->height);
}

const char *theme_preset_key(const struct theme_page *page)
{
    for (size_t i = 0; i < sizeof(trims) / sizeof(*trims); i++)
        if (strcmp(page->name, trims[i].name) == 0)
            return trims[i].name;
    return page->width >= THEME_PT(396.85) ? "wide" : "narrow";
}

/* Below 90 x 120 mm: narrow margins, no running head. */
static bool is_bare(const struct theme_page *page)
{
    return page->width < THEME_PT(255.1) || page->height < THEME_PT(340.1);
}

static int32_t widest_measure(const struct theme_page *page)
{
    int32_t side = (int32_t)((int64_t)page->width * 145 / 1000);
    int32_t ems;

    if (side < THEME_PT(51))
        side = THEME_PT(51);
    if (page->bare)
        side = (int32_t)((int64_t)page->width * 8 / 100);
    ems = (page->width - 2 * side) / page->f;
    return (ems < MOST_EMS ? ems : MOST_EMS) * page->f;
}

static int most_lines(const struct theme_page *page)
{
    int32_t below =
        page->bare ? (int32_t)((int64_t)page->height * 8 / 100) : THEME_PT(92);

    return (page->height - page->first - below) / page->line + 1;
}

bool theme_preset_place(struct theme_page *page, const struct theme_preset *preset)
{
    int32_t side;

    page->f = preset->f;
    page->line = preset->line;
    page->bare = is_bare(page);
    page->first = page->bare ? (int32_t)((int64_t)page->height * 8 / 100) +
                                   ABOVE_BASELINE(page->f)
                             : preset->first;
    page->measure = preset->measure.num
                        ? theme_length_sp(preset->measure, page->f, page->line, page->f)
                        : widest_measure(page);
    page->lines = preset->lines ? preset->lines : most_lines(page);
    if (page->measure < 8 * page->f || page->lines < 5 || page->measure > page->width)
        return false;
    page->last = page->first + (page->lines - 1) * page->line;
    page->top = page->first - ABOVE_BASELINE(page->f);
    page->bottom = page->last + BELOW_BASELINE(page->f);
    side = (page->width - page->measure) / 2;
    page->mirrored = preset->mirror != 0;
    page->left_odd = side + preset->mirror;
    page->left_even = side - preset->mirror;
    page->head =
        page->first - theme_length_sp(preset->head, page->f, page->line, page->line);
    page->folio =
        page->last + theme_length_sp(preset->foot, page->f, page->line, page->line);
    if (page->folio > page->height - LEAST_FOLIO_EDGE)
        page->folio = page->height - LEAST_FOLIO_EDGE;
    return page->bottom <= page->height;
}
