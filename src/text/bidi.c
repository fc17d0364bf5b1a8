#include "text/bidi.h"

#include "util/heap.h"
#include "util/utf8.h"

#include <fribidi.h>
#include <string.h>

/* Lead bytes of what has a strong or explicit direction other than left to right. */
bool text_bidi_needed(const char *s, size_t len)
{
    const unsigned char *p = (const unsigned char *)s;

    for (size_t i = 0; i < len; i++) {
        if (p[i] < 0xD6)
            continue;
        if (p[i] <= 0xDF) /* U+0580 to U+07FF */
            return true;
        if (i + 2 >= len)
            return false;
        if (p[i] == 0xE0 && p[i + 1] < 0xA4) /* to U+08FF */
            return true;
        if (p[i] == 0xE2 && p[i + 1] == 0x80 &&
            (p[i + 2] == 0x8F || (p[i + 2] >= 0xAA && p[i + 2] <= 0xAE)))
            return true; /* the mark, embeddings */
        if (p[i] == 0xE2 && p[i + 1] == 0x81 && p[i + 2] >= 0xA6 && p[i + 2] <= 0xA9)
            return true; /* isolates */
        if (p[i] == 0xEF && p[i + 1] >= 0xAC && p[i + 1] <= 0xBB && p[i + 2] != 0xBF)
            /* U+FB00 on, without U+FEFF */
            return true;
        if (p[i] == 0xF0 && (p[i + 1] == 0x90 || p[i + 1] == 0x9E))
            return true; /* U+10000 on, U+1E000 on */
    }
    return false;
}

void text_bidi_levels(const char *s, size_t len, uint8_t *levels)
{
    FriBidiChar *cps = heap_alloc((len + 1) * sizeof *cps);
    FriBidiCharType *types = heap_alloc((len + 1) * sizeof *types);
    FriBidiBracketType *brackets = heap_alloc((len + 1) * sizeof *brackets);
    FriBidiLevel *of_cps = heap_zalloc(len + 1, sizeof *of_cps);
    FriBidiParType base = FRIBIDI_PAR_LTR;
    FriBidiStrIndex count = 0;

    for (size_t at = 0; at < len;)
        at += utf8_decode(s + at, len - at, &cps[count++]);
    fribidi_get_bidi_types(cps, count, types);
    fribidi_get_bracket_types(cps, count, types, brackets);
    if (fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, of_cps) == 0)
        memset(of_cps, 0, len + 1); /* out of memory: left to right */
    count = 0;
    for (size_t at = 0; at < len; count++) {
        uint32_t cp;
        size_t n = utf8_decode(s + at, len - at, &cp);

        for (size_t i = 0; i < n; i++)
            levels[at + i] = of_cps[count] > 0 ? (uint8_t)of_cps[count] : 0;
        at += n;
    }
    heap_free(cps);
    heap_free(types);
    heap_free(brackets);
    heap_free(of_cps);
}

static void reverse(size_t *order, size_t first, size_t end)
{
    while (first + 1 < end) {
        size_t kept = order[first];

        order[first++] = order[--end];
        order[end] = kept;
    }
}

void text_bidi_order(const uint8_t *levels, size_t count, size_t *order)
{
    unsigned highest = 0;

    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    for (unsigned level = highest; level > 0; level--) {
        for (size_t i = 0; i < count;) {
            size_t end = i;

            while (end < count && levels[end] >= level)
                end++;
            reverse(order, i, end);
            i = end > i ? end : i + 1;
        }
    }
}
