#include "pdf/writer.h"

#include "layout/layout.h"
#include "pdf/document.h"

static void take_page(void *user, const struct layout_page *page)
{
    pdf_document_page(user, page);
}

bool pdf_write(const struct pdf_params *params, const struct doc_node *book,
               struct file_out *out)
{
    const struct layout_params layout = {
        .theme = params->theme,
        .fonts = params->fonts,
        .media = params->media,
        .pagemap = params->pagemap,
        .diag = params->diag,
    };
    struct pdf_document *d = pdf_document_open(params, book, out);

    layout_book(&layout, book, (struct layout_sink){take_page, d});
    return pdf_document_close(d);
}
