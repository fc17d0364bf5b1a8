#include "media/vector_rules.h"

#include <string.h>
#include <strings.h>

void media_vector_escape(struct buf *out, struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        switch (value.s[i]) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        case '\t':
        case '\n':
        case '\r':
            buf_putc(out, ' '); /* what an attribute is read as (XML 1.0, 3.3.3) */
            break;
        default:
            buf_putc(out, value.s[i]);
        }
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name_character(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* Names beyond ASCII are spelt out, since not every letter may begin or be in a name.
 */
void media_vector_name(struct buf *out, struct str id)
{
    if (id.len == 0 || !is_letter(id.s[0]))
        buf_putc(out, '_');
    for (size_t i = 0; i < id.len; i++) {
        if (is_name_character(id.s[i]))
            buf_putc(out, id.s[i]);
        else
            buf_printf(out, "_%02X", (unsigned char)id.s[i]);
    }
}

/* False for an id whose end is not where it seems: strings and brackets go on behind the
 * first closing one. */
static bool ends_there(struct str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (strchr("\"'(", id.s[i]))
            return false;
    return true;
}

/* Of "url(#id)" at the start of `s`, the id; false when it is anything else. */
static bool read_reference(struct str s, struct str *id, size_t *len)
{
    size_t end = str_find_char(s, ')');
    struct str inner;

    if (end == s.len)
        return false;
    inner = str_trim(str_skip(str_head(s, end), 4));
    if (inner.len >= 2 && (inner.s[0] == '"' || inner.s[0] == '\'') &&
        inner.s[inner.len - 1] == inner.s[0])
        inner = str_trim(str_skip(str_head(inner, inner.len - 1), 1));
    if (inner.len < 2 || inner.s[0] != '#')
        return false;
    *id = str_skip(inner, 1);
    *len = end + 1;
    return ends_there(*id);
}

/* Functions that CSS lets load what they name. */
static bool begins_loading(struct str s)
{
    static const char *const names[] = {"image(",      "image-set(", "src(",
                                        "expression(", "attr(",      "element(",
                                        "cross-fade("};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (s.len >= strlen(names[i]) &&
            strncasecmp(s.s, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* Whether `quote` is still open after `c`: 0 outside, else what it began with. */
static char quote_after(char quote, char c)
{
    if (quote)
        return c == quote ? 0 : quote;
    return c == '"' || c == '\'' ? c : 0;
}

/*
 * What is left open would take in what follows, and so would a comment; a string ends
 * at the end of its line, whatever stands behind it.
 */
static bool is_closed(struct str value)
{
    char quote = 0;
    int depth = 0;

    for (size_t i = 0; i < value.len; i++) {
        char c = value.s[i];

        if (quote && strchr("\n\r\f", c))
            return false;
        quote = quote_after(quote, c);
        if (!quote && c == '(')
            depth++;
        else if (!quote && c == ')' && --depth < 0)
            return false;
    }
    return !quote && depth == 0 && str_find(value, "/*") == value.len;
}

/* Steps over what stands at `s`, writing it; 0: it must not be. */
static size_t put_one(struct buf *out, struct str s, bool word)
{
    struct str id;
    size_t len;

    if (word && begins_loading(s))
        return 0;
    if (s.len < 4 || strncasecmp(s.s, "url(", 4) != 0) {
        media_vector_escape(out, str_head(s, 1));
        return 1;
    }
    if (!read_reference(s, &id, &len))
        return 0;
    buf_puts(out, "url(#");
    media_vector_name(out, id);
    buf_putc(out, ')');
    return len;
}

bool media_vector_value(struct buf *out, struct str value)
{
    size_t start = out->len, step;
    char quote = 0;

    if (!is_closed(value))
        return false;
    for (size_t i = 0; i < value.len; i += step) {
        struct str rest = str_skip(value, i);

        step = 1;
        if (value.s[i] == '\\' || value.s[i] == '@')
            step = 0;
        else if (quote)
            media_vector_escape(out, str_head(rest, 1));
        else
            step = put_one(out, rest, i == 0 || !is_name_character(value.s[i - 1]));
        if (step == 0) {
            buf_truncate(out, start);
            return false;
        }
        if (step == 1)
            quote = quote_after(quote, value.s[i]);
    }
    return true;
}

/* A property's name: letters and hyphens; bindings and behaviours are programs. */
static bool is_property(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!is_letter(name.s[i]) && name.s[i] != '-')
            return false;
    return name.len > 0 && !str_eq_nocase(name, STR("behavior")) &&
           !str_eq_nocase(name, STR("-moz-binding"));
}

/* Bytes up to an unquoted, unbracketed `end`; all of `s` when there is none. */
static size_t find_end(struct str s, char end)
{
    char quote = 0;
    int depth = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.s[i];

        quote = quote_after(quote, c);
        if (quote)
            continue;
        if (c == end && depth == 0)
            return i;
        depth += c == '(';
        depth -= c == ')' && depth > 0;
    }
    return s.len;
}

void media_vector_style(struct buf *out, struct str declarations)
{
    bool first = true;

    while (declarations.len > 0) {
        size_t end = find_end(declarations, ';'), start = out->len, colon;
        struct str one = str_trim(str_head(declarations, end)), name;

        declarations = str_skip(declarations, end + 1);
        colon = str_find_char(one, ':');
        name = str_trim(str_head(one, colon));
        if (colon == one.len || !is_property(name))
            continue;
        if (!first)
            buf_puts(out, "; ");
        buf_add(out, name.s, name.len);
        buf_puts(out, ": ");
        if (media_vector_value(out, str_trim(str_skip(one, colon + 1))))
            first = false;
        else
            buf_truncate(out, start);
    }
}

static void drop_comments(struct buf *out, struct str css)
{
    while (css.len > 0) {
        size_t open = str_find(css, "/*"), close;

        buf_add(out, css.s, open);
        css = str_skip(css, open);
        close = str_find(str_skip(css, 2), "*/");
        css = str_skip(css, close + 4);
    }
}

static bool is_selector(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (strchr("\\@<;{}()\"'", s.s[i]))
            return false;
    return s.len > 0 && str_find(s, "/*") == s.len;
}

/* Steps over an @-rule: to its semicolon, or the end of its block. */
static struct str skip_at_rule(struct str css)
{
    int depth = 0;

    for (size_t i = 0; i < css.len; i++) {
        char c = css.s[i];

        depth += c == '{';
        depth -= c == '}' && depth > 0;
        if (depth == 0 && (c == ';' || c == '}'))
            return str_skip(css, i + 1);
    }
    return str_skip(css, css.len);
}

static struct str put_rule(struct buf *out, struct str css)
{
    size_t open = str_find_char(css, '{'), start = out->len, kept;
    struct str selector = str_trim(str_head(css, open)), block;
    size_t close;

    css = str_skip(css, open + 1);
    close = find_end(css, '}');
    block = str_head(css, close);
    if (is_selector(selector) && str_find_char(block, '{') == block.len) {
        media_vector_escape(out, selector);
        buf_puts(out, " { ");
        kept = out->len;
        media_vector_style(out, block);
        if (out->len == kept)
            buf_truncate(out, start);
        else
            buf_puts(out, " }\n");
    }
    return str_skip(css, close + 1);
}

void media_vector_sheet(struct buf *out, struct str css)
{
    struct buf plain = {0};
    struct str rest;

    drop_comments(&plain, css);
    rest = str_trim((struct str){buf_str(&plain), plain.len});
    while (rest.len > 0) {
        rest = rest.s[0] == '@' ? skip_at_rule(rest) : put_rule(out, rest);
        rest = str_trim(rest);
    }
    buf_release(&plain);
}
