#ifndef EPUB_WRITER_H
#define EPUB_WRITER_H

#include "doc/node.h"
#include "doc/pagemap.h"
#include "epub/profile.h"
#include "epub/xhtml.h"
#include "media/convert.h"
#include "theme/theme.h"
#include "util/diag.h"
#include "util/file.h"

#include <stdbool.h>

/* All borrowed. */
struct epub_params {
    const char *templates;             /* folder of style.css */
    const struct media_store *media;   /* the cover is book's meta->cover_asset */
    const struct doc_pagemap *pagemap; /* NULL or empty: no page list */
    const char *modified;              /* dcterms:modified, "2025-02-04T00:00:00Z" */
    struct media_fit fit;              /* how large images may be, and whether in colour */
    const struct epub_profile *profile; /* whose rules are kept; NULL: none */
    struct epub_claim claim;
    const char *fonts; /* folder of those that go into the book; NULL: none do */
    int threads;
    struct diag *diag;
};

/*
 * Writes `book` to `out` as an EPUB 3.3 that older readers and checkers
 * (EPUBCheck 4.2.6) accept too. The caller commits `out`. Says what breaks a rule of the
 * profile (epub/preflight.h). False after reporting [epub-limit] or [epub-write].
 */
bool epub_write(const struct epub_params *params, const struct doc_node *book,
                struct file_out *out);

#endif
