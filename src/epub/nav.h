#ifndef EPUB_NAV_H
#define EPUB_NAV_H

#include "doc/pagemap.h"
#include "epub/xhtml.h"

/* Entries below this heading level are left out: readers show three levels at most. */
#define EPUB_NAV_LEVEL 3

/* nav.xhtml (EPUB 3.3 §7): contents, landmarks, and the list of the pages that were
 * marked: the articles are written first. */
void epub_write_nav(const struct epub_book *book, bool has_cover, struct buf *out);

/* toc.ncx (OPF 2.0.1 §2.4.1) for readers of EPUB 2. */
void epub_write_ncx(const struct epub_book *book, struct buf *out);

#endif
