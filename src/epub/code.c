#include "epub/rules.h"

#include "epub/breaks.h"
#include "epub/words.h"
#include "epub/xml.h"

#include <string.h>

static void put_code_line(struct epub_page *p, struct epub_break_cursor *at,
                          struct str line, unsigned mark)
{
    static const struct {
        unsigned mark;
        const char *open, *close;
    } forms[] = {
        {DOC_LINE_ADDED, "<ins class=\"line\">+ ", "</ins>"},
        {DOC_LINE_REMOVED, "<del class=\"line\">− ", "</del>"},
        {DOC_LINE_ERROR, "<span class=\"line hl\">! ", "</span>"},
        {DOC_LINE_WARNING, "<span class=\"line hl\">! ", "</span>"},
        {DOC_LINE_HIGHLIGHT | DOC_LINE_FOCUS, "<span class=\"line hl\">", "</span>"},
        {~0u, "<span class=\"line\">", "</span>"},
    };
    size_t i = 0;

    while (!(forms[i].mark & mark) && forms[i].mark != ~0u)
        i++;
    buf_puts(p->out, forms[i].open);
    epub_put_broken(p, at, line);
    /* The newline is within, so that a line set as a block is followed by no empty one.
     */
    buf_putc(p->out, '\n');
    buf_puts(p->out, forms[i].close);
}

static const char *code_title(const struct epub_page *p, const struct doc_node *n)
{
    if (n->as.code.title)
        return n->as.code.title;
    return n->kind == DOC_DIAGRAM ? epub_word(EPUB_WORD_DIAGRAM, p->lang) : NULL;
}

void epub_enter_code_block(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_code *c = &n->as.code;
    const char *title = code_title(p, n);
    struct str rest = {c->text, c->len}, line;
    struct epub_break_cursor at = epub_breaks_in(p, n);

    if (title) {
        buf_puts(p->out, "<figure class=\"code\"><figcaption class=\"code-title\">");
        epub_xml_text(p->out, title);
        buf_puts(p->out, "</figcaption>\n");
    }
    epub_open_tag(p, n, "pre", c->marks ? "marked" : NULL);
    buf_puts(p->out, "<code translate=\"no\">");
    for (size_t i = 0; str_next_line(&rest, &line); i++)
        put_code_line(p, &at, line, c->marks && i < c->line_count ? c->marks[i] : 0);
    buf_puts(p->out, "</code></pre>\n");
    if (title)
        buf_puts(p->out, "</figure>\n");
}

void epub_enter_math_block(struct epub_page *p, const struct doc_node *n)
{
    epub_open_tag(p, n, "pre", "tex");
    buf_puts(p->out, "<code>");
    epub_xml_text(p->out, n->as.text);
    buf_puts(p->out, "</code></pre>\n");
}
