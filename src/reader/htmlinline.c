#include "reader/htmlinline.h"

#include "reader/attributes.h"
#include "reader/components.h"
#include "reader/tree.h"

#include <stdlib.h>
#include <string.h>

/* Inline elements of the allow-list; a span has no look of its own. */
static const struct {
    const char *name;
    enum doc_kind kind;
} inline_elements[] = {
    {"b", DOC_STRONG},   {"strong", DOC_STRONG}, {"i", DOC_EMPH},
    {"em", DOC_EMPH},    {"cite", DOC_EMPH},     {"dfn", DOC_EMPH},
    {"s", DOC_STRIKE},   {"del", DOC_STRIKE},    {"strike", DOC_STRIKE},
    {"mark", DOC_MARK},  {"sup", DOC_SUP},       {"sub", DOC_SUB},
    {"ins", DOC_INS},    {"u", DOC_INS},         {"kbd", DOC_KBD},
    {"a", DOC_LINK},     {"span", DOC_SPAN},     {"small", DOC_SPAN},
    {"font", DOC_SPAN},  {"abbr", DOC_SPAN},     {"q", DOC_SPAN},
    {"code", DOC_SPAN},  {"samp", DOC_SPAN},     {"var", DOC_EMPH},
    {"label", DOC_SPAN}, {"center", DOC_SPAN},   {"big", DOC_SPAN},
    {"time", DOC_SPAN},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static int find_inline(const char *name)
{
    for (size_t i = 0; i < COUNT(inline_elements); i++)
        if (strcasecmp(name, inline_elements[i].name) == 0)
            return (int)i;
    return -1;
}

/* <ruby> and its parts. */
static bool is_ruby(const char *name)
{
    static const char *const names[] = {"ruby", "rb", "rt", "rtc", "rp"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

bool reader_html_is_inline(const char *name)
{
    return find_inline(name) >= 0 || is_ruby(name) || strcasecmp(name, "br") == 0 ||
           strcasecmp(name, "img") == 0;
}

bool reader_html_is_silent(const char *name)
{
    static const char *const names[] = {"meta",     "link",   "wbr",      "col",
                                        "colgroup", "source", "track",    "input",
                                        "button",   "form",   "noscript", "picture"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return false;
}

int reader_html_number(const char *s)
{
    long n = s ? strtol(s, NULL, 10) : 0;

    return n < 0 ? 0 : n > 100000 ? 100000 : (int)n;
}

static struct doc_node *image_of(struct reader_context *c, const struct html_tag *tag,
                                 struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(c->arena, DOC_IMAGE, pos);
    const char *src = reader_attribute(tag, "src"), *alt = reader_attribute(tag, "alt");

    n->as.image.url = src ? reader_verbatim(c, src) : "";
    n->as.image.alt = alt ? reader_prose(c, alt) : "";
    n->as.image.width = reader_html_number(reader_attribute(tag, "width"));
    n->as.image.height = reader_html_number(reader_attribute(tag, "height"));
    return n;
}

bool reader_html_is_frame(const char *name)
{
    return strcasecmp(name, "iframe") == 0 || strcasecmp(name, "video") == 0 ||
           strcasecmp(name, "audio") == 0;
}

struct doc_node *reader_html_frame(struct reader_context *c, const struct html_tag *tag,
                                   struct diag_pos pos)
{
    const char *src = reader_attribute(tag, "src"),
               *title = reader_attribute(tag, "title");
    struct doc_node *n;

    if (!reader_html_is_frame(tag->name) || tag->closing || !src || !*src)
        return NULL;
    n = doc_node_new(c->arena, DOC_CARD, pos);
    n->as.card.kind =
        strcasecmp(tag->name, "iframe") == 0 ? DOC_CARD_DEMO : DOC_CARD_VIDEO;
    n->as.card.origin = DOC_FROM_OTHER;
    n->as.card.url = reader_verbatim(c, src);
    n->as.card.title = title && *title ? reader_prose(c, title) : NULL;
    return n;
}

/* Leaves the nearest open element of that name's kind; false when none is open. */
static bool close_inline(struct doc_node **at, struct doc_node *floor,
                         enum doc_kind kind)
{
    for (struct doc_node *n = *at; n && n != floor; n = n->parent)
        if (n->kind == kind) {
            *at = n->parent;
            return true;
        }
    return false;
}

bool reader_html_is_deep(const struct doc_node *n)
{
    int depth = 0;

    while (n && depth < READER_DEPTH) {
        n = n->parent;
        depth++;
    }
    return n != NULL;
}

/* The id of a <code> while the article is read. */
#define CODE "code"

static void open_inline(struct reader_context *c, struct doc_node **at,
                        const struct html_tag *tag, enum doc_kind kind,
                        struct diag_pos pos)
{
    const char *href = reader_attribute(tag, "href");
    struct doc_node *n;

    if (reader_html_is_deep(*at))
        return;
    n = doc_node_new(c->arena, kind, pos);
    n->lang = reader_language(c, reader_attribute(tag, "lang"));
    if (kind == DOC_LINK)
        n->as.link.url = href ? reader_verbatim(c, href) : "";
    if (strcasecmp(tag->name, "code") == 0)
        n->id = CODE;
    doc_node_append(*at, n);
    if (!tag->self_closing)
        *at = n;
}

/* <code> with nothing but text in it is a code span; with more it stays what the more
 * is. */
static void close_code(struct reader_context *c, struct doc_node *at)
{
    while (at && at->kind != DOC_SPAN)
        at = at->parent;
    if (!at || !cstr_eq(at->id, CODE) || !at->first)
        return;
    for (const struct doc_node *n = at->first; n; n = n->next)
        if (n->kind != DOC_TEXT)
            return;
    at->as.text = doc_plain_text(c->arena, at);
    at->kind = DOC_CODE;
    at->id = NULL;
    while (at->first)
        doc_node_unlink(at->first);
}

static bool inline_component(struct reader_context *c, struct doc_node **at,
                             struct doc_node *floor, const struct html_tag *tag,
                             struct diag_pos pos)
{
    struct doc_node *n;
    enum reader_component_use use = reader_component(c, tag, pos, &n);

    if (use == READER_NO_COMPONENT)
        return false;
    if (tag->closing) {
        if (use == READER_INLINE && !close_inline(at, floor, DOC_BADGE))
            close_inline(at, floor, DOC_LINK);
        return true;
    }
    if (!n)
        return true;
    reader_add_component(*at, n);
    if (use == READER_INLINE && !tag->self_closing && n->kind != DOC_SPAN &&
        !reader_html_is_deep(n))
        *at = n;
    return true;
}

/* Marks the parenthesis that a reading began with, until the reading ends. */
#define READING "reading"

static void open_reading(struct reader_context *c, struct doc_node *at,
                         struct diag_pos pos)
{
    const struct doc_node *last = at->last;
    struct doc_node *n;

    if (last && last->kind == DOC_TEXT &&
        (str_ends(str_of(last->as.text), "(") || str_ends(str_of(last->as.text), "（")))
        return; /* <rp> has put it there */
    n = doc_text_new(c->arena, "(", pos);
    n->id = READING;
    doc_node_append(at, n);
}

static void close_reading(struct reader_context *c, struct doc_node *at,
                          struct diag_pos pos)
{
    struct doc_node *n = at->last;

    for (int i = 0; n && i < 8 && !cstr_eq(n->id, READING); i++)
        n = n->prev;
    if (!n || !cstr_eq(n->id, READING))
        return;
    n->id = NULL;
    doc_node_append(at, doc_text_new(c->arena, ")", pos));
}

/* The reading of <ruby>漢字<rt>한자</rt></ruby> follows its text in parentheses. */
static void ruby_tag(struct reader_context *c, struct doc_node *at,
                     const struct html_tag *tag, struct diag_pos pos)
{
    close_reading(c, at, pos);
    if (strcasecmp(tag->name, "rt") == 0 && !tag->closing)
        open_reading(c, at, pos);
}

bool reader_html_inline_tag(struct reader_context *c, struct doc_node **at,
                            struct doc_node *floor, const struct html_tag *tag,
                            struct diag_pos pos)
{
    int i = find_inline(tag->name);

    if (i >= 0 && tag->closing) {
        struct doc_node *last = *at;

        close_inline(at, floor, inline_elements[i].kind);
        if (strcasecmp(tag->name, "code") == 0 && *at != last)
            close_code(c, last);
        return true;
    }
    if (i >= 0) {
        open_inline(c, at, tag, inline_elements[i].kind, pos);
        return true;
    }
    if (strcasecmp(tag->name, "br") == 0) {
        doc_node_append(*at, doc_node_new(c->arena, DOC_LINE_BREAK, pos));
        return true;
    }
    if (strcasecmp(tag->name, "img") == 0) {
        doc_node_append(*at, image_of(c, tag, pos));
        return true;
    }
    if (is_ruby(tag->name)) {
        ruby_tag(c, *at, tag, pos);
        return true;
    }
    if (reader_html_is_frame(tag->name)) {
        struct doc_node *card = reader_html_frame(c, tag, pos);

        if (card)
            doc_node_append(*at, card);
        return true;
    }
    return reader_html_is_silent(tag->name) || inline_component(c, at, floor, tag, pos);
}
