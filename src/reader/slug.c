#include "reader/slug.h"

#include "util/buf.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* What becomes a hyphen: white space and the punctuation of the upstream expression. */
static bool separates(uint32_t cp)
{
    if (cp < 0x80)
        return cp <= ' ' || strchr("~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/", (int)cp) != NULL;
    return cp == 0x201C || cp == 0x201D || cp == 0x2018 || cp == 0x2019 ||
           cp == 0xFEFF || unicode_is_space(cp);
}

char *reader_slug(struct arena *a, const char *text)
{
    const char *form = unicode_slug_form(a, text);
    size_t len = strlen(form), nfc_len;
    struct buf out = {0};
    const char *nfc;
    char *slug;

    for (size_t at = 0; at < len;) {
        uint32_t cp;

        at += utf8_decode(form + at, len - at, &cp);
        if ((cp >= 0x300 && cp <= 0x36F) || (cp < 0x20 && !unicode_is_space(cp)))
            continue;
        if (!separates(cp)) {
            if (out.len == 0 && cp >= '0' && cp <= '9')
                buf_putc(&out, '_');
            buf_put_utf8(&out, unicode_lower(cp));
        } else if (out.len > 0 && out.data[out.len - 1] != '-') {
            buf_putc(&out, '-');
        }
    }
    if (out.len > 0 && out.data[out.len - 1] == '-')
        buf_truncate(&out, out.len - 1);
    nfc = unicode_nfc(a, buf_str(&out), out.len, &nfc_len);
    slug = arena_strndup(a, nfc, nfc_len);
    buf_release(&out);
    return slug;
}
