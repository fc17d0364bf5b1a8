#ifndef THEME_LENGTH_H
#define THEME_LENGTH_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Lengths as a theme file writes them: "12pt", "210mm", "1.6em" (of the element's
 * own size), "2L" (lines of the page's grid), and bare factors "0.81", "25/18".
 * Resolved lengths are integers of 1/65536 pt, the "sp" of text/unit.h.
 */
#define THEME_SP_PER_PT 65536
#define THEME_PT(pt)    ((int32_t)((pt)*THEME_SP_PER_PT + ((pt) < 0 ? -0.5 : 0.5)))

enum theme_unit {
    THEME_UNIT_NONE,
    THEME_UNIT_PT,
    THEME_UNIT_MM,
    THEME_UNIT_EM,
    THEME_UNIT_LINE
};

/* A quantity as written: num / den in `unit`; exact, so every machine rounds alike. */
struct theme_length {
    int64_t num, den; /* den > 0 */
    enum theme_unit unit;
};

/*
 * Reads "3/4", "-0.01em", "25/18", "1/2L", "0.75pt" (at most six decimals, magnitude
 * below 30,000). False when `s` is anything else.
 */
bool theme_length_parse(const char *s, struct theme_length *out);

/* `l` in sp; an em is `em` sp, a line is `line` sp, a bare factor counts `unit` sp. */
int32_t theme_length_sp(struct theme_length l, int32_t em, int32_t line, int32_t unit);

/* A bare factor in thousandths (0.62 is 620). */
int32_t theme_length_thousandths(struct theme_length l);

/* factor × `f`, rounded to quarter points and at least `min` sp: the rule for all type
 * sizes. */
int32_t theme_length_size(struct theme_length factor, int32_t f, int32_t min);

/* "WxHmm" or "WxH" (millimetres, decimals allowed) in sp; false when it is not of that form or
 * outside 50..1000 mm. */
bool theme_length_page(const char *s, int32_t *width, int32_t *height);

#endif
