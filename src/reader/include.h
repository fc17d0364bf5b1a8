#ifndef READER_INCLUDE_H
#define READER_INCLUDE_H

#include "reader/article.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* Includes within includes, and bytes that one article may take in. */
#define READER_INCLUDE_DEPTH 16
#define READER_INCLUDE_LIMIT (1u << 20)

/* Where the lines of a text with includes come from. */
struct reader_lines {
    struct reader_line_run {
        int at; /* first line of the run in the text */
        int line;
        const char *file;
        bool still; /* every line of the run is that one line (a fence made for code) */
    } * runs;       /* ascending */
    size_t count, cap;
};

/*
 * Puts files where `text` asks for them, as lines of it: `<!-- @include: x.md{1-5} -->`
 * and, as fenced code, `@[code{1-3} js](x.js)`. A path is meant from the folder of the file
 * that names it, or from the root when it begins with "/". Files lie beneath the root of
 * `params`; else, and when not there, in a circle or too large, they are left out: [missing], [include-limit]; what is on the network is
 * [remote-include]. Stays out of code. `lines` is left empty when nothing was asked
 * for.
 */
void reader_include(struct reader_lines *lines, struct buf *text,
                    const struct reader_params *params, struct arena *a);

/* The place in its file of a place in the text. */
struct diag_pos reader_lines_pos(const struct reader_lines *lines, struct diag_pos pos);

/* For a stage that reports places in the text: they are turned into places in files. */
struct reader_placing {
    const struct reader_lines *lines;
    struct diag *diag;
};

/* `p` must outlive it. */
struct diag reader_placing_diag(struct reader_placing *p);

#endif
