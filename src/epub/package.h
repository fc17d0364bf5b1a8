#ifndef EPUB_PACKAGE_H
#define EPUB_PACKAGE_H

#include "epub/xhtml.h"

/* One file of the package. */
struct epub_item {
    const char *id, *href, *type;
    const char *properties; /* or NULL */
    bool in_spine;
    bool linear; /* of the spine: false for what is reached by links alone */
};

/* package.opf (EPUB 3.3 §5): metadata, manifest in the order of `items`, spine. */
void epub_write_package(const struct epub_book *book, const struct epub_item *items,
                        size_t count, const char *modified, struct buf *out);

#endif
