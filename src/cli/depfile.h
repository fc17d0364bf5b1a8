#ifndef CLI_DEPFILE_H
#define CLI_DEPFILE_H

#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the outputs were made of, as rules of Make, which ninja reads too: `out.epub
 * out.pdf: a.md b.png`. As with gcc -MP every file has an empty rule of its own, so that
 * one that is gone does not end the build. Files below the working folder are named
 * from there, others by their whole path. Names that Make cannot hold (line ends) are
 * left out.
 *
 * A folder that was searched (its path ends in "/") is needed too: its time changes when
 * a file comes or goes, as the answer may. But writing a file changes it as well, so
 * that a folder which holds a target or the depfile itself would be newer than what was
 * made for ever: such are left out.
 */
struct cli_depfile {
    struct arena arena;
    struct buf rules;
    const char *path; /* of the depfile */
    const char *here; /* working folder, or NULL */
    const char *const *targets; /* of the rule being made */
    size_t target_count;
    const char **needs;
    size_t count, cap;
    size_t first; /* of the rule being made */
    bool open;
    bool taken; /* `path` is an output, or something that was read */
};

/* `path`, where it will be written, is borrowed. */
void cli_depfile_open(struct cli_depfile *d, const char *path);
void cli_depfile_close(struct cli_depfile *d);

/* Begins a rule for these outputs, which are borrowed, named as they are; what it needs
 * follows. */
void cli_depfile_rule(struct cli_depfile *d, const char *const *targets, size_t count);
void cli_depfile_need(struct cli_depfile *d, const char *path);

/* False after reporting [file-write], or [usage] where it would take the place of an output or
 * an input. */
bool cli_depfile_write(struct cli_depfile *d, struct diag *diag);

#endif
