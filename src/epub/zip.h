#ifndef EPUB_ZIP_H
#define EPUB_ZIP_H

#include "epub/picture.h"
#include "util/diag.h"
#include "util/file.h"

#include <stdbool.h>

/* One entry of the container (OCF, EPUB 3.3 §4.2). */
struct epub_entry {
    const char *name;
    const void *bytes;
    size_t len;
    bool stored; /* not compressed: the mimetype, and images that are compressed already
                  */
    const struct epub_picture *picture; /* instead of bytes: read when its turn comes */
};

/*
 * Writes the entries in their order as a ZIP file, with fixed times and no extra
 * fields. Entries are compressed on up to `threads` threads. False after reporting
 * [epub-limit], [epub-write], or [img-changed] with it.
 */
bool epub_zip_write(const struct epub_entry *entries, size_t count, int threads,
                    struct file_out *out, struct diag *diag);

#endif
