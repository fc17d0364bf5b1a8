#include "reader/attributes.h"

#include "util/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a group of braces says. */
struct attributes {
    struct str id, lang, title, width, height;
    bool known; /* an item that no prose would have */
};

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!isalnum((unsigned char)s.s[i]) && !strchr("-_:.", s.s[i]) &&
            (unsigned char)s.s[i] < 0x80)
            return false;
    return s.len > 0;
}

/* ".Title" is of a Go template: classes begin with a small letter. */
static bool read_mark(struct attributes *a, struct str item)
{
    struct str name = str_skip(item, 1);
    char first = name.len ? name.s[0] : 0;

    if (!is_name(name))
        return false;
    if (item.s[0] == '.') {
        a->known |= islower((unsigned char)first) || first == '_' || first == '-';
        return a->known;
    }
    a->known |= isalpha((unsigned char)first) || first == '_' || first == '-' ||
                (unsigned char)first >= 0x80;
    a->id = name;
    return a->known;
}

static bool read_pair(struct attributes *a, struct str key, struct str value)
{
    static const char *const dropped[] = {"class",   "dir",   "colspan", "rowspan",
                                          "loading", "align", "style"};
    const struct {
        const char *key;
        struct str *value;
    } kept[] = {{"id", &a->id},
                {"lang", &a->lang},
                {"title", &a->title},
                {"width", &a->width},
                {"height", &a->height}};

    if (!is_name(key) || value.len == 0)
        return false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (str_is(key, kept[i].key)) {
            *kept[i].value = value;
            a->known = true;
        }
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        a->known |= str_is(key, dropped[i]);
    return true;
}

/* The item at the start of `s`: its bytes, or 0 when it is none. */
static size_t read_item(struct attributes *a, struct str s)
{
    size_t end = 0, equals;
    struct str value;

    while (end < s.len && !strchr(" ={}\"", s.s[end]))
        end++;
    if (end < s.len && s.s[end] == '=') {
        equals = end++;
        if (end < s.len && s.s[end] == '"') {
            size_t close = str_find_char(str_skip(s, end + 1), '"');

            value = str_head(str_skip(s, end + 1), close);
            end += close + 2;
            return end <= s.len && read_pair(a, str_head(s, equals), value) ? end : 0;
        }
        while (end < s.len && !strchr(" ={}\"", s.s[end]))
            end++;
        value = str_skip(str_head(s, end), equals + 1);
        return read_pair(a, str_head(s, equals), value) ? end : 0;
    }
    if (end < 2 || !strchr(".#", s.s[0]) || !read_mark(a, str_head(s, end)))
        return 0;
    return end;
}

/* Bytes of the group of braces at the start of `s`, or 0. */
static size_t read_group(struct attributes *a, struct str s)
{
    size_t at = 1;

    *a = (struct attributes){0};
    if (s.len < 4 || s.s[0] != '{')
        return 0;
    while (at < s.len && s.s[at] != '}') {
        size_t used = read_item(a, str_skip(s, at));

        if (used == 0)
            return 0;
        at += used;
        if (at < s.len && s.s[at] == ' ')
            at++;
        else if (at < s.len && s.s[at] != '}')
            return 0;
    }
    return at < s.len && a->known ? at + 1 : 0;
}

static char *copy(struct reader_context *c, struct str s)
{
    return arena_strndup(c->arena, s.s, s.len);
}

/* "200", "200px"; 0 when it is no size. */
static int size_of(struct reader_context *c, struct str s, bool *percent)
{
    char *end;
    long n = s.len ? strtol(copy(c, s), &end, 10) : 0;

    if (n < 1 || n > 100000)
        return 0;
    *percent = strcmp(end, "%") == 0;
    return *end == '\0' || *percent || strcmp(end, "px") == 0 ? (int)n : 0;
}

const char *reader_language(const struct reader_context *c, const char *s)
{
    size_t first = s ? strcspn(s, "-") : 0;

    return first > 1 && doc_lang_valid(s) ? arena_strdup(c->arena, s) : NULL;
}

static void apply(struct reader_context *c, struct doc_node *n,
                  const struct attributes *a)
{
    bool percent = false, ignored;
    int width = size_of(c, a->width, &percent);

    if (a->lang.len)
        n->lang = reader_language(c, copy(c, a->lang));
    if (n->kind == DOC_HEADING && a->id.len)
        n->as.heading.slug = reader_prose(c, copy(c, a->id));
    if (n->kind == DOC_LINK && a->title.len)
        n->as.link.title = reader_prose(c, copy(c, a->title));
    if (n->kind != DOC_IMAGE)
        return;
    if (a->title.len)
        n->as.image.title = reader_prose(c, copy(c, a->title));
    if (width) {
        n->as.image.width = width;
        n->as.image.percent = percent;
    }
    if (a->height.len && !percent)
        n->as.image.height = size_of(c, a->height, &ignored);
}

static bool may_own(const struct doc_node *n)
{
    return n && doc_kind_is_inline(n->kind) && n->kind != DOC_TEXT &&
           n->kind != DOC_SOFT_BREAK && n->kind != DOC_LINE_BREAK;
}

/* Groups directly after an inline; there may be several. */
static void take_leading(struct reader_context *c, struct doc_node *text)
{
    struct attributes a;
    size_t used;

    while ((used = read_group(&a, str_of(text->as.text))) > 0) {
        apply(c, text->prev, &a);
        text->as.text += used;
    }
}

/* "---", "* * *" before a group: with the group the parser did not see the rule. */
static bool is_rule(struct str s)
{
    int marks = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] != s.s[0] && s.s[i] != ' ')
            return false;
        marks += s.s[i] != ' ';
    }
    return marks >= 3 && strchr("-*_", s.s[0]);
}

/* A group at the end of a block, after a space or alone on its line. */
static void take_trailing(struct reader_context *c, struct doc_node *block)
{
    struct doc_node *text = block->last;
    struct str s = str_trim(str_of(text->as.text));
    const char *open = memrchr(s.s, '{', s.len);
    struct attributes a;
    size_t before = open ? (size_t)(open - s.s) : 0;

    if (!open || read_group(&a, str_skip(s, before)) != s.len - before)
        return;
    if (before
            ? s.s[before - 1] != ' '
            : text->prev && text->prev->kind != DOC_SOFT_BREAK && s.s == text->as.text)
        return;
    apply(c, block, &a);
    s = str_trim(str_head(s, before));
    text->as.text = copy(c, s);
    if (block->kind == DOC_PARAGRAPH && !text->prev && is_rule(s)) {
        block->kind = DOC_RULE;
        text->as.text = ""; /* the caller takes it away */
    }
}

void reader_attributes(struct reader_context *c, struct doc_node *n)
{
    struct doc_node *next;

    if (n->kind == DOC_CELL && n->first)
        n = n->first;
    for (struct doc_node *child = n->first; child; child = next) {
        next = child->next;
        if (child->kind != DOC_TEXT)
            continue;
        if (*child->as.text == '{' && may_own(child->prev))
            take_leading(c, child);
        if (!next && !doc_kind_is_inline(n->kind) &&
            str_ends(str_trim(str_of(child->as.text)), "}"))
            take_trailing(c, n);
        if (!*child->as.text)
            doc_node_unlink(child);
    }
}
