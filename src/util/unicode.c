#include "util/unicode.h"

#include "util/heap.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Below this and in these blocks every character is its own NFC and combines with
 * nothing after it. */
static bool is_inert(uint32_t cp)
{
    return cp < 0x300 || unicode_is_hangul_syllable(cp) ||
           (cp >= 0x2010 && cp < 0x20D0) ||
           (cp >= 0x3001 && cp < 0x3040 && !(cp >= 0x302A && cp < 0x3030)) ||
           (cp >= 0x4E00 && cp < 0xA000) || (cp >= 0x3131 && cp < 0x3190);
}

static bool is_surely_nfc(const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp;

        i += utf8_decode(s + i, len - i, &cp);
        if (!is_inert(cp))
            return false;
    }
    return true;
}

const char *unicode_nfc(struct arena *a, const char *s, size_t len, size_t *out_len)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n;
    char *copy;

    if (out_len)
        *out_len = len;
    if (is_surely_nfc(s, len))
        return s;
    n = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, &mapped,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n == UTF8PROC_ERROR_NOMEM)
        heap_exhausted();
    if (n < 0)
        return s;
    copy = arena_strndup(a, (const char *)mapped, (size_t)n);
    free(mapped);
    if (out_len)
        *out_len = (size_t)n;
    return copy;
}

static const char *decomposed(struct arena *a, const char *s, int compat)
{
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, 0, &mapped,
                     (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
                                         UTF8PROC_DECOMPOSE | compat));
    char *copy;

    if (n == UTF8PROC_ERROR_NOMEM)
        heap_exhausted();
    if (n < 0)
        return arena_strdup(a, s);
    copy = arena_strndup(a, (const char *)mapped, (size_t)n);
    free(mapped);
    return copy;
}

const char *unicode_nfd(struct arena *a, const char *s)
{
    return decomposed(a, s, 0);
}

const char *unicode_slug_form(struct arena *a, const char *s)
{
    return decomposed(a, s, UTF8PROC_COMPAT);
}

uint32_t unicode_lower(uint32_t cp)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

/* Neither joins a cluster nor lets one grow. */
static bool is_single(uint32_t cp)
{
    return (cp >= 0x20 && cp < 0x7F) || unicode_is_hangul_syllable(cp) ||
           (cp >= 0x4E00 && cp < 0xA000);
}

size_t unicode_grapheme(const char *s, size_t len)
{
    utf8proc_int32_t state = 0;
    uint32_t previous, cp;
    size_t at;

    if (len == 0)
        return 0;
    at = utf8_decode(s, len, &previous);
    while (at < len) {
        size_t n = utf8_decode(s + at, len - at, &cp);

        if (is_single(previous) && is_single(cp))
            break;
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)previous,
                                             (utf8proc_int32_t)cp, &state))
            break;
        previous = cp;
        at += n;
    }
    return at;
}

bool unicode_is_space(uint32_t cp)
{
    utf8proc_category_t c;

    if (cp < 0x80)
        return cp == ' ' || (cp >= '\t' && cp <= '\r');
    c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
           c == UTF8PROC_CATEGORY_ZP;
}

bool unicode_is_punct(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_PO;
}

bool unicode_is_letter(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool unicode_is_mark(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

bool unicode_is_hangul_syllable(uint32_t cp)
{
    return cp >= 0xAC00 && cp <= 0xD7A3;
}

bool unicode_is_hangul(uint32_t cp)
{
    return unicode_is_hangul_syllable(cp) || (cp >= 0x1100 && cp < 0x1200) ||
           (cp >= 0x3131 && cp < 0x3190) || (cp >= 0xA960 && cp < 0xA980) ||
           (cp >= 0xD7B0 && cp < 0xD800);
}

bool unicode_is_private(uint32_t cp)
{
    return (cp >= 0xE000 && cp < 0xF900) || (cp >= 0xF0000 && cp < 0x110000);
}

bool unicode_is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp < 0xA000) || (cp >= 0x3400 && cp < 0x4DC0) ||
           (cp >= 0xF900 && cp < 0xFB00) || (cp >= 0x20000 && cp < 0x3FFFE) ||
           cp == 0x3007;
}

bool unicode_is_wide(uint32_t cp)
{
    return cp >= 0x1100 && utf8proc_charwidth((utf8proc_int32_t)cp) == 2;
}

bool unicode_is_ignorable(uint32_t cp)
{
    return cp == 0xAD || cp == 0x34F || cp == 0x61C || (cp >= 0x115F && cp <= 0x1160) ||
           (cp >= 0x17B4 && cp <= 0x17B5) || (cp >= 0x180B && cp <= 0x180F) ||
           (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x206F) || cp == 0x3164 ||
           (cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF || cp == 0xFFA0 ||
           (cp >= 0xFFF0 && cp <= 0xFFF8) || (cp >= 0x1BCA0 && cp <= 0x1BCA3) ||
           (cp >= 0x1D173 && cp <= 0x1D17A) || (cp >= 0xE0000 && cp <= 0xE0FFF);
}

bool unicode_is_xml(uint32_t cp)
{
    return cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x20 && cp <= 0xD7FF) ||
           (cp >= 0xE000 && cp <= 0xFFFD) || (cp >= 0x10000 && cp <= 0x10FFFF);
}

/* Bytes that are clean, from the start. */
static size_t clean_length(const char *s, size_t len)
{
    size_t at = 0;

    while (at < len) {
        unsigned char c = (unsigned char)s[at];
        uint32_t cp;
        size_t n = 1;

        if (c < 0x20 || c >= 0x80) {
            n = utf8_decode(s + at, len - at, &cp);
            if (!unicode_is_xml(cp) || utf8_is_ill(cp, s + at, n))
                break;
        }
        at += n;
    }
    return at;
}

const char *unicode_clean(struct arena *a, const char *s, size_t len)
{
    size_t run = clean_length(s, len), at = 0, out = 0;
    char *copy;

    if (run == len)
        return s;
    copy = arena_alloc(a, len * 3 + 1);
    for (;;) {
        uint32_t cp;

        memcpy(copy + out, s + at, run);
        out += run;
        at += run;
        if (at == len)
            break;
        at += utf8_decode(s + at, len - at, &cp);
        out += utf8_encode(UTF8_REPLACEMENT, copy + out);
        run = clean_length(s + at, len - at);
    }
    copy[out] = '\0';
    return copy;
}

bool unicode_is_blank(const char *s)
{
    size_t len = s ? strlen(s) : 0;

    for (size_t i = 0; i < len;) {
        uint32_t cp;

        i += utf8_decode(s + i, len - i, &cp);
        if (!unicode_is_space(cp) && !unicode_is_ignorable(cp) && unicode_is_xml(cp))
            return false;
    }
    return true;
}

int unicode_hangul_share(const char *s, size_t len)
{
    size_t letters = 0, hangul = 0;

    for (size_t i = 0; i < len;) {
        uint32_t cp;

        i += utf8_decode(s + i, len - i, &cp);
        if (unicode_is_hangul(cp)) {
            hangul++;
            letters++;
        } else if (unicode_is_letter(cp)) {
            letters++;
        }
    }
    return letters ? (int)(hangul * 100 / letters) : 0;
}
