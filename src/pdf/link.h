#ifndef PDF_LINK_H
#define PDF_LINK_H

#include "layout/page.h"
#include "pdf/outline.h"
#include "pdf/stream.h"

/*
 * Writes the annotation of one clickable place (ISO 32000-1, 12.5.6.5) on a page of
 * `height` sp and returns its object. A target inside the book is asked of `outline`.
 */
uint32_t pdf_link_emit(struct pdf_file *file, struct pdf_outline *outline,
                       const struct layout_link *link, int32_t height);

#endif
