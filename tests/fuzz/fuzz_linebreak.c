/*
 * Line breaking: answers only at code point ends, none inside a grapheme cluster, one
 * at the end. The annex itself parts a few clusters.
 */
#include "text/linebreak.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The mandatory breaks (LB4, LB5): `next` is the byte after, 0 at the end. */
static bool ends_line(uint32_t cp, char next)
{
    return (cp >= '\n' && cp <= '\f') || (cp == '\r' && next != '\n') || cp == 0x85 ||
           cp == 0x2028 || cp == 0x2029;
}

static void check_mandatory(const char *s, size_t len, const uint8_t *out)
{
    uint32_t cp;

    for (size_t at = 0; at < len;) {
        at += utf8_decode(s + at, len - at, &cp);
        if (ends_line(cp, at < len ? s[at] : 0) != (out[at - 1] == TEXT_BREAK_MUST) &&
            at < len)
            abort();
    }
}

static void check(const char *s, size_t len, enum text_break_mode mode)
{
    uint8_t *out = heap_zalloc(len + 1, 1);

    text_linebreak(s, len, mode, out);
    for (size_t at = 0; at < len;) {
        size_t cluster = unicode_grapheme(s + at, len - at);

        for (size_t i = 0; i + 1 < cluster; i++)
            if (out[at + i] != TEXT_BREAK_NO && mode != TEXT_BREAK_PLAIN)
                abort();
        at += cluster;
    }
    check_mandatory(s, len, out);
    if (len > 0 && out[len - 1] != TEXT_BREAK_MUST)
        abort();
    heap_free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;

    if (!utf8_valid(s, size, NULL))
        return 0;
    for (int mode = TEXT_BREAK_PLAIN; mode <= TEXT_BREAK_EOJEOL; mode++)
        check(s, size, (enum text_break_mode)mode);
    return 0;
}
