#ifndef READER_DEFUSE_H
#define READER_DEFUSE_H

#include "util/arena.h"
#include "util/diag.h"
#include "util/str.h"

#include <stdbool.h>

/*
 * Texts made so that the parser takes more than linear time or memory: openers that
 * nothing closes, each looked for to the end of its paragraph, and long references that
 * are copied wherever they are used. A sentinel keeps those past a limit from being
 * read as what they look like; and labels of notes, which the parser cuts when they go
 * over lines.
 */
struct reader_defuse {
    int brackets; /* open ones */
    int open[4];  /* "<?", "<!X", "<![CDATA[" and "<!--" */
};

/* True when a sentinel belongs before the byte at `at`; called for every byte that is
 * not escaped, in their order. */
bool reader_defuse(struct reader_defuse *d, struct str in, size_t at);

/* Bytes that references to definitions may come to, all in all. */
#define READER_REFERENCE_LIMIT ((size_t)16 << 20)

/* Ascending places in a text, just after the "[" of definitions that are to be none. */
struct reader_places {
    const size_t *at;
    size_t count;
};

/* The definitions that would come to more ([reference-limit]). */
struct reader_places reader_long_references(struct str text, const char *path,
                                            struct arena *a, struct diag *diag);

#endif
