#include "epub/weigh.h"

#include "doc/walk.h"

#include <string.h>

/* What the book's own words and labels take in a box, and the tags around them. */
#define BOX 320u

/* Text as XML: a quotation mark takes five bytes more. */
static size_t escaped(const char *s, size_t len)
{
    size_t weight = len;

    for (size_t i = 0; i < len; i++)
        weight += s[i] == '&' || s[i] == '<' || s[i] == '>' || s[i] == '"' ? 5 : 0;
    return weight;
}

static size_t text_weight(const char *s)
{
    return s ? escaped(s, strlen(s)) : 0;
}

/* An address in a link: percent-encoded, then as text. */
static size_t address_weight(const char *url)
{
    size_t weight = 16;

    for (const char *s = url; s && *s; s++)
        weight += *s == '&' ? 5 : *s > ' ' && *s < 0x7f ? 1 : 3;
    return weight;
}

/* What may be marked as being in another language. */
static bool is_text_block(enum doc_kind kind)
{
    return kind == DOC_PARAGRAPH || kind == DOC_HEADING || kind == DOC_ITEM ||
           kind == DOC_CELL || kind == DOC_CAPTION;
}

/* Start and end tag with id and language. */
static size_t tag_weight(const struct doc_node *n)
{
    return 24 + (n->id ? strlen(n->id) + 8 : 0) +
           (n->lang ? 2 * strlen(n->lang) + 24 : is_text_block(n->kind) ? 28 : 0);
}

static size_t cell_weight(const struct doc_cell *c)
{
    return 24 + (c->head ? 12 : 0) + (c->colspan > 1 ? 24 : 0) +
           (c->rowspan > 1 ? 24 : 0);
}

static size_t code_weight(const struct doc_code *c)
{
    return BOX + text_weight(c->title) + escaped(c->text, c->len) +
           (c->line_count + 1) * 36;
}

static size_t card_weight(const struct doc_card *c)
{
    return BOX + 2 * text_weight(c->title) + text_weight(c->text) +
           address_weight(c->url) + text_weight(c->url);
}

/* One that is missing has its address linked and told. */
static size_t image_weight(const struct doc_image *image)
{
    return BOX + text_weight(image->alt) + text_weight(image->title) +
           address_weight(image->url) + text_weight(image->url);
}

/* What a node has beside its tags. */
static size_t content_weight(const struct doc_node *n)
{
    switch ((int)n->kind) {
    case DOC_TEXT:
        return text_weight(n->as.text);
    case DOC_CODE:
    case DOC_MATH:
    case DOC_MATH_BLOCK:
        return text_weight(n->as.text) + 24;
    case DOC_CODE_BLOCK:
    case DOC_DIAGRAM:
        return code_weight(&n->as.code);
    case DOC_CARD:
        return card_weight(&n->as.card);
    case DOC_IMAGE:
        return image_weight(&n->as.image);
    case DOC_LINK:
        return address_weight(n->as.link.url) + text_weight(n->as.link.title) + 40;
    case DOC_CELL:
        return cell_weight(&n->as.cell);
    case DOC_ITEM:
        return n->as.item.task ? 120 : 0;
    case DOC_TABLE:
    case DOC_CALLOUT:
    case DOC_DETAILS:
    case DOC_TABS:
    case DOC_TAB:
    case DOC_FOOTNOTE:
    case DOC_NOTE_REF:
        return BOX;
    default:
        return 16;
    }
}

/* A note whose text is still to be weighed. */
struct called {
    const struct doc_node *note;
    struct called *next;
};

size_t epub_weigh(const struct doc_node *block, struct arena *scratch)
{
    struct called *rest = NULL;
    size_t weight = 0;

    for (;;) {
        for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);) {
            const struct doc_node *n = w.node, *note;

            if (w.event != DOC_ENTER)
                continue;
            weight += tag_weight(n) + content_weight(n);
            note = n->kind == DOC_NOTE_REF ? n->as.note_ref.note : NULL;
            if (note && note->as.footnote.ref == n) {
                struct called *c = arena_new(scratch, struct called);

                *c = (struct called){note, rest};
                rest = c;
            }
        }
        if (!rest)
            return weight;
        block = rest->note;
        rest = rest->next;
    }
}
