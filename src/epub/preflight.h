#ifndef EPUB_PREFLIGHT_H
#define EPUB_PREFLIGHT_H

#include "epub/xhtml.h"

/*
 * Reports what breaks a rule of the book's profile, and what a claim of conformance
 * cannot stand on; nothing when it has neither: [profile-cover], [profile-image],
 * [profile-table], [claim].
 */
void epub_preflight(const struct epub_book *book);

/* [profile-file]: a file of content is too large, or with the images it shows. */
void epub_preflight_file(const struct epub_book *book, const struct epub_file *file,
                         size_t bytes);

/* [profile-book]: the EPUB at `path` is. */
void epub_preflight_size(const struct epub_book *book, const char *path, size_t bytes);

#endif
