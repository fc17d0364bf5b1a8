#ifndef THEME_COLOR_H
#define THEME_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* An sRGB colour, or "none": nothing is painted. */
struct theme_colour {
    uint8_t r, g, b;
    bool none;
};

/* Reads "#1A2B3C" (either case) or "none"; false for anything else. */
bool theme_colour_parse(const char *s, struct theme_colour *out);

#endif
