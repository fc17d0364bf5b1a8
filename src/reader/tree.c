#include "reader/tree.h"

#include "reader/blocks.h"
#include "reader/codeblock.h"
#include "reader/components.h"
#include "reader/fixup.h"
#include "reader/htmlblock.h"
#include "reader/inlines.h"
#include "reader/markdown.h"
#include "util/heap.h"

#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
#include <string.h>

/* An open node of cmark's and what was current before it. */
struct open_node {
    struct doc_node *made; /* NULL: flattened */
    struct doc_node *before, *floor_before;
    enum doc_align align_before;
};

struct tree_builder {
    struct reader_context *c;
    struct doc_node *at;    /* where children go */
    struct doc_node *floor; /* inline HTML may close elements above this */
    struct open_node *open;
    size_t open_count, open_cap;
    int depth; /* of `at` */
    enum doc_align align; /* of the paragraphs of a "::: center" */
    bool deep_reported;
    struct diag_pos pos; /* of the block being read */
};

static struct diag_pos pos_of(const struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);
    int line = cmark_node_get_start_line(node);

    if (in)
        return reader_pos(b->c, in->line, in->column);
    if (line < 1 || cmark_node_get_start_column(node) < 1)
        return b->pos; /* a cell that was missing in its row has no place of its own */
    return reader_pos(b->c, line, cmark_node_get_start_column(node));
}

static bool is_table_part(cmark_node *node, const char *name)
{
    return strcmp(cmark_node_get_type_string(node), name) == 0;
}

static struct doc_node *make(struct tree_builder *b, enum doc_kind kind, cmark_node *node)
{
    return doc_node_new(b->c->arena, kind, pos_of(b, node));
}

/* A title from a container's or tab's opening line. */
static struct doc_node *add_title(struct tree_builder *b, struct doc_node *owner,
                                  const char *text)
{
    struct str s = str_trim(str_of(text));
    struct doc_node *title;

    if (s.len > 0 && s.s[0] == '#')
        return NULL; /* "#id" of a tab group */
    if (s.len == 0)
        return NULL;
    title = doc_node_new(b->c->arena, DOC_TITLE, owner->pos);
    reader_inlines(b->c, title, str_of(reader_verbatim(b->c, arena_strndup(b->c->arena, s.s, s.len))),
                   owner->pos);
    reader_fix_icons(title);
    doc_node_append(owner, title);
    return title;
}

/* Containers */

static bool callout_of(const char *name, enum doc_callout *callout)
{
    static const struct {
        const char *name;
        enum doc_callout callout;
    } callouts[] = {
        {"info", DOC_CALLOUT_INFO},       {"note", DOC_CALLOUT_NOTE},
        {"tip", DOC_CALLOUT_TIP},         {"warning", DOC_CALLOUT_WARNING},
        {"caution", DOC_CALLOUT_CAUTION}, {"important", DOC_CALLOUT_IMPORTANT},
    };

    for (size_t i = 0; i < sizeof callouts / sizeof *callouts; i++)
        if (strcmp(name, callouts[i].name) == 0) {
            *callout = callouts[i].callout;
            return true;
        }
    return false;
}

/* "::: center" and the like are no block of their own. */
static bool align_of(const char *name, enum doc_align *align)
{
    static const char *const names[] = {"justify", "left", "center", "right"};

    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) {
            *align = (enum doc_align)i;
            return true;
        }
    return false;
}

static struct doc_node *make_container(struct tree_builder *b, const struct reader_block *block,
                                       cmark_node *node)
{
    enum doc_callout callout;
    enum doc_align align;
    struct doc_node *n;

    if (strcmp(block->name, "tabs") == 0 || strcmp(block->name, "code-tabs") == 0) {
        n = make(b, DOC_TABS, node);
        n->as.code_tabs = block->name[0] == 'c';
        return n;
    }
    if (callout_of(block->name, &callout)) {
        n = make(b, DOC_CALLOUT, node);
        n->as.callout = callout;
        add_title(b, n, block->title);
        return n;
    }
    if (align_of(block->name, &align) || strcmp(block->name, "v-pre") == 0)
        return NULL;
    n = make(b, DOC_DETAILS, node);
    add_title(b, n, block->title);
    return n;
}

static struct doc_node *make_tab(struct tree_builder *b, const struct reader_block *block,
                                 cmark_node *node)
{
    struct doc_node *n = make(b, DOC_TAB, node), *title = add_title(b, n, block->title);

    n->as.tab.label = title ? doc_plain_text(b->c->arena, title) : "";
    n->as.tab.active = block->active;
    return n;
}

static struct doc_node *make_component(struct tree_builder *b, const struct reader_block *block,
                                       cmark_node *node)
{
    const char *text = reader_verbatim(b->c, buf_str(&block->body));
    struct str html = str_trim(str_of(text));
    struct html_tag tag;
    struct doc_node *n = NULL;
    size_t length = reader_tag_length(html);

    tag = reader_tag_read(html, b->c->arena);
    if (reader_component(b->c, &tag, pos_of(b, node), &n) == READER_BLOCK && n)
        doc_node_append(b->at, n);
    if (length > 0 && str_trim(str_skip(html, length)).len > 0)
        reader_html_block(b->c, b->at, str_skip(html, length), pos_of(b, node));
    return NULL;
}

static struct doc_node *make_dialect_block(struct tree_builder *b,
                                           const struct reader_block *block, cmark_node *node)
{
    struct doc_node *n = NULL;

    switch (block->kind) {
    case READER_CONTAINER:
        return make_container(b, block, node);
    case READER_TAB:
        return make_tab(b, block, node);
    case READER_COMPONENT:
        return make_component(b, block, node);
    case READER_MATH:
        n = make(b, DOC_MATH_BLOCK, node);
        n->as.text = reader_verbatim(b->c, buf_str(&block->body));
        break;
    case READER_TOC:
        n = make(b, DOC_TOC, node);
        break;
    }
    return n;
}

/* Core blocks */

static bool is_diagram(struct str lang)
{
    static const char *const langs[] = {"mermaid", "mermaidjs", "flow", "flowchart",
                                        "plantuml", "echarts", "markmap"};

    for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
        if (str_is(lang, langs[i]))
            return true;
    return false;
}

static struct doc_node *make_code(struct tree_builder *b, cmark_node *node)
{
    const char *info = cmark_node_get_fence_info(node);
    const char *body = cmark_node_get_literal(node);
    struct str words = str_trim(str_of(info ? reader_verbatim(b->c, info) : ""));
    size_t first = 0;
    struct doc_node *n;

    while (first < words.len && !strchr(" :{", words.s[first]))
        first++;
    if (str_is(str_head(words, first), "component")) {
        n = reader_component_fence(b->c, str_trim(str_skip(words, first)),
                                   reader_verbatim(b->c, body ? body : ""), pos_of(b, node));
        if (n) {
            doc_node_append(b->at, n);
            return NULL;
        }
    }
    n = make(b, is_diagram(str_head(words, first)) ? DOC_DIAGRAM : DOC_CODE_BLOCK, node);
    reader_code_block(b->c, n, info ? info : "", body ? body : "");
    return n;
}

static struct doc_node *make_list(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_LIST, node);

    n->as.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    n->as.list.tight = cmark_node_get_list_tight(node);
    n->as.list.start = cmark_node_get_list_start(node);
    return n;
}

static struct doc_node *make_item(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n;

    if (b->at->kind != DOC_LIST)
        return NULL;
    n = make(b, DOC_ITEM, node);
    if (is_table_part(node, "tasklist"))
        n->as.item.task = cmark_gfm_extensions_get_tasklist_item_checked(node) ? DOC_TASK_DONE
                                                                              : DOC_TASK_OPEN;
    return n;
}

static struct doc_node *make_paragraph(struct tree_builder *b, cmark_node *node)
{
    cmark_node *list = cmark_node_parent(cmark_node_parent(node));
    bool tight = b->at->kind == DOC_ITEM && list &&
                 cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
    struct doc_node *n;

    n = make(b, tight ? DOC_PLAIN : DOC_PARAGRAPH, node);
    n->as.align = b->align;
    return n;
}

static struct doc_node *make_table(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_TABLE, node);
    uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
    uint8_t *aligns = cmark_gfm_extensions_get_table_alignments(node);
    enum doc_align *align = arena_array(b->c->arena, enum doc_align, columns);

    for (uint16_t i = 0; i < columns; i++)
        align[i] = aligns[i] == 'l'   ? DOC_ALIGN_LEFT
                   : aligns[i] == 'c' ? DOC_ALIGN_CENTRE
                   : aligns[i] == 'r' ? DOC_ALIGN_RIGHT
                                      : DOC_ALIGN_NONE;
    n->as.table.align = align;
    n->as.table.columns = columns;
    n->as.table.head_rows = 1;
    return n;
}

static struct doc_node *make_cell(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_CELL, node);

    n->as.cell.column = b->at->last ? b->at->last->as.cell.column + 1 : 0;
    n->as.cell.colspan = n->as.cell.rowspan = 1;
    n->as.cell.head = b->at == b->at->parent->first;
    return n;
}

static struct doc_node *make_extension_block(struct tree_builder *b, cmark_node *node)
{
    const struct reader_block *block = reader_block_of(node);

    if (block)
        return make_dialect_block(b, block, node);
    if (is_table_part(node, "table"))
        return make_table(b, node);
    if (is_table_part(node, "table_header") || is_table_part(node, "table_row"))
        return b->at->kind == DOC_TABLE ? make(b, DOC_ROW, node) : NULL;
    if (is_table_part(node, "table_cell"))
        return b->at->kind == DOC_ROW ? make_cell(b, node) : NULL;
    return NULL;
}

static struct doc_node *make_footnote(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_FOOTNOTE, node);
    const char *label = cmark_node_get_literal(node);

    n->as.footnote.label = label ? reader_verbatim(b->c, label) : "";
    /* Definitions come in the order of their first reference. */
    n->as.footnote.number = ++b->c->note_count;
    doc_node_append(b->c->article, n);
    return n;
}

/* Inlines */

static struct doc_node *make_inline_leaf(struct tree_builder *b, const struct reader_inline *in,
                                         cmark_node *node)
{
    const char *text = reader_verbatim(b->c, in->text);
    struct doc_node *n;

    switch (in->kind) {
    case READER_EXPRESSION:
        return doc_text_new(b->c->arena, reader_interpolate(b->c, text, pos_of(b, node)),
                            pos_of(b, node));
    case READER_MATH_INLINE:
        n = make(b, DOC_MATH, node);
        n->as.text = text;
        return n;
    case READER_NOTE:
        return reader_inline_note(b->c, text, pos_of(b, node));
    case READER_SUP:
    case READER_SUB:
        n = make(b, in->kind == READER_SUP ? DOC_SUP : DOC_SUB, node);
        doc_node_append(n, doc_text_new(b->c->arena, reader_unescape(b->c, text), n->pos));
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
    struct diag_pos pos = pos_of(b, node);

    if (reader_html_inline(b->c, &b->at, b->floor, str_of(literal), pos))
        return;
    diag_note(b->c->diag, pos, "unknown-component", "%.60s is no tag that is known; it is kept as text",
              literal);
    doc_node_append(b->at, doc_text_new(b->c->arena, reader_prose(b->c, literal), pos));
}

static struct doc_node *make_link(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_LINK, node);
    const char *title = cmark_node_get_title(node);

    n->as.link.url = reader_verbatim(b->c, cmark_node_get_url(node));
    n->as.link.title = title && *title ? reader_prose(b->c, title) : NULL;
    return n;
}

static struct doc_node *make_image(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_IMAGE, node);
    const char *title = cmark_node_get_title(node);

    n->as.image.url = reader_verbatim(b->c, cmark_node_get_url(node));
    n->as.image.title = title && *title ? reader_prose(b->c, title) : NULL;
    n->as.image.alt = "";
    return n;
}

static struct doc_node *make_note_ref(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_NOTE_REF, node);
    const char *label = cmark_node_get_literal(node);

    n->as.note_ref.label = reader_verbatim(b->c, label ? label : "");
    n->as.note_ref.number = (int)strtol(n->as.note_ref.label, NULL, 10);
    return n;
}

static struct doc_node *make_text(struct tree_builder *b, cmark_node *node)
{
    const char *text = reader_prose(b->c, cmark_node_get_literal(node));

    return *text ? doc_text_new(b->c->arena, text, pos_of(b, node)) : NULL;
}

static struct doc_node *make_code_span(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_CODE, node);

    n->as.text = reader_verbatim(b->c, cmark_node_get_literal(node));
    return n;
}

static struct doc_node *make_span(struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);

    return make(b, !in ? DOC_EMPH : in->kind == READER_MARK ? DOC_MARK : DOC_STRIKE, node);
}

static struct doc_node *make_html_inline(struct tree_builder *b, cmark_node *node)
{
    const struct reader_inline *in = reader_inline_of(node);

    if (in)
        return make_inline_leaf(b, in, node);
    add_html_inline(b, node);
    return NULL;
}

static struct doc_node *make_html_block(struct tree_builder *b, cmark_node *node)
{
    reader_html_block(b->c, b->at, str_of(reader_verbatim(b->c, cmark_node_get_literal(node))),
                      pos_of(b, node));
    return NULL;
}

static struct doc_node *make_heading(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = make(b, DOC_HEADING, node);

    n->as.heading.level = cmark_node_get_heading_level(node);
    return n;
}

/* What a node of cmark's becomes; NULL when nothing is opened (its children go to its parent). */
static struct doc_node *make_node(struct tree_builder *b, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        return NULL;
    case CMARK_NODE_BLOCK_QUOTE:
        return make(b, DOC_QUOTE, node);
    case CMARK_NODE_LIST:
        return make_list(b, node);
    case CMARK_NODE_ITEM:
        return make_item(b, node);
    case CMARK_NODE_CODE_BLOCK:
        return make_code(b, node);
    case CMARK_NODE_HTML_BLOCK:
        return make_html_block(b, node);
    case CMARK_NODE_PARAGRAPH:
        return make_paragraph(b, node);
    case CMARK_NODE_HEADING:
        return make_heading(b, node);
    case CMARK_NODE_THEMATIC_BREAK:
        return make(b, DOC_RULE, node);
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return make_footnote(b, node);
    case CMARK_NODE_TEXT:
        return make_text(b, node);
    case CMARK_NODE_SOFTBREAK:
        return make(b, DOC_SOFT_BREAK, node);
    case CMARK_NODE_LINEBREAK:
        return make(b, DOC_LINE_BREAK, node);
    case CMARK_NODE_CODE:
        return make_code_span(b, node);
    case CMARK_NODE_HTML_INLINE:
        return make_html_inline(b, node);
    case CMARK_NODE_EMPH:
        return make_span(b, node);
    case CMARK_NODE_STRONG:
        return make(b, DOC_STRONG, node);
    case CMARK_NODE_LINK:
        return make_link(b, node);
    case CMARK_NODE_IMAGE:
        return make_image(b, node);
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return make_note_ref(b, node);
    default:
        return make_extension_block(b, node);
    }
}

/* Containers that may nest without end. */
static bool may_nest(cmark_node *node)
{
    const struct reader_block *block = reader_block_of(node);

    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return true;
    default:
        return block && (block->kind == READER_CONTAINER || block->kind == READER_TAB);
    }
}

static bool too_deep(struct tree_builder *b, cmark_node *node)
{
    if (b->depth < READER_DEPTH || !may_nest(node))
        return false;
    if (!b->deep_reported)
        diag_warning(b->c->diag, pos_of(b, node), "deep",
                     "nested more than %d deep; what is deeper was put one level up", READER_DEPTH);
    b->deep_reported = true;
    return true;
}

static bool is_cmark_leaf(cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return true;
    default:
        return false;
    }
}

static void push(struct tree_builder *b, cmark_node *node, struct doc_node *made)
{
    const struct reader_block *block = reader_block_of(node);

    if (b->open_count == b->open_cap) {
        b->open_cap = b->open_cap * 2 + 64;
        b->open = heap_resize(b->open, b->open_cap, sizeof *b->open);
    }
    b->open[b->open_count++] = (struct open_node){made, b->at, b->floor, b->align};
    if (block && block->kind == READER_CONTAINER)
        align_of(block->name, &b->align);
    if (!made)
        return;
    b->at = made;
    b->depth++;
    if (made->kind == DOC_CELL) {
        struct doc_node *plain = doc_node_new(b->c->arena, DOC_PLAIN, made->pos);

        doc_node_append(made, plain);
        b->at = plain;
    }
    b->floor = b->at;
}

static void enter(struct tree_builder *b, cmark_node *node)
{
    bool leaf = is_cmark_leaf(node);
    struct doc_node *n = too_deep(b, node) ? NULL : make_node(b, node);

    if (n && !n->parent)
        doc_node_append(b->at, n);
    if (!doc_kind_is_inline(b->at->kind) && n && !doc_kind_is_inline(n->kind))
        b->pos = n->pos;
    if (!leaf)
        push(b, node, n);
}

static void leave(struct tree_builder *b, cmark_node *node)
{
    struct open_node open;

    if (is_cmark_leaf(node))
        return;
    open = b->open[--b->open_count];
    b->at = open.before;
    b->floor = open.floor_before;
    b->align = open.align_before;
    if (!open.made)
        return;
    b->depth--;
    reader_fix(b->c, open.made);
}

void reader_tree(struct reader_context *c, cmark_node *root, struct doc_node *parent)
{
    struct tree_builder b = {.c = c, .at = parent, .floor = parent, .pos = parent->pos};
    cmark_iter *it = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(it);

        if (event == CMARK_EVENT_ENTER)
            enter(&b, node);
        else
            leave(&b, node);
    }
    cmark_iter_free(it);
    heap_free(b.open);
}
