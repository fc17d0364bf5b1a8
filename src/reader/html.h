#ifndef READER_HTML_H
#define READER_HTML_H

#include "util/arena.h"
#include "util/str.h"

#include <stdbool.h>

/* One tag of HTML or of a Vue component. Strings are decoded and live in an arena. */
struct html_tag {
    const char *name;
    bool closing, self_closing;
    struct html_attribute {
        const char *name, *value; /* value "" when there is none */
        struct html_attribute *next;
    } * attributes;
};

/*
 * Bytes of the tag that begins at s.s[0] == '<', or 0 when it is no whole tag: "<" or
 * "</", an ASCII letter, to the first ">" outside quotes (a quote opens only after
 * "="). `<출처: …>` is no tag.
 */
size_t reader_tag_length(struct str s);

/* Bytes to the end of the tag, looked for from `at`, behind its name, or 0. `*quote` is
 * the open quote or 0, there and at the end, so that the search can go on. */
size_t reader_tag_end(struct str s, size_t at, char *quote);

/* Reads the tag of `reader_tag_length` bytes; also an unfinished one, as far as it
 * goes. */
struct html_tag reader_tag_read(struct str s, struct arena *a);

/* The attribute's value, or NULL; "slug-hash" and "slugHash" are the same name. */
const char *reader_attribute(const struct html_tag *tag, const char *name);

/* Bytes of the comment, doctype, CDATA or processing instruction at s.s[0] == '<', or
 * 0. */
size_t reader_comment_length(struct str s);

/* Character references of HTML (decimal, hexadecimal, named) in `s`, as text. */
const char *reader_decode_html(struct str s, struct arena *a);

/* True for the components the reader knows (components.c). */
bool reader_is_component(struct str name);

#endif
