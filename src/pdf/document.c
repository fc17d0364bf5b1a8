#include "pdf/document.h"

#include "layout/paragraph.h"
#include "pdf/content.h"
#include "pdf/icc.h"
#include "pdf/link.h"
#include "pdf/number.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/tags.h"
#include "pdf/xmp.h"
#include "util/heap.h"

#include <stdio.h>
#include <string.h>

struct pdf_document {
    const struct pdf_params *params;
    const struct doc_node *book;
    struct pdf_file *file;
    struct pdf_fonts *fonts;
    struct pdf_images *images;
    struct pdf_content content;
    struct pdf_pages pages;
    struct pdf_outline outline;
    struct pdf_tags tags;
    uint32_t *slots; /* forms of page numbers not known yet, by slot; 0: none */
    size_t slot_count;
};

struct pdf_document *pdf_document_open(const struct pdf_params *params,
                                       const struct doc_node *book,
                                       struct file_out *out)
{
    struct pdf_document *d = heap_zalloc(1, sizeof *d);

    d->params = params;
    d->book = book;
    d->file = pdf_file_create(out);
    d->fonts = pdf_fonts_create(d->file);
    d->images = pdf_images_create(d->file, params->media, params->diag);
    d->content.fonts = d->fonts;
    d->content.images = d->images;
    d->content.marks = &d->tags.marks;
    pdf_tags_init(&d->tags, book, d->file, NULL);
    return d;
}

/* Pages */

static void note_places(struct pdf_document *d, const struct layout_page *page,
                        uint32_t id)
{
    if (d->pages.count == 0) /* where links end up that lead nowhere else */
        pdf_outline_add(&d->outline, (struct pdf_place){
                                         d->book, id, pdf_number_of_sp(page->height)});
    for (size_t i = 0; i < page->dest_count; i++) {
        const struct layout_dest *dest = &page->dests[i];
        int64_t y = pdf_number_of_sp((int64_t)page->height - dest->y);

        if (dest->node != d->book)
            pdf_outline_add(&d->outline, (struct pdf_place){dest->node, id, y});
    }
}

/*
 * Grounds first, ornament last: so that the text of a paragraph, with whatever is drawn
 * around it, is one marked-content sequence.
 */
static int layer_of(enum layout_role role)
{
    if (!layout_role_is_artifact(role))
        return 1;
    return role == LAYOUT_BACKGROUND ? 0 : 2;
}

static uint32_t emit_content(struct pdf_document *d, const struct layout_page *page)
{
    uint32_t id = pdf_reserve(d->file);

    pdf_content_begin(&d->content, page->height);
    for (int layer = 0; layer < 3; layer++)
        for (size_t i = 0; i < page->item_count; i++)
            if (layer_of(page->items[i].role) == layer)
                pdf_content_item(&d->content, &page->items[i]);
    pdf_content_end(&d->content);
    pdf_emit_stream(d->file, id, pdf_dict(pdf_file_values(d->file)), &d->content.out,
                    PDF_DEFLATE);
    return id;
}

/* The annotations' objects in `links`; how many. There is none without text to click.
 */
static size_t emit_links(struct pdf_document *d, const struct layout_page *page,
                         uint32_t id, uint32_t *links)
{
    struct pdf_link_place place = {.height = page->height};
    size_t count = 0;

    for (size_t i = 0; i < page->link_count && count < PDF_ARRAY_LIMIT; i++) {
        const struct layout_link *link = &page->links[i];

        if (!pdf_marks_clickable(&d->tags.marks, link->node))
            continue;
        place.id = pdf_reserve(d->file);
        place.key = pdf_tags_link(&d->tags, link, id, place.id);
        pdf_link_emit(d->file, &d->outline, link, place);
        links[count++] = place.id;
    }
    return count;
}

static struct pdf_value *font_resources(struct pdf_document *d)
{
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v);
    char key[16];

    for (int i = 0; i < d->content.font_cap; i++) {
        if (!d->content.font_used[i])
            continue;
        snprintf(key, sizeof key, "F%d", i);
        pdf_dict_put(dict, key, pdf_ref(v, pdf_fonts_id(d->fonts, i)));
    }
    return dict;
}

/* The form that a slot's number will be. */
static uint32_t slot_id(struct pdf_document *d, int slot)
{
    size_t index = (size_t)slot, count = d->slot_count;

    if (index >= count) {
        d->slot_count = 2 * index + 16;
        d->slots = heap_resize(d->slots, d->slot_count, sizeof *d->slots);
        memset(d->slots + count, 0, (d->slot_count - count) * sizeof *d->slots);
    }
    if (!d->slots[index])
        d->slots[index] = pdf_reserve(d->file);
    return d->slots[index];
}

static struct pdf_value *image_resources(struct pdf_document *d)
{
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v);
    char key[16];

    for (int i = 0; i < d->content.image_cap; i++) {
        if (!d->content.image_used[i])
            continue;
        snprintf(key, sizeof key, "I%d", i);
        pdf_dict_put(dict, key, pdf_ref(v, pdf_images_id(d->images, i)));
    }
    for (size_t i = 0; i < d->content.slot_count; i++) {
        snprintf(key, sizeof key, "L%d", d->content.slots[i]);
        pdf_dict_put(dict, key, pdf_ref(v, slot_id(d, d->content.slots[i])));
    }
    return dict;
}

static struct pdf_value *resources(struct pdf_document *d)
{
    struct pdf_value *dict = pdf_dict(pdf_file_values(d->file));

    pdf_dict_put(dict, "Font", font_resources(d));
    pdf_dict_put(dict, "XObject", image_resources(d));
    return dict;
}

static struct pdf_value *page_box(struct pdf_values *v, const struct layout_page *page)
{
    struct pdf_value *box = pdf_array(v);

    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_length(v, page->width));
    pdf_array_add(box, pdf_length(v, page->height));
    return box;
}

static struct pdf_value *refs(struct pdf_values *v, const uint32_t *ids, size_t count)
{
    struct pdf_value *array = pdf_array(v);

    for (size_t i = 0; i < count; i++)
        pdf_array_add(array, pdf_ref(v, ids[i]));
    return array;
}

void pdf_document_page(struct pdf_document *d, const struct layout_page *page)
{
    struct pdf_values *v = pdf_file_values(d->file);
    uint32_t parent = pdf_pages_parent(&d->pages, d->file);
    uint32_t id = pdf_reserve(d->file), key = pdf_tags_page(&d->tags, page, id);
    uint32_t content = emit_content(d, page);
    uint32_t *links = heap_zalloc(page->link_count, sizeof *links);
    size_t link_count = emit_links(d, page, id, links);
    struct pdf_value *dict = pdf_dict(v);

    note_places(d, page, id);
    pdf_dict_put(dict, "Type", pdf_name(v, "Page"));
    pdf_dict_put(dict, "Parent", pdf_ref(v, parent));
    pdf_dict_put(dict, "MediaBox", page_box(v, page));
    pdf_dict_put(dict, "Resources", resources(d));
    pdf_dict_put(dict, "Contents", pdf_ref(v, content));
    pdf_dict_put(dict, "StructParents", pdf_integer(v, (int32_t)key));
    pdf_dict_put(dict, "Tabs", pdf_name(v, "S"));
    if (link_count > 0)
        pdf_dict_put(dict, "Annots", refs(v, links, link_count));
    pdf_emit(d->file, id, dict);
    pdf_pages_add(&d->pages, id, page->number, page->label);
    heap_free(links);
}

/* A form XObject (ISO 32000-1, 8.10) whose origin is the slot's left end. */
void pdf_document_late(struct pdf_document *d, int slot, const struct layout_line *line)
{
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v), *box = pdf_array(v);
    uint32_t id = slot_id(d, slot);

    d->content.marks = NULL; /* the page has marked the whole form */
    pdf_content_begin(&d->content, 0);
    for (size_t i = 0; i < line->item_count; i++)
        pdf_content_item(&d->content, &line->items[i]);
    pdf_content_end(&d->content);
    d->content.marks = &d->tags.marks;
    pdf_array_add(box, pdf_integer(v, 0));
    pdf_array_add(box, pdf_length(v, -line->descent));
    pdf_array_add(box, pdf_length(v, line->width));
    pdf_array_add(box, pdf_length(v, line->ascent));
    pdf_dict_put(dict, "Type", pdf_name(v, "XObject"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Form"));
    pdf_dict_put(dict, "BBox", box);
    pdf_dict_put(dict, "Resources", resources(d));
    pdf_emit_stream(d->file, id, dict, &d->content.out, PDF_DEFLATE);
}

/* The end */

static void put_text(struct pdf_values *v, struct pdf_value *dict, const char *key,
                     const char *text)
{
    if (text && *text)
        pdf_dict_put(dict, key, pdf_text(v, text, strlen(text)));
}

static uint32_t emit_info(struct pdf_document *d)
{
    const struct doc_meta *meta = d->book->as.meta;
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v);
    uint32_t id = pdf_reserve(d->file);
    char date[PDF_DATE_SIZE];
    struct buf authors = {0};

    for (size_t i = 0; i < meta->author_count; i++)
        buf_printf(&authors, "%s%s", i ? ", " : "", meta->authors[i].name);
    pdf_xmp_date(d->params->modified, date);
    put_text(v, dict, "Title", meta->title);
    put_text(v, dict, "Author", buf_str(&authors));
    put_text(v, dict, "Subject", meta->description);
    put_text(v, dict, "Creator", PDF_PRODUCER);
    put_text(v, dict, "Producer", PDF_PRODUCER);
    pdf_dict_put(dict, "CreationDate", pdf_string(v, date, strlen(date)));
    pdf_dict_put(dict, "ModDate", pdf_string(v, date, strlen(date)));
    pdf_emit(d->file, id, dict);
    buf_release(&authors);
    return id;
}

static uint32_t emit_xmp(struct pdf_document *d)
{
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v);
    uint32_t id = pdf_reserve(d->file);
    struct buf packet = {0};

    pdf_xmp(&packet, d->book->as.meta, d->params->modified, true);
    pdf_dict_put(dict, "Type", pdf_name(v, "Metadata"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "XML"));
    pdf_emit_stream(d->file, id, dict, &packet, PDF_PLAIN);
    buf_release(&packet);
    return id;
}

/* What RGB means in this file (ISO 32000-1, 14.11.5). */
static uint32_t emit_intent(struct pdf_document *d)
{
    static const char name[] = "sRGB IEC61966-2.1";
    struct pdf_values *v = pdf_file_values(d->file);
    struct pdf_value *dict = pdf_dict(v);
    uint32_t profile = pdf_reserve(d->file), id = pdf_reserve(d->file);
    struct buf icc = {0};

    pdf_icc_srgb(&icc);
    pdf_dict_put(dict, "N", pdf_integer(v, 3));
    pdf_emit_stream(d->file, profile, dict, &icc, PDF_DEFLATE);
    buf_release(&icc);
    dict = pdf_dict(v);
    pdf_dict_put(dict, "Type", pdf_name(v, "OutputIntent"));
    pdf_dict_put(dict, "S", pdf_name(v, "GTS_PDFA1"));
    pdf_dict_put(dict, "OutputConditionIdentifier",
                 pdf_string(v, name, sizeof name - 1));
    pdf_dict_put(dict, "Info", pdf_string(v, name, sizeof name - 1));
    pdf_dict_put(dict, "DestOutputProfile", pdf_ref(v, profile));
    pdf_emit(d->file, id, dict);
    return id;
}

static struct pdf_value *holding(struct pdf_values *v, const char *key,
                                 struct pdf_value *value)
{
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, key, value);
    return dict;
}

static uint32_t emit_catalog(struct pdf_document *d)
{
    struct pdf_values *v = pdf_file_values(d->file);
    uint32_t id = pdf_reserve(d->file), pages = pdf_pages_emit(&d->pages, d->file);
    uint32_t outline = pdf_outline_emit(&d->outline, d->file);
    uint32_t names = pdf_outline_emit_names(&d->outline, d->file);
    uint32_t xmp = emit_xmp(d), intent = emit_intent(d);
    uint32_t structure = pdf_tags_finish(&d->tags);
    const char *lang = d->book->as.meta->lang ? d->book->as.meta->lang : "und";
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "Catalog"));
    pdf_dict_put(dict, "Pages", pdf_ref(v, pages));
    pdf_dict_put(dict, "PageLabels", pdf_pages_labels(&d->pages, v));
    pdf_dict_put(dict, "Lang", pdf_string(v, lang, strlen(lang)));
    pdf_dict_put(dict, "MarkInfo", holding(v, "Marked", pdf_bool(v, true)));
    pdf_dict_put(dict, "StructTreeRoot", pdf_ref(v, structure));
    pdf_dict_put(dict, "ViewerPreferences",
                 holding(v, "DisplayDocTitle", pdf_bool(v, true)));
    pdf_dict_put(dict, "Metadata", pdf_ref(v, xmp));
    pdf_dict_put(dict, "OutputIntents", refs(v, &intent, 1));
    if (outline) {
        pdf_dict_put(dict, "Outlines", pdf_ref(v, outline));
        pdf_dict_put(dict, "PageMode", pdf_name(v, "UseOutlines"));
    }
    if (names)
        pdf_dict_put(dict, "Names", holding(v, "Dests", pdf_ref(v, names)));
    pdf_emit(d->file, id, dict);
    return id;
}

static void destroy(struct pdf_document *d)
{
    pdf_content_release(&d->content);
    pdf_pages_release(&d->pages);
    pdf_outline_release(&d->outline);
    pdf_tags_release(&d->tags);
    heap_free(d->slots);
    pdf_images_destroy(d->images);
    pdf_fonts_destroy(d->fonts);
    pdf_file_destroy(d->file);
    heap_free(d);
}

bool pdf_document_close(struct pdf_document *d)
{
    struct diag *diag = d->params->diag;
    bool ok = pdf_fonts_emit(d->fonts, d->params->threads, diag);
    uint32_t catalog = emit_catalog(d), info = emit_info(d);

    ok = pdf_file_finish(d->file, catalog, info, diag) && ok;
    destroy(d);
    return ok;
}
