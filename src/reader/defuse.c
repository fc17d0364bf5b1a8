#include "reader/defuse.h"

#include "util/hash.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What opens and is not closed: the parser looks at each of them again for what
 * follows, so past so many none begins anything. A blank line ends them all. */
enum { MOST_BRACKETS = 100, MOST_OPEN = 50, LONGEST_LABEL = 1000 };

enum { INSTRUCTION, DECLARATION, CDATA, COMMENT };

static bool ends(struct str in, size_t at, const char *end)
{
    size_t len = strlen(end);

    return at + 1 >= len && memcmp(in.s + at + 1 - len, end, len) == 0;
}

static void close_html(struct reader_defuse *d, struct str in, size_t at)
{
    d->open[DECLARATION] = 0;
    if (ends(in, at, "?>"))
        d->open[INSTRUCTION] = 0;
    if (ends(in, at, "]]>"))
        d->open[CDATA] = 0;
    if (ends(in, at, "-->"))
        d->open[COMMENT] = 0;
}

/* Counts what the "<" before `at` opens; true when that is one too many. */
static bool opens_html(struct reader_defuse *d, struct str in, size_t at)
{
    struct str after = str_skip(in, at);
    int kind = str_starts(after, "?")          ? INSTRUCTION
               : str_starts(after, "![CDATA[") ? CDATA
               : str_starts(after, "!--")      ? COMMENT
                                               : DECLARATION;

    return ++d->open[kind] > MOST_OPEN;
}

/*
 * True when the "[^" that ends at `at` has no "]" of its own on its line. Across lines
 * the parser measures such a label by columns of two lines, and when no note has it,
 * gives back less text than it took, cut anywhere.
 */
static bool is_open_label(struct str in, size_t at)
{
    size_t end = at + LONGEST_LABEL < in.len ? at + LONGEST_LABEL : in.len;
    int depth = 1;

    for (size_t i = at + 1; i < end && in.s[i] != '\n'; i++) {
        const char *tick = in.s[i] == '`' ? memchr(in.s + i + 1, '`', end - i - 1) : NULL;

        if (in.s[i] == '\\')
            i++;
        else if (tick)
            i = (size_t)(tick - in.s);
        else if (in.s[i] == '[')
            depth++;
        else if (in.s[i] == ']' && --depth == 0)
            return false;
    }
    return true;
}

bool reader_defuse(struct reader_defuse *d, struct str in, size_t at)
{
    char before = at > 0 ? in.s[at - 1] : '\n';

    switch (in.s[at]) {
    case ']':
        d->brackets -= d->brackets > 0;
        return false;
    case '[':
        return ++d->brackets > MOST_BRACKETS && before == '!';
    case '>':
        close_html(d, in, at);
        return false;
    case '!':
    case '?':
        return before == '<' && opens_html(d, in, at);
    case '^':
        return before == '[' && is_open_label(in, at);
    case '\n':
        if (before == '\n')
            *d = (struct reader_defuse){0};
        return false;
    default:
        return false;
    }
}

/* References */

/* Shorter definitions cost no more than the brackets around their names are worth. */
enum { SHORT_REFERENCE = 100 };

struct definition {
    size_t at;     /* of its label */
    size_t length; /* of address and title */
    uint64_t hash;
    size_t uses;
};

struct references {
    struct definition *list;
    size_t count, cap;
    size_t quotes[3]; /* the next of each kind, or the text's length */
    struct arena *arena;
};

/* Names are the same whatever their case and spaces; of other scripts than Latin
 * nothing is looked at, so that too many are taken for the same rather than too few. */
static uint64_t hash_label(struct str label)
{
    char plain[LONGEST_LABEL];
    size_t len = 0;

    for (size_t i = 0; i < label.len && len < sizeof plain; i++)
        if (isgraph((unsigned char)label.s[i]) && (unsigned char)label.s[i] < 0x80)
            plain[len++] = (char)tolower((unsigned char)label.s[i]);
    return hash_fnv1a(plain, len);
}

static size_t skip_white(struct str text, size_t at)
{
    while (at < text.len && isspace((unsigned char)text.s[at]))
        at++;
    return at;
}

/* Where a title that begins at `at` ends, at the latest. */
static size_t title_end(struct references *r, struct str text, size_t at)
{
    static const char opening[] = "\"'(", closing[] = "\"')";
    const char *kind = at < text.len ? strchr(opening, text.s[at]) : NULL;
    size_t *next;

    if (!kind || !*kind)
        return at;
    next = &r->quotes[kind - opening];
    if (*next <= at)
        for (*next = at + 1; *next < text.len; ++*next)
            if (text.s[*next] == closing[kind - opening] && text.s[*next - 1] != '\\')
                break;
    return *next;
}

/* Takes the definition whose label stands from `at` to the "]:" at `end`. */
static void add_definition(struct references *r, struct str text, size_t at, size_t end)
{
    size_t start = skip_white(text, end + 2), stop = start;

    while (stop < text.len && !isspace((unsigned char)text.s[stop]))
        stop++;
    stop = title_end(r, text, skip_white(text, stop));
    if (stop - start <= SHORT_REFERENCE)
        return;
    if (r->count == r->cap) {
        struct definition *old = r->list;

        r->cap = r->cap * 2 + 16;
        r->list = arena_array(r->arena, struct definition, r->cap);
        if (r->count)
            memcpy(r->list, old, r->count * sizeof *old);
    }
    r->list[r->count++] =
        (struct definition){.at = at,
                            .length = stop - start,
                            .hash = hash_label(str_head(str_skip(text, at), end - at))};
}

/* Calls for every "[label]" that holds no bracket; `end` is at its "]". */
static void each_label(struct references *r, struct str text,
                       void (*take)(struct references *r, struct str text, size_t at,
                                    size_t end))
{
    size_t open = text.len;

    for (size_t at = 0; at < text.len; at++) {
        if (text.s[at] == '\\')
            at++;
        else if (text.s[at] == '[')
            open = at + 1;
        else if (text.s[at] == ']' && open < at) {
            if (at - open <= LONGEST_LABEL)
                take(r, text, open, at);
            open = text.len;
        }
    }
}

static void take_definition(struct references *r, struct str text, size_t at,
                            size_t end)
{
    if (end + 1 < text.len && text.s[end + 1] == ':' && text.s[at] != '^')
        add_definition(r, text, at, end);
}

/* A table of the definitions by their hash would be larger than they are many: they
 * are few, as long as they are, so the first of each hash is found by halving. */
static int by_hash(const void *a, const void *b)
{
    const struct definition *x = a, *y = b;

    return x->hash != y->hash ? (x->hash > y->hash) - (x->hash < y->hash)
                              : (x->at > y->at) - (x->at < y->at);
}

static void count_use(struct references *r, struct str text, size_t at, size_t end)
{
    uint64_t hash = hash_label(str_head(str_skip(text, at), end - at));
    size_t low = 0, high = r->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (r->list[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < r->count && r->list[low].hash == hash)
        r->list[low].uses++;
}

static int by_place(const void *a, const void *b)
{
    const size_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static struct diag_pos place_of(struct str text, size_t at, const char *path)
{
    struct diag_pos pos = {path, 1, 1};

    for (size_t i = 0; i < at; i++) {
        pos.line += text.s[i] == '\n';
        pos.column = text.s[i] == '\n' ? 1 : pos.column + 1;
    }
    return pos;
}

struct reader_places reader_long_references(struct str text, const char *path,
                                            struct arena *a, struct diag *diag)
{
    struct references r = {.arena = a};
    size_t total = 0, uses = 0, count = 0, *at;

    if (str_find(text, "]:") == text.len)
        return (struct reader_places){0};
    each_label(&r, text, take_definition);
    if (r.count == 0)
        return (struct reader_places){0};
    qsort(r.list, r.count, sizeof *r.list, by_hash);
    each_label(&r, text, count_use);
    at = arena_array(a, size_t, r.count);
    for (size_t i = 0; i < r.count; i++) {
        uses = i > 0 && r.list[i].hash == r.list[i - 1].hash ? uses : r.list[i].uses;
        if (r.list[i].length <= (READER_REFERENCE_LIMIT - total) / uses)
            total += r.list[i].length * uses;
        else
            at[count++] = r.list[i].at;
    }
    if (count == 0)
        return (struct reader_places){0};
    qsort(at, count, sizeof *at, by_place);
    diag_warning(diag, place_of(text, at[0], path), "reference-limit",
                 "the links to this address are too many for its length; they stay "
                 "text, %zu addresses in all",
                 count);
    return (struct reader_places){at, count};
}
