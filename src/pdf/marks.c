#include "pdf/marks.h"

#include "util/heap.h"
#include "util/str.h"

#include <string.h>

/* Standard structure types (ISO 32000-1, 14.8.4), and Em, Strong, Sub and Sup, which
 * the role map makes Span. */
static const char *const types[DOC_KIND_COUNT] = {
    [DOC_BOOK] = "Document",
    [DOC_PART] = "Part",
    [DOC_ARTICLE] = "Sect",
    [DOC_HEADING] = "P", /* or H1 to H6, by its level */
    [DOC_PARAGRAPH] = "P",
    [DOC_PLAIN] = "P",
    [DOC_LIST] = "L",
    [DOC_ITEM] = "LI",
    [DOC_QUOTE] = "BlockQuote",
    [DOC_CODE_BLOCK] = "Code",
    [DOC_DIAGRAM] = "Code",
    [DOC_TABLE] = "Table",
    [DOC_ROW] = "TR",
    [DOC_CELL] = "TD",
    [DOC_FIGURE] = "Figure",
    [DOC_CALLOUT] = "Div",
    [DOC_DETAILS] = "Div",
    [DOC_TABS] = "Div",
    [DOC_TAB] = "Div",
    [DOC_CARD] = "Div",
    [DOC_MATH_BLOCK] = "Formula",
    [DOC_FOOTNOTE] = "Note",
    [DOC_TITLE] = "P",
    [DOC_CAPTION] = "Caption",
    [DOC_EMPH] = "Em",
    [DOC_STRONG] = "Strong",
    [DOC_STRIKE] = "Span",
    [DOC_SUP] = "Sup",
    [DOC_SUB] = "Sub",
    [DOC_INS] = "Span",
    [DOC_CODE] = "Code",
    [DOC_LINK] = "Link",
    [DOC_IMAGE] = "Figure",
    [DOC_NOTE_REF] = "Reference",
    [DOC_MATH] = "Formula",
    [DOC_KBD] = "Code",
    [DOC_BADGE] = "Span",
};

const char *pdf_mark_type(const struct doc_node *node)
{
    if (!types[node->kind] && node->lang && doc_kind_is_inline(node->kind))
        return "Span";
    if ((node->kind == DOC_CODE || node->kind == DOC_KBD) &&
        doc_node_ancestor(node->parent, DOC_KBD))
        return "Span"; /* Code holds none */
    return types[node->kind];
}

static const char *first_said(struct arena *a, const char *alt, const char *title,
                              const struct doc_node *caption)
{
    if (alt && *alt)
        return alt;
    if (title && *title)
        return title;
    return caption ? doc_plain_text(a, caption) : NULL;
}

const char *pdf_mark_alt(struct arena *a, const struct doc_node *image)
{
    const struct doc_node *link = doc_node_ancestor(image, DOC_LINK);
    const struct doc_node *figure = link ? link->parent : image->parent;
    const struct doc_node *caption = NULL;
    const char *said;

    if (figure && figure->kind == DOC_FIGURE)
        caption = doc_node_child(figure, DOC_CAPTION);
    said = first_said(a, image->as.image.alt, image->as.image.title, caption);
    if ((said && *said) || !link)
        return said && *said ? said : NULL;
    if (link->as.link.title && *link->as.link.title)
        return link->as.link.title;
    return link->as.link.url && *link->as.link.url ? link->as.link.url : "link";
}

const char *pdf_mark_tex(struct arena *a, const struct doc_node *math)
{
    struct str tex = str_trim(str_of(math->as.text));

    return arena_strndup(a, tex.len ? tex.s : "", tex.len);
}

/* Nodes */

static size_t slot_of(const struct pdf_marks *m, const struct doc_node *node)
{
    uint64_t hash = (uint64_t)(uintptr_t)node * 0x9E3779B97F4A7C15u;
    size_t slot = (size_t)(hash >> 32) & (m->slot_count - 1);

    while (m->slots[slot] && m->nodes[m->slots[slot] - 1].node != node)
        slot = (slot + 1) & (m->slot_count - 1);
    return slot;
}

struct pdf_marked *pdf_marks_find(const struct pdf_marks *m,
                                  const struct doc_node *node)
{
    size_t slot;

    if (m->node_count == 0)
        return NULL;
    slot = slot_of(m, node);
    return m->slots[slot] ? &m->nodes[m->slots[slot] - 1] : NULL;
}

static void grow_table(struct pdf_marks *m)
{
    m->slot_count = m->slot_count ? m->slot_count * 2 : 256;
    heap_free(m->slots);
    m->slots = heap_zalloc(m->slot_count, sizeof *m->slots);
    for (size_t i = 0; i < m->node_count; i++)
        m->slots[slot_of(m, m->nodes[i].node)] = (uint32_t)i + 1;
}

static void *room_for(void *list, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return list;
    *cap = *cap ? *cap * 2 : 64;
    return heap_resize(list, *cap, size);
}

static struct pdf_marked *marked(struct pdf_marks *m, const struct doc_node *node)
{
    size_t slot;

    if (2 * (m->node_count + 1) > m->slot_count)
        grow_table(m);
    slot = slot_of(m, node);
    if (!m->slots[slot]) {
        m->nodes = room_for(m->nodes, m->node_count, &m->node_cap, sizeof *m->nodes);
        m->nodes[m->node_count++] = (struct pdf_marked){.node = node};
        m->slots[slot] = (uint32_t)m->node_count;
    }
    return &m->nodes[m->slots[slot] - 1];
}

/* Marks */

/* What the dump has in place of a late number. */
#define LATE_SIGN "#"

/* Where in the tree an item belongs. */
struct owner {
    const struct doc_node *block, *leaf;
    const struct doc_node *click; /* whose link it is the text of */
    uint32_t line;                /* of code */
};

static bool is_picture(const struct layout_item *item)
{
    return item->kind == LAYOUT_IMAGE && item->node->kind == DOC_IMAGE;
}

static struct owner owner_of(const struct layout_item *item)
{
    struct owner o = {.block = item->node, .line = item->line};

    for (; doc_kind_is_inline(o.block->kind); o.block = o.block->parent) {
        const struct doc_node *n = o.block;
        bool real = n->kind == DOC_IMAGE ? is_picture(item) : pdf_mark_type(n) != NULL;

        if (real && !o.leaf)
            o.leaf = n;
        if (!o.click && (n->kind == DOC_LINK || n->kind == DOC_NOTE_REF))
            o.click = n;
        if (!n->parent)
            break;
    }
    if (item->role == LAYOUT_ADDRESS)
        o.click = item->node;
    else if (o.block->kind == DOC_CARD)
        o.click = o.block;
    return o;
}

/* A late one is a number that nobody knows yet. */
static bool is_text(const struct layout_item *item)
{
    return item->kind == LAYOUT_RUN || item->kind == LAYOUT_LATE;
}

/* Nothing can be said of it. */
static bool is_silent(const struct layout_item *item)
{
    struct arena scratch = {0};
    bool silent;

    if (is_text(item))
        return false;
    if (!is_picture(item))
        return true;
    silent = !pdf_mark_alt(&scratch, item->node);
    arena_release(&scratch);
    return silent;
}

static const char *tag_name(const struct owner *o, enum layout_role role)
{
    if (role == LAYOUT_ADDRESS)
        return "Link";
    if (role == LAYOUT_LABEL)
        return "Lbl";
    if (o->leaf)
        return pdf_mark_type(o->leaf);
    if (o->block->kind == DOC_CODE_BLOCK && role == LAYOUT_CONTENT)
        return "Code";
    return "P";
}

static void add_mark(struct pdf_marks *m, const struct doc_node *node,
                     enum layout_role role, const struct owner *o)
{
    struct pdf_marked *block = marked(m, o->block);
    size_t on_page = m->count - m->pages[m->page_count - 1].first +
                     m->pages[m->page_count - 1].paper.first;

    m->list = room_for(m->list, m->count, &m->cap, sizeof *m->list);
    m->list[m->count++] = (struct pdf_mark){.leaf = o->leaf,
                                            .node = node,
                                            .page = (uint32_t)m->page_count - 1,
                                            .mcid = (uint32_t)on_page,
                                            .line = o->line,
                                            .role = role};
    if (block->last)
        m->list[block->last - 1].next = (uint32_t)m->count;
    else
        block->first = (uint32_t)m->count;
    block->last = (uint32_t)m->count;
    if (o->click)
        marked(m, o->click)->clickable = true;
}

static void add_picture(struct pdf_marks *m, const struct layout_item *item)
{
    const struct pdf_paper *paper = &m->pages[m->page_count - 1].paper;

    m->pictures =
        room_for(m->pictures, m->picture_count, &m->picture_cap, sizeof *m->pictures);
    m->pictures[m->picture_count] = (struct pdf_picture){
        item->turned ? layout_box_upright(item->as.image.box, paper->height)
                     : item->as.image.box,
        paper->height};
    m->pictures[m->picture_count++].box.x += paper->left;
    m->list[m->count - 1].picture = (uint32_t)m->picture_count;
}

/* The open mark's text grows; a new one begins after its end. */
static void add_text(struct pdf_marks *m, const struct layout_item *item, bool begins)
{
    if (begins) {
        m->text_starts =
            room_for(m->text_starts, m->count - 1, &m->text_cap, sizeof(size_t));
        if (m->count > 1)
            buf_putc(&m->texts, '\0');
        m->text_starts[m->count - 1] = m->texts.len;
    }
    if (item->kind == LAYOUT_RUN)
        buf_add(&m->texts, item->as.run.text, item->as.run.text_len);
    else if (item->kind == LAYOUT_LATE)
        buf_puts(&m->texts, LATE_SIGN);
}

void pdf_marks_page(struct pdf_marks *m, struct pdf_paper paper)
{
    m->pages = room_for(m->pages, m->page_count, &m->page_cap, sizeof *m->pages);
    m->pages[m->page_count].paper = paper;
    m->pages[m->page_count++].first = m->count;
    m->open = false;
}

bool pdf_marks_item(struct pdf_marks *m, const struct layout_item *item,
                    struct pdf_tag *tag)
{
    const struct pdf_mark *last = m->open ? &m->list[m->count - 1] : NULL;
    struct owner o;
    bool begins;

    if (!item->node)
        return false;
    /* The same node and role again: line after line, cell after cell of code. */
    begins = !last || last->node != item->node || last->role != item->role ||
             last->line != item->line || !is_text(item);
    if (begins) {
        if (is_silent(item))
            return false;
        o = owner_of(item);
        begins = !last || last->leaf != o.leaf || last->role != item->role ||
                 last->line != item->line || marked(m, o.block)->last != m->count ||
                 !is_text(item);
        if (begins) {
            add_mark(m, item->node, item->role, &o);
            tag->name = tag_name(&o, item->role);
        }
        if (begins && item->kind == LAYOUT_IMAGE)
            add_picture(m, item);
    }
    if (m->dump)
        add_text(m, item, begins);
    m->open = is_text(item);
    tag->mcid = m->list[m->count - 1].mcid;
    return true;
}

uint32_t pdf_marks_again(struct pdf_marks *m)
{
    const struct pdf_mark last = m->list[m->count - 1];
    struct owner o = {.block = last.node, .leaf = last.leaf, .line = last.line};

    while (doc_kind_is_inline(o.block->kind) && o.block->parent)
        o.block = o.block->parent;
    add_mark(m, last.node, last.role, &o);
    m->open = true;
    return m->list[m->count - 1].mcid;
}

void pdf_marks_end(struct pdf_marks *m)
{
    m->open = false;
}

bool pdf_marks_clickable(const struct pdf_marks *m, const struct doc_node *node)
{
    const struct pdf_marked *known = pdf_marks_find(m, node);

    return known && known->clickable;
}

void pdf_marks_link(struct pdf_marks *m, const struct doc_node *node,
                    struct pdf_link_mark link)
{
    struct pdf_marked *owner = marked(m, node);

    m->links = room_for(m->links, m->link_count, &m->link_cap, sizeof *m->links);
    m->links[m->link_count++] = link;
    m->links[m->link_count - 1].next = 0;
    if (owner->last_link)
        m->links[owner->last_link - 1].next = (uint32_t)m->link_count;
    else
        owner->first_link = (uint32_t)m->link_count;
    owner->last_link = (uint32_t)m->link_count;
}

const char *pdf_marks_text(const struct pdf_marks *m, const struct pdf_mark *mark)
{
    return m->dump ? buf_str(&m->texts) + m->text_starts[mark - m->list] : NULL;
}

void pdf_marks_clear(struct pdf_marks *m)
{
    m->count = m->page_count = m->picture_count = m->link_count = m->node_count = 0;
    if (m->slots)
        memset(m->slots, 0, m->slot_count * sizeof *m->slots);
    buf_clear(&m->texts);
    m->open = false;
}

void pdf_marks_release(struct pdf_marks *m)
{
    heap_free(m->list);
    heap_free(m->pages);
    heap_free(m->pictures);
    heap_free(m->links);
    heap_free(m->nodes);
    heap_free(m->slots);
    heap_free(m->text_starts);
    buf_release(&m->texts);
    *m = (struct pdf_marks){0};
}
