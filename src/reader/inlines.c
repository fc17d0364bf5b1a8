#include "reader/inlines.h"

#include "reader/markdown.h"
#include "util/heap.h"

#include <chunk.h>
#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* What opens is looked for this far: a longer one is no inline, and a hostile line
 * stays linear. */
enum { LONGEST_EXPRESSION = 256, LONGEST_INLINE = 4096 };

static void free_inline(cmark_mem *mem, void *user_data)
{
    struct reader_inline *in = user_data;

    (void)mem;
    if (in)
        heap_free(in->text);
    heap_free(in);
}

const struct reader_inline *reader_inline_of(cmark_node *node)
{
    cmark_node_type t = cmark_node_get_type(node);

    if (t != CMARK_NODE_HTML_INLINE && t != CMARK_NODE_EMPH)
        return NULL;
    return cmark_node_get_user_data(node);
}

static void dress(cmark_inline_parser *parser, cmark_node *node,
                  enum reader_inline_kind kind, const unsigned char *s, size_t len)
{
    struct reader_inline *in = heap_zalloc(1, sizeof *in);

    in->kind = kind;
    in->line = cmark_inline_parser_get_line(parser);
    in->column = cmark_inline_parser_get_column(parser);
    in->text = heap_strndup((const char *)s, len);
    cmark_node_set_user_data(node, in);
    cmark_node_set_user_data_free_func(node, free_inline);
}

/* The text from the character being matched on. */
struct here {
    cmark_inline_parser *parser;
    const unsigned char *s;
    int at, len;
};

static struct here here_of(cmark_inline_parser *parser)
{
    cmark_chunk *chunk = cmark_inline_parser_get_chunk(parser);

    return (struct here){parser, chunk->data, cmark_inline_parser_get_offset(parser),
                         chunk->len};
}

/* A leaf of the text from `start` to `end`; reading goes on at `next`. */
static cmark_node *leaf(const struct here *h, enum reader_inline_kind kind, int start,
                        int end, int next)
{
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, reader_memory());

    dress(h->parser, node, kind, h->s + start, (size_t)(end - start));
    cmark_inline_parser_set_offset(h->parser, next);
    return node;
}

static int bounded(int len, int limit)
{
    return len < limit ? len : limit;
}

static cmark_node *match_expression(const struct here *h)
{
    const void *end;

    if (h->at + 3 >= h->len || h->s[h->at + 1] != '{')
        return NULL;
    end = memmem(h->s + h->at + 2,
                 (size_t)bounded(h->len - h->at - 2, LONGEST_EXPRESSION), "}}", 2);
    if (!end)
        return NULL;
    return leaf(h, READER_EXPRESSION, h->at + 2,
                (int)((const unsigned char *)end - h->s),
                (int)((const unsigned char *)end - h->s) + 2);
}

static bool is_word(int c)
{
    return c < 0x80 && (isalnum(c) || c == '_');
}

/* "$5,000 and $6" is money: digits first, no TeX, and more than one word. */
static bool looks_like_price(const unsigned char *s, int len)
{
    bool space = false;

    if (len == 0 || !isdigit(s[0]))
        return false;
    for (int i = 0; i < len; i++) {
        if (strchr("\\^_{}=+*/<>", s[i]))
            return false;
        space |= s[i] == ' ' || s[i] >= 0x80;
    }
    return space;
}

static cmark_node *match_math(const struct here *h)
{
    int before = h->at ? h->s[h->at - 1] : ' ';
    int first = h->at + 1 < h->len ? h->s[h->at + 1] : ' ';

    if (before == '$' || is_word(before) || isspace(first) || first == '$')
        return NULL;
    for (int i = h->at + 1; i < bounded(h->len, h->at + LONGEST_INLINE); i++) {
        int inner = h->s[i - 1], after = i + 1 < h->len ? h->s[i + 1] : ' ';

        if (h->s[i] == '\\') {
            i++;
            continue;
        }
        if (h->s[i] != '$')
            continue;
        if (isspace(inner) && isspace(after))
            continue;
        if (after == '$' || is_word(after) || isspace(inner) ||
            looks_like_price(h->s + h->at + 1, i - h->at - 1))
            return NULL;
        return leaf(h, READER_MATH_INLINE, h->at + 1, i, i + 1);
    }
    return NULL;
}

static cmark_node *match_note(const struct here *h)
{
    int depth = 0;

    for (int i = h->at + 1; i < bounded(h->len, h->at + LONGEST_INLINE); i++) {
        if (h->s[i] == '\\')
            i++;
        else if (h->s[i] == '[')
            depth++;
        else if (h->s[i] == ']' && --depth == 0)
            return leaf(h, READER_NOTE, h->at + 2, i, i + 1);
    }
    return NULL;
}

/* `^x^` and `~x~`: no white space inside, content taken as it is. */
static cmark_node *match_script(const struct here *h)
{
    unsigned char c = h->s[h->at];

    if (c == '^' && h->at > 0 && h->s[h->at - 1] == '[')
        return NULL; /* "[^1],[^2]" are notes */
    if ((h->at + 1 < h->len && h->s[h->at + 1] == c) ||
        (c == '~' && h->at > 0 && h->s[h->at - 1] == c))
        return NULL;
    for (int i = h->at + 1; i < h->len; i++) {
        if (h->s[i] == '\\' && i + 1 < h->len &&
            (ispunct(h->s[i + 1]) || h->s[i + 1] == ' '))
            i++;
        else if (isspace(h->s[i]))
            return NULL;
        else if (h->s[i] == c)
            return i == h->at + 1 ? NULL
                                  : leaf(h, c == '^' ? READER_SUP : READER_SUB,
                                         h->at + 1, i, i + 1);
    }
    return NULL;
}

/* Called for any character that begins a run of text, not only for those asked for. */
static cmark_node *match_leaf(cmark_syntax_extension *ext, cmark_parser *parser,
                              cmark_node *parent, unsigned char c,
                              cmark_inline_parser *inlines)
{
    struct here h = here_of(inlines);

    (void)ext;
    (void)parser;
    (void)parent;
    switch (c) {
    case '{':
        return match_expression(&h);
    case '$':
        return match_math(&h);
    case '^':
        return h.at + 2 < h.len && h.s[h.at + 1] == '[' ? match_note(&h)
                                                        : match_script(&h);
    default:
        return NULL;
    }
}

/* The first "=" of a run of three, five, … before a word: it is text, the others pair.
 */
static bool begins_odd_run(const struct here *h)
{
    int end = h->at;

    if (h->at > 0 && !isspace(h->s[h->at - 1]))
        return false; /* before anything is counted: a run may be long */
    while (end < h->len && h->s[end] == '=')
        end++;
    return (end - h->at) % 2 == 1;
}

static cmark_node *one_character(const struct here *h)
{
    const char text[2] = {(char)h->s[h->at], '\0'};
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_TEXT, reader_memory());

    cmark_node_set_literal(node, text);
    cmark_inline_parser_set_offset(h->parser, h->at + 1);
    return node;
}

static cmark_node *match_span(cmark_syntax_extension *ext, cmark_parser *parser,
                              cmark_node *parent, unsigned char c,
                              cmark_inline_parser *inlines)
{
    struct here h = here_of(inlines);
    int left, right, before, after, count;
    cmark_node *text;

    (void)ext;
    (void)parser;
    (void)parent;
    if (c != '=' && c != '~')
        return NULL;
    if (c == '~' && !(h.at + 1 < h.len && h.s[h.at + 1] == '~'))
        return match_script(&h);
    if (c == '=' && begins_odd_run(&h))
        return one_character(&h);
    text = cmark_node_new_with_mem(CMARK_NODE_TEXT, reader_memory());
    /* Seen by nobody until insert_span makes the text a span. */
    dress(inlines, text, c == '=' ? READER_MARK : READER_STRIKE, NULL, 0);
    count = cmark_inline_parser_scan_delimiters(inlines, 2, c, &left, &right, &before,
                                                &after);
    if (count != 2) {
        cmark_node_free(text);
        cmark_inline_parser_set_offset(inlines, h.at);
        return NULL;
    }
    cmark_node_set_literal(text, c == '=' ? "==" : "~~");
    if (left || right)
        cmark_inline_parser_push_delimiter(inlines, c, left, right, text);
    return text;
}

/* Makes the opener's text node the span and moves everything up to the closer into it.
 */
static delimiter *insert_span(cmark_syntax_extension *ext, cmark_parser *parser,
                              cmark_inline_parser *inlines, delimiter *opener,
                              delimiter *closer)
{
    delimiter *next = closer->next, *d = closer;
    cmark_node *span = opener->inl_text, *child, *after;

    (void)ext;
    (void)parser;
    if (span && closer->inl_text && cmark_node_set_type(span, CMARK_NODE_EMPH)) {
        for (child = cmark_node_next(span); child && child != closer->inl_text;
             child = after) {
            after = cmark_node_next(child);
            cmark_node_append_child(span, child);
        }
        cmark_node_free(closer->inl_text);
    }
    while (d && d != opener) {
        delimiter *previous = d->previous;

        cmark_inline_parser_remove_delimiter(inlines, d);
        d = previous;
    }
    cmark_inline_parser_remove_delimiter(inlines, opener);
    return next;
}

static cmark_syntax_extension *extension(const char *name, const char *chars)
{
    cmark_mem *mem = cmark_get_default_mem_allocator();
    cmark_syntax_extension *ext = cmark_syntax_extension_new(name);
    cmark_llist *list = NULL;

    for (; *chars; chars++)
        list = cmark_llist_append(mem, list, (void *)(uintptr_t)(unsigned char)*chars);
    cmark_syntax_extension_set_special_inline_chars(ext, list);
    return ext;
}

cmark_syntax_extension *reader_inline_extension(void)
{
    cmark_syntax_extension *ext = extension("seoga-inlines", "{$^");

    cmark_syntax_extension_set_match_inline_func(ext, match_leaf);
    return ext;
}

cmark_syntax_extension *reader_span_extension(void)
{
    cmark_syntax_extension *ext = extension("seoga-spans", "=~");

    cmark_syntax_extension_set_match_inline_func(ext, match_span);
    cmark_syntax_extension_set_inline_from_delim_func(ext, insert_span);
    cmark_syntax_extension_set_emphasis(ext, 1);
    return ext;
}
