#ifndef READER_CONTEXT_H
#define READER_CONTEXT_H

#include "data/value.h"
#include "doc/node.h"
#include "reader/include.h"
#include "reader/prepass.h"
#include "util/arena.h"
#include "util/diag.h"

/* What the stages of reading one article share. */
struct reader_context {
    const char *path;
    struct arena *arena;
    struct diag *diag;
    struct doc_meta *meta;
    const struct data_value *values; /* of the front matter, or NULL */
    const struct reader_prepass
        *prepass; /* of the text being parsed, or NULL for a title */
    const struct reader_lines *lines; /* where its lines come from, or NULL */
    struct diag_pos
        base; /* where a text that is no whole file begins; line 0: the file */
    struct doc_node *article;
    const char *first_heading; /* the title for expressions when the front matter has
                                  none, or NULL */
    bool *notes_read; /* of prepass->notes: those that the parser kept, or NULL */
    bool *mended; /* a reference to what no text can hold became U+FFFD; or NULL */
    size_t *expanded; /* bytes that expressions came to, in the whole article */
    int note_count; /* footnote definitions met; inline notes have no number yet */
    int depth;      /* of texts within texts (titles, inline notes) */
};

/* The position in the original file of a place in the text fed to the parser. */
struct diag_pos reader_pos(const struct reader_context *c, int line, int column);

/* A string of the parser without sentinels and what XML cannot hold; NFC when it is
 * prose. Never NULL. */
const char *reader_prose(const struct reader_context *c, const char *s);
const char *reader_verbatim(const struct reader_context *c, const char *s);

#endif
