#include "epub/package.h"

#include "doc/walk.h"
#include "epub/profile.h"
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

/* EPUB 3.3 §D.3.1 */
static void put_series(struct buf *out, const struct doc_series *series)
{
    if (cstr_blank(series->name))
        return;
    buf_puts(out, "<meta id=\"series\" property=\"belongs-to-collection\">");
    epub_xml_text(out, series->name);
    buf_puts(out, "</meta>\n<meta refines=\"#series\" "
                  "property=\"collection-type\">series</meta>\n");
    if (series->position) {
        buf_puts(out, "<meta refines=\"#series\" property=\"group-position\">");
        epub_xml_text(out, series->position);
        buf_puts(out, "</meta>\n");
    }
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

/* The pages are those of the PDF, which has the book's identifier too. The older of the
 * two ways to say so, because EPUBCheck 4 refuses the newer. */
static void put_page_source(const struct epub_book *book, struct buf *out)
{
    buf_puts(out, "<dc:source id=\"pages\">");
    epub_xml_text(out, book->meta->identifier);
    buf_puts(out, "</dc:source>\n<meta refines=\"#pages\" "
                  "property=\"source-of\">pagination</meta>\n");
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
    put_series(out, &m->series);
    put_date(out, m->date);
    if (!cstr_eq(m->description, m->title))
        epub_xml_element(out, "dc:description", m->description);
    for (size_t i = 0; i < m->subject_count; i++)
        epub_xml_element(out, "dc:subject", m->subjects[i]);
    epub_xml_element(out, "dc:rights", m->rights);
    put_sources(out, book->root);
    if (book->breaks)
        put_page_source(book, out);
}

/* What the pictures of this very book are like. */
struct pictures {
    bool any, all_described, moving;
};

static struct pictures look_at_pictures(const struct epub_book *book)
{
    struct pictures p = {
        epub_picture_of(book->pictures, book->meta->cover_asset) != NULL, true, false};

    for (struct doc_walk w = doc_walk_from(book->root); doc_walk_next(&w);) {
        const struct epub_picture *shown;

        if (w.event != DOC_ENTER || w.node->kind != DOC_IMAGE)
            continue;
        shown = epub_picture_of(book->pictures, w.node->as.image.asset);
        if (!shown)
            continue;
        p.any = true;
        p.moving |= shown->type == MEDIA_GIF && shown->asset->animated;
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

static void put_summary(const struct epub_book *book, struct pictures p,
                        struct buf *out)
{
    const char *lang = book->meta->lang;
    struct buf summary = {0};

    buf_puts(&summary, epub_word(EPUB_WORD_SUMMARY_TEXT, lang));
    if (p.any)
        buf_printf(&summary, " %s",
                   epub_word(p.all_described ? EPUB_WORD_SUMMARY_IMAGES
                                             : EPUB_WORD_SUMMARY_BARE_IMAGES,
                             lang));
    if (book->breaks)
        buf_printf(&summary, " %s", epub_word(EPUB_WORD_SUMMARY_PAGES, lang));
    put_schema(out, "accessibilitySummary", buf_str(&summary));
    buf_release(&summary);
}

/* EPUB Accessibility 1.1 §2.3.3; the words are matched one by one. */
static void put_claim(const struct epub_claim *claim, struct buf *out)
{
    if (!claim->level)
        return;
    buf_printf(out,
               "<meta id=\"conformance\" property=\"dcterms:conformsTo\">EPUB "
               "Accessibility 1.1 - WCAG 2.1 Level %s</meta>\n"
               "<meta refines=\"#conformance\" property=\"a11y:certifiedBy\">",
               claim->level);
    epub_xml_text(out, claim->certifier);
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

    put_schema(out, "accessMode", "textual");
    if (p.any)
        put_schema(out, "accessMode", "visual");
    put_schema(out, "accessModeSufficient",
               p.any && !p.all_described ? "textual,visual" : "textual");
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        put_schema(out, "accessibilityFeature", features[i]);
    if (p.any && p.all_described)
        put_schema(out, "accessibilityFeature", "alternativeText");
    if (book->breaks) {
        put_schema(out, "accessibilityFeature", "pageNavigation");
        put_schema(out, "accessibilityFeature", "pageBreakMarkers");
    }
    /* Nobody has looked whether what moves flashes. */
    put_schema(out, "accessibilityHazard", p.moving ? "unknown" : "none");
    put_summary(book, p, out);
    put_claim(&book->claim, out);
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

/* Apple Books shows a book's own fonts when it is asked to. */
static bool wants_fonts_kept(const struct epub_book *book)
{
    return book->own_fonts && book->profile && book->profile->specified_fonts;
}

void epub_write_package(const struct epub_book *book, const struct epub_item *items,
                        size_t count, const char *modified, struct buf *out)
{
    const char *cover = cover_id(items, count);

    buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                  "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                  "unique-identifier=\"uid\"");
    epub_xml_attribute(out, "xml:lang", book->meta->lang);
    if (wants_fonts_kept(book))
        epub_xml_attribute(out, "prefix",
                           "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/"
                           "vocabulary-extensions-1.0/");
    buf_puts(out, ">\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_description(book, out);
    buf_printf(out, "<meta property=\"dcterms:modified\">%s</meta>\n", modified);
    put_accessibility(book, out);
    if (wants_fonts_kept(book))
        buf_puts(out, "<meta property=\"ibooks:specified-fonts\">true</meta>\n");
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
