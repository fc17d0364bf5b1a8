#include "pdf/document.h"

#include "layout/paragraph.h"
#include "pdf/booklet.h"
#include "pdf/content.h"
#include "pdf/icc.h"
#include "pdf/late.h"
#include "pdf/link.h"
#include "pdf/number.h"
#include "pdf/outline.h"
#include "pdf/pages.h"
#include "pdf/side.h"
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
    struct pdf_links links;
    struct pdf_tags tags;
    struct pdf_booklet booklet;
    struct pdf_side *sides; /* of the booklet's sheets; NULL: pages by themselves */
    struct pdf_late late;
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
    if (params->booklet) {
        d->booklet = pdf_booklet_plan(params->pages, params->booklet);
        d->sides = heap_zalloc(2 * (size_t)d->booklet.sheets, sizeof *d->sides);
    }
    return d;
}

/* Pages */

static void note_places(struct pdf_document *d, const struct layout_page *page,
                        const struct pdf_paper *paper)
{
    struct pdf_place place = {.page = paper->page, .x = pdf_number_of_sp(paper->left)};

    if (d->outline.count == 0) { /* where links end up that lead nowhere else */
        place.node = d->book;
        place.y = pdf_number_of_sp(page->height);
        pdf_outline_add(&d->outline, place);
    }
    for (size_t i = 0; i < page->dest_count; i++) {
        place.node = page->dests[i].node;
        place.y = pdf_number_of_sp((int64_t)page->height - page->dests[i].y);
        if (place.node != d->book)
            pdf_outline_add(&d->outline, place);
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

/* A page that shares its paper stays within its half of it. */
static void move_over(struct buf *out, const struct layout_page *page, int32_t left)
{
    const int64_t numbers[] = {pdf_number_of_sp(left), pdf_number_of_sp(page->width),
                               pdf_number_of_sp(page->height)};

    buf_puts(out, "q 1 0 0 1 ");
    pdf_number_put(out, numbers[0]);
    buf_puts(out, " 0 cm 0 0 ");
    pdf_number_put(out, numbers[1]);
    buf_putc(out, ' ');
    pdf_number_put(out, numbers[2]);
    buf_puts(out, " re W n\n");
}

static void paint(struct pdf_document *d, const struct layout_page *page, int32_t left)
{
    pdf_content_begin(&d->content, page->width, page->height);
    if (d->sides)
        move_over(&d->content.out, page, left);
    for (int layer = 0; layer < 3; layer++)
        for (size_t i = 0; i < page->item_count; i++)
            if (layer_of(page->items[i].role) == layer)
                pdf_content_item(&d->content, &page->items[i]);
    pdf_content_end(&d->content);
    if (d->sides)
        buf_puts(&d->content.out, "Q\n");
}

/* Writes what was painted. */
static void emit_content(struct pdf_document *d, struct pdf_side *side, bool right)
{
    struct pdf_refs *contents = &side->content[right];
    uint32_t id;

    if (d->content.slot_count > 0) {
        if (!side->late)
            side->late = pdf_late_open(&d->late, d->file);
        pdf_late_paint(&d->late, side->late, d->file, &d->content, contents);
        return;
    }
    id = pdf_reserve(d->file);
    pdf_emit_stream(d->file, id, pdf_dict(pdf_file_values(d->file)), &d->content.out,
                    PDF_DEFLATE);
    pdf_refs_add(contents, id);
}

/* There is no annotation without text to click. */
static void emit_links(struct pdf_document *d, const struct layout_page *page,
                       struct pdf_side *side, int32_t left)
{
    struct pdf_link_place place = {.height = page->height, .left = left};

    for (size_t i = 0; i < page->link_count && side->links.count < PDF_ARRAY_LIMIT;
         i++) {
        const struct layout_link *link = &page->links[i];

        if (!pdf_link_leads(link) || !pdf_marks_clickable(&d->tags.marks, link->node))
            continue;
        place.id = pdf_reserve(d->file);
        place.key = pdf_tags_link(&d->tags, link, side->id, place.id);
        pdf_link_emit(&d->links, d->file, &d->outline, link, place);
        pdf_refs_add(&side->links, place.id);
    }
}

/* What the content stream names. */
static void add_needs(struct pdf_document *d, struct pdf_needs *needs)
{
    const struct pdf_content *c = &d->content;

    for (int i = 0; i < c->font_cap; i++)
        if (c->font_used[i])
            pdf_needs_add(needs, (struct pdf_need){'F', i, pdf_fonts_id(d->fonts, i)});
    for (int i = 0; i < c->image_cap; i++)
        if (c->image_used[i])
            pdf_needs_add(needs,
                          (struct pdf_need){'I', i, pdf_images_id(d->images, i)});
}

/* The first page on it comes. */
static void open_side(struct pdf_document *d, struct pdf_side *side,
                      const struct layout_page *page)
{
    side->id = pdf_reserve(d->file);
    side->key = pdf_parents_key(&d->tags.parents);
    side->width = page->width;
    side->height = page->height;
    side->turned = page->turned && !d->sides;
    if (!d->sides)
        return;
    side->width *= 2;
    side->owners = pdf_reserve(d->file);
    pdf_parents_put(&d->tags.parents, side->key, side->owners);
}

/* The whole file page of a page of the book, or the right or left half of it. */
static void fill_side(struct pdf_document *d, struct pdf_side *side,
                      const struct layout_page *page, bool right)
{
    struct pdf_paper paper = {.height = page->height};

    if (!side->id)
        open_side(d, side, page);
    paper.page = side->id;
    paper.key = side->key;
    paper.first = side->marks;
    paper.left = right ? page->width : 0;
    paper.owners = d->sides ? &side->elements : NULL;
    pdf_tags_paper(&d->tags, page, paper);
    paint(d, page, paper.left);
    emit_content(d, side, right);
    side->number[right] = page->number;
    side->marks += pdf_tags_on_page(&d->tags);
    add_needs(d, &side->needs);
    emit_links(d, page, side, paper.left);
    note_places(d, page, &paper);
}

static void close_side(struct pdf_document *d, struct pdf_side *side, const char *label)
{
    if (side->late)
        pdf_needs_move(&side->late->needs, &side->needs);
    pdf_side_emit(side, &d->pages, d->file, label);
}

void pdf_document_page(struct pdf_document *d, const struct layout_page *page)
{
    struct pdf_side alone = {0};
    struct pdf_half half;

    if (d->sides) {
        half = pdf_booklet_place(&d->booklet, page->number);
        fill_side(d, &d->sides[half.side], page, half.right);
        return;
    }
    fill_side(d, &alone, page, false);
    close_side(d, &alone, page->label);
    pdf_side_release(&alone);
}

/* Sides of sheets are complete at the end: the first page lies beside the last. */
static void emit_sides(struct pdf_document *d)
{
    struct buf label = {0};

    for (int i = 0; d->sides && i < 2 * d->booklet.sheets; i++) {
        struct pdf_side *side = &d->sides[i];

        buf_clear(&label);
        pdf_side_label(side, &label);
        close_side(d, side, buf_str(&label));
    }
    buf_release(&label);
}

void pdf_document_late(struct pdf_document *d, int slot, const struct layout_line *line)
{
    struct pdf_late_page *page;

    d->content.marks = NULL; /* the page has marked the whole slot */
    pdf_content_begin(&d->content, 0, 0);
    for (size_t i = 0; i < line->item_count; i++)
        pdf_content_item(&d->content, &line->items[i]);
    pdf_content_end(&d->content);
    d->content.marks = &d->tags.marks;
    page = pdf_late_fill(&d->late, slot, d->file, &d->content);
    if (page)
        add_needs(d, &page->needs);
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

/* A printer is told which way to turn the sheets, and to leave their size alone. */
static struct pdf_value *preferences(const struct pdf_document *d, struct pdf_values *v)
{
    struct pdf_value *dict = holding(v, "DisplayDocTitle", pdf_bool(v, true));

    if (d->sides) {
        pdf_dict_put(dict, "Duplex", pdf_name(v, "DuplexFlipShortEdge"));
        pdf_dict_put(dict, "PrintScaling", pdf_name(v, "None"));
    }
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
    struct pdf_value *dict = pdf_dict(v), *intents = pdf_array(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "Catalog"));
    pdf_dict_put(dict, "Pages", pdf_ref(v, pages));
    pdf_dict_put(dict, "PageLabels", pdf_pages_labels(&d->pages, v));
    pdf_dict_put(dict, "Lang", pdf_string(v, lang, strlen(lang)));
    pdf_dict_put(dict, "MarkInfo", holding(v, "Marked", pdf_bool(v, true)));
    pdf_dict_put(dict, "StructTreeRoot", pdf_ref(v, structure));
    pdf_dict_put(dict, "ViewerPreferences", preferences(d, v));
    pdf_dict_put(dict, "Metadata", pdf_ref(v, xmp));
    pdf_array_add(intents, pdf_ref(v, intent));
    pdf_dict_put(dict, "OutputIntents", intents);
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
    for (int i = 0; d->sides && i < 2 * d->booklet.sheets; i++)
        pdf_side_release(&d->sides[i]);
    heap_free(d->sides);
    pdf_content_release(&d->content);
    pdf_pages_release(&d->pages);
    pdf_outline_release(&d->outline);
    pdf_links_release(&d->links);
    pdf_tags_release(&d->tags);
    pdf_late_release(&d->late);
    pdf_images_destroy(d->images);
    pdf_fonts_destroy(d->fonts);
    pdf_file_destroy(d->file);
    heap_free(d);
}

bool pdf_document_close(struct pdf_document *d)
{
    struct diag *diag = d->params->diag;
    bool ok = pdf_fonts_emit(d->fonts, d->params->threads, diag);
    uint32_t catalog, info;

    emit_sides(d);
    pdf_late_emit(&d->late, d->file);
    catalog = emit_catalog(d);
    info = emit_info(d);
    for (int i = 0; d->sides && i < 2 * d->booklet.sheets; i++)
        pdf_side_emit_owners(&d->sides[i], d->file);
    ok = pdf_file_finish(d->file, catalog, info, diag) && ok;
    destroy(d);
    return ok;
}
