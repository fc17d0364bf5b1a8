#include "reader/source.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdbool.h>
#include <string.h>

struct source {
    struct buf *out;
    const char *path;
    struct diag *diag;
    int line;
    size_t line_start; /* in `out` */
    bool reported;
};

static void replace(struct source *s, const char *what)
{
    if (!s->reported)
        diag_warning(
            s->diag,
            (struct diag_pos){s->path, s->line, (int)(s->out->len - s->line_start) + 1},
            "utf8", "%s became U+FFFD, here and wherever else; save the file as UTF-8",
            what);
    s->reported = true;
    buf_put_utf8(s->out, UTF8_REPLACEMENT);
}

static void end_line(struct source *s)
{
    buf_putc(s->out, '\n');
    s->line++;
    s->line_start = s->out->len;
}

/* One code point that is not plain ASCII; returns its length. */
static size_t take(struct source *s, const char *bytes, size_t len)
{
    uint32_t cp;
    size_t n = utf8_decode(bytes, len, &cp);

    if (utf8_is_ill(cp, bytes, n))
        replace(s, "a byte that is not UTF-8");
    else if (!unicode_is_xml(cp))
        replace(s, "a control character");
    else if (cp < 0xFDD0 || cp > 0xFDEF)
        buf_add(s->out, bytes, n);
    return n;
}

static bool is_plain(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\t';
}

void reader_source(struct buf *out, const char *bytes, size_t len, const char *path,
                   struct diag *diag)
{
    struct source s = {.out = out, .path = path, .diag = diag, .line = 1};
    size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    buf_reserve(out, len);
    while (at < len) {
        size_t run = at;

        while (run < len && is_plain((unsigned char)bytes[run]))
            run++;
        buf_add(out, bytes + at, run - at);
        at = run;
        if (at == len)
            break;
        if (bytes[at] == '\n' || bytes[at] == '\r') {
            at += bytes[at] == '\r' && at + 1 < len && bytes[at + 1] == '\n' ? 2 : 1;
            end_line(&s);
        } else {
            at += take(&s, bytes + at, len - at);
        }
    }
}
