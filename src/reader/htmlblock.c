#include "reader/htmlblock.h"

#include "doc/walk.h"
#include "reader/attributes.h"
#include "reader/components.h"
#include "reader/htmldrop.h"
#include "reader/htmlinline.h"
#include "reader/htmlpre.h"
#include "util/unicode.h"

#include <string.h>

/* Blocks of the allow-list; DOC_KIND_COUNT: transparent. */
static const struct {
    const char *name;
    enum doc_kind kind;
} block_elements[] = {
    {"p", DOC_PARAGRAPH},
    {"div", DOC_KIND_COUNT},
    {"section", DOC_KIND_COUNT},
    {"article", DOC_KIND_COUNT},
    {"main", DOC_KIND_COUNT},
    {"header", DOC_KIND_COUNT},
    {"footer", DOC_KIND_COUNT},
    {"aside", DOC_KIND_COUNT},
    {"nav", DOC_KIND_COUNT},
    {"ul", DOC_LIST},
    {"ol", DOC_LIST},
    {"li", DOC_ITEM},
    {"blockquote", DOC_QUOTE},
    {"table", DOC_TABLE},
    {"thead", DOC_KIND_COUNT},
    {"tbody", DOC_KIND_COUNT},
    {"tfoot", DOC_KIND_COUNT},
    {"caption", DOC_KIND_COUNT},
    {"tr", DOC_ROW},
    {"td", DOC_CELL},
    {"th", DOC_CELL},
    {"details", DOC_DETAILS},
    {"summary", DOC_TITLE},
    {"figure", DOC_KIND_COUNT},
    {"figcaption", DOC_PARAGRAPH},
    {"h1", DOC_HEADING},
    {"h2", DOC_HEADING},
    {"h3", DOC_HEADING},
    {"h4", DOC_HEADING},
    {"h5", DOC_HEADING},
    {"h6", DOC_HEADING},
    {"dl", DOC_KIND_COUNT},
    {"dt", DOC_PARAGRAPH},
    {"dd", DOC_PARAGRAPH},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static int find_block(const char *name)
{
    for (size_t i = 0; i < COUNT(block_elements); i++)
        if (strcasecmp(name, block_elements[i].name) == 0)
            return (int)i;
    return -1;
}

/* Blocks */

struct html_reader {
    struct reader_context *c;
    struct doc_node *top, *block,
        *at; /* the parent; the open block; where inlines go */
    struct diag_pos pos;
    int vain; /* "<" that began nothing, each looked for to the end of the block */
};

/* From here on what is in the block is text: a hostile one stays linear. */
enum { MOST_VAIN = 1000 };

static bool holds_inlines(const struct doc_node *n)
{
    return n->kind == DOC_PARAGRAPH || n->kind == DOC_PLAIN || n->kind == DOC_HEADING ||
           n->kind == DOC_TITLE;
}

/* Holds rows, cells or items alone. */
static bool is_frame(const struct doc_node *n)
{
    return n->kind == DOC_TABLE || n->kind == DOC_ROW || n->kind == DOC_LIST;
}

/* Inlines where only rows or items may stand (a caption, a slip) go before the whole.
 */
static struct doc_node *paragraph_before(struct html_reader *r)
{
    struct doc_node *frame = r->block, *p;

    while (is_frame(frame->parent))
        frame = frame->parent;
    p = doc_node_new(r->c->arena, DOC_PARAGRAPH, r->pos);
    doc_node_insert_before(frame, p);
    return p;
}

/* The node inlines may be appended to; a paragraph is made where a block wants one. */
static struct doc_node *inline_place(struct html_reader *r)
{
    bool tight = r->block->kind == DOC_ITEM || r->block->kind == DOC_CELL;
    struct doc_node *last = r->block->last;

    if (r->at != r->block || holds_inlines(r->block))
        return r->at;
    if (is_frame(r->block)) {
        r->at = paragraph_before(r);
    } else if (last && last->kind == DOC_PLAIN && tight) {
        r->at = last;
    } else {
        r->at = doc_node_new(r->c->arena, tight ? DOC_PLAIN : DOC_PARAGRAPH, r->pos);
        doc_node_append(r->block, r->at);
    }
    return r->at;
}

/* A run of white space is one space, as HTML has it. */
static void collapse_space(char *s)
{
    char *to = s;

    for (; *s; s++) {
        bool space = strchr(" \t\n", *s) != NULL;

        if (!space || !(strchr(" \t\n", s[1]) && s[1]))
            *to++ = space ? ' ' : *s;
    }
    *to = '\0';
}

static void add_text(struct html_reader *r, struct str text)
{
    struct doc_node *place;
    size_t skip;
    char *prose;

    if (str_trim(text).len == 0 && (r->at == r->block || !r->at->last))
        return;
    prose = arena_strdup(r->c->arena,
                         reader_prose(r->c, reader_decode_html(text, r->c->arena)));
    collapse_space(prose);
    place = inline_place(r);
    skip = !place->last && holds_inlines(place) && *prose == ' ';
    doc_node_append(place, doc_text_new(r->c->arena, prose + skip, r->pos));
}

/* Leaves open blocks until `n` is the innermost that may hold a block of `kind`. */
static void make_room(struct html_reader *r, enum doc_kind kind)
{
    for (;;) {
        struct doc_node *b = r->block;
        bool fits = !holds_inlines(b);

        if (kind == DOC_ITEM)
            fits = b->kind == DOC_LIST;
        else if (kind == DOC_ROW)
            fits = b->kind == DOC_TABLE;
        else if (kind == DOC_CELL)
            fits = b->kind == DOC_ROW;
        else
            fits = fits && b->kind != DOC_LIST && b->kind != DOC_TABLE &&
                   b->kind != DOC_ROW;
        if (fits || b == r->top)
            break;
        r->block = b->parent;
    }
    r->at = r->block;
}

static void dress_block(struct html_reader *r, struct doc_node *n,
                        const struct html_tag *tag)
{
    n->lang = reader_language(r->c, reader_attribute(tag, "lang"));
    if (n->kind == DOC_LIST) {
        n->as.list.ordered = strcasecmp(tag->name, "ol") == 0;
        n->as.list.tight = true;
        n->as.list.start = reader_attribute(tag, "start")
                               ? reader_html_number(reader_attribute(tag, "start"))
                               : 1;
    } else if (n->kind == DOC_HEADING) {
        n->as.heading.level = tag->name[1] - '0';
    } else if (n->kind == DOC_CELL) {
        n->as.cell.head = strcasecmp(tag->name, "th") == 0;
        n->as.cell.colspan = reader_html_number(reader_attribute(tag, "colspan"));
        n->as.cell.rowspan = reader_html_number(reader_attribute(tag, "rowspan"));
        n->as.cell.colspan = n->as.cell.colspan < 1     ? 1
                             : n->as.cell.colspan > 100 ? 100
                                                        : n->as.cell.colspan;
        n->as.cell.rowspan = n->as.cell.rowspan < 1      ? 1
                             : n->as.cell.rowspan > 1000 ? 1000
                                                         : n->as.cell.rowspan;
        if (r->block->last)
            n->as.cell.column =
                r->block->last->as.cell.column + r->block->last->as.cell.colspan;
    }
}

static void open_block(struct html_reader *r, const struct html_tag *tag,
                       enum doc_kind kind)
{
    struct doc_node *n;

    if (kind == DOC_KIND_COUNT && is_frame(r->block))
        return; /* thead, tbody: rows stay in their table */
    make_room(r, kind);
    if (kind == DOC_KIND_COUNT || reader_html_is_deep(r->block))
        return;
    if ((kind == DOC_ITEM && r->block->kind != DOC_LIST) ||
        (kind == DOC_ROW && r->block->kind != DOC_TABLE) ||
        (kind == DOC_CELL && r->block->kind != DOC_ROW) ||
        (kind == DOC_TITLE && (r->block->kind != DOC_DETAILS || r->block->first)))
        return; /* out of its place: the content alone */
    n = doc_node_new(r->c->arena, kind, r->pos);
    dress_block(r, n, tag);
    doc_node_append(r->block, n);
    r->block = r->at = n;
}

static void close_block(struct html_reader *r, enum doc_kind kind)
{
    for (struct doc_node *n = r->block; n && n != r->top; n = n->parent)
        if (n->kind == kind) {
            r->block = r->at = n->parent;
            return;
        }
    r->at = r->block;
}

/* Bytes of an element whose content is no text: <script>…</script>. */
static size_t skip_raw(struct html_reader *r, struct str html,
                       const struct html_tag *tag, size_t length)
{
    if (reader_html_raw(tag->name) < 0 || tag->closing || tag->self_closing)
        return 0;
    for (size_t at = length; at < html.len; at += 2) {
        at += str_find(str_skip(html, at), "</");
        if (reader_html_closes(str_skip(html, at), tag->name))
            return at + str_find_char(str_skip(html, at), '>') + 1;
    }
    diag_warning(r->c->diag, r->pos, "unclosed",
                 "this <%s> is not closed; what follows it in its block is left out",
                 tag->name);
    return html.len;
}

static void block_component(struct html_reader *r, const struct html_tag *tag)
{
    struct doc_node *n;
    enum reader_component_use use = reader_component(r->c, tag, r->pos, &n);

    if (!n)
        return;
    if (use == READER_BLOCK) {
        make_room(r, n->kind);
        reader_add_component(r->block, n);
        return;
    }
    doc_node_append(inline_place(r), n);
    if (!tag->self_closing && n->kind != DOC_SPAN && !reader_html_is_deep(n))
        r->at = n;
}

/* One tag; false when it is none of ours and stays text. */
static bool take_tag(struct html_reader *r, const struct html_tag *tag)
{
    int block = find_block(tag->name);

    if (block >= 0) {
        if (tag->closing)
            close_block(r, block_elements[block].kind);
        else
            open_block(r, tag, block_elements[block].kind);
        return true;
    }
    if (strcasecmp(tag->name, "hr") == 0) {
        make_room(r, DOC_RULE);
        doc_node_append(r->block, doc_node_new(r->c->arena, DOC_RULE, r->pos));
        return true;
    }
    if (reader_html_is_frame(tag->name)) {
        struct doc_node *n = reader_html_frame(r->c, tag, r->pos);

        make_room(r, DOC_CARD);
        if (n)
            doc_node_append(r->block, n);
        return true;
    }
    if (reader_is_component(str_of(tag->name))) {
        block_component(r, tag);
        return true;
    }
    if (reader_html_is_inline(tag->name)) {
        if (tag->closing && r->at == r->block && !holds_inlines(r->block))
            return true; /* nothing is open that it could close */
        inline_place(r);
        return reader_html_inline_tag(r->c, &r->at, r->block, tag, r->pos);
    }
    return reader_html_is_silent(tag->name);
}

static size_t add_pre(struct html_reader *r, struct str html, size_t length)
{
    struct doc_node *n = doc_node_new(r->c->arena, DOC_CODE_BLOCK, r->pos);

    length = reader_html_pre(r->c, n, html, length);
    make_room(r, DOC_CODE_BLOCK);
    doc_node_append(r->block, n);
    return length;
}

/* Bytes of a comment, or of all there is when it is never closed. */
static size_t skip_comment(struct html_reader *r, struct str html)
{
    size_t length = reader_comment_length(html);

    if (length > 0 || !str_starts(html, "<!--"))
        return length;
    diag_warning(r->c->diag, r->pos, "unclosed",
                 "this comment is not closed; what follows it is left out");
    return html.len;
}

static void report_dropped(struct reader_context *c, const struct html_tag *tag,
                           struct diag_pos pos)
{
    if (!tag->closing)
        diag_note(c->diag, pos, "html-dropped",
                  "<%s> has no place in a book; the tag was left out", tag->name);
}

/* Reads what is at the start of `html` and returns its bytes. */
static size_t take(struct html_reader *r, struct str html)
{
    size_t text = str_find_char(html, '<'), length, raw;
    struct html_tag tag;

    if (text > 0) {
        add_text(r, str_head(html, text));
        return text;
    }
    length = r->vain < MOST_VAIN ? skip_comment(r, html) : 0;
    if (length > 0)
        return length;
    length = r->vain < MOST_VAIN ? reader_tag_length(html) : 0;
    if (length == 0) {
        r->vain++;
        add_text(r, str_head(html, 1));
        return 1;
    }
    tag = reader_tag_read(str_head(html, length), r->c->arena);
    raw = skip_raw(r, html, &tag, length);
    if (raw > 0)
        return raw;
    if (strcasecmp(tag.name, "pre") == 0 && !tag.closing)
        return add_pre(r, html, length);
    if (take_tag(r, &tag))
        return length;
    if (reader_html_is_dropped(&tag))
        report_dropped(r->c, &tag, r->pos);
    else
        add_text(r, str_head(html, length));
    return length;
}

void reader_html_block(struct reader_context *c, struct doc_node **at,
                       struct doc_node *floor, struct str html, struct diag_pos pos)
{
    struct html_reader r = {c, floor, *at, *at, pos, 0};

    while (html.len > 0)
        html = str_skip(html, take(&r, html));
    while (r.block != floor && holds_inlines(r.block))
        r.block = r.block->parent;
    *at = r.block;
}

/* Blocks within a line of text (a list in a table's cell): lists are lists, other
 * blocks begin a new line. */

static bool is_list_tag(const char *name)
{
    return strcasecmp(name, "ul") == 0 || strcasecmp(name, "ol") == 0 ||
           strcasecmp(name, "li") == 0;
}

static void break_line(struct reader_context *c, struct doc_node *at,
                       struct diag_pos pos)
{
    if (at->last && at->last->kind != DOC_LINE_BREAK &&
        doc_kind_is_inline(at->last->kind))
        doc_node_append(at, doc_node_new(c->arena, DOC_LINE_BREAK, pos));
}

/* The item a list began with, when nothing has been put into it. */
static bool is_unused(const struct doc_node *item)
{
    const struct doc_node *text = item->first ? item->first->first : NULL;

    return !item->prev && (!item->first || !item->first->next) &&
           (!text ||
            (!text->next && text->kind == DOC_TEXT && cstr_blank(text->as.text)));
}

static void list_tag(struct html_reader *r, const struct html_tag *tag)
{
    bool item = strcasecmp(tag->name, "li") == 0;

    if (item &&
        (tag->closing || (r->at->parent->kind == DOC_ITEM && is_unused(r->at->parent))))
        return; /* white space after an item stays in it */
    while (r->block != r->top &&
           (doc_kind_is_inline(r->block->kind) || holds_inlines(r->block)))
        r->block = r->block->parent;
    r->at = r->block;
    take_tag(r, tag);
    if (is_frame(r->block))
        open_block(r, &(struct html_tag){.name = "li"}, DOC_ITEM);
    r->at = r->block;
    inline_place(r);
}

bool reader_html_inline(struct reader_context *c, struct doc_node **at,
                        struct doc_node *floor, struct str html, struct diag_pos pos)
{
    struct html_reader r = {c, floor, *at, *at, pos, 0};
    struct html_tag tag;

    if (reader_comment_length(html) > 0)
        return true;
    if (reader_tag_length(html) == 0)
        return false;
    tag = reader_tag_read(html, c->arena);
    if (reader_html_inline_tag(c, at, floor, &tag, pos))
        return true;
    if (find_block(tag.name) < 0) {
        if (reader_html_is_dropped(&tag))
            report_dropped(c, &tag, pos);
        return reader_html_is_dropped(&tag);
    }
    if (!is_list_tag(tag.name) || !holds_inlines(floor) || floor->kind == DOC_HEADING ||
        floor->kind == DOC_TITLE) {
        break_line(c, *at, pos);
        return true;
    }
    list_tag(&r, &tag);
    *at = r.at;
    return true;
}
