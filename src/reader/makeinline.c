#include "reader/builder.h"

#include "reader/fixup.h"
#include "reader/htmlblock.h"
#include "reader/inlines.h"

#include <stdlib.h>

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

static void add_html_inline(struct tree_builder *b, cmark_node *node)
{
    const char *literal = reader_verbatim(b->c, cmark_node_get_literal(node));
    struct diag_pos pos = reader_place(b, node);

    if (reader_html_inline(b->c, &b->at, b->floor, str_of(literal), pos))
        return;
    diag_note(b->c->diag, pos, "unknown-component",
              "%.60s is no tag that is known; it is kept as text", literal);
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

static struct doc_node *make_text(struct tree_builder *b, cmark_node *node)
{
    const char *text = reader_prose(b->c, cmark_node_get_literal(node));

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
