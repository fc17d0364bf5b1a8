#include "reader/html.h"

#include "reader/markdown.h"
#include "util/utf8.h"

#include <buffer.h>
#include <ctype.h>
#include <houdini.h>
#include <string.h>

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.' || c == ':';
}

size_t reader_tag_end(struct str s, size_t at, char *quote)
{
    for (; at < s.len; at++) {
        char c = s.s[at];

        if (*quote)
            *quote = c == *quote ? 0 : *quote;
        else if ((c == '"' || c == '\'') && at > 0 && s.s[at - 1] == '=')
            *quote = c;
        else if (c == '>')
            return at + 1;
    }
    return 0;
}

size_t reader_tag_length(struct str s)
{
    size_t at = 1;
    char quote = 0;

    if (s.len < 3 || s.s[0] != '<')
        return 0;
    at += s.s[1] == '/';
    if (!isalpha((unsigned char)s.s[at]))
        return 0;
    while (at < s.len && is_name_char(s.s[at]))
        at++;
    if (at < s.len && !strchr(" \t\n/>", s.s[at]))
        return 0;
    /* Tags that are never closed are many in a hostile text; this keeps it linear
     * enough. */
    if (!memchr(s.s + at, '>', s.len - at))
        return 0;
    return reader_tag_end(s, at, &quote);
}

static size_t skip_space(struct str s, size_t at)
{
    while (at < s.len && (s.s[at] == ' ' || s.s[at] == '\t' || s.s[at] == '\n'))
        at++;
    return at;
}

/* The value after "="; `*at` moves past it. */
static struct str attribute_value(struct str s, size_t *at)
{
    size_t start = *at, end;
    char quote =
        start < s.len && (s.s[start] == '"' || s.s[start] == '\'') ? s.s[start] : 0;

    if (quote) {
        start++;
        end = start + str_find_char(str_skip(s, start), quote);
        *at = end < s.len ? end + 1 : end;
    } else {
        end = start;
        while (end < s.len && !strchr(" \t\n>", s.s[end]))
            end++;
        *at = end;
    }
    return (struct str){s.s + start, end - start};
}

struct html_tag reader_tag_read(struct str s, struct arena *a)
{
    struct html_tag tag = {.name = ""};
    struct html_attribute **to = &tag.attributes;
    size_t at = 1, start;

    if (s.len > 1 && s.s[1] == '/') {
        tag.closing = true;
        at++;
    }
    start = at;
    while (at < s.len && is_name_char(s.s[at]))
        at++;
    tag.name = arena_strndup(a, s.s + start, at - start);
    while ((at = skip_space(s, at)) < s.len && s.s[at] != '>') {
        struct html_attribute *attribute;

        start = at;
        while (at < s.len && !strchr(" \t\n=/>", s.s[at]))
            at++;
        if (at == start) {
            tag.self_closing = s.s[at] == '/';
            at++;
            continue;
        }
        attribute = arena_new(a, struct html_attribute);
        attribute->name = arena_strndup(a, s.s + start, at - start);
        attribute->value = "";
        at = skip_space(s, at);
        if (at < s.len && s.s[at] == '=') {
            at = skip_space(s, at + 1);
            attribute->value = reader_decode_html(attribute_value(s, &at), a);
        }
        tag.self_closing = false;
        *to = attribute;
        to = &attribute->next;
    }
    return tag;
}

static char upper(char c)
{
    return (char)toupper((unsigned char)c);
}

/* "slug-hash" against "slugHash". */
static bool same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        bool hump = *a == '-' && a[1];

        a += hump;
        if (*a != *b && !(hump && upper(*a) == *b))
            return false;
    }
    return *a == *b;
}

const char *reader_attribute(const struct html_tag *tag, const char *name)
{
    for (const struct html_attribute *at = tag->attributes; at; at = at->next)
        if (strcmp(at->name, name) == 0 || same_name(name, at->name) ||
            same_name(at->name, name))
            return at->value;
    return NULL;
}

static size_t through(struct str s, size_t from, const char *end)
{
    size_t at = str_find(str_skip(s, from), end);

    return from + at < s.len ? from + at + strlen(end) : 0;
}

size_t reader_comment_length(struct str s)
{
    if (str_starts(s, "<!-->") || str_starts(s, "<!--->"))
        return str_find_char(s, '>') + 1;
    if (str_starts(s, "<!--"))
        return through(s, 4, "-->");
    if (str_starts(s, "<?"))
        return through(s, 2, "?>");
    if (str_starts(s, "<![CDATA["))
        return through(s, 9, "]]>");
    if (s.len > 2 && s.s[0] == '<' && s.s[1] == '!' && isalpha((unsigned char)s.s[2]))
        return through(s, 2, ">");
    return 0;
}

/* The parser's function spells U+FFFE and U+FFFF as the bytes FE and FF. */
static const char *whole_characters(struct arena *a, const char *s, size_t len)
{
    size_t more = 0;
    char *copy, *to;

    for (size_t i = 0; i < len; i++)
        more += (unsigned char)s[i] >= 0xFE ? 2 : 0;
    to = copy = arena_alloc(a, len + more + 1);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c < 0xFE)
            *to++ = s[i];
        else
            to += utf8_encode(0xFF00u + c, to);
    }
    *to = '\0';
    return copy;
}

const char *reader_decode_html(struct str s, struct arena *a)
{
    cmark_strbuf text;
    const char *copy;

    if (str_find_char(s, '&') == s.len)
        return arena_strndup(a, s.s, s.len);
    cmark_strbuf_init(reader_memory(), &text, 0);
    houdini_unescape_html_f(&text, (const uint8_t *)s.s, (bufsize_t)s.len);
    copy = whole_characters(a, (const char *)text.ptr, (size_t)text.size);
    cmark_strbuf_free(&text);
    return copy;
}
