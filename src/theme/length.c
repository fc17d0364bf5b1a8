#include "theme/length.h"

#include <string.h>
#include <strings.h>

#define GREATEST           30000
#define MM_PER_INCH_TENTHS 254

/* round(a * b / c), half away from zero; c > 0 and a * b stays within 64 bits. */
static int64_t scaled(int64_t a, int64_t b, int64_t c)
{
    int64_t product = a * b;

    return (product + (product < 0 ? -c : c) / 2) / c;
}

/* Digits with at most six decimals, as num / den. */
static const char *read_number(const char *s, int64_t *num, int64_t *den)
{
    const char *start = s;

    *num = 0;
    *den = 1;
    while (*s >= '0' && *s <= '9' && *num < GREATEST)
        *num = *num * 10 + (*s++ - '0');
    if (s == start || *num >= GREATEST)
        return NULL;
    if (*s != '.')
        return s;
    for (s++, start = s; *s >= '0' && *s <= '9' && s - start < 6; s++) {
        *num = *num * 10 + (*s - '0');
        *den *= 10;
    }
    return s == start ? NULL : s;
}

static bool read_unit(const char *s, enum theme_unit *unit)
{
    static const struct {
        const char *name;
        enum theme_unit unit;
    } units[] = {{"", THEME_UNIT_NONE},
                 {"pt", THEME_UNIT_PT},
                 {"mm", THEME_UNIT_MM},
                 {"em", THEME_UNIT_EM},
                 {"L", THEME_UNIT_LINE}};

    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        if (strcmp(s, units[i].name) == 0) {
            *unit = units[i].unit;
            return true;
        }
    }
    return false;
}

bool theme_length_parse(const char *s, struct theme_length *out)
{
    bool negative = *s == '-';
    int64_t den, over = 1;

    s = read_number(s + negative, &out->num, &out->den);
    if (!s)
        return false;
    if (*s == '/') {
        s = read_number(s + 1, &den, &over);
        if (!s || over != 1 || den == 0)
            return false;
        out->den *= den;
    }
    if (negative)
        out->num = -out->num;
    return read_unit(s, &out->unit);
}

static int32_t clamped(int64_t sp)
{
    const int64_t most = (int64_t)GREATEST / 2 * THEME_SP_PER_PT;

    return (int32_t)(sp > most ? most : sp < -most ? -most : sp);
}

int32_t theme_length_sp(struct theme_length l, int32_t em, int32_t line, int32_t unit)
{
    switch (l.unit) {
    case THEME_UNIT_PT:
        return clamped(scaled(l.num, THEME_SP_PER_PT, l.den));
    case THEME_UNIT_MM:
        return clamped(
            scaled(l.num, (int64_t)THEME_SP_PER_PT * 720, l.den * MM_PER_INCH_TENTHS));
    case THEME_UNIT_EM:
        return clamped(scaled(l.num, em, l.den));
    case THEME_UNIT_LINE:
        return clamped(scaled(l.num, line, l.den));
    case THEME_UNIT_NONE:
        break;
    }
    return clamped(scaled(l.num, unit, l.den));
}

int32_t theme_length_thousandths(struct theme_length l)
{
    return (int32_t)scaled(l.num, 1000, l.den);
}

int32_t theme_length_size(struct theme_length factor, int32_t f, int32_t min)
{
    int64_t quarters = scaled(factor.num, (int64_t)f * 4, factor.den * THEME_SP_PER_PT);
    int32_t size = (int32_t)(quarters * (THEME_SP_PER_PT / 4));

    return size < min ? min : size;
}

bool theme_length_page(const char *s, int32_t *width, int32_t *height)
{
    struct theme_length side[2];
    int32_t least = THEME_PT(141.5), most = THEME_PT(2835);

    for (int i = 0; i < 2; i++) {
        s = read_number(s, &side[i].num, &side[i].den);
        if (!s || (i == 0 && *s != 'x' && *s != 'X'))
            return false;
        s += i == 0;
        side[i].unit = THEME_UNIT_MM;
    }
    if (*s && strcasecmp(s, "mm") != 0)
        return false;
    *width = theme_length_sp(side[0], 0, 0, 0);
    *height = theme_length_sp(side[1], 0, 0, 0);
    return *width >= least && *width <= most && *height >= least && *height <= most;
}
