#ifndef READER_ARTICLE_H
#define READER_ARTICLE_H

#include "doc/node.h"
#include "util/arena.h"
#include "util/deps.h"
#include "util/diag.h"

/* A larger file is refused by those who read it: it would be more than 10,000 pages. */
#define READER_ARTICLE_LIMIT ((size_t)64 << 20)

/* What is read, and what it may name. All borrowed. */
struct reader_params {
    const char *path; /* for messages, and for the title of last resort */
    const char *lang; /* overrides the front matter; NULL: as the article says */
    struct diag *diag;
    const char *root; /* folder that includes may be read from; NULL: the article's */
    const char *file; /* the article itself, from `root`; NULL: its base name */
    struct deps *deps; /* told of the files it includes; NULL: nobody is */
};

/*
 * Reads one article of the VuePress dialect into a DOC_ARTICLE whose strings live in
 * `a`. Whatever the bytes are a tree comes back: bad UTF-8, broken YAML, unclosed
 * containers are repaired and reported ([utf8], [fm-syntax], [unclosed], …). Files it
 * includes are read, from beneath the root alone. Links and
 * images are as the author wrote them; furniture is still there. May run in several
 * threads at once, each with its own arena.
 */
struct doc_node *reader_article(const struct reader_params *params, const char *bytes,
                                size_t len, struct arena *a);

#endif
