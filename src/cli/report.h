#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stdint.h>

/* How often a code was reported. */
struct cli_tally {
    const char *code; /* borrowed: codes are literals */
    int count;
};

/*
 * How messages reach standard error. What was said before is not said again: the same
 * text and code at the same place (an image that neither writer can use). Of one code
 * about one file the first CLI_MOST_MESSAGES are printed; all are counted.
 */
#define CLI_MOST_MESSAGES 1000

struct cli_report {
    bool quiet; /* no notes */
    bool json;  /* one object a line, instead of text */
    uint64_t *seen; /* hashes of messages, 0: free; `seen_size` is a power of two */
    size_t seen_count, seen_size;
    struct cli_flow { /* messages of one code about one file, so far */
        uint64_t hash;
        int count;
    } flows[64]; /* by hash; a newer one takes the place of an older */
    struct cli_tally *tally; /* of warnings and errors, in the order they came up */
    size_t tally_count, tally_cap;
};

/* Prints to standard error; `r` is borrowed and may change between messages. */
struct diag cli_report_diag(struct cli_report *r);
void cli_report_release(struct cli_report *r);

/* Appends "24 glyph-missing, 18 img-missing", the most frequent first. */
void cli_report_summary(struct cli_report *r, struct buf *out);

#endif
