#ifndef EPUB_PAGES_H
#define EPUB_PAGES_H

#include "epub/xhtml.h"

/* The pages of the book, each a whole XHTML document (EPUB 3.3 §6.1). */
/* The page that a part begins with: its number, its title, and what is in it. */
void epub_page_part(const struct epub_book *book, const struct epub_file *file,
                    struct buf *out);

void epub_page_article(const struct epub_book *book, const struct epub_file *file,
                       struct buf *out);
void epub_page_title(const struct epub_book *book, struct buf *out);
void epub_page_cover(const struct epub_book *book, const char *image, struct buf *out);

/* Head and foot of a document; `title` must not be blank. The body is still to be
 * opened. */
void epub_page_open(struct buf *out, const char *lang, const char *title);
void epub_page_close(struct buf *out);

#endif
