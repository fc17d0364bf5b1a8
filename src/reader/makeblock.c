#include "reader/builder.h"

#include "reader/blocks.h"
#include "reader/codeblock.h"
#include "reader/components.h"
#include "reader/fixup.h"
#include "reader/htmlopen.h"
#include "reader/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

static bool is_table_part(cmark_node *node, const char *name)
{
    return strcmp(cmark_node_get_type_string(node), name) == 0;
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
    reader_inlines(
        b->c, title,
        str_of(reader_verbatim(b->c, arena_strndup(b->c->arena, s.s, s.len))),
        owner->pos);
    reader_fix_icons(title);
    if (!title->first)
        return NULL; /* nothing but attributes */
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
bool reader_align_of(const char *name, enum doc_align *align)
{
    static const char *const names[] = {"justify", "left", "center", "right"};

    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) {
            *align = (enum doc_align)i;
            return true;
        }
    return false;
}

static struct doc_node *make_container(struct tree_builder *b,
                                       const struct reader_block *block,
                                       cmark_node *node)
{
    enum doc_callout callout;
    enum doc_align align;
    struct doc_node *n;

    if (strcmp(block->name, "tabs") == 0 || strcmp(block->name, "code-tabs") == 0) {
        n = reader_make(b, DOC_TABS, node);
        n->as.code_tabs = block->name[0] == 'c';
        return n;
    }
    if (callout_of(block->name, &callout)) {
        n = reader_make(b, DOC_CALLOUT, node);
        n->as.callout = callout;
        add_title(b, n, block->title);
        return n;
    }
    if (reader_align_of(block->name, &align) || strcmp(block->name, "v-pre") == 0)
        return NULL;
    n = reader_make(b, DOC_DETAILS, node);
    add_title(b, n,
              reader_is_playground(block->name)
                  ? reader_playground_title(b->c->arena, block->title)
                  : block->title);
    return n;
}

static struct doc_node *make_tab(struct tree_builder *b,
                                 const struct reader_block *block, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_TAB, node),
                    *title = add_title(b, n, block->title);

    n->as.tab.label = title ? doc_plain_text(b->c->arena, title) : "";
    n->as.tab.active = block->active;
    return n;
}

static struct doc_node *make_component(struct tree_builder *b,
                                       const struct reader_block *block,
                                       cmark_node *node)
{
    const char *text = reader_verbatim(b->c, buf_str(&block->body));
    struct str html = str_trim(str_of(text));
    struct html_tag tag;
    struct doc_node *n = NULL;
    size_t length = reader_tag_length(html);

    tag = reader_tag_read(html, b->c->arena);
    if (reader_component(b->c, &tag, reader_place(b, node), &n) == READER_BLOCK && n)
        reader_add_component(b->at, n);
    if (length > 0 && str_trim(str_skip(html, length)).len > 0)
        reader_open_html(b, node, str_skip(html, length));
    return NULL;
}

static struct doc_node *make_dialect_block(struct tree_builder *b,
                                           const struct reader_block *block,
                                           cmark_node *node)
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
        n = reader_make(b, DOC_MATH_BLOCK, node);
        n->as.text = reader_verbatim(b->c, buf_str(&block->body));
        break;
    case READER_DIRECTIVE:
        reader_directive(b->c, &b->playground, str_of(block->title));
        break;
    case READER_TOC:
        n = reader_make(b, DOC_TOC, node);
        break;
    }
    return n;
}

/* Core blocks */

static bool is_diagram(struct str lang)
{
    static const char *const langs[] = {"mermaid",  "mermaidjs", "flow",   "flowchart",
                                        "plantuml", "echarts",   "markmap"};

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
                                   reader_verbatim(b->c, body ? body : ""),
                                   reader_place(b, node));
        if (n) {
            reader_add_component(b->at, n);
            return NULL;
        }
    }
    if (reader_is_settings(&b->playground, str_head(words, first))) {
        b->playground.settings = false;
        diag_note(b->c->diag, reader_place(b, node), "demo-settings",
                  "the settings of a live example are not printed");
        return NULL;
    }
    n = reader_make(
        b, is_diagram(str_head(words, first)) ? DOC_DIAGRAM : DOC_CODE_BLOCK, node);
    reader_code_block(b->c, n, info ? info : "", body ? body : "");
    if (!n->as.code.title)
        n->as.code.title = b->playground.file;
    b->playground.file = NULL;
    return n;
}

static struct doc_node *make_list(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_LIST, node);

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
    n = reader_make(b, DOC_ITEM, node);
    if (is_table_part(node, "tasklist"))
        n->as.item.task = cmark_gfm_extensions_get_tasklist_item_checked(node)
                              ? DOC_TASK_DONE
                              : DOC_TASK_OPEN;
    return n;
}

static struct doc_node *make_paragraph(struct tree_builder *b, cmark_node *node)
{
    cmark_node *list = cmark_node_parent(cmark_node_parent(node));
    bool tight = b->at->kind == DOC_ITEM && list &&
                 cmark_node_get_type(list) == CMARK_NODE_LIST &&
                 cmark_node_get_list_tight(list);
    struct doc_node *n;

    n = reader_make(b, tight ? DOC_PLAIN : DOC_PARAGRAPH, node);
    n->as.align = b->align;
    return n;
}

static struct doc_node *make_table(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_TABLE, node);
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
    struct doc_node *n = reader_make(b, DOC_CELL, node);

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
        return b->at->kind == DOC_TABLE ? reader_make(b, DOC_ROW, node) : NULL;
    if (is_table_part(node, "table_cell"))
        return b->at->kind == DOC_ROW ? make_cell(b, node) : NULL;
    return NULL;
}

static struct doc_node *make_footnote(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_FOOTNOTE, node);
    const char *label = cmark_node_get_literal(node);
    size_t noted = reader_note_at(b->c->prepass, cmark_node_get_start_line(node));

    if (b->c->notes_read && noted < b->c->prepass->note_count)
        b->c->notes_read[noted] = true;
    n->as.footnote.label = label ? reader_verbatim(b->c, label) : "";
    /* Definitions come in the order of their first reference. */
    n->as.footnote.number = ++b->c->note_count;
    doc_node_append(b->c->article, n);
    return n;
}

static struct doc_node *make_html_block(struct tree_builder *b, cmark_node *node)
{
    reader_open_html(b, node,
                     str_of(reader_verbatim(b->c, cmark_node_get_literal(node))));
    return NULL;
}

static struct doc_node *make_heading(struct tree_builder *b, cmark_node *node)
{
    struct doc_node *n = reader_make(b, DOC_HEADING, node);

    n->as.heading.level = cmark_node_get_heading_level(node);
    return n;
}

struct doc_node *reader_make_block(struct tree_builder *b, cmark_node *node)
{
    switch ((int)cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        return NULL;
    case CMARK_NODE_BLOCK_QUOTE:
        return reader_make(b, DOC_QUOTE, node);
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
        return reader_make(b, DOC_RULE, node);
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return make_footnote(b, node);
    default:
        return make_extension_block(b, node);
    }
}
