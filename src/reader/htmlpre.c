#include "reader/htmlpre.h"

#include "reader/codeblock.h"
#include "reader/html.h"
#include "util/buf.h"

/* The text of a stretch of HTML without its tags. */
static const char *bare_text(struct reader_context *c, struct str html)
{
    struct buf out = {0};
    const char *text;

    while (html.len > 0) {
        size_t run = str_find_char(html, '<'), length;

        buf_add(&out, html.s, run);
        html = str_skip(html, run);
        if (html.len == 0)
            break;
        length = reader_tag_length(html);
        if (length == 0)
            buf_putc(&out, '<');
        html = str_skip(html, length ? length : 1);
    }
    text = reader_decode_html((struct str){buf_str(&out), out.len}, c->arena);
    buf_release(&out);
    return text;
}

/* Where the closing tag begins, or the end. */
static size_t closing_tag(struct str inside)
{
    size_t at = 0;

    while (at < inside.len &&
           !str_eq_nocase(str_head(str_skip(inside, at), 5), STR("</pre")))
        at += 1 + str_find_char(str_skip(inside, at + 1), '<');
    return at < inside.len ? at : inside.len;
}

size_t reader_html_pre(struct reader_context *c, struct doc_node *n, struct str html,
                       size_t length)
{
    struct str inside = str_skip(html, length);
    size_t end = closing_tag(inside);
    struct str rest = str_skip(inside, end), code = str_head(inside, end);

    /* A line end right after the tag is not part of the text (HTML 13.1.2.5). */
    reader_code_block(c, n, "", bare_text(c, str_skip(code, str_starts(code, "\n"))));
    return length + end + (rest.len > 0 ? str_find_char(rest, '>') + 1 : 0);
}
