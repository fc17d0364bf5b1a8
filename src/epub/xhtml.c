#include "epub/xhtml.h"

#include "doc/walk.h"
#include "epub/inlines.h"
#include "epub/words.h"
#include "epub/xml.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void epub_open_tag(struct epub_page *p, const struct doc_node *n, const char *name,
                   const char *class)
{
    buf_printf(p->out, "<%s", name);
    epub_xml_attribute(p->out, "class", class);
    epub_xml_attribute(p->out, "id", n->id);
    epub_xml_attribute(p->out, "lang", n->lang);
    epub_xml_attribute(p->out, "xml:lang", n->lang);
    buf_putc(p->out, '>');
}

void epub_put_href(struct epub_page *p, const char *url, const struct doc_node *target)
{
    const struct epub_file *file = target ? epub_file_of(p->book->files, target) : NULL;
    struct buf href = {0};

    if (!target) {
        epub_xml_attribute(p->out, "href", url);
        return;
    }
    if (file && file != p->file)
        buf_puts(&href, file->name);
    if (target->id && target->kind != DOC_ARTICLE)
        buf_printf(&href, "#%s", target->id);
    else if (file == p->file)
        buf_printf(&href, "%s", file->name);
    epub_xml_attribute(p->out, "href", buf_str(&href));
    buf_release(&href);
}

struct str epub_short_address(const char *url)
{
    struct str s = str_of(url);
    size_t scheme = str_find(s, "://");

    if (scheme < s.len)
        s = str_skip(s, scheme + 3);
    if (s.len > 1 && s.s[s.len - 1] == '/')
        s.len--;
    return s;
}

static void put_address(struct buf *out, const char *url)
{
    struct str s = epub_short_address(url);
    struct buf text = {0};

    buf_add(&text, s.s, s.len);
    epub_xml_text(out, buf_str(&text));
    buf_release(&text);
}

static void enter_nothing(struct epub_page *p, const struct doc_node *n)
{
    (void)p;
    (void)n;
}

/* Blocks whose element only wraps their content */

static const char *const wraps[DOC_KIND_COUNT] = {
    [DOC_QUOTE] = "blockquote", [DOC_FIGURE] = "figure", [DOC_CAPTION] = "figcaption"};

static void enter_wrap(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, wraps[n->kind], NULL);
}

static void leave_wrap(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</%s>\n", wraps[n->kind]);
}

static void enter_heading(struct epub_page *p, const struct doc_node *n)
{
    char name[] = "h2";

    name[1] = (char)('0' + n->as.heading.level);
    epub_open_tag(p, n, name, NULL);
}

static void leave_heading(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</h%d>\n", n->as.heading.level);
}

/* Paragraphs */

static const char *align_class(enum doc_align align)
{
    static const char *const classes[] = {NULL, NULL, "centre", "end"};

    return classes[align];
}

static void put_mark(struct epub_page *p)
{
    if (p->mark)
        buf_printf(p->out, "<span class=\"mark\">%d)</span> ", p->mark->as.footnote.number);
    p->mark = NULL;
}

static void put_backlink(struct epub_page *p, const struct doc_node *note)
{
    buf_puts(p->out, " <a role=\"doc-backlink\"");
    epub_put_href(p, NULL, note->as.footnote.ref);
    epub_xml_attribute(p->out, "aria-label", epub_word(EPUB_WORD_BACK, p->lang));
    buf_puts(p->out, ">↩</a>");
}

static bool ends_note(const struct doc_node *n)
{
    return n->parent->kind == DOC_FOOTNOTE && !n->next;
}

static bool is_attribution(const struct doc_node *n)
{
    return n->parent->kind == DOC_QUOTE && !n->next && n->prev && n->first &&
           n->first->kind == DOC_TEXT && strncmp(n->first->as.text, "—", strlen("—")) == 0;
}

static void enter_paragraph(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "p", is_attribution(n) ? "attribution" : align_class(n->as.align));
    put_mark(p);
}

static void leave_paragraph(struct epub_page *p, const struct doc_node *n)
{
    if (ends_note(n))
        put_backlink(p, n->parent);
    buf_puts(p->out, "</p>\n");
}

static void enter_plain(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    put_mark(p);
}

static void enter_rule(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "<hr/>\n");
}

/* Lists */

static void enter_list(struct epub_page *p, const struct doc_node *n)
{
    if (!n->as.list.ordered) {
        epub_open_tag(p, n, "ul", NULL);
        return;
    }
    buf_puts(p->out, "<ol");
    if (n->as.list.start != 1)
        buf_printf(p->out, " start=\"%d\"", n->as.list.start);
    epub_xml_attribute(p->out, "id", n->id);
    buf_puts(p->out, ">\n");
}

static void leave_list(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, n->as.list.ordered ? "</ol>\n" : "</ul>\n");
}

static void enter_item(struct epub_page *p, const struct doc_node *n)
{
    bool done = n->as.item.task == DOC_TASK_DONE;

    epub_open_tag(p, n, "li", n->as.item.task ? "task" : NULL);
    if (n->as.item.task)
        buf_printf(p->out, "<span class=\"box\" role=\"img\" aria-label=\"%s\">%s</span> ",
                   epub_word(done ? EPUB_WORD_DONE : EPUB_WORD_OPEN, p->lang), done ? "☑" : "☐");
}

static void leave_item(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "</li>\n");
}

/* Tables */

static void enter_table(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "table", NULL);
    buf_putc(p->out, '\n');
    p->head_rows = n->as.table.head_rows;
    p->in_body = false;
    if (p->head_rows)
        buf_puts(p->out, "<thead>\n");
}

static void leave_table(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    if (p->in_body)
        buf_puts(p->out, "</tbody>\n");
    else if (p->head_rows > 0)
        buf_puts(p->out, "</thead>\n");
    buf_puts(p->out, "</table>\n");
}

static void enter_row(struct epub_page *p, const struct doc_node *n)
{
    if (p->head_rows <= 0 && !p->in_body) {
        buf_puts(p->out, "<tbody>\n");
        p->in_body = true;
    }
    epub_open_tag(p, n, "tr", NULL);
}

static void leave_row(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "</tr>\n");
    if (p->head_rows > 0 && --p->head_rows == 0)
        buf_puts(p->out, "</thead>\n");
}

static enum doc_align cell_align(const struct doc_node *n)
{
    const struct doc_node *table = doc_node_ancestor(n, DOC_TABLE);

    if (!table || !table->as.table.align || n->as.cell.column >= table->as.table.columns)
        return DOC_ALIGN_NONE;
    return table->as.table.align[n->as.cell.column];
}

static void enter_cell(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "<%s", n->as.cell.head ? "th" : "td");
    epub_xml_attribute(p->out, "class", align_class(cell_align(n)));
    if (n->as.cell.head)
        buf_printf(p->out, " scope=\"%s\"", p->in_body ? "row" : "col");
    if (n->as.cell.colspan > 1)
        buf_printf(p->out, " colspan=\"%d\"", n->as.cell.colspan);
    if (n->as.cell.rowspan > 1)
        buf_printf(p->out, " rowspan=\"%d\"", n->as.cell.rowspan);
    buf_putc(p->out, '>');
}

static void leave_cell(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, n->as.cell.head ? "</th>" : "</td>");
}

/* Boxes */

static const struct {
    const char *element, *attributes, *class;
    bool own_label; /* the label stays beside an own title */
} callouts[DOC_CALLOUT_COUNT] = {
    [DOC_CALLOUT_INFO] = {"aside", " role=\"note\"", "callout info", false},
    [DOC_CALLOUT_NOTE] = {"aside", " role=\"note\"", "callout note", false},
    [DOC_CALLOUT_TIP] = {"aside", " epub:type=\"tip\" role=\"doc-tip\"", "callout tip", true},
    [DOC_CALLOUT_WARNING] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                             "callout warning", true},
    [DOC_CALLOUT_CAUTION] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                             "callout caution", true},
    [DOC_CALLOUT_IMPORTANT] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                               "callout important", true},
};

/* The id of the title line that names the box being opened. */
static int open_box(struct epub_page *p, const struct doc_node *n, const char *element,
                    const char *attributes, const char *class)
{
    int title = ++p->titles;

    buf_printf(p->out, "<%s class=\"%s\"%s aria-labelledby=\"t%d\"", element, class, attributes, title);
    epub_xml_attribute(p->out, "id", n->id);
    buf_puts(p->out, ">\n");
    return title;
}

static void enter_callout(struct epub_page *p, const struct doc_node *n)
{
    enum doc_callout c = n->as.callout;
    bool titled = doc_node_child(n, DOC_TITLE) != NULL;
    int title = open_box(p, n, callouts[c].element, callouts[c].attributes, callouts[c].class);

    if (!titled)
        buf_printf(p->out, "<p class=\"title\" id=\"t%d\">%s</p>\n", title,
                   epub_callout_label(c, p->lang));
}

static void leave_callout(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</%s>\n", callouts[n->as.callout].element);
}

static void enter_section(struct epub_page *p, const struct doc_node *n)
{
    if (doc_node_child(n, DOC_TITLE)) {
        open_box(p, n, "section", "", n->kind == DOC_TAB ? "tab" : "details");
        return;
    }
    epub_open_tag(p, n, "div", n->kind == DOC_TABS ? "tabs" : n->kind == DOC_TAB ? "tab" : "details");
}

static void leave_section(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, doc_node_child(n, DOC_TITLE) ? "</section>\n" : "</div>\n");
}

static void enter_title(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_node *box = n->parent;

    buf_printf(p->out, "<p class=\"title\" id=\"t%d\">", p->titles);
    if (box->kind == DOC_CALLOUT && callouts[box->as.callout].own_label)
        buf_printf(p->out, "%s · ", epub_callout_label(box->as.callout, p->lang));
}

static void leave_title(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "</p>\n");
}

static void enter_card(struct epub_page *p, const struct doc_node *n)
{
    static const int labels[] = {-1, EPUB_WORD_VIDEO, EPUB_WORD_DEMO, EPUB_WORD_DOCUMENT};
    const struct doc_card *c = &n->as.card;

    epub_open_tag(p, n, "div", "card");
    buf_puts(p->out, "<p class=\"card-title\">");
    if (labels[c->kind] >= 0)
        buf_printf(p->out, "%s ", epub_word((enum epub_word)labels[c->kind], p->lang));
    epub_xml_text(p->out, c->title && *c->title ? c->title : c->url ? c->url : "");
    buf_puts(p->out, "</p>\n");
    if (c->text && !cstr_eq(c->text, c->title)) {
        buf_puts(p->out, "<p class=\"card-text\">");
        epub_xml_text(p->out, c->text);
        buf_puts(p->out, "</p>\n");
    }
    if (c->target || c->url) {
        buf_puts(p->out, "<p class=\"card-url\"><a");
        epub_put_href(p, c->url, c->target);
        buf_putc(p->out, '>');
        if (c->target)
            epub_xml_text(p->out, c->title ? c->title : "");
        else
            put_address(p->out, c->url);
        buf_puts(p->out, "</a></p>\n");
    }
    buf_puts(p->out, "</div>\n");
}

static void enter_math(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "pre", "tex");
    buf_puts(p->out, "<code>");
    epub_xml_text(p->out, n->as.text);
    buf_puts(p->out, "</code></pre>\n");
}

static void enter_footnote(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, "<aside class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\"");
    epub_xml_attribute(p->out, "id", n->id);
    buf_puts(p->out, ">\n");
    p->mark = n;
    if (!n->first || n->first->kind != DOC_PARAGRAPH) {
        buf_puts(p->out, "<p>");
        put_mark(p);
        buf_puts(p->out, "</p>\n");
    }
}

static void leave_footnote(struct epub_page *p, const struct doc_node *n)
{
    if (!n->last || n->last->kind != DOC_PARAGRAPH) {
        buf_puts(p->out, "<p>");
        put_backlink(p, n);
        buf_puts(p->out, "</p>\n");
    }
    buf_puts(p->out, "</aside>\n");
}

static const struct epub_rule rules[DOC_KIND_COUNT] = {
    [DOC_BOOK] = {enter_nothing, NULL, false},
    [DOC_PART] = {enter_nothing, NULL, false},
    [DOC_ARTICLE] = {enter_nothing, NULL, false},
    [DOC_HEADING] = {enter_heading, leave_heading, false},
    [DOC_PARAGRAPH] = {enter_paragraph, leave_paragraph, false},
    [DOC_PLAIN] = {enter_plain, NULL, false},
    [DOC_LIST] = {enter_list, leave_list, false},
    [DOC_ITEM] = {enter_item, leave_item, false},
    [DOC_QUOTE] = {enter_wrap, leave_wrap, false},
    [DOC_CODE_BLOCK] = {epub_enter_code_block, NULL, true},
    [DOC_TABLE] = {enter_table, leave_table, false},
    [DOC_ROW] = {enter_row, leave_row, false},
    [DOC_CELL] = {enter_cell, leave_cell, false},
    [DOC_RULE] = {enter_rule, NULL, true},
    [DOC_FIGURE] = {enter_wrap, leave_wrap, false},
    [DOC_CALLOUT] = {enter_callout, leave_callout, false},
    [DOC_DETAILS] = {enter_section, leave_section, false},
    [DOC_TABS] = {enter_section, leave_section, false},
    [DOC_TAB] = {enter_section, leave_section, false},
    [DOC_CARD] = {enter_card, NULL, true},
    [DOC_MATH_BLOCK] = {enter_math, NULL, true},
    [DOC_DIAGRAM] = {epub_enter_code_block, NULL, true},
    [DOC_FOOTNOTE] = {enter_footnote, leave_footnote, false},
    [DOC_TOC] = {enter_nothing, NULL, true}, /* the navigation document is the book's contents */
    [DOC_TITLE] = {enter_title, leave_title, false},
    [DOC_CAPTION] = {enter_wrap, leave_wrap, false},
    [DOC_TEXT] = {epub_enter_text, NULL, true},
    [DOC_SOFT_BREAK] = {epub_enter_soft_break, NULL, true},
    [DOC_LINE_BREAK] = {epub_enter_line_break, NULL, true},
    [DOC_EMPH] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_STRONG] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_STRIKE] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_MARK] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SUP] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SUB] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_INS] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SPOILER] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_CODE] = {epub_enter_code, NULL, true},
    [DOC_LINK] = {epub_enter_link, epub_leave_link, false},
    [DOC_IMAGE] = {epub_enter_image, NULL, true},
    [DOC_NOTE_REF] = {epub_enter_note_ref, NULL, true},
    [DOC_MATH] = {epub_enter_code, NULL, true},
    [DOC_KBD] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_BADGE] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SPAN] = {epub_enter_mark_up, epub_leave_mark_up, false},
};

const struct epub_rule *epub_rule_of(enum doc_kind kind)
{
    return &rules[kind];
}

/* Writes a block with all below it. */
static void write_block(struct epub_page *p, const struct doc_node *block)
{
    for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);) {
        const struct epub_rule *rule = &rules[w.node->kind];

        assert(rule->enter);
        if (w.event == DOC_LEAVE) {
            if (rule->leave)
                rule->leave(p, w.node);
            continue;
        }
        rule->enter(p, w.node);
        if (rule->skip)
            doc_walk_skip(&w);
    }
}

static void write_notes(struct epub_page *p)
{
    for (const struct doc_node *n = p->file->article->first; n; n = n->next)
        if (epub_file_has_note(p->book->files, p->file, n))
            write_block(p, n);
}

static void put_byline(struct buf *out, const struct doc_meta *m)
{
    char date[DOC_DATE_SIZE];

    doc_date_format(m->date, m->lang, date);
    if (m->author_count == 0 && !*date)
        return;
    buf_puts(out, "<p class=\"byline\">");
    for (size_t i = 0; i < m->author_count; i++) {
        buf_puts(out, i ? ", <b>" : "<b>");
        epub_xml_text(out, m->authors[i].name);
        buf_puts(out, "</b>");
    }
    if (m->author_count && *date)
        buf_puts(out, " · ");
    epub_xml_text(out, date);
    buf_puts(out, "</p>\n");
}

static void put_source(struct buf *out, const struct doc_meta *m)
{
    struct str address;

    if (!m->source.url)
        return;
    address = epub_short_address(m->source.url);
    buf_printf(out, "<p class=\"source-line\">%s ", epub_word(EPUB_WORD_SOURCE, m->lang));
    /* A site that is only its host would be said twice. */
    if (m->source.site && !str_starts(address, m->source.site)) {
        epub_xml_text(out, m->source.site);
        buf_putc(out, ' ');
    }
    buf_puts(out, "<a");
    epub_xml_attribute(out, "href", m->source.url);
    buf_putc(out, '>');
    put_address(out, m->source.url);
    buf_puts(out, "</a></p>\n");
}

static void put_opening(struct epub_page *p, const struct doc_meta *m)
{
    buf_puts(p->out, "<header class=\"opening\">\n");
    buf_printf(p->out, "<h1 id=\"%s-title\">", p->file->article->id ? p->file->article->id : "a");
    epub_xml_text(p->out, m->title);
    buf_puts(p->out, "</h1>\n");
    put_byline(p->out, m);
    put_source(p->out, m);
    buf_puts(p->out, "</header>\n");
}

void epub_open_document(struct buf *out, const char *lang, const char *title)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n"
                  "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                  "xmlns:epub=\"http://www.idpf.org/2007/ops\"");
    epub_xml_attribute(out, "lang", lang);
    epub_xml_attribute(out, "xml:lang", lang);
    buf_puts(out, ">\n<head>\n<title>");
    epub_xml_text(out, title);
    buf_puts(out, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n");
}

void epub_close_document(struct buf *out)
{
    buf_puts(out, "</body>\n</html>\n");
}

void epub_write_article(const struct epub_book *book, const struct epub_file *file,
                        struct buf *out)
{
    const struct doc_meta *m = file->article->as.meta;
    const char *id = file->article->id ? file->article->id : "a";
    struct epub_page p = {.book = book, .file = file, .out = out, .lang = m->lang};

    epub_open_document(out, m->lang, m->title);
    buf_puts(out, "<body>\n");
    if (file->opening)
        buf_printf(out, "<section epub:type=\"chapter\" role=\"doc-chapter\" id=\"%s\" "
                        "aria-labelledby=\"%s-title\">\n", id, id);
    else
        buf_puts(out, "<section>\n");
    if (file->opening)
        put_opening(&p, m);
    for (const struct doc_node *n = file->first; n && n != file->end; n = n->next)
        if (n->kind != DOC_FOOTNOTE)
            write_block(&p, n);
    write_notes(&p);
    buf_puts(out, "</section>\n");
    epub_close_document(out);
}

void epub_write_title_page(const struct epub_book *book, struct buf *out)
{
    const struct doc_meta *m = book->meta;

    epub_open_document(out, m->lang, m->title);
    buf_puts(out, "<body>\n<section class=\"title-page\" epub:type=\"titlepage\">\n<h1>");
    epub_xml_text(out, m->title);
    buf_puts(out, "</h1>\n");
    put_byline(out, m);
    put_source(out, m);
    buf_puts(out, "</section>\n");
    epub_close_document(out);
}

void epub_write_cover(const struct epub_book *book, const char *image, struct buf *out)
{
    const struct doc_meta *m = book->meta;
    struct buf alt = {0};

    buf_puts(&alt, m->title);
    for (size_t i = 0; i < m->author_count; i++)
        buf_printf(&alt, ", %s", m->authors[i].name);
    epub_open_document(out, m->lang, epub_word(EPUB_WORD_COVER, m->lang));
    buf_puts(out, "<body class=\"cover\">\n<section epub:type=\"cover\">\n<div class=\"cover-image\"><img");
    epub_xml_attribute(out, "src", image);
    epub_xml_attribute(out, "alt", buf_str(&alt));
    buf_puts(out, "/></div>\n</section>\n");
    epub_close_document(out);
    buf_release(&alt);
}
