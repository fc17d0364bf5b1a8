#include "epub/nav.h"

#include "doc/walk.h"
#include "epub/breaks.h"
#include "epub/pages.h"
#include "epub/words.h"
#include "epub/xml.h"
#include "util/unicode.h"

#include <string.h>

/* An entry of the contents: a part, an article or a heading. */
struct entry {
    const struct doc_node *node;
    const char *label;
    int depth; /* from 1 */
};

struct entries {
    struct entry *list;
    size_t count;
};

static bool is_entry(const struct doc_node *n)
{
    if (n->kind == DOC_HEADING)
        return n->parent->kind == DOC_ARTICLE &&
               n->as.heading.level <= EPUB_NAV_LEVEL && n->id;
    return n->kind == DOC_PART || n->kind == DOC_ARTICLE;
}

static const char *label_of(const struct epub_book *book, const struct doc_node *n,
                            struct arena *a)
{
    const struct epub_file *file = epub_file_of(book->files, n);
    char part[EPUB_PART_SIZE] = "";
    const char *title;

    if (n->kind == DOC_HEADING)
        return doc_plain_text(a, n);
    title = n->as.meta->short_title ? n->as.meta->short_title : n->as.meta->title;
    if (n->kind == DOC_PART && file)
        epub_part_label(file->number, book->meta->lang, part);
    return *part ? arena_printf(a, "%s %s", part, title) : title;
}

/* How many parts stand above, and one. */
static int depth_in_parts(const struct doc_node *n)
{
    int depth = 1;

    for (n = n->parent; n && n->kind == DOC_PART; n = n->parent)
        depth++;
    return depth;
}

/* Depths never jump by more than one, and blank labels are left out. */
static struct entries collect(const struct epub_book *book, struct arena *a)
{
    struct entries e = {0};
    size_t room = 0;
    int base = 0, last = 0;

    for (struct doc_walk w = doc_walk_from(book->root); doc_walk_next(&w);)
        room += w.event == DOC_ENTER && is_entry(w.node);
    e.list = arena_array(a, struct entry, room);
    for (struct doc_walk w = doc_walk_from(book->root); doc_walk_next(&w);) {
        struct entry next = {.node = w.node};

        if (w.event != DOC_ENTER || !is_entry(w.node))
            continue;
        next.label = label_of(book, w.node, a);
        if (unicode_is_blank(next.label))
            continue;
        if (w.node->kind == DOC_HEADING)
            next.depth = base + w.node->as.heading.level - 1;
        else
            next.depth = base = depth_in_parts(w.node);
        if (next.depth > last + 1)
            next.depth = last + 1;
        if (next.depth > EPUB_NAV_LEVEL)
            continue;
        last = next.depth;
        e.list[e.count++] = next;
    }
    return e;
}

static void put_target(const struct epub_book *book, const struct entry *e,
                       struct buf *out)
{
    const struct epub_file *file = epub_file_of(book->files, e->node);

    buf_puts(out, file ? file->name : "titlepage.xhtml");
    if (e->node->kind == DOC_HEADING)
        buf_printf(out, "#%s", e->node->id);
}

/* They look otherwise than articles, at whatever depth these stand. */
static const char *class_of(const struct doc_node *n)
{
    return n->kind == DOC_PART      ? " class=\"part\""
           : n->kind == DOC_HEADING ? " class=\"heading\""
                                    : "";
}

static void put_contents(const struct epub_book *book, const struct entries *e,
                         struct buf *out)
{
    int depth = 0;

    for (size_t i = 0; i < e->count; i++) {
        if (e->list[i].depth > depth) {
            buf_puts(out, "<ol>\n");
            depth++;
        } else {
            buf_puts(out, "</li>\n");
            for (; depth > e->list[i].depth; depth--)
                buf_puts(out, "</ol></li>\n");
        }
        buf_printf(out, "<li%s><a href=\"", class_of(e->list[i].node));
        put_target(book, &e->list[i], out);
        buf_puts(out, "\">");
        epub_xml_text(out, e->list[i].label);
        buf_puts(out, "</a>");
    }
    for (; depth > 0; depth--)
        buf_puts(out, "</li></ol>\n");
}

static void put_landmark(struct buf *out, const char *type, const char *href,
                         const char *label)
{
    buf_printf(out, "<li><a epub:type=\"%s\" href=\"%s\">%s</a></li>\n", type, href,
               label);
}

/* Pages of the book's own, by the names that reading systems know. */
static void put_matter(const struct epub_book *book, struct buf *out)
{
    static const char *const types[] = {NULL, "bibliography", "colophon"};

    for (const struct doc_node *n = book->root->first; n; n = n->next) {
        const struct epub_file *file = epub_file_of(book->files, n);

        if (!file || n->kind != DOC_ARTICLE || !types[n->as.meta->matter])
            continue;
        buf_printf(out, "<li><a epub:type=\"%s\" href=\"%s\">",
                   types[n->as.meta->matter], file->name);
        epub_xml_text(out, n->as.meta->title);
        buf_puts(out, "</a></li>\n");
    }
}

static void put_landmarks(const struct epub_book *book, bool has_cover, struct buf *out)
{
    const char *lang = book->meta->lang;

    buf_printf(out,
               "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\" "
               "aria-label=\"%s\">\n<ol>\n",
               epub_word(EPUB_WORD_LANDMARKS, lang));
    if (has_cover)
        put_landmark(out, "cover", "cover.xhtml", epub_word(EPUB_WORD_COVER, lang));
    put_landmark(out, "titlepage", "titlepage.xhtml",
                 epub_word(EPUB_WORD_TITLE_PAGE, lang));
    put_landmark(out, "toc", "nav.xhtml", epub_word(EPUB_WORD_CONTENTS, lang));
    if (book->files->count)
        put_landmark(out, "bodymatter", book->files->files[0].name,
                     epub_word(EPUB_WORD_BEGINNING, lang));
    put_matter(book, out);
    buf_puts(out, "</ol>\n</nav>\n");
}

/* The pages that were marked when the articles were written. */
static void put_pages(const struct epub_book *book, struct buf *out)
{
    bool any = false;

    for (size_t i = 0; book->breaks && i < book->breaks->count; i++) {
        const struct epub_break *b = &book->breaks->list[i];

        if (!b->file)
            continue;
        if (!any)
            buf_printf(
                out,
                "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"pages\" "
                "hidden=\"hidden\" aria-label=\"%s\">\n<ol>\n",
                epub_word(EPUB_WORD_PAGES, book->meta->lang));
        any = true;
        buf_printf(out, "<li><a href=\"%s#page-%d\">%d</a></li>\n", b->file->name,
                   b->page, b->page);
    }
    if (any)
        buf_puts(out, "</ol>\n</nav>\n");
}

void epub_write_nav(const struct epub_book *book, bool has_cover, struct buf *out)
{
    struct arena scratch = {0};
    struct entries e = collect(book, &scratch);
    const char *contents = epub_word(EPUB_WORD_CONTENTS, book->meta->lang);

    epub_page_open(out, book->meta->lang, contents);
    buf_printf(out,
               "<body class=\"nav\">\n<nav epub:type=\"toc\" role=\"doc-toc\" "
               "id=\"toc\">\n<h1>%s</h1>\n",
               contents);
    put_contents(book, &e, out);
    buf_puts(out, "</nav>\n");
    put_landmarks(book, has_cover, out);
    put_pages(book, out);
    epub_page_close(out);
    arena_release(&scratch);
}

static void put_points(const struct epub_book *book, const struct entries *e,
                       struct buf *out)
{
    int depth = 0;

    for (size_t i = 0; i < e->count; i++) {
        for (; depth >= e->list[i].depth; depth--)
            buf_puts(out, "</navPoint>\n");
        depth = e->list[i].depth;
        buf_printf(out, "<navPoint id=\"n%zu\" playOrder=\"%zu\"><navLabel><text>",
                   i + 1, i + 1);
        epub_xml_text(out, e->list[i].label);
        buf_puts(out, "</text></navLabel><content src=\"");
        put_target(book, &e->list[i], out);
        buf_puts(out, "\"/>\n");
    }
    for (; depth > 0; depth--)
        buf_puts(out, "</navPoint>\n");
}

static int depth_of(const struct entries *e)
{
    int depth = 1;

    for (size_t i = 0; i < e->count; i++)
        if (e->list[i].depth > depth)
            depth = e->list[i].depth;
    return depth;
}

static struct page_total {
    int count, last;
} count_pages(const struct epub_breaks *b)
{
    struct page_total total = {0, 0};

    for (size_t i = 0; b && i < b->count; i++)
        if (b->list[i].file) {
            total.count++;
            total.last = b->list[i].page;
        }
    return total;
}

/* Numbers of playing go on from those of the contents. */
static void put_page_targets(const struct epub_book *book, size_t played,
                             struct buf *out)
{
    const struct epub_breaks *b = book->breaks;

    buf_printf(out, "<pageList>\n<navLabel><text>%s</text></navLabel>\n",
               epub_word(EPUB_WORD_PAGES, book->meta->lang));
    for (size_t i = 0; i < b->count; i++)
        if (b->list[i].file)
            buf_printf(out,
                       "<pageTarget id=\"page-%d\" type=\"normal\" value=\"%d\" "
                       "playOrder=\"%zu\"><navLabel><text>%d</text></navLabel>"
                       "<content src=\"%s#page-%d\"/></pageTarget>\n",
                       b->list[i].page, b->list[i].page, ++played, b->list[i].page,
                       b->list[i].file->name, b->list[i].page);
    buf_puts(out, "</pageList>\n");
}

void epub_write_ncx(const struct epub_book *book, struct buf *out)
{
    struct arena scratch = {0};
    struct entries e = collect(book, &scratch);
    struct page_total pages = count_pages(book->breaks);

    buf_puts(out,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
             "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
    epub_xml_attribute(out, "xml:lang", book->meta->lang);
    buf_puts(out, ">\n<head>\n<meta name=\"dtb:uid\"");
    epub_xml_attribute(out, "content", book->meta->identifier);
    buf_printf(
        out,
        "/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n"
        "<meta name=\"dtb:totalPageCount\" content=\"%d\"/>\n"
        "<meta name=\"dtb:maxPageNumber\" content=\"%d\"/>\n</head>\n<docTitle><text>",
        depth_of(&e), pages.count, pages.last);
    epub_xml_text(out, book->meta->title);
    buf_puts(out, "</text></docTitle>\n<navMap>\n");
    put_points(book, &e, out);
    buf_puts(out, "</navMap>\n");
    if (pages.count)
        put_page_targets(book, e.count, out);
    buf_puts(out, "</ncx>\n");
    arena_release(&scratch);
}
