#ifndef PDF_WRITER_H
#define PDF_WRITER_H

#include "doc/node.h"
#include "doc/pagemap.h"
#include "layout/layout.h"
#include "media/store.h"
#include "pdf/booklet.h"
#include "text/fontset.h"
#include "theme/theme.h"
#include "util/diag.h"
#include "util/file.h"

#include <stdbool.h>

/* All borrowed. */
struct pdf_params {
    const struct theme *theme;
    struct text_fontset *fonts;
    const struct media_store *media;
    const struct layout_cover *cover; /* page 1; NULL: there is none */
    struct doc_pagemap *pagemap; /* filled for the EPUB's page list; may be NULL */
    const char *modified;        /* "2025-02-04T00:00:00Z": dates in the metadata */
    int threads;
    int booklet; /* sheets of a signature or PDF_BOOKLET_AUTO; 0: pages by themselves */
    int pages;   /* of the book, in a booklet */
    struct diag *diag;
};

/*
 * Lays out `book` and writes it to `out` as PDF 1.7 (ISO 32000-1), page by page, so
 * that memory does not grow with pages. The caller commits `out`. False after reporting
 * [pdf-limit], [font-subset], …; write errors surface at the commit.
 */
bool pdf_write(const struct pdf_params *params, const struct doc_node *book,
               struct file_out *out);

/*
 * Prints the structure pdf_write would give the book: an element a line, indented by
 * depth, with its attributes and texts; inside it what its marked content says, in
 * quotes. For --dump-tags and the golden files.
 */
void pdf_dump_tags(const struct layout_params *params, const struct doc_node *book,
                   FILE *out);

#endif
