#ifndef EPUB_SPLIT_H
#define EPUB_SPLIT_H

#include "doc/node.h"
#include "util/arena.h"

/* Files of content grow to about this many bytes, then the next begins at a heading. */
#define EPUB_FILE_SIZE (200u << 10)

/* One file of content: a run of an article's blocks. */
struct epub_file {
    const char *name; /* "art-1.xhtml" */
    const struct doc_node *article;
    const struct doc_node *first, *end; /* children of the article; end is not in it (NULL: the rest) */
    bool opening;                       /* has the article's title */
};

/* Which file holds what. */
struct epub_files {
    struct epub_file *files;
    size_t count;
};

/* Cuts a finished book into files; footnotes go with the file of their first reference. */
struct epub_files epub_split(const struct doc_node *book, struct arena *a);

/* The file `n` is printed in, or NULL when it is in none. */
const struct epub_file *epub_file_of(const struct epub_files *files, const struct doc_node *n);

/* True when the footnote `note` is printed in `file`. */
bool epub_file_has_note(const struct epub_files *files, const struct epub_file *file,
                        const struct doc_node *note);

#endif
