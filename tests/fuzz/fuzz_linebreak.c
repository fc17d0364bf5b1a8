/* Line breaking: answers only at code point ends, none inside a grapheme cluster, one at the end. */
#include "text/linebreak.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *s, size_t len, enum text_break_mode mode)
{
    uint8_t *out = heap_zalloc(len + 1, 1);

    text_linebreak(s, len, mode, out);
    for (size_t at = 0; at < len;) {
        size_t cluster = unicode_grapheme(s + at, len - at);

        for (size_t i = 0; i + 1 < cluster; i++)
            if (out[at + i] == TEXT_BREAK_MAY)
                abort();
        at += cluster;
    }
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
