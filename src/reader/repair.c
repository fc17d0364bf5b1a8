#include "reader/repair.h"

#include "doc/walk.h"
#include "reader/fixup.h"
#include "util/str.h"

#include <string.h>

/* Where a pair of asterisks stands: in the text `node`, at byte `at`. */
struct asterisks {
    struct doc_node *node;
    const char *at;
};

/* The next "**" of exactly two, in `n` from `from` on, then in its later siblings. */
static struct asterisks find_pair(struct doc_node *n, const char *from)
{
    for (; n; n = n->next, from = NULL) {
        const char *at =
            n->kind == DOC_TEXT && !n->id ? (from ? from : n->as.text) : NULL;

        while (at && (at = strstr(at, "**"))) {
            size_t run = strspn(at, "*");

            if (run == 2)
                return (struct asterisks){n, at};
            at += run;
        }
    }
    return (struct asterisks){NULL, NULL};
}

static bool is_blank_between(struct asterisks open, struct asterisks close)
{
    if (open.node == close.node)
        return str_trim((struct str){open.at + 2, (size_t)(close.at - open.at - 2)}).len == 0;
    return false;
}

/* Puts `text` (trimmed on the side of the asterisks) into `strong`, unless nothing is left. */
static void add_text(struct reader_context *c, struct doc_node *strong, struct str text,
                     struct diag_pos pos)
{
    if (text.len > 0)
        doc_node_append(strong,
                        doc_text_new(c->arena, arena_strndup(c->arena, text.s, text.len), pos));
}

static struct str trim_start(struct str s)
{
    while (s.len > 0 && s.s[0] == ' ')
        s = str_skip(s, 1);
    return s;
}

static struct str trim_end(struct str s)
{
    while (s.len > 0 && s.s[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* Makes the nodes from `open` to `close` strong and returns the text after them. */
static struct doc_node *make_strong(struct reader_context *c, struct asterisks open,
                                    struct asterisks close)
{
    struct doc_node *strong = doc_node_new(c->arena, DOC_STRONG, open.node->pos);
    struct doc_node *rest = doc_text_new(c->arena, close.at + 2, close.node->pos);
    const char *head = open.node->as.text;

    if (open.node == close.node) {
        add_text(c, strong, str_trim((struct str){open.at + 2, (size_t)(close.at - open.at - 2)}),
                 strong->pos);
    } else {
        add_text(c, strong, trim_start(str_of(open.at + 2)), strong->pos);
        while (open.node->next != close.node) {
            struct doc_node *between = open.node->next;

            doc_node_unlink(between);
            doc_node_append(strong, between);
        }
        add_text(c, strong,
                 trim_end((struct str){close.node->as.text,
                                       (size_t)(close.at - close.node->as.text)}),
                 close.node->pos);
        doc_node_unlink(close.node);
    }
    doc_node_insert_after(open.node, strong);
    doc_node_insert_after(strong, rest);
    if (open.at == head)
        doc_node_unlink(open.node);
    else
        open.node->as.text = arena_strndup(c->arena, head, (size_t)(open.at - head));
    return rest;
}

static void repair_line(struct reader_context *c, struct doc_node *parent)
{
    struct asterisks open = find_pair(parent->first, NULL), close;
    bool told = false;

    while (open.node && (close = find_pair(open.node, open.at + 2)).node) {
        struct doc_node *rest;

        if (is_blank_between(open, close)) {
            open = close;
            continue;
        }
        if (!told)
            diag_warning(
                c->diag, open.node->pos, "emph",
                "** that Markdown cannot pair here was taken as bold; put the spaces and "
                "punctuation outside it");
        told = true;
        rest = make_strong(c, open, close);
        open = find_pair(rest, NULL);
        if (!*rest->as.text)
            doc_node_unlink(rest);
    }
}

void reader_repair_emphasis(struct reader_context *c)
{
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->first && doc_kind_is_inline(w.node->first->kind))
            repair_line(c, w.node);
}

static bool has_icon(const struct doc_node *n)
{
    const struct doc_node *child = n->first;

    while (child && !reader_is_icon(child))
        child = child->next;
    return child != NULL;
}

/* What an icon stands beside: the label or the line it belongs to. */
static struct doc_node *line_of(struct doc_node *n)
{
    while (n->parent && doc_kind_is_inline(n->kind) && n->kind != DOC_LINK && n->kind != DOC_KBD)
        n = n->parent;
    return n;
}

void reader_settle_icons(struct reader_context *c)
{
    struct doc_node *emptied = NULL;

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        if (emptied)
            doc_node_unlink(emptied);
        emptied = NULL;
        if (w.event != DOC_ENTER || !has_icon(w.node))
            continue;
        reader_drop_icons(w.node, reader_says_something(line_of(w.node)));
        /* The cursor moves on before the empty element goes. */
        if (!w.node->first && doc_kind_is_inline(w.node->kind)) {
            emptied = w.node;
            doc_walk_next(&w);
        }
    }
}
