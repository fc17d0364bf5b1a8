#include "epub/rules.h"

#include "epub/profile.h"
#include "epub/words.h"
#include "epub/xml.h"

static bool is_first_row(const struct doc_node *row)
{
    return !row->prev || row->prev->kind != DOC_ROW;
}

static bool is_head_row(const struct doc_node *row)
{
    return row->parent->as.table.head_rows > 0 && is_first_row(row);
}

/* More columns than a narrow screen has room for. */
#define WIDE 5

/* A wide table is scrolled, also by keys, where the reader can do that; Kindle cannot. */
static bool is_scrolled(const struct epub_page *p, const struct doc_node *table)
{
    return table->as.table.columns >= WIDE &&
           !(p->book->profile && p->book->profile->no_scrolling);
}

void epub_enter_table(struct epub_page *p, const struct doc_node *n)
{
    if (is_scrolled(p, n))
        buf_printf(p->out,
                   "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                   "aria-label=\"%s\">\n",
                   epub_word(EPUB_WORD_TABLE, p->lang));
    epub_open_tag(p, n, "table", NULL);
    buf_putc(p->out, '\n');
}

void epub_leave_table(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, "</table>\n");
    if (is_scrolled(p, n))
        buf_puts(p->out, "</div>\n");
}

void epub_enter_row(struct epub_page *p, const struct doc_node *n)
{
    if (is_head_row(n))
        buf_puts(p->out, "<thead>\n");
    else if (is_first_row(n) || is_head_row(n->prev))
        buf_puts(p->out, "<tbody>\n");
    epub_open_tag(p, n, "tr", NULL);
}

void epub_leave_row(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, "</tr>\n");
    if (is_head_row(n))
        buf_puts(p->out, "</thead>\n");
    else if (!n->next)
        buf_puts(p->out, "</tbody>\n");
}

static enum doc_align cell_align(const struct doc_node *n)
{
    const struct doc_node *table = doc_node_ancestor(n, DOC_TABLE);

    if (!table || !table->as.table.align ||
        n->as.cell.column >= table->as.table.columns)
        return DOC_ALIGN_NONE;
    return table->as.table.align[n->as.cell.column];
}

void epub_enter_cell(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "<%s", n->as.cell.head ? "th" : "td");
    epub_xml_attribute(p->out, "class", epub_align_class(cell_align(n)));
    if (n->as.cell.head)
        buf_printf(p->out, " scope=\"%s\"", is_head_row(n->parent) ? "col" : "row");
    if (n->as.cell.colspan > 1)
        buf_printf(p->out, " colspan=\"%d\"", n->as.cell.colspan);
    if (n->as.cell.rowspan > 1)
        buf_printf(p->out, " rowspan=\"%d\"", n->as.cell.rowspan);
    epub_put_lang(p, n);
    buf_putc(p->out, '>');
}

void epub_leave_cell(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, n->as.cell.head ? "</th>" : "</td>");
}
