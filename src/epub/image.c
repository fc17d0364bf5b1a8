#include "epub/rules.h"

#include "epub/words.h"
#include "epub/xml.h"

static void put_missing(struct epub_page *p, const struct doc_node *n, bool in_figure)
{
    const char *url = n->as.image.url;
    bool linked = epub_is_address(url) && !doc_node_ancestor(n, DOC_LINK);
    struct str s = epub_short_address(url ? url : "");
    struct buf address = {0};

    /* The link says where it leads; on a small screen its host is enough to read. */
    if (epub_is_address(url))
        s = str_head(s, str_find_char(s, '/'));
    buf_add(&address, s.s, s.len);
    if (in_figure) {
        buf_printf(p->out, "<div class=\"missing\"><p>%s</p>\n<p>",
                   epub_word(EPUB_WORD_MISSING, p->lang));
    } else {
        buf_puts(p->out, "<span class=\"missing-inline\">[");
        epub_xml_text(p->out, *n->as.image.alt ? n->as.image.alt
                                               : epub_word(EPUB_WORD_MISSING, p->lang));
        buf_puts(p->out, "] ");
    }
    if (linked) {
        buf_puts(p->out, "<a");
        epub_put_href(p, url, NULL);
        buf_putc(p->out, '>');
    }
    epub_xml_text(p->out, buf_str(&address));
    if (linked)
        buf_puts(p->out, "</a>");
    buf_puts(p->out, in_figure ? "</p></div>\n" : "</span>");
    buf_release(&address);
}

static void put_size(struct epub_page *p, const struct doc_image *image)
{
    if (image->percent && image->width > 0 && image->width <= 100) {
        buf_printf(p->out, " style=\"width: %d%%\"", image->width);
        return;
    }
    if (image->width > 0 && !image->percent)
        buf_printf(p->out, " width=\"%d\"", image->width);
    if (image->height > 0)
        buf_printf(p->out, " height=\"%d\"", image->height);
}

void epub_enter_image(struct epub_page *p, const struct doc_node *n)
{
    const struct doc_node *outer =
        n->parent->kind == DOC_LINK ? n->parent->parent : n->parent;
    const struct epub_picture *picture =
        epub_picture_of(p->book->pictures, n->as.image.asset);

    if (!picture) {
        put_missing(p, n, outer->kind == DOC_FIGURE);
        return;
    }
    buf_printf(p->out, "<img src=\"img-%d.%s\"", picture->asset->number,
               media_type_extension(picture->type));
    epub_xml_attribute(p->out, "alt", n->as.image.alt);
    epub_xml_attribute(p->out, "title", n->as.image.title);
    epub_xml_attribute(p->out, "id", n->id);
    if (!*n->as.image.alt)
        buf_puts(p->out, " role=\"presentation\"");
    put_size(p, &n->as.image);
    buf_puts(p->out, "/>");
}
