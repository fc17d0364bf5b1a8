#include "epub/rules.h"

#include "epub/words.h"
#include "epub/xml.h"

#include <string.h>

/* Running text: headings, paragraphs, lists, quotes, notes */

static const char *const wraps[DOC_KIND_COUNT] = {
    [DOC_QUOTE] = "blockquote", [DOC_FIGURE] = "figure", [DOC_CAPTION] = "figcaption"};

static const char *wrap_of(const struct doc_node *n)
{
    return n->kind == DOC_CAPTION && n->parent->kind == DOC_TABLE ? "caption"
                                                                  : wraps[n->kind];
}

void epub_enter_wrap(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, wrap_of(n), NULL);
}

void epub_leave_wrap(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</%s>\n", wrap_of(n));
}

/* The article's title is the page's only h1. */
static int heading_level(const struct doc_node *n)
{
    int level = n->as.heading.level;

    return level < 2 ? 2 : level > 6 ? 6 : level;
}

void epub_enter_heading(struct epub_page *p, const struct doc_node *n)
{
    char name[] = {'h', (char)('0' + heading_level(n)), '\0'};

    epub_open_tag(p, n, name, NULL);
}

void epub_leave_heading(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</h%d>\n", heading_level(n));
}

/* Paragraphs */

const char *epub_align_class(enum doc_align align)
{
    static const char *const classes[] = {NULL, NULL, "centre", "end"};

    return classes[align];
}

static void put_mark(struct epub_page *p)
{
    if (p->mark)
        buf_printf(p->out, "<span class=\"mark\">%d)</span> ",
                   p->mark->as.footnote.number);
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
           n->first->kind == DOC_TEXT &&
           strncmp(n->first->as.text, "—", strlen("—")) == 0;
}

void epub_enter_paragraph(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "p",
                  is_attribution(n) ? "attribution" : epub_align_class(n->as.align));
    put_mark(p);
}

void epub_leave_paragraph(struct epub_page *p, const struct doc_node *n)
{
    if (ends_note(n))
        put_backlink(p, n->parent);
    buf_puts(p->out, "</p>\n");
}

void epub_enter_plain(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    put_mark(p);
}

void epub_enter_rule(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "<hr/>\n");
}

/* Lists */

void epub_enter_list(struct epub_page *p, const struct doc_node *n)
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

void epub_leave_list(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, n->as.list.ordered ? "</ol>\n" : "</ul>\n");
}

void epub_enter_item(struct epub_page *p, const struct doc_node *n)
{
    bool done = n->as.item.task == DOC_TASK_DONE;

    epub_open_tag(p, n, "li", n->as.item.task ? "task" : NULL);
    if (n->as.item.task)
        buf_printf(p->out,
                   "<span class=\"box\" role=\"img\" aria-label=\"%s\">%s</span> ",
                   epub_word(done ? EPUB_WORD_DONE : EPUB_WORD_OPEN, p->lang),
                   done ? "☑" : "☐");
}

void epub_leave_item(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "</li>\n");
}

/* Notes */

void epub_enter_footnote(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out,
             "<aside class=\"footnote\" epub:type=\"footnote\" role=\"doc-footnote\"");
    epub_xml_attribute(p->out, "id", n->id);
    buf_puts(p->out, ">\n");
    p->mark = n;
    if (!n->first || n->first->kind != DOC_PARAGRAPH) {
        buf_puts(p->out, "<p>");
        put_mark(p);
        buf_puts(p->out, "</p>\n");
    }
}

void epub_leave_footnote(struct epub_page *p, const struct doc_node *n)
{
    if (!n->last || n->last->kind != DOC_PARAGRAPH) {
        buf_puts(p->out, "<p>");
        put_backlink(p, n);
        buf_puts(p->out, "</p>\n");
    }
    buf_puts(p->out, "</aside>\n");
}
