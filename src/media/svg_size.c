#include "media/svg_size.h"

#include <string.h>

/* A root element farther down than this is not looked for. */
#define NEAR (64u << 10)

struct text {
    const char *s, *end;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool skip(struct text *t, const char *start)
{
    size_t n = strlen(start);

    if ((size_t)(t->end - t->s) < n || memcmp(t->s, start, n) != 0)
        return false;
    t->s += n;
    return true;
}

static bool skip_past(struct text *t, const char *close)
{
    const char *found = memmem(t->s, (size_t)(t->end - t->s), close, strlen(close));

    if (!found)
        return false;
    t->s = found + strlen(close);
    return true;
}

/* <!DOCTYPE …>, which may hold declarations between brackets. */
static bool skip_doctype(struct text *t)
{
    while (t->s < t->end && *t->s != '>' && *t->s != '[')
        t->s++;
    return t->s < t->end && (*t->s == '>' || skip_past(t, "]")) && skip_past(t, ">");
}

/* To the name of the root element. */
static bool find_root(struct text *t)
{
    skip(t, "\xEF\xBB\xBF");
    for (;;) {
        while (t->s < t->end && is_space(*t->s))
            t->s++;
        if (skip(t, "<?")) {
            if (!skip_past(t, "?>"))
                return false;
        } else if (skip(t, "<!--")) {
            if (!skip_past(t, "-->"))
                return false;
        } else if (skip(t, "<!DOCTYPE")) {
            if (!skip_doctype(t))
                return false;
        } else {
            return skip(t, "<");
        }
    }
}

static bool is_svg(struct text *t)
{
    const char *name = t->s;
    size_t len;

    while (t->s < t->end && !is_space(*t->s) && *t->s != '>' && *t->s != '/')
        t->s++;
    len = (size_t)(t->s - name);
    return t->s < t->end && len >= 3 && memcmp(t->s - 3, "svg", 3) == 0 &&
           (len == 3 || t->s[-4] == ':');
}

/* The next attribute of the start tag; false at its end. */
static bool next_attribute(struct text *t, struct text *name, struct text *value)
{
    char quote;

    while (t->s < t->end && (is_space(*t->s) || *t->s == '/'))
        t->s++;
    name->s = t->s;
    while (t->s < t->end && *t->s != '=' && *t->s != '>' && !is_space(*t->s))
        t->s++;
    name->end = t->s;
    while (t->s < t->end && (is_space(*t->s) || *t->s == '='))
        t->s++;
    if (t->s == t->end || (*t->s != '"' && *t->s != '\''))
        return false;
    quote = *t->s++;
    value->s = t->s;
    while (t->s < t->end && *t->s != quote)
        t->s++;
    value->end = t->s;
    return t->s < t->end && t->s++;
}

/* A number without an exponent, in thousandths; nothing over a million matters. */
static long number(struct text *t)
{
    long value = 0, unit = 1000;
    bool negative = skip(t, "-"), fraction = false;

    for (; t->s < t->end; t->s++) {
        if (*t->s == '.' && !fraction) {
            fraction = true;
        } else if (*t->s < '0' || *t->s > '9') {
            break;
        } else if (!fraction) {
            value = value < 1000000000 ? value * 10 + (*t->s - '0') * 1000 : value;
        } else if (unit > 1) {
            unit /= 10;
            value += (*t->s - '0') * unit;
        }
    }
    return negative ? -value : value;
}

/* In thousandths of a px; 0 for what depends on the surroundings. */
static long length(struct text t)
{
    static const struct {
        const char *unit;
        long per_mille;
    } units[] = {{"px", 1000},  {"pt", 1333},  {"pc", 16000}, {"mm", 3780},
                 {"cm", 37795}, {"in", 96000}, {"em", 16000}, {"ex", 8000}};
    long value;

    while (t.s < t.end && is_space(*t.s))
        t.s++;
    value = number(&t);
    if (t.s == t.end || is_space(*t.s))
        return value;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (skip(&t, units[i].unit))
            return value * units[i].per_mille / 1000;
    return 0;
}

/* The last two of the four numbers of a viewBox. */
static void view_box(struct text t, long size[2])
{
    for (int i = 0; i < 4; i++) {
        while (t.s < t.end && (is_space(*t.s) || *t.s == ','))
            t.s++;
        if (i >= 2)
            size[i - 2] = number(&t);
        else
            number(&t);
    }
}

static bool is(struct text name, const char *wanted)
{
    return (size_t)(name.end - name.s) == strlen(wanted) && skip(&name, wanted);
}

/* A side that is not said follows from the other and the view box. */
static void settle(long asked[2], const long box[2], int *width, int *height)
{
    bool boxed = box[0] > 0 && box[1] > 0;

    if (asked[0] <= 0 && asked[1] <= 0) {
        asked[0] = boxed ? box[0] : 300000;
        asked[1] = boxed ? box[1] : 150000;
    } else if (asked[0] <= 0) {
        asked[0] =
            boxed ? (long)((double)asked[1] * (double)box[0] / (double)box[1]) : 300000;
    } else if (asked[1] <= 0) {
        asked[1] =
            boxed ? (long)((double)asked[0] * (double)box[1] / (double)box[0]) : 150000;
    }
    for (int i = 0; i < 2; i++)
        asked[i] = asked[i] < 1000000000 ? (asked[i] + 500) / 1000 : 1000000;
    *width = asked[0] > 0 ? (int)asked[0] : 1;
    *height = asked[1] > 0 ? (int)asked[1] : 1;
}

bool media_svg_size(const void *text, size_t len, int *width, int *height)
{
    struct text t = {text, (const char *)text + (len < NEAR ? len : NEAR)}, name, value;
    long asked[2] = {0, 0}, box[2] = {0, 0};

    if (!find_root(&t) || !is_svg(&t))
        return false;
    while (next_attribute(&t, &name, &value)) {
        if (is(name, "width"))
            asked[0] = length(value);
        else if (is(name, "height"))
            asked[1] = length(value);
        else if (is(name, "viewBox"))
            view_box(value, box);
    }
    settle(asked, box, width, height);
    return true;
}
