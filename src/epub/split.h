#ifndef EPUB_SPLIT_H
#define EPUB_SPLIT_H

#include "doc/node.h"
#include "util/arena.h"

/* Files of content stay below 250,000 bytes, their head and foot included: readers with
 * little memory open larger ones slowly or not at all. */
#define EPUB_FILE_SIZE 245000u

/* One file of content: a run of an article's blocks, or the page of a part. */
struct epub_file {
    const char *name; /* "art-1.xhtml" */
    const struct doc_node *article; /* or part */
    const struct doc_node *first,
        *end;     /* children of the article; `end` is no more in it */
    const struct doc_node *const *notes; /* those first called for in it */
    size_t note_count;
    bool opening; /* begins with the article's title */
    int number;   /* of a part that stands in no other, from 1; else 0 */
};

/* The files in reading order, and which of them holds what. */
struct epub_files {
    struct epub_file *files;
    size_t count;
    struct epub_place *places; /* open addressing by node; a power of two */
    size_t slots;
};

/*
 * Cuts a finished book into files: one an article, more when it is long. Footnotes go
 * with the file of their first reference.
 */
struct epub_files epub_split(const struct doc_node *book, struct arena *a);

/* The file that `n` (a part, an article, a node with an id, a note or its mark) is in; NULL:
 * none. */
const struct epub_file *epub_file_of(const struct epub_files *files,
                                     const struct doc_node *n);

#endif
