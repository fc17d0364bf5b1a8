#ifndef PDF_DOCUMENT_H
#define PDF_DOCUMENT_H

#include "layout/page.h"
#include "pdf/writer.h"

/*
 * A PDF under way: opened, given its pages in order, closed. pdf_write drives it
 * from the layout. What is kept between pages is tables: objects, codes, places.
 */
struct pdf_document;

/* All borrowed until the close; params->theme, fonts and pagemap are not looked at. */
struct pdf_document *pdf_document_open(const struct pdf_params *params,
                                       const struct doc_node *book,
                                       struct file_out *out);

/* Writes one page; nothing of it is needed afterwards. */
void pdf_document_page(struct pdf_document *d, const struct layout_page *page);

/* What stands in a slot of pages written before. */
struct layout_line;
void pdf_document_late(struct pdf_document *d, int slot,
                       const struct layout_line *line);

/* Writes fonts, outline, metadata and the end of the file, and frees `d`. False after
 * reporting [font-subset] or [pdf-limit]. */
bool pdf_document_close(struct pdf_document *d);

#endif
