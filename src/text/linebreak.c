#include "text/linebreak.h"

#include "text/linebreak_table.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A code point with what the rules ask of it. */
struct unit {
    uint32_t cp;
    uint32_t end;      /* byte offset after it */
    uint32_t base;     /* the unit it combines with (LB9), or itself */
    uint8_t raw;       /* class by itself */
    uint8_t effective; /* class of its base (LB9, LB10) */
    uint8_t flags;
    bool in_number; /* inside a number, not at its start: no break before (LB25) */
};

/* The state the rules carry along the text. */
struct scan {
    const struct unit *units;
    size_t at;            /* the position judged is after this unit */
    size_t before_spaces; /* last unit at or before `at` that is no space; SIZE_MAX:
                             none */
    size_t regional;      /* regional indicators in a row up to `at` */
    enum text_break_mode mode;
};

enum verdict { UNDECIDED, BREAK, KEEP, MUST };

#define IN(class, set) (((uint64_t)1 << (class)) & (set))
#define B(class)       ((uint64_t)1 << (LB_##class))

#define HARD    (B(BK) | B(CR) | B(LF) | B(NL))
#define JAMO    (B(JL) | B(JV) | B(JT) | B(H2) | B(H3))
#define LETTERS (B(AL) | B(HL))

/* Korean tailoring: middle dots and tildes hold to what is before them, dashes too. */
static uint8_t tailored(uint32_t cp, uint8_t class, enum text_break_mode mode)
{
    switch (cp) {
    case 0xB7: /* middle dots (KLREQ cl7) */
    case 0x318D:
    case 0x2027:
    case 0x2022:
    case 0x30FB:
    case 0xFF5E: /* wave dashes (cl5) */
    case 0x301C:
    case 0x3003: /* ditto mark (cl11) */
        return LB_NS;
    case 0x7E:
    case 0x2014:
    case 0x2015:
        return LB_DASH;
    case 0x2019: /* also the apostrophe */
        return LB_QU;
    default:
        break;
    }
    if (mode == TEXT_BREAK_SYLLABLE && class == LB_QU_PI)
        return LB_OP;
    if (mode == TEXT_BREAK_SYLLABLE && class == LB_QU_PF)
        return LB_CL;
    return class;
}

static uint8_t class_of(uint32_t cp, uint8_t flags, enum text_break_mode mode)
{
    uint8_t class = flags & LINEBREAK_CLASS;

    if (mode != TEXT_BREAK_PLAIN)
        class = tailored(cp, class, mode);
    return class == LB_QU_PI || class == LB_QU_PF ? LB_QU : class;
}

/* LB9 and LB10: a combining mark takes its base's class, or stands as a letter. */
static void combine(struct unit *units, size_t i)
{
    struct unit *u = &units[i];

    u->base = (uint32_t)i;
    u->effective = u->raw;
    if (u->raw != LB_CM && u->raw != LB_ZWJ)
        return;
    if (i > 0 && !IN(units[i - 1].effective, HARD | B(SP) | B(ZW))) {
        u->base = units[i - 1].base;
        u->effective = units[i - 1].effective;
    } else {
        u->effective = LB_AL;
    }
}

static size_t read_units(const char *s, size_t len, enum text_break_mode mode,
                         struct unit *units)
{
    size_t count = 0;

    for (size_t at = 0; at < len; count++) {
        struct unit *u = &units[count];

        at += utf8_decode(s + at, len - at, &u->cp);
        u->end = (uint32_t)at;
        u->flags = linebreak_lookup(u->cp);
        u->raw = class_of(u->cp, u->flags, mode);
        u->in_number = false;
        combine(units, count);
    }
    return count;
}

static size_t next_base(const struct unit *units, size_t count, size_t i)
{
    do
        i++;
    while (i < count && units[i].base != i);
    return i;
}

static bool is(const struct unit *units, size_t count, size_t i, uint64_t set)
{
    return i < count && IN(units[i].effective, set);
}

/* Marks one number that begins at `i` (UAX #14 §8.2 example 7); returns its last unit,
 * or `count`. */
static size_t mark_number(struct unit *units, size_t count, size_t i)
{
    size_t at = i, last;

    if (is(units, count, at, B(PR) | B(PO)))
        at = next_base(units, count, at);
    if (is(units, count, at, B(OP) | B(HY)))
        at = next_base(units, count, at);
    if (!is(units, count, at, B(NU)))
        return count;
    do {
        last = at;
        at = next_base(units, count, at);
    } while (is(units, count, at, B(NU) | B(SY) | B(IS)));
    if (is(units, count, at, B(CL) | B(CP))) {
        last = at;
        at = next_base(units, count, at);
    }
    if (is(units, count, at, B(PR) | B(PO)))
        last = at;
    for (at = i; at != last;) {
        at = next_base(units, count, at);
        units[at].in_number = true;
    }
    return last;
}

static void mark_numbers(struct unit *units, size_t count)
{
    size_t i = 0;

    while (i < count) {
        size_t last = IN(units[i].effective, B(PR) | B(PO) | B(OP) | B(HY) | B(NU))
                          ? mark_number(units, count, i)
                          : count;

        /* A prefix or postfix may end one number and begin the next. */
        if (last < count && last > i && IN(units[last].effective, B(PR) | B(PO)))
            i = last;
        else
            i = next_base(units, count, last < count ? last : i);
    }
}

/* In eojeol mode Hangul and Hanja are letters like any other. */
static uint8_t as_letter(const struct scan *s, uint8_t class)
{
    return s->mode == TEXT_BREAK_EOJEOL && IN(class, JAMO | B(ID)) ? (uint8_t)LB_AL
                                                                   : class;
}

/* LB4 to LB8a. */
static enum verdict rules_of_control(const struct scan *s)
{
    uint8_t x = s->units[s->at].raw, y = s->units[s->at + 1].raw;

    if (x == LB_BK)
        return MUST;
    if (x == LB_CR && y == LB_LF)
        return KEEP;
    if (IN(x, HARD))
        return MUST;
    if (IN(y, HARD | B(SP) | B(ZW)))
        return KEEP;
    if (s->before_spaces != SIZE_MAX && s->units[s->before_spaces].raw == LB_ZW)
        return BREAK;
    if (x == LB_ZWJ)
        return KEEP;
    if (IN(y, B(CM) | B(ZWJ)) && s->units[s->at + 1].base != s->at + 1)
        return KEEP;
    return UNDECIDED;
}

/* LB11 to LB18: glue, closing and opening punctuation, spaces. */
static enum verdict rules_of_space(const struct scan *s, uint8_t x, uint8_t y)
{
    uint8_t p = s->before_spaces != SIZE_MAX
                    ? as_letter(s, s->units[s->before_spaces].effective)
                    : (uint8_t)LB_AL;

    if (x == LB_WJ || y == LB_WJ || x == LB_GL)
        return KEEP;
    if (y == LB_GL && !IN(x, B(SP) | B(BA) | B(HY) | B(DASH)))
        return KEEP;
    if (IN(y, B(CL) | B(CP) | B(EX) | B(IS) | B(SY)) || p == LB_OP)
        return KEEP;
    if ((p == LB_QU && y == LB_OP) || (IN(p, B(CL) | B(CP)) && y == LB_NS) ||
        (p == LB_B2 && y == LB_B2))
        return KEEP;
    return x == LB_SP ? BREAK : UNDECIDED;
}

/* LB19 to LB24. */
static enum verdict rules_of_words(const struct scan *s, uint8_t x, uint8_t y)
{
    uint32_t base = s->units[s->at].base;
    uint8_t y_own = s->units[s->at + 1].effective;
    bool korean = s->mode != TEXT_BREAK_PLAIN;

    if (x == LB_QU || y == LB_QU)
        return KEEP;
    if (x == LB_CB || y == LB_CB)
        return BREAK;
    if (IN(y, B(BA) | B(HY) | B(NS) | B(DASH)) || x == LB_BB)
        return KEEP;
    if (korean && x == LB_SY && IN(y_own, LETTERS | B(NU) | JAMO | B(ID)))
        return KEEP; /* km/h and 상/하 stay whole */
    if (IN(x, B(HY) | B(BA)) && base > 0 && s->units[base - 1].effective == LB_HL)
        return KEEP;
    if ((x == LB_SY && y == LB_HL) || y == LB_IN)
        return KEEP;
    if ((IN(x, LETTERS) && y == LB_NU) || (x == LB_NU && IN(y, LETTERS)))
        return KEEP;
    if ((x == LB_PR && IN(y, B(ID) | B(EB) | B(EM))) ||
        (IN(x, B(ID) | B(EB) | B(EM)) && y == LB_PO))
        return KEEP;
    if ((IN(x, B(PR) | B(PO)) && IN(y, LETTERS)) ||
        (IN(x, LETTERS) && IN(y, B(PR) | B(PO))))
        return KEEP;
    return UNDECIDED;
}

/* LB25 to LB27: numbers and Hangul syllables made of jamo. */
static enum verdict rules_of_numbers(const struct scan *s, uint8_t x, uint8_t y)
{
    if (s->units[s->at + 1].in_number)
        return KEEP;
    if ((x == LB_NU && IN(y, B(PO) | B(PR) | B(NU))) ||
        (IN(x, B(PO) | B(PR) | B(HY)) && y == LB_NU))
        return KEEP;
    if (x == LB_JL && IN(y, B(JL) | B(JV) | B(H2) | B(H3)))
        return KEEP;
    if (IN(x, B(JV) | B(H2)) && IN(y, B(JV) | B(JT)))
        return KEEP;
    if (IN(x, B(JT) | B(H3)) && y == LB_JT)
        return KEEP;
    if ((IN(x, JAMO) && y == LB_PO) || (x == LB_PR && IN(y, JAMO)))
        return KEEP;
    return UNDECIDED;
}

/* LB28 to LB30b. */
static enum verdict rules_of_letters(const struct scan *s, uint8_t x, uint8_t y)
{
    const struct unit *base = &s->units[s->units[s->at].base],
                      *next = &s->units[s->at + 1];
    bool eojeol = s->mode == TEXT_BREAK_EOJEOL;

    if (IN(x, LETTERS | B(IS)) && IN(y, LETTERS))
        return KEEP;
    if (IN(x, LETTERS | B(NU)) && y == LB_OP &&
        (eojeol || !(next->flags & LINEBREAK_WIDE)))
        return KEEP;
    if (x == LB_CP && IN(y, LETTERS | B(NU)) && !(base->flags & LINEBREAK_WIDE))
        return KEEP;
    if (s->mode != TEXT_BREAK_PLAIN && base->cp == '+' && next->cp == '+')
        return KEEP;
    if (x == LB_RI && y == LB_RI)
        return s->regional % 2 == 1 ? KEEP : BREAK;
    if (y == LB_EM && (x == LB_EB || (base->flags & LINEBREAK_PICTURE)))
        return KEEP;
    return UNDECIDED;
}

/* An eojeol is glued across its own punctuation: 『책』은, 뭐?라고, 금·은. */
static enum verdict rules_of_eojeol(const struct scan *s, uint8_t x, uint8_t y)
{
    if (s->mode != TEXT_BREAK_EOJEOL)
        return BREAK;
    if (IN(x, B(CL) | B(CP) | B(EX) | B(NS) | B(IN)) && IN(y, LETTERS | B(NU)))
        return KEEP;
    if (IN(x, LETTERS | B(NU) | B(CL) | B(CP) | B(EX) | B(IN)) && y == LB_OP)
        return KEEP;
    return BREAK;
}

static enum verdict judge(const struct scan *s)
{
    static enum verdict (*const rules[])(const struct scan *, uint8_t, uint8_t) = {
        rules_of_space, rules_of_words, rules_of_numbers, rules_of_letters,
        rules_of_eojeol};
    uint8_t x = as_letter(s, s->units[s->at].effective);
    uint8_t y = as_letter(s, s->units[s->at + 1].effective);
    enum verdict v = rules_of_control(s);

    for (size_t i = 0; v == UNDECIDED && i < sizeof rules / sizeof *rules; i++)
        v = rules[i](s, x, y);
    return v;
}

static void judge_all(const struct unit *units, size_t count, enum text_break_mode mode,
                      uint8_t *out)
{
    static const uint8_t answers[] = {
        [BREAK] = TEXT_BREAK_MAY, [KEEP] = TEXT_BREAK_NO, [MUST] = TEXT_BREAK_MUST};
    struct scan s = {.units = units, .before_spaces = SIZE_MAX, .mode = mode};

    for (s.at = 0; s.at + 1 < count; s.at++) {
        if (units[s.at].raw != LB_SP)
            s.before_spaces = s.at;
        if (units[s.at].base == s.at)
            s.regional = units[s.at].effective == LB_RI ? s.regional + 1 : 0;
        out[units[s.at].end - 1] = answers[judge(&s)];
    }
    out[units[count - 1].end - 1] = TEXT_BREAK_MUST;
}

/* True when there is more than Latin and Hangul syllables. */
static bool has_unusual(const struct unit *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (units[i].cp >= 0x300 &&
            IN(units[i].raw, LETTERS | B(NU) | B(CM) | B(ZWJ) | B(RI)))
            return true;
    return false;
}

/*
 * The annex parts a few grapheme clusters: a space and the mark it carries (LB10,
 * LB18), a letter and what is prepended to it, a flag where marks stand before it
 * (LB30a counts across them).
 */
static void keep_clusters(const char *s, size_t len, uint8_t *out)
{
    for (size_t at = 0; at < len;) {
        size_t end = at + unicode_grapheme(s + at, len - at);

        for (; at + 1 < end; at++)
            out[at] = TEXT_BREAK_NO;
        at = end;
    }
}

void text_linebreak(const char *s, size_t len, enum text_break_mode mode, uint8_t *out)
{
    struct unit *units;
    size_t count;

    for (size_t i = 0; i < len; i++)
        out[i] = TEXT_BREAK_NO;
    if (len == 0)
        return;
    units = heap_alloc(len * sizeof *units);
    count = read_units(s, len, mode, units);
    mark_numbers(units, count);
    judge_all(units, count, mode, out);
    if (mode != TEXT_BREAK_PLAIN && has_unusual(units, count))
        keep_clusters(s, len, out);
    heap_free(units);
}
