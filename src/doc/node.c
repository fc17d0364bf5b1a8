#include "doc/node.h"

#include "doc/walk.h"
#include "util/buf.h"
#include "util/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

static const struct {
    const char *name;
    bool is_inline, leaf;
} kinds[DOC_KIND_COUNT] = {
    [DOC_BOOK] = {"book", false, false},
    [DOC_PART] = {"part", false, false},
    [DOC_ARTICLE] = {"article", false, false},
    [DOC_HEADING] = {"heading", false, false},
    [DOC_PARAGRAPH] = {"paragraph", false, false},
    [DOC_PLAIN] = {"plain", false, false},
    [DOC_LIST] = {"list", false, false},
    [DOC_ITEM] = {"item", false, false},
    [DOC_QUOTE] = {"quote", false, false},
    [DOC_CODE_BLOCK] = {"code_block", false, true},
    [DOC_TABLE] = {"table", false, false},
    [DOC_ROW] = {"row", false, false},
    [DOC_CELL] = {"cell", false, false},
    [DOC_RULE] = {"rule", false, true},
    [DOC_FIGURE] = {"figure", false, false},
    [DOC_CALLOUT] = {"callout", false, false},
    [DOC_DETAILS] = {"details", false, false},
    [DOC_TABS] = {"tabs", false, false},
    [DOC_TAB] = {"tab", false, false},
    [DOC_CARD] = {"card", false, true},
    [DOC_MATH_BLOCK] = {"math_block", false, true},
    [DOC_DIAGRAM] = {"diagram", false, true},
    [DOC_FOOTNOTE] = {"footnote", false, false},
    [DOC_TOC] = {"toc", false, true},
    [DOC_TITLE] = {"title", false, false},
    [DOC_CAPTION] = {"caption", false, false},
    [DOC_TEXT] = {"text", true, true},
    [DOC_SOFT_BREAK] = {"soft_break", true, true},
    [DOC_LINE_BREAK] = {"line_break", true, true},
    [DOC_EMPH] = {"emph", true, false},
    [DOC_STRONG] = {"strong", true, false},
    [DOC_STRIKE] = {"strike", true, false},
    [DOC_MARK] = {"mark", true, false},
    [DOC_SUP] = {"sup", true, false},
    [DOC_SUB] = {"sub", true, false},
    [DOC_INS] = {"ins", true, false},
    [DOC_SPOILER] = {"spoiler", true, false},
    [DOC_CODE] = {"code", true, true},
    [DOC_LINK] = {"link", true, false},
    [DOC_IMAGE] = {"image", true, true},
    [DOC_NOTE_REF] = {"note_ref", true, true},
    [DOC_MATH] = {"math", true, true},
    [DOC_KBD] = {"kbd", true, false},
    [DOC_BADGE] = {"badge", true, false},
    [DOC_SPAN] = {"span", true, false},
};

struct doc_node *doc_node_new(struct arena *a, enum doc_kind kind, struct diag_pos pos)
{
    struct doc_node *n = arena_new(a, struct doc_node);

    n->kind = kind;
    n->pos = pos;
    return n;
}

struct doc_node *doc_text_new(struct arena *a, const char *text, struct diag_pos pos)
{
    struct doc_node *n = doc_node_new(a, DOC_TEXT, pos);

    n->as.text = text;
    return n;
}

/* Links `n` between two siblings, either of which may be missing. */
static void link_between(struct doc_node *parent, struct doc_node *prev,
                         struct doc_node *n, struct doc_node *next)
{
    assert(!n->parent && !n->prev && !n->next);
    n->parent = parent;
    n->prev = prev;
    n->next = next;
    *(prev ? &prev->next : &parent->first) = n;
    *(next ? &next->prev : &parent->last) = n;
}

void doc_node_append(struct doc_node *parent, struct doc_node *child)
{
    link_between(parent, parent->last, child, NULL);
}

void doc_node_prepend(struct doc_node *parent, struct doc_node *child)
{
    link_between(parent, NULL, child, parent->first);
}

void doc_node_insert_before(struct doc_node *sibling, struct doc_node *node)
{
    link_between(sibling->parent, sibling->prev, node, sibling);
}

void doc_node_insert_after(struct doc_node *sibling, struct doc_node *node)
{
    link_between(sibling->parent, sibling, node, sibling->next);
}

void doc_node_unlink(struct doc_node *n)
{
    if (n->parent) {
        *(n->prev ? &n->prev->next : &n->parent->first) = n->next;
        *(n->next ? &n->next->prev : &n->parent->last) = n->prev;
    }
    n->parent = n->prev = n->next = NULL;
}

void doc_node_unwrap(struct doc_node *n)
{
    while (n->first) {
        struct doc_node *child = n->first;

        doc_node_unlink(child);
        doc_node_insert_before(n, child);
    }
    doc_node_unlink(n);
}

void doc_node_adopt(struct doc_node *to, struct doc_node *from)
{
    while (from->first) {
        struct doc_node *child = from->first;

        doc_node_unlink(child);
        doc_node_append(to, child);
    }
}

struct doc_node *doc_node_copy(struct arena *a, const struct doc_node *n)
{
    struct doc_node *copy = NULL;

    for (struct doc_walk w = doc_walk_from(n); doc_walk_next(&w);) {
        struct doc_node *own;

        if (w.event == DOC_LEAVE) {
            assert(copy); /* it was entered */
            copy = copy->parent ? copy->parent : copy;
            continue;
        }
        own = arena_new(a, struct doc_node);
        *own = *w.node;
        own->parent = own->prev = own->next = own->first = own->last = NULL;
        if (copy)
            doc_node_append(copy, own);
        copy = own;
    }
    return copy;
}

const char *doc_kind_name(enum doc_kind kind)
{
    return kinds[kind].name;
}

bool doc_kind_is_inline(enum doc_kind kind)
{
    return kinds[kind].is_inline;
}

bool doc_kind_is_leaf(enum doc_kind kind)
{
    return kinds[kind].leaf;
}

struct doc_node *doc_node_child(const struct doc_node *n, enum doc_kind kind)
{
    struct doc_node *child = n->first;

    while (child && child->kind != kind)
        child = child->next;
    return child;
}

const struct doc_node *doc_node_ancestor(const struct doc_node *n, enum doc_kind kind)
{
    while (n && n->kind != kind)
        n = n->parent;
    return n;
}

const char *doc_node_lang(const struct doc_node *n)
{
    for (; n; n = n->parent) {
        if (n->lang)
            return n->lang;
        if (n->kind <= DOC_ARTICLE && n->as.meta && n->as.meta->lang)
            return n->as.meta->lang;
    }
    return "und";
}

char *doc_plain_head(struct arena *a, const struct doc_node *n, size_t most)
{
    struct doc_walk w = doc_walk_from(n);
    struct buf out = {0};
    size_t seen = 0;
    char *text;

    while (seen < most && out.len < most && doc_walk_next(&w)) {
        if (w.event != DOC_ENTER)
            continue;
        seen++;
        if (w.node->kind == DOC_TEXT || w.node->kind == DOC_CODE ||
            w.node->kind == DOC_MATH || w.node->kind == DOC_MATH_BLOCK)
            buf_add(&out, w.node->as.text, strnlen(w.node->as.text, most));
        else if (w.node->kind == DOC_SOFT_BREAK || w.node->kind == DOC_LINE_BREAK)
            buf_putc(&out, ' ');
    }
    text = arena_strndup(a, buf_str(&out), utf8_head(buf_str(&out), most));
    buf_release(&out);
    return text;
}

char *doc_plain_text(struct arena *a, const struct doc_node *n)
{
    return doc_plain_head(a, n, SIZE_MAX);
}
