#include "epub/rules.h"

#include "epub/breaks.h"
#include "epub/words.h"
#include "epub/xml.h"

#include <string.h>

void epub_enter_text(struct epub_page *p, const struct doc_node *n)
{
    /* A caption's line that names its source is set quieter. */
    bool source = n->parent->kind == DOC_CAPTION &&
                  (strncmp(n->as.text, "<출처", strlen("<출처")) == 0 ||
                   strncmp(n->as.text, "출처:", strlen("출처:")) == 0);
    struct epub_break_cursor at = epub_breaks_in(p, n);

    if (source)
        buf_puts(p->out, "<span class=\"source\">");
    if (at.left)
        epub_put_broken(p, &at, str_of(n->as.text));
    else
        epub_xml_text(p->out, n->as.text);
    if (source)
        buf_puts(p->out, "</span>");
}

void epub_enter_soft_break(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_putc(p->out, '\n');
}

void epub_enter_line_break(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "<br/>");
}

/* Elements that only wrap their content. */
static const struct {
    const char *name, *class;
} wraps[DOC_KIND_COUNT] = {
    [DOC_EMPH] = {"em", NULL},    [DOC_STRONG] = {"strong", NULL},
    [DOC_STRIKE] = {"del", NULL}, [DOC_MARK] = {"mark", NULL},
    [DOC_SUP] = {"sup", NULL},    [DOC_SUB] = {"sub", NULL},
    [DOC_INS] = {"ins", NULL},    [DOC_SPOILER] = {"span", "spoiler"},
    [DOC_KBD] = {"kbd", NULL},    [DOC_BADGE] = {"span", "badge"},
    [DOC_SPAN] = {"span", NULL},
};

void epub_enter_mark_up(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, wraps[n->kind].name, wraps[n->kind].class);
    if (n->kind == DOC_BADGE)
        buf_putc(p->out, '[');
}

void epub_leave_mark_up(struct epub_page *p, const struct doc_node *n)
{
    if (n->kind == DOC_BADGE)
        buf_putc(p->out, ']');
    buf_printf(p->out, "</%s>", wraps[n->kind].name);
}

void epub_enter_code(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "code", n->kind == DOC_CODE ? NULL : "tex");
    epub_xml_text(p->out, n->as.text);
    buf_puts(p->out, "</code>");
}

/* A link within a link, or to what no reader can open, is only its text. */
static bool is_live(const struct doc_node *link)
{
    return (link->as.link.target || epub_is_address(link->as.link.url)) &&
           !doc_node_ancestor(link->parent, DOC_LINK);
}

void epub_enter_link(struct epub_page *p, const struct doc_node *n)
{
    if (!is_live(n))
        return;
    buf_puts(p->out, "<a");
    epub_put_href(p, n->as.link.url, n->as.link.target);
    epub_xml_attribute(p->out, "title", n->as.link.title);
    buf_putc(p->out, '>');
}

void epub_leave_link(struct epub_page *p, const struct doc_node *n)
{
    if (is_live(n))
        buf_puts(p->out, "</a>");
}

void epub_enter_note_ref(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_node *note = n->as.note_ref.note;

    if (!note || doc_node_ancestor(n, DOC_LINK)) {
        /* No link within a link; the note's way back still leads here. */
        epub_open_tag(p, n, "sup", NULL);
        buf_printf(p->out, "%d)</sup>", n->as.note_ref.number);
        return;
    }
    buf_puts(p->out, "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\"");
    epub_put_href(p, NULL, note);
    epub_xml_attribute(p->out, "id", n->id);
    buf_printf(p->out, ">%d)</a>", n->as.note_ref.number);
}
