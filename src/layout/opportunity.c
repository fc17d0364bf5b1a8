#include "layout/opportunity.h"

#include "layout/breaker.h"
#include "text/linebreak.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

#define SOFT_HYPHEN "\xC2\xAD"

enum {
    PENALTY_FREE = 10, /* between syllables, where that is as good as any place … */
    PENALTY_HYBRID = 200, /* … and where eojeol should stay whole */
    PENALTY_SINGLE = 200, /* more, when one syllable is left or carried over */
    PENALTY_UNIT = 200,   /* between a number and its unit, at least */
    PENALTY_SIGN = 50,    /* after a hyphen, a dash, a stroke */
    PENALTY_HYPHEN = 135,
    PENALTY_ADDRESS = 100,
    PENALTY_CAMEL = 200,
    PENALTY_DATE = 500, /* the spaces of "2024. 3. 1." */
    PENALTY_DASH = 300, /* a dash between two spaces ends a line rather than begins one */
    WORD_LIMIT = 64,    /* letters */
    LONG_SEGMENT = 16   /* characters without a sign, in an address */
};

static void forbid(struct layout_opportunity *at)
{
    at->penalty = LAYOUT_BREAK_NEVER;
    at->inside = at->hyphen = false;
}

static void allow(struct layout_opportunity *at, int32_t penalty)
{
    at->penalty = penalty;
    at->inside = at->hyphen = false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Ends of eojeol: spaces for nothing, signs for a little. */
static void open_eojeol(const struct layout_text *t, const uint8_t *breaks,
                        struct layout_opportunity *out)
{
    for (uint32_t i = 0; i < t->len; i++) {
        forbid(&out[i]);
        if (breaks[i] == TEXT_BREAK_MUST && i + 1 < t->len)
            allow(&out[i], LAYOUT_BREAK_FORCED);
        else if (breaks[i] == TEXT_BREAK_MAY)
            allow(&out[i], one_of(t->s[i], " ") ? 0 : PENALTY_SIGN);
    }
}

/* The dates of Korean: a year, a full stop, a space, a month. */
static void hold_dates(const struct layout_text *t, struct layout_opportunity *out)
{
    for (uint32_t i = 2; i + 1 < t->len; i++)
        if (t->s[i] == ' ' && t->s[i - 1] == '.' && is_digit(t->s[i - 2]) &&
            is_digit(t->s[i + 1]) && out[i].penalty == 0)
            out[i].penalty = PENALTY_DATE;
}

/* True for a dash, hyphen or bar that a space follows. */
static bool is_dash(const struct layout_text *t, uint32_t i)
{
    static const char *const dashes[] = {"- ", "| ", "– ", "— ", "― "};

    for (size_t k = 0; k < sizeof dashes / sizeof *dashes; k++) {
        size_t len = strlen(dashes[k]);

        if (i + len <= t->len && memcmp(t->s + i, dashes[k], len) == 0)
            return true;
    }
    return false;
}

/* A hyphen that stands for a dash ends no line either: readers of the page take it for
 * that of a parted word and leave it out. */
static void hold_dashes(const struct layout_text *t, struct layout_opportunity *out)
{
    for (uint32_t i = 0; i + 1 < t->len; i++) {
        if (t->s[i] != ' ' || out[i].penalty != 0)
            continue;
        if (is_dash(t, i + 1) || (i >= 2 && t->s[i - 1] == '-' && t->s[i - 2] == ' '))
            out[i].penalty = PENALTY_DASH;
    }
}

/* Letters and figures of one eojeol: bytes `start` to `end`. */
static int count_units(const char *s, uint32_t start, uint32_t end)
{
    int count = 0;

    while (start < end) {
        uint32_t cp;

        start += (uint32_t)utf8_decode(s + start, end - start, &cp);
        if (!unicode_is_space(cp) && !unicode_is_punct(cp) && !unicode_is_mark(cp) &&
            !unicode_is_ignorable(cp))
            count++;
    }
    return count;
}

static int syllable_penalty(const struct theme_style *look)
{
    if (look->breaks == THEME_BREAK_SYLLABLE)
        return PENALTY_FREE;
    return look->syllable_penalty > 0 ? look->syllable_penalty : PENALTY_HYBRID;
}

/* Opens the places between syllables of the eojeol at bytes `start` to `end`. */
static void open_inside(const struct layout_text *t, const uint8_t *breaks,
                        uint32_t start, uint32_t end, struct layout_opportunity *out)
{
    int base = syllable_penalty(&t->style.look);
    int units = count_units(t->s, start, end), before = 0;
    uint32_t from = start;

    for (uint32_t i = start; i + 1 < end; i++) {
        if (breaks[i] != TEXT_BREAK_MAY || out[i].penalty != LAYOUT_BREAK_NEVER)
            continue;
        before += count_units(t->s, from, i + 1);
        from = i + 1;
        out[i].penalty = base;
        out[i].inside = true;
        if (before <= 1 || units - before <= 1)
            out[i].penalty += PENALTY_SINGLE;
        else if (is_digit(t->s[i]))
            out[i].penalty = PENALTY_UNIT;
    }
}

static void open_syllables(const struct layout_text *t, const uint8_t *breaks,
                           struct layout_opportunity *out)
{
    uint32_t start = 0;

    for (uint32_t i = 0; i < t->len; i++) {
        if (out[i].penalty == LAYOUT_BREAK_NEVER && i + 1 < t->len)
            continue;
        open_inside(t, breaks, start, i + 1, out);
        start = i + 1;
    }
}

/* ---- hyphens ---- */

/* A soft hyphen is seen where it is needed. */
static void show_soft_hyphens(const struct layout_text *t,
                              struct layout_opportunity *out)
{
    for (uint32_t i = 1; i < t->len; i++)
        if (memcmp(t->s + i - 1, SOFT_HYPHEN, 2) == 0 &&
            out[i].penalty != LAYOUT_BREAK_NEVER) {
            out[i].penalty = PENALTY_HYPHEN;
            out[i].inside = out[i].hyphen = true;
        }
}

/* Names with capitals inside and what other letters or signs are part of stay whole. */
static bool is_word(const struct layout_text *t, uint32_t start, uint32_t end)
{
    char before = start > 0 ? t->s[start - 1] : ' ';
    char after = end < t->len ? t->s[end] : ' ';

    for (uint32_t i = start + 1; i < end; i++)
        if (t->s[i] < 'a')
            return false;
    return !one_of(before, "@#$_/\\.0123456789") &&
           !one_of(after, "@_/\\(0123456789") &&
           ((unsigned char)before < 0xC3 || (unsigned char)before > 0xDF) &&
           ((unsigned char)after < 0xC3 || (unsigned char)after > 0xDF);
}

static void part_word(const struct layout_text *t, const struct text_hyphens *hyphens,
                      uint32_t start, uint32_t end, struct layout_opportunity *out)
{
    bool after[WORD_LIMIT];

    if (end - start > WORD_LIMIT || !is_word(t, start, end))
        return;
    text_hyphens_find(hyphens, t->s + start, end - start, after);
    for (uint32_t i = start; i < end; i++)
        if (after[i - start] && out[i].penalty == LAYOUT_BREAK_NEVER)
            out[i] = (struct layout_opportunity){PENALTY_HYPHEN, true, true};
}

/* Where the last word ends, if it is one of these letters. */
static uint32_t last_word_end(const struct layout_text *t)
{
    uint32_t end = t->len;

    while (end > 0 && (unsigned char)t->s[end - 1] < 0x80 && !is_letter(t->s[end - 1]))
        end--;
    return end;
}

/* The last word stays whole: its end alone would be no line. */
static void part_words(const struct layout_text *t, const struct layout_span *span,
                       const struct text_hyphens *hyphens,
                       struct layout_opportunity *out)
{
    uint32_t end = span->start + span->len, last = last_word_end(t), start;

    for (uint32_t at = span->start; at < end; at++) {
        start = at;
        while (at < end && is_letter(t->s[at]))
            at++;
        if (at > start && at != last)
            part_word(t, hyphens, start, at, out);
    }
}

static bool is_english(const struct layout_span *span)
{
    return span->kind == LAYOUT_SPAN_TEXT && span->lang &&
           strncmp(span->lang, "en", 2) == 0;
}

static void open_words(const struct layout_text *t, struct text_fontset *fonts,
                       struct layout_opportunity *out)
{
    const struct text_hyphens *hyphens = NULL;

    show_soft_hyphens(t, out);
    if (!fonts || t->style.look.align != THEME_JUSTIFY)
        return;
    for (size_t i = 0; i < t->span_count; i++) {
        if (!is_english(&t->spans[i]))
            continue;
        if (!hyphens)
            hyphens = text_fontset_hyphens(fonts);
        if (!hyphens)
            return;
        part_words(t, &t->spans[i], hyphens, out);
    }
}

/* ---- addresses and code: a token is bytes start to end without a space ---- */

struct token {
    const char *s;
    uint32_t start, end;
    bool code;
};

static bool in_escape(const struct token *t, uint32_t i)
{
    return (i >= t->start + 1 && t->s[i - 1] == '%' && is_hex(t->s[i])) ||
           (i >= t->start + 2 && t->s[i - 2] == '%' && is_hex(t->s[i - 1]) &&
            is_hex(t->s[i]));
}

/* The signs an option begins with are no place to break after. */
static bool only_hyphens(const struct token *t, uint32_t end)
{
    for (uint32_t i = t->start; i < end; i++)
        if (t->s[i] != '-')
            return false;
    return true;
}

/* Penalty of a break before byte `i`, inside the token; NEVER where no sign asks for
 * one. */
static int32_t sign_penalty(const struct token *t, uint32_t i)
{
    char before = t->s[i - 1], after = t->s[i];

    if (in_escape(t, i) || only_hyphens(t, i))
        return LAYOUT_BREAK_NEVER;
    if (t->code) {
        if (one_of(before, "_-./\\:,") && !one_of(after, "_-./\\:,)]}"))
            return PENALTY_ADDRESS;
        if (after == '(' && before != '(' && t->s[i + 1] != ')')
            return PENALTY_ADDRESS;
        if (before >= 'a' && before <= 'z' && after >= 'A' && after <= 'Z')
            return PENALTY_CAMEL;
        return LAYOUT_BREAK_NEVER;
    }
    if (before == '/' && after != '/')
        return PENALTY_ADDRESS;
    if (one_of(after, ".?&=#%_-~") || (after == ':' && t->s[i + 1] != '/'))
        return PENALTY_ADDRESS;
    if ((is_letter(before) && is_digit(after)) ||
        (is_digit(before) && is_letter(after)))
        return PENALTY_ADDRESS;
    return LAYOUT_BREAK_NEVER;
}

static bool is_lead_byte(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

/* A stretch without signs opens everywhere when it is long. */
static void open_segment(const struct token *t, uint32_t start, uint32_t end,
                         struct layout_opportunity *out)
{
    if (end - start < LONG_SEGMENT)
        return;
    for (uint32_t i = start + 1; i < end; i++)
        if ((unsigned char)t->s[i] < 0x80 && (unsigned char)t->s[i - 1] < 0x80 &&
            (is_letter(t->s[i]) || is_digit(t->s[i])) && !in_escape(t, i))
            allow(&out[i - 1], LAYOUT_PENALTY_ANYWHERE);
}

/* Two characters at least stay together at either end. */
static void open_token(const struct token *t, struct layout_opportunity *out)
{
    uint32_t segment = t->start;

    for (uint32_t i = t->start + 1; i < t->end; i++) {
        int32_t penalty;

        if (!is_lead_byte(t->s[i]))
            continue;
        if ((unsigned char)t->s[i] >= 0x80 || (unsigned char)t->s[i - 1] >= 0x80)
            continue; /* as the text around: syllables stay as they were found */
        penalty = sign_penalty(t, i);
        forbid(&out[i - 1]);
        if (penalty == LAYOUT_BREAK_NEVER || i < t->start + 2 || i + 2 > t->end)
            continue;
        allow(&out[i - 1], penalty);
        open_segment(t, segment, i, out);
        segment = i;
    }
    open_segment(t, segment, t->end, out);
}

static void open_code(const struct layout_text *t, const struct layout_span *span,
                      struct layout_opportunity *out)
{
    uint32_t end = span->start + span->len;

    for (uint32_t at = span->start; at < end;) {
        struct token token = {t->s, at, at, true};

        while (token.end < end && t->s[token.end] != ' ')
            token.end++;
        if (token.end > token.start)
            open_token(&token, out);
        at = token.end + 1;
    }
}

static bool is_address_byte(char c)
{
    return c > ' ' && c < 0x7F && !one_of(c, "<>\"`{}|\\^");
}

/* Where the address that has "://" or "www." at `i` begins. */
static uint32_t address_start(const char *s, uint32_t i)
{
    if (s[i] == 'w')
        return i;
    while (i > 0 && (is_letter(s[i - 1]) || is_digit(s[i - 1])))
        i--;
    return i;
}

static void open_addresses(const struct layout_text *t, struct layout_opportunity *out)
{
    for (uint32_t i = 0; i + 4 < t->len; i++) {
        struct token token = {t->s, 0, i, false};

        if (memcmp(t->s + i, "://", 3) != 0 && memcmp(t->s + i, "www.", 4) != 0)
            continue;
        token.start = address_start(t->s, i);
        while (token.end < t->len && is_address_byte(t->s[token.end]))
            token.end++;
        while (token.end > token.start && one_of(t->s[token.end - 1], ".,:;!?)'"))
            token.end--;
        if (token.end > token.start)
            open_token(&token, out);
        if (token.end > i)
            i = token.end - 1;
    }
}

static void hold_span(const struct layout_span *span, struct layout_opportunity *out)
{
    bool whole = span->kind == LAYOUT_SPAN_WHOLE || span->kind == LAYOUT_SPAN_NOTE;

    if ((span->kind == LAYOUT_SPAN_NOTE || span->kind == LAYOUT_SPAN_SHIFT) &&
        span->start > 0)
        forbid(&out[span->start - 1]);
    for (uint32_t i = span->start; whole && i + 1 < span->start + span->len; i++)
        forbid(&out[i]);
    if (span->kind == LAYOUT_SPAN_BREAK)
        allow(&out[span->start + span->len - 1], LAYOUT_BREAK_FORCED);
}

struct layout_opportunity *layout_opportunities(const struct layout_text *t,
                                                struct text_fontset *fonts,
                                                struct arena *a)
{
    struct layout_opportunity *out =
        arena_array(a, struct layout_opportunity, t->len + 1);
    uint8_t *breaks = arena_alloc(a, t->len + 1);

    text_linebreak(t->s, t->len, TEXT_BREAK_EOJEOL, breaks);
    open_eojeol(t, breaks, out);
    hold_dates(t, out);
    hold_dashes(t, out);
    if (t->style.look.breaks != THEME_BREAK_EOJEOL) {
        text_linebreak(t->s, t->len, TEXT_BREAK_SYLLABLE, breaks);
        open_syllables(t, breaks, out);
    }
    open_words(t, fonts, out);
    open_addresses(t, out);
    for (size_t i = 0; i < t->span_count; i++)
        if (t->spans[i].kind == LAYOUT_SPAN_CODE)
            open_code(t, &t->spans[i], out);
    for (size_t i = 0; i < t->span_count; i++) {
        hold_span(&t->spans[i], out);
        /* brackets stay with their badge */
        if (i > 0 && t->spans[i].group && t->spans[i].group == t->spans[i - 1].group)
            forbid(&out[t->spans[i].start - 1]);
    }
    return out;
}
