#include "epub/package.h"

#include "doc/walk.h"
#include "epub/words.h"
#include "epub/xml.h"

#include <stdio.h>
#include <string.h>

static void put_creator(struct buf *out, const struct doc_person *person, size_t number)
{
    buf_printf(out, "<dc:creator id=\"creator%zu\">", number);
    epub_xml_text(out, person->name);
    buf_printf(out,
               "</dc:creator>\n<meta refines=\"#creator%zu\" property=\"role\" "
               "scheme=\"marc:relators\">aut</meta>\n"
               "<meta refines=\"#creator%zu\" property=\"file-as\">",
               number, number);
    epub_xml_text(out, person->name);
    buf_printf(
        out,
        "</meta>\n<meta refines=\"#creator%zu\" property=\"display-seq\">%zu</meta>\n",
        number, number);
}

static void put_date(struct buf *out, struct doc_date d)
{
    if (doc_date_valid(d))
        buf_printf(out, "<dc:date>%04d-%02d-%02d</dc:date>\n", d.year, d.month, d.day);
}

/* The addresses the articles came from, each once. */
static void put_sources(struct buf *out, const struct doc_node *root)
{
    for (struct doc_walk w = doc_walk_from(root); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER || w.node->kind != DOC_ARTICLE)
            continue;
        epub_xml_element(out, "dc:source", w.node->as.meta->source.url);
        doc_walk_skip(&w);
    }
}

static void put_description(const struct epub_book *book, struct buf *out)
{
    const struct doc_meta *m = book->meta;

    buf_puts(out, "<dc:identifier id=\"uid\">");
    epub_xml_text(out, m->identifier);
    buf_puts(out, "</dc:identifier>\n");
    epub_xml_element(out, "dc:title", m->title);
    epub_xml_element(out, "dc:language", m->lang);
    for (size_t i = 0; i < m->author_count; i++)
        put_creator(out, &m->authors[i], i + 1);
    put_date(out, m->date);
    if (!cstr_eq(m->description, m->title))
        epub_xml_element(out, "dc:description", m->description);
    for (size_t i = 0; i < m->subject_count; i++)
        epub_xml_element(out, "dc:subject", m->subjects[i]);
    epub_xml_element(out, "dc:rights", m->rights);
    put_sources(out, book->root);
}

/* What the pictures of this very book are like. */
struct pictures {
    bool any, all_described;
};

static struct pictures look_at_pictures(const struct epub_book *book)
{
    struct pictures p = {
        epub_picture_of(book->pictures, book->meta->cover_asset) != NULL, true};

    for (struct doc_walk w = doc_walk_from(book->root); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER || w.node->kind != DOC_IMAGE ||
            !epub_picture_of(book->pictures, w.node->as.image.asset))
            continue;
        p.any = true;
        p.all_described &= *w.node->as.image.alt != '\0';
    }
    return p;
}

static void put_schema(struct buf *out, const char *property, const char *value)
{
    buf_printf(out, "<meta property=\"schema:%s\">", property);
    epub_xml_text(out, value);
    buf_puts(out, "</meta>\n");
}

/* EPUB Accessibility 1.1 §2.2: only what is true of this book; conformance is for
 * people to claim. */
static void put_accessibility(const struct epub_book *book, struct buf *out)
{
    static const char *const features[] = {"tableOfContents", "readingOrder",
                                           "structuralNavigation",
                                           "displayTransformability"};
    struct pictures p = look_at_pictures(book);
    struct buf summary = {0};

    put_schema(out, "accessMode", "textual");
    if (p.any)
        put_schema(out, "accessMode", "visual");
    put_schema(out, "accessModeSufficient",
               p.any && !p.all_described ? "textual,visual" : "textual");
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        put_schema(out, "accessibilityFeature", features[i]);
    if (p.any && p.all_described)
        put_schema(out, "accessibilityFeature", "alternativeText");
    if (book->page_list)
        put_schema(out, "accessibilityFeature", "pageNavigation");
    put_schema(out, "accessibilityHazard", "none");
    buf_puts(&summary, epub_word(EPUB_WORD_SUMMARY_TEXT, book->meta->lang));
    if (p.any && p.all_described)
        buf_printf(&summary, " %s",
                   epub_word(EPUB_WORD_SUMMARY_IMAGES, book->meta->lang));
    put_schema(out, "accessibilitySummary", buf_str(&summary));
    buf_release(&summary);
}

static const char *cover_id(const struct epub_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cstr_eq(items[i].properties, "cover-image"))
            return items[i].id;
    return NULL;
}

static void put_manifest(const struct epub_item *items, size_t count, struct buf *out)
{
    buf_puts(out, "<manifest>\n");
    for (size_t i = 0; i < count; i++) {
        buf_puts(out, "<item");
        epub_xml_attribute(out, "id", items[i].id);
        epub_xml_attribute(out, "href", items[i].href);
        epub_xml_attribute(out, "media-type", items[i].type);
        epub_xml_attribute(out, "properties", items[i].properties);
        buf_puts(out, "/>\n");
    }
    buf_puts(out, "</manifest>\n");
}

void epub_write_package(const struct epub_book *book, const struct epub_item *items,
                        size_t count, const char *modified, struct buf *out)
{
    const char *cover = cover_id(items, count);

    buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                  "unique-identifier=\"uid\"");
    epub_xml_attribute(out, "xml:lang", book->meta->lang);
    buf_puts(out, ">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_description(book, out);
    buf_printf(out, "<meta property=\"dcterms:modified\">%s</meta>\n", modified);
    put_accessibility(book, out);
    if (cover)
        buf_printf(out, "<meta name=\"cover\" content=\"%s\"/>\n", cover);
    buf_puts(out, "</metadata>\n");
    put_manifest(items, count, out);
    buf_puts(out, "<spine toc=\"ncx\">\n");
    for (size_t i = 0; i < count; i++)
        if (items[i].in_spine)
            buf_printf(out, "<itemref idref=\"%s\"%s/>\n", items[i].id,
                       items[i].linear ? "" : " linear=\"no\"");
    buf_puts(out, "</spine>\n</package>\n");
}
