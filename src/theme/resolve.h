#ifndef THEME_RESOLVE_H
#define THEME_RESOLVE_H

#include "data/value.h"
#include "theme/theme.h"

#define THEME_LAYERS 4

/* One theme file. */
struct theme_layer {
    const char *path;
    const struct data_value *map;
};

/* A theme and what it is based on, nearest first: the first layer that says a thing
 * wins. */
struct theme_source {
    const struct theme_layer *layers;
    size_t count;
    struct diag *diag;
};

/* True when every section and key of every layer is known; else each is reported
 * [theme-key]. */
bool theme_resolve_keys(const struct theme_source *source);

/*
 * Fills all of `theme` but its name and trim. False after reporting [theme-value] or,
 * for a theme that says too little, [theme-key]. Strings are copied to `a`.
 */
bool theme_resolve(const struct theme_source *source, struct theme *theme,
                   struct arena *a);

#endif
