#include "reader/builder.h"

#include "reader/fixup.h"
#include "reader/htmlblock.h"
#include "reader/htmldrop.h"
#include "reader/inlines.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

static struct doc_node *make_inline_leaf(struct tree_builder *b,
                                         const struct reader_inline *in,
                                         cmark_node *node)
{
    const char *text = reader_verbatim(b->c, in->text);
    struct doc_node *n;

    switch (in->kind) {
    case READER_EXPRESSION:
        n = doc_text_new(b->c->arena,
                         b->verbatim
                             ? arena_printf(b->c->arena, "{{%s}}", text)
                             : reader_interpolate(b->c, text, reader_place(b, node)),
                         reader_place(b, node));
        n->id = READER_AS_IS;
        return n;
    case READER_MATH_INLINE:
        n = reader_make(b, DOC_MATH, node);
        n->as.text = text;
        return n;
    case READER_NOTE:
        return reader_inline_note(b->c, text, reader_place(b, node));
    case READER_SUP:
    case READER_SUB:
        n = reader_make(b, in->kind == READER_SUP ? DOC_SUP : DOC_SUB, node);
        doc_node_append(n,
                        doc_text_new(b->c->arena, reader_unescape(b->c, text), n->pos));
        return n;
    case READER_MARK:
    case READER_STRIKE:
        break;
    }
    return NULL;
}

/* What stands between <script> and </script> in a line is no text. */
static bool skip_raw(struct tree_builder *b, cmark_node *node, struct str literal)
{
    struct html_tag tag = reader_tag_read(literal, b->c->arena);
    cmark_node *n = cmark_node_next(node);
    int raw = reader_html_raw(tag.name);

    if (tag.closing || tag.self_closing || raw < 0 ||
        b->unclosed[raw] == cmark_node_parent(node))
        return false;
    for (; n; n = cmark_node_next(n))
        if (cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE && !reader_inline_of(n) &&
            reader_html_closes(str_of(cmark_node_get_literal(n)), tag.name))
            break;
    b->skip_to = n;
    if (!n)
        b->unclosed[raw] = cmark_node_parent(node);
    else
        diag_note(b->c->diag, reader_place(b, node), "html-dropped",
                  "<%s> has no place in a book; it was left out", tag.name);
    return n != NULL;
}

static void add_html_inline(struct tree_builder *b, cmark_node *node)
{
    const char *literal = reader_verbatim(b->c, cmark_node_get_literal(node));
    struct diag_pos pos = reader_place(b, node);

    if (skip_raw(b, node, str_of(literal)) ||
        reader_html_inline(b->c, &b->at, b->floor, str_of(literal), pos))
        return;
    diag_note(b->c->diag, pos, "unknown-component",
              "%.*s is no tag that is known; it is kept as text",
              (int)utf8_head(literal, 60), literal);
    doc_node_append(b->at, doc_text_new(b->c->arena, reader_prose(b->c, literal), pos));
}

static struct doc_node *make_link(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_LINK, node);
    const char *title = cmark_node_get_title(node);

    n->as.link.url = reader_verbatim(b->c, cmark_node_get_url(node));
    n->as.link.title = title && *title ? reader_prose(b->c, title) : NULL;
    return n;
}

static struct doc_node *make_image(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_IMAGE, node);
    const char *title = cmark_node_get_title(node);

    n->as.image.url = reader_verbatim(b->c, cmark_node_get_url(node));
    n->as.image.title = title && *title ? reader_prose(b->c, title) : NULL;
    n->as.image.alt = "";
    return n;
}

static struct doc_node *make_note_ref(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_NOTE_REF, node);
    const char *label = cmark_node_get_literal(node);

    n->as.note_ref.label = reader_verbatim(b->c, label ? label : "");
    n->as.note_ref.number = (int)strtol(n->as.note_ref.label, NULL, 10);
    return n;
}

enum { LONGEST_TAG = 1024 };

/* Without tags whose parts are parted by "/": what is escaped has a sentinel in it. */
static const char *without_slashed(struct tree_builder *b, cmark_node *node,
                                   const char *literal)
{
    char *copy = NULL, *to = NULL;
    const char *kept = literal;
    size_t length;

    for (const char *s = strchr(literal, '<'); s; s = strchr(s + 1, '<')) {
        length = reader_html_slashed_length((struct str){s, strnlen(s, LONGEST_TAG)});
        if (length == 0)
            continue;
        if (!copy)
            copy = to = arena_alloc(b->c->arena, strlen(literal) + 1);
        to = mempcpy(to, kept, (size_t)(s - kept));
        kept = s + length;
        diag_note(b->c->diag, reader_place(b, node), "html-dropped",
                  "%.*s is a tag that has no place in a book; it was left out",
                  (int)utf8_head(s, length < 60 ? length : 60), s);
        s = kept - 1;
    }
    if (copy)
        memcpy(to, kept, strlen(kept) + 1);
    return copy ? copy : literal;
}

static struct doc_node *make_text(struct tree_builder *b, cmark_node *node)
{
    const char *text =
        reader_prose(b->c, without_slashed(b, node, cmark_node_get_literal(node)));

    return *text ? doc_text_new(b->c->arena, text, reader_place(b, node)) : NULL;
}

static struct doc_node *make_code_span(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_CODE, node);

    n->as.text = reader_verbatim(b->c, cmark_node_get_literal(node));
    return n;
}

static struct doc_node *make_span(struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);

    return reader_make(b,
                       !in                       ? DOC_EMPH
                       : in->kind == READER_MARK ? DOC_MARK
                                                 : DOC_STRIKE,
                       node);
}

static struct doc_node *make_html_inline(struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);

    if (in)
        return make_inline_leaf(b, in, node);
    add_html_inline(b, node);
    return NULL;
}

struct doc_node *reader_make_inline(struct tree_builder *b, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        return make_text(b, node);
    case CMARK_NODE_SOFTBREAK:
        return reader_make(b, DOC_SOFT_BREAK, node);
    case CMARK_NODE_LINEBREAK:
        return reader_make(b, DOC_LINE_BREAK, node);
    case CMARK_NODE_CODE:
        return make_code_span(b, node);
    case CMARK_NODE_HTML_INLINE:
        return make_html_inline(b, node);
    case CMARK_NODE_EMPH:
        return make_span(b, node);
    case CMARK_NODE_STRONG:
        return reader_make(b, DOC_STRONG, node);
    case CMARK_NODE_LINK:
        return make_link(b, node);
    case CMARK_NODE_IMAGE:
        return make_image(b, node);
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return make_note_ref(b, node);
    default:
        return NULL;
    }
}
