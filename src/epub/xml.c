#include "epub/xml.h"

#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

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

void epub_xml_text(struct buf *out, const char *text)
{
    size_t len = strlen(text), at = 0;

    while (at < len) {
        size_t run = at;
        const char *escape;
        uint32_t cp;

        while (run < len && !strchr("&<>\"\x7F\x0B\x0C", text[run]) &&
               ((unsigned char)text[run] >= 0x20 || text[run] == '\n' || text[run] == '\t') &&
               (unsigned char)text[run] < 0xED)
            run++;
        buf_add(out, text + at, run - at);
        at = run;
        if (at == len)
            break;
        escape = escape_of(text[at]);
        if (escape) {
            buf_puts(out, escape);
            at++;
            continue;
        }
        at += utf8_decode(text + at, len - at, &cp);
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
