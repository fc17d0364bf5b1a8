#include "pdf/writer.h"

#include "layout/layout.h"
#include "pdf/document.h"
#include "pdf/link.h"
#include "pdf/tags.h"

static void take_page(void *user, const struct layout_page *page)
{
    pdf_document_page(user, page);
}

static void take_late(void *user, int slot, const struct layout_line *line)
{
    pdf_document_late(user, slot, line);
}

static void count_page(void *user, const struct layout_page *page)
{
    *(int *)user = page->number;
}

static void ignore(void *user, const struct diag_message *msg)
{
    (void)user;
    (void)msg;
}

/*
 * Where a page goes on a sheet depends on how many there are, so a booklet is laid out
 * twice: the first time pages are counted, and what is wrong is reported; the second
 * time they are written as they come. That takes longer, but keeps none of them.
 */
static struct diag count_pages(struct layout_params *layout, const struct doc_node *book,
                               int *pages)
{
    struct layout_params counting = *layout;

    counting.pagemap = NULL;
    counting.arena = NULL;
    layout_book(&counting, book, (struct layout_sink){.page = count_page, .user = pages});
    return (struct diag){.report = ignore};
}

bool pdf_write(const struct pdf_params *params, const struct doc_node *book,
               struct file_out *out)
{
    struct arena nodes = {0};
    struct pdf_params own = *params;
    struct diag quiet;
    struct layout_params layout = {
        .theme = params->theme,
        .fonts = params->fonts,
        .media = params->media,
        .cover = params->cover,
        .pagemap = params->pagemap,
        .diag = params->diag,
        .arena = &nodes,
    };
    struct pdf_document *d;
    bool good;

    if (own.booklet) {
        quiet = count_pages(&layout, book, &own.pages);
        layout.diag = &quiet;
    }
    d = pdf_document_open(&own, book, out);
    layout_book(&layout, book, (struct layout_sink){take_page, d, take_late});
    good = pdf_document_close(d);
    arena_release(&nodes);
    return good;
}

/* What pdf_document_page does, but for the page itself. */
static void tag_page(void *user, const struct layout_page *page)
{
    struct pdf_tags *t = user;
    struct pdf_tag tag;

    pdf_tags_page(t, page, (uint32_t)page->number);
    for (size_t i = 0; i < page->item_count; i++) {
        const struct layout_item *item = &page->items[i];

        if (!layout_role_is_artifact(item->role) &&
            !pdf_marks_item(&t->marks, item, &tag))
            pdf_marks_end(&t->marks);
    }
    for (size_t i = 0; i < page->link_count; i++)
        if (pdf_link_leads(&page->links[i]) &&
            pdf_marks_clickable(&t->marks, page->links[i].node))
            pdf_tags_link(t, &page->links[i], (uint32_t)page->number, 0);
}

void pdf_dump_tags(const struct layout_params *params, const struct doc_node *book,
                   FILE *out)
{
    struct arena nodes = {0};
    struct layout_params layout = *params;
    struct pdf_tags t;

    layout.arena = &nodes;
    pdf_tags_init(&t, book, NULL, out);
    layout_book(&layout, book, (struct layout_sink){tag_page, &t, NULL});
    pdf_tags_finish(&t);
    pdf_tags_release(&t);
    arena_release(&nodes);
}
