#include "epub/xml.h"

#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdbool.h>
#include <string.h>

static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* Bytes that stand for themselves; the others are escaped or decoded and looked at. */
static bool is_plain(unsigned char c)
{
    return (c >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"' && c < 0x7F) ||
           c == '\n' || c == '\t';
}

/* Bytes from `at` on that may be copied: plain ones and whole characters of three
 * bytes, which Hangul is. */
static size_t plain_run(const char *text, size_t len, size_t at)
{
    size_t start = at;

    while (at < len) {
        const unsigned char *u = (const unsigned char *)text + at;

        if (is_plain(*u))
            at++;
        else if (*u > 0xE0 && *u < 0xED && (u[1] & 0xC0) == 0x80 &&
                 (u[2] & 0xC0) == 0x80)
            at += 3;
        else
            break;
    }
    return at - start;
}

void epub_xml_text(struct buf *out, const char *text)
{
    size_t len = strlen(text), at = 0, run;

    for (;;) {
        const char *escape;
        uint32_t cp;

        run = plain_run(text, len, at);
        buf_add(out, text + at, run);
        at += run;
        if (at == len)
            return;
        escape = escape_of(text[at]);
        at += utf8_decode(text + at, len - at, &cp);
        if (escape)
            buf_puts(out, escape);
        else
            buf_put_utf8(out, unicode_is_xml(cp) ? cp : UTF8_REPLACEMENT);
    }
}

void epub_xml_attribute(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_putc(out, ' ');
    buf_puts(out, name);
    buf_puts(out, "=\"");
    epub_xml_text(out, value);
    buf_putc(out, '"');
}

void epub_xml_element(struct buf *out, const char *name, const char *text)
{
    if (cstr_blank(text))
        return;
    buf_printf(out, "<%s>", name);
    epub_xml_text(out, text);
    buf_printf(out, "</%s>\n", name);
}
