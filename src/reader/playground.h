#ifndef READER_PLAYGROUND_H
#define READER_PLAYGROUND_H

#include "reader/context.h"
#include "util/str.h"

/* A live example ("::: sandpack#react Title [rtl]"): its files are fenced code, each
 * after a line that names it. */
struct reader_playground {
    const char *name; /* of the innermost container met last, or NULL */
    const char *file; /* title of the fence that comes next, or NULL */
    bool settings;    /* the fence that comes next configures the site's script */
};

/* Containers whose lines may be directives. */
bool reader_is_playground(const char *container);

/* "@file x", "@import …", "@options", "@setup", "@setting(s)". */
bool reader_is_directive(struct str line);

/* Takes a directive's line in: it says what the next fence is. */
void reader_directive(struct reader_context *c, struct reader_playground *p,
                      struct str line);

/* True when a fence in that language is no file of the example. */
bool reader_is_settings(const struct reader_playground *p, struct str lang);

/* Without the template ("#react") before and the attributes ("[rtl]") after it. */
const char *reader_playground_title(struct arena *a, const char *title);

#endif
