#ifndef UTIL_DIAG_H
#define UTIL_DIAG_H

#include "util/arena.h"

#include <stdarg.h>
#include <stdio.h>

enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Where in the manuscript. Lines and columns (bytes) count from 1; 0 is "unknown". */
struct diag_pos {
    const char *file;
    int line;
    int column;
};

/* One message. `code` is stable and in the man page ("img-remote"); `text` is not. */
struct diag_message {
    enum diag_level level;
    struct diag_pos pos;
    const char *code;
    const char *text;
};

/* Receives every message. Passed down explicitly; there is no global one. */
struct diag {
    void (*report)(void *user, const struct diag_message *msg);
    void *user;
    int counts[DIAG_ERROR + 1];
};

/*
 * What is normal (an unfetched image), what was repaired or lost, and what
 * failed. `pos` may be {0}. `text` says what is wrong and what to do about it.
 */
void diag_note(struct diag *d, struct diag_pos pos, const char *code, const char *fmt,
               ...) __attribute__((format(printf, 4, 5)));
void diag_warning(struct diag *d, struct diag_pos pos, const char *code,
                  const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void diag_error(struct diag *d, struct diag_pos pos, const char *code, const char *fmt,
                ...) __attribute__((format(printf, 4, 5)));

const char *diag_level_name(enum diag_level level);

/* Writes a name or an excerpt so that it can neither forge a line of its own nor command
 * the terminal: "?" for controls, signs of direction and what is no text. */
void diag_put(FILE *out, const char *s);

/* Appends `file:line:col: severity: text [code]` and a newline to `out`. */
void diag_format(FILE *out, const struct diag_message *msg);

/* Messages kept in order, so that articles read in parallel report in theirs. */
struct diag_list {
    struct arena *arena; /* owns the texts and file names */
    struct diag_entry *first, *last;
};

/* A `struct diag` whose messages are appended to `list`. */
struct diag diag_into(struct diag_list *list);

/* Hands every kept message on to `to`, oldest first. */
void diag_replay(const struct diag_list *list, struct diag *to);

#endif
