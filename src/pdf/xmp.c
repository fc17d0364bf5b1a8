#include "pdf/xmp.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

static void put_escaped(struct buf *out, const char *s)
{
    size_t len = strlen(s);

    for (size_t at = 0; at < len;) {
        uint32_t cp;

        at += utf8_decode(s + at, len - at, &cp);
        switch (cp) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        default:
            buf_put_utf8(out, unicode_is_xml(cp) ? cp : UTF8_REPLACEMENT);
        }
    }
}

static void put_simple(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "<%s>", name);
    put_escaped(out, value);
    buf_printf(out, "</%s>\n", name);
}

/* A text that could be had in other languages (rdf:Alt). */
static void put_alt(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_escaped(out, value);
    buf_printf(out, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void put_item(struct buf *out, const char *value)
{
    buf_puts(out, "<rdf:li>");
    put_escaped(out, value);
    buf_puts(out, "</rdf:li>");
}

static void put_creators(struct buf *out, const struct doc_meta *meta)
{
    if (meta->author_count == 0)
        return;
    buf_puts(out, "<dc:creator><rdf:Seq>");
    for (size_t i = 0; i < meta->author_count; i++)
        put_item(out, meta->authors[i].name);
    buf_puts(out, "</rdf:Seq></dc:creator>\n");
}

static void put_subjects(struct buf *out, const struct doc_meta *meta)
{
    if (meta->subject_count == 0)
        return;
    buf_puts(out, "<dc:subject><rdf:Bag>");
    for (size_t i = 0; i < meta->subject_count; i++)
        put_item(out, meta->subjects[i]);
    buf_puts(out, "</rdf:Bag></dc:subject>\n");
}

static void put_description(struct buf *out, const struct doc_meta *meta,
                            const char *modified)
{
    put_simple(out, "dc:format", "application/pdf");
    put_alt(out, "dc:title", meta->title ? meta->title : "");
    put_creators(out, meta);
    put_alt(out, "dc:description", meta->description);
    put_subjects(out, meta);
    buf_puts(out, "<dc:language><rdf:Bag>");
    put_item(out, meta->lang ? meta->lang : "und");
    buf_puts(out, "</rdf:Bag></dc:language>\n");
    put_alt(out, "dc:rights", meta->rights);
    put_simple(out, "xmp:CreateDate", modified);
    put_simple(out, "xmp:ModifyDate", modified);
    put_simple(out, "xmp:MetadataDate", modified);
    put_simple(out, "xmp:CreatorTool", PDF_PRODUCER);
    put_simple(out, "pdf:Producer", PDF_PRODUCER);
}

static const char conformance[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 the file keeps to"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

void pdf_xmp(struct buf *out, const struct doc_meta *meta, const char *modified,
             bool conforming)
{
    buf_puts(out,
             "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\""
             " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
             " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
             " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    put_description(out, meta, modified);
    buf_puts(out, "</rdf:Description>\n");
    if (conforming)
        buf_puts(out, conformance);
    buf_puts(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

void pdf_xmp_date(const char *modified, char out[PDF_DATE_SIZE])
{
    size_t len = 2;

    out[0] = 'D';
    out[1] = ':';
    for (const char *p = modified; *p && len < PDF_DATE_SIZE - 2; p++)
        if (*p >= '0' && *p <= '9')
            out[len++] = *p;
    out[len++] = 'Z';
    out[len] = '\0';
}
