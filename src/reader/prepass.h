#ifndef READER_PREPASS_H
#define READER_PREPASS_H

#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/str.h"

#include <stdbool.h>

/* U+FDD0: makes a run of `*` or `~~` flanking against CJK text; taken out of every
 * string again. */
#define READER_SENTINEL "\xEF\xB7\x90"

/* What the prepass found out about a text, for the block parser and for positions. */
struct reader_prepass {
    struct reader_pair {
        int open, close; /* lines; close is the line after the last when it is never
                            closed, 0 when it is nested too deeply to open */
        bool eats; /* the closing line is a closer, else it belongs to what follows */
        bool shorter; /* it has fewer colons than it should */
    } * pairs;     /* by opening line */
    size_t pair_count;
    struct reader_mark {
        int line, column; /* where a sentinel stands in the text that is fed */
    } * marks;            /* by place */
    size_t mark_count;
    int *coded_tabs; /* lines of fenced code that look like a tab's marker; ascending */
    size_t coded_tab_count;
    int *rules; /* lines that may be a table's rule; ascending */
    size_t rule_count;
    int *notes; /* lines that look like the definition of a footnote; ascending */
    size_t note_count;
};

/*
 * Rewrites that keep lines: pairs container fences (dialect rules R1 to R6), blanks
 * stray closers ([stray-close]), adds sentinels so that emphasis works against Hangul,
 * turns tables that are too large into code ([table-limit]). `in` is normalised text;
 * `out` is what is to be parsed.
 */
void reader_prepass(struct reader_prepass *p, struct buf *out, struct buf *in,
                    const char *path, struct arena *a, struct diag *diag);

/* Copies `in` with sentinels added and nothing else (titles and other short texts). */
void reader_add_sentinels(struct reader_prepass *p, struct buf *out, struct str in,
                          struct arena *a);

/* The pair that opens on `line`, or NULL. */
const struct reader_pair *reader_pair_at(const struct reader_prepass *p, int line);

/* True when `line` is code and so no tab's marker, whatever it looks like. */
bool reader_is_coded_tab(const struct reader_prepass *p, int line);

/* Index in p->notes of the definition on `line`, or their count. */
size_t reader_note_at(const struct reader_prepass *p, int line);

/* Bytes of sentinels before the place. */
int reader_shift_at(const struct reader_prepass *p, int line, int column);

/* The name given to a box whose opener has text but no known name: "::: Exercise: …". */
#define READER_UNNAMED "box"

/*
 * The canonical name a container opener gives ("tip" for "::: tips", READER_UNNAMED for text that is no
 * name), or NULL when the line opens none. `*colons`, and `*rest`, what stands after the name. `*typo` is
 * set when the name had to be guessed.
 */
const char *reader_container_name(struct str line, int *colons, struct str *rest,
                                  bool *typo);

/* True for three or more colons and nothing else that can be seen. */
bool reader_container_closes(struct str line);

#endif
