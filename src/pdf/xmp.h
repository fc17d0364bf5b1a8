#ifndef PDF_XMP_H
#define PDF_XMP_H

#include "doc/meta.h"
#include "util/buf.h"

#include <stdbool.h>

/* What a file says of itself, twice: as XMP and as the document information. */
#define PDF_PRODUCER "Seoga"

/*
 * Appends the XMP packet (ISO 16684-1): Dublin Core, dates, producer. Only a
 * `conforming` file may claim PDF/UA-1 and PDF/A-2a, with the extension schema that
 * PDF/A wants for the former (ISO 19005-2, 6.6.2.3). `modified` is an ISO 8601 time in
 * UTC.
 */
void pdf_xmp(struct buf *out, const struct doc_meta *meta, const char *modified,
             bool conforming);

/* "D:20250204000000Z" of "2025-02-04T00:00:00Z" (ISO 32000-1, 7.9.4). */
#define PDF_DATE_SIZE 24
void pdf_xmp_date(const char *modified, char out[PDF_DATE_SIZE]);

#endif
