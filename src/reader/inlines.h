#ifndef READER_INLINES_H
#define READER_INLINES_H

#include "reader/context.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

/* The dialect's inlines. Leaves travel as HTML_INLINE and spans as EMPH, because tables
 * refuse other kinds. */
enum reader_inline_kind {
    READER_EXPRESSION, /* {{ … }} */
    READER_MATH_INLINE,
    READER_NOTE, /* ^[…] */
    READER_SUP,
    READER_SUB,
    READER_MARK,
    READER_STRIKE
};

struct reader_inline {
    enum reader_inline_kind kind;
    char *text;       /* leaves: what stands between the delimiters; heap */
    int line, column; /* of the opening delimiter, in the text that was fed */
};

/* NULL when the node is a plain one. */
const struct reader_inline *reader_inline_of(cmark_node *node);

/* Made once: `=` and `~` are delimiters with one owner, the rest is matched in one go.
 */
cmark_syntax_extension *reader_inline_extension(void);
cmark_syntax_extension *reader_span_extension(void);

#endif
