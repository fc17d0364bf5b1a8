#ifndef THEME_PRESET_H
#define THEME_PRESET_H

#include "data/value.h"
#include "theme/theme.h"

/* A page size by name or as "WxHmm": trim only, in sp. False when it is neither. */
bool theme_preset_trim(const char *name, struct theme_page *page);

/* What a theme file calls the measures of that page: "a4", …, "wide" or "narrow". */
const char *theme_preset_key(const struct theme_page *page);

/* What a theme file says of the page, read already. */
struct theme_preset {
    int32_t f, line, first;
    struct theme_length measure; /* num 0: as wide as the paper allows */
    int lines;                   /* 0: as many as the paper allows */
    int32_t mirror;
    struct theme_length head,
        foot; /* distances of head and folio from the text block */
};

/* Works out all positions of `page`, whose trim is set. False when they do not fit on
 * it. */
bool theme_preset_place(struct theme_page *page, const struct theme_preset *preset);

#endif
