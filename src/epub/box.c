#include "epub/rules.h"

#include "epub/picture.h"
#include "epub/words.h"
#include "epub/xml.h"

/* Boxes: callouts, details, tabs, cards */

static const struct {
    const char *element, *attributes, *class;
    bool own_label; /* the label stays beside an own title */
} callouts[DOC_CALLOUT_COUNT] = {
    [DOC_CALLOUT_INFO] = {"aside", " role=\"note\"", "callout info", false},
    [DOC_CALLOUT_NOTE] = {"aside", " role=\"note\"", "callout note", false},
    [DOC_CALLOUT_TIP] = {"aside", " epub:type=\"tip\" role=\"doc-tip\"", "callout tip",
                         true},
    [DOC_CALLOUT_WARNING] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                             "callout warning", true},
    [DOC_CALLOUT_CAUTION] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                             "callout caution", true},
    [DOC_CALLOUT_IMPORTANT] = {"section", " epub:type=\"notice\" role=\"doc-notice\"",
                               "callout important", true},
};

/* Opens a box that is named by its title, or by the label written in its place. */
static void open_box(struct epub_page *p, const struct doc_node *n, const char *element,
                     const char *attributes, const char *class)
{
    const struct doc_node *title = doc_node_child(n, DOC_TITLE);

    buf_printf(p->out, "<%s class=\"%s\"%s aria-labelledby=\"", element, class,
               attributes);
    if (title && title->id)
        buf_puts(p->out, title->id);
    else
        buf_printf(p->out, "t%d", ++p->labels);
    buf_putc(p->out, '"');
    epub_xml_attribute(p->out, "id", n->id);
    buf_puts(p->out, ">\n");
}

void epub_enter_callout(struct epub_page *p, const struct doc_node *n)
{
    enum doc_callout c = n->as.callout;

    open_box(p, n, callouts[c].element, callouts[c].attributes, callouts[c].class);
    if (!doc_node_child(n, DOC_TITLE))
        buf_printf(p->out, "<p class=\"title\" id=\"t%d\">%s</p>\n", p->labels,
                   epub_callout_label(c, p->lang));
}

void epub_leave_callout(struct epub_page *p, const struct doc_node *n)
{
    buf_printf(p->out, "</%s>\n", callouts[n->as.callout].element);
}

static const char *section_class(enum doc_kind kind)
{
    return kind == DOC_TABS ? "tabs" : kind == DOC_TAB ? "tab" : "details";
}

void epub_enter_section(struct epub_page *p, const struct doc_node *n)
{
    if (doc_node_child(n, DOC_TITLE)) {
        open_box(p, n, "section", "", section_class(n->kind));
        return;
    }
    epub_open_tag(p, n, "div", section_class(n->kind));
}

void epub_leave_section(struct epub_page *p, const struct doc_node *n)
{
    buf_puts(p->out, doc_node_child(n, DOC_TITLE) ? "</section>\n" : "</div>\n");
}

void epub_enter_title(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_node *box = n->parent;

    if (n->id)
        buf_printf(p->out, "<p class=\"title\" id=\"%s\">", n->id);
    else
        buf_printf(p->out, "<p class=\"title\" id=\"t%d\">", p->labels);
    if (box->kind == DOC_CALLOUT && callouts[box->as.callout].own_label)
        buf_printf(p->out, "%s · ", epub_callout_label(box->as.callout, p->lang));
}

void epub_leave_title(struct epub_page *p, const struct doc_node *n)
{
    (void)n;
    buf_puts(p->out, "</p>\n");
}
static void put_card_link(struct epub_page *p, const struct doc_card *c)
{
    buf_puts(p->out, "<p class=\"card-url\"><a");
    epub_put_href(p, c->url, c->target);
    buf_putc(p->out, '>');
    if (c->target)
        epub_xml_text(p->out, cstr_blank(c->title) ? "→" : c->title);
    else
        epub_put_address(p->out, c->url);
    buf_puts(p->out, "</a></p>\n");
}

/* "[Video] Title"; where no title is known the address stands below, or here. */
static void put_card_title(struct epub_page *p, const struct doc_card *c, bool linked)
{
    static const int labels[] = {-1, EPUB_WORD_VIDEO, EPUB_WORD_DEMO,
                                 EPUB_WORD_DOCUMENT};
    bool labelled = labels[c->kind] >= 0;
    const char *title = !cstr_blank(c->title)  ? c->title
                        : !linked || !labelled ? c->url
                                               : NULL;

    buf_puts(p->out, "<p class=\"card-title\">");
    if (labelled)
        buf_puts(p->out, epub_word((enum epub_word)labels[c->kind], p->lang));
    if (labelled && title)
        buf_putc(p->out, ' ');
    if (title)
        epub_xml_text(p->out, title);
    buf_puts(p->out, "</p>\n");
}

/* Ornament: the title beside it says what it would. */
static void put_card_image(struct epub_page *p, const struct doc_card *c)
{
    const struct epub_picture *picture = epub_picture_of(p->book->pictures, c->image);

    if (picture)
        buf_printf(p->out, "<img class=\"card-image\" src=\"img-%d.%s\" alt=\"\"/>\n",
                   picture->asset->number, media_type_extension(picture->type));
}

void epub_enter_card(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_card *c = &n->as.card;
    bool linked = c->target || epub_is_address(c->url);

    epub_open_tag(p, n, "div", "card");
    put_card_image(p, c);
    put_card_title(p, c, linked);
    if (c->text && !cstr_eq(c->text, c->title)) {
        buf_puts(p->out, "<p class=\"card-text\">");
        epub_xml_text(p->out, c->text);
        buf_puts(p->out, "</p>\n");
    }
    if (linked)
        put_card_link(p, c);
    buf_puts(p->out, "</div>\n");
}
