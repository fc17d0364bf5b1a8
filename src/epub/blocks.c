#include "epub/words.h"
#include "epub/xhtml.h"
#include "epub/xml.h"

#include <string.h>

/* Code */

static void put_code_line(struct buf *out, struct str line, unsigned mark)
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
    struct buf text = {0};
    size_t i = 0;

    while (!(forms[i].mark & mark) && forms[i].mark != ~0u)
        i++;
    buf_add(&text, line.s, line.len);
    buf_puts(out, forms[i].open);
    epub_xml_text(out, buf_str(&text));
    /* The newline is within, so that a line set as a block is followed by no empty one. */
    buf_putc(out, '\n');
    buf_puts(out, forms[i].close);
    buf_release(&text);
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

    if (title) {
        buf_puts(p->out, "<figure class=\"code\"><figcaption class=\"code-title\">");
        epub_xml_text(p->out, title);
        buf_puts(p->out, "</figcaption>\n");
    }
    epub_open_tag(p, n, "pre", NULL);
    buf_puts(p->out, "<code translate=\"no\">");
    for (size_t i = 0; str_next_line(&rest, &line); i++)
        put_code_line(p->out, line, c->marks && i < c->line_count ? c->marks[i] : 0);
    buf_puts(p->out, "</code></pre>\n");
    if (title)
        buf_puts(p->out, "</figure>\n");
}

/* Images */

bool epub_can_show(const struct media_asset *asset)
{
    return asset && (asset->type == MEDIA_PNG || asset->type == MEDIA_JPEG || asset->type == MEDIA_GIF);
}

const char *epub_image_name(const struct media_asset *asset, struct arena *a)
{
    return arena_printf(a, "img-%d.%s", asset->number, media_type_extension(asset->type));
}

static void put_missing(struct epub_page *p, const struct doc_node *n, bool in_figure)
{
    const char *url = n->as.image.url;
    bool linked = url && (strncmp(url, "http:", 5) == 0 || strncmp(url, "https:", 6) == 0) &&
                  n->parent->kind != DOC_LINK;
    struct str s = epub_short_address(url ? url : "");
    struct buf address = {0};

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
        epub_xml_attribute(p->out, "href", url);
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
    const struct doc_node *outer = n->parent->kind == DOC_LINK ? n->parent->parent : n->parent;
    const struct media_asset *asset = media_store_asset(p->book->media, n->as.image.asset);

    if (!epub_can_show(asset)) {
        put_missing(p, n, outer->kind == DOC_FIGURE && outer == n->parent);
        return;
    }
    buf_printf(p->out, "<img src=\"img-%d.%s\"", asset->number, media_type_extension(asset->type));
    epub_xml_attribute(p->out, "alt", n->as.image.alt);
    epub_xml_attribute(p->out, "title", n->as.image.title);
    epub_xml_attribute(p->out, "id", n->id);
    if (!*n->as.image.alt)
        buf_puts(p->out, " role=\"presentation\"");
    put_size(p, &n->as.image);
    buf_puts(p->out, "/>");
}
