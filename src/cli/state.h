#ifndef CLI_STATE_H
#define CLI_STATE_H

#include "util/arena.h"
#include "util/deps.h"
#include "util/diag.h"
#include "util/hash.h"
#include "util/stamp.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What the files in a folder were made of, kept in its `.seoga-state`, so that what did
 * not change need not be made again. A text, sorted:
 *
 *     seoga-state 1
 *     file SHA1 SIZE MODIFIED CHANGED PATH
 *     output KEY PATH
 *      uses PATH
 *
 * Paths are meant from the folder; one that ends in "/" is a folder that was searched,
 * and its SHA-1 that of the names in it (book/folder.h). "%XX" stands for bytes that would break a line. The
 * key of an output hashes the settings, the output itself and all it was made of, names
 * and bytes, so that a line that is damaged or lost makes it be made again and nothing
 * worse. The files' stamps (util/stamp.h) only save reading them.
 */
struct cli_state;

/* What is known of one file. */
struct cli_state_file {
    const char *path;   /* from the folder of the state */
    struct stamp stamp;
    uint8_t sha1[HASH_SHA1_SIZE]; /* zeros when it is not there */
    bool kept; /* asked for by itself: kept though no output names it */
};

/* How one output was made. */
struct cli_state_output {
    const char *path;
    uint8_t key[HASH_SHA1_SIZE];
    const char **uses; /* sorted */
    size_t count;
};

/*
 * Reads the state of `folder`, which is there. A damaged one is noted ([state]) and what
 * is legible used. Never NULL.
 */
struct cli_state *cli_state_open(const char *folder, struct diag *diag);
void cli_state_close(struct cli_state *s);

/* Looks at all files that are known and reads those that were touched, in threads. */
void cli_state_refresh(struct cli_state *s, int threads);

/* `path` from the folder of the state, and the other way round, in `a`. */
const char *cli_state_name(const struct cli_state *s, const char *path,
                           struct arena *a);
const char *cli_state_path(const struct cli_state *s, const char *name,
                           struct arena *a);

/*
 * The output at `path` when it is there as it was made, by these settings,
 * of files that are all as they were; else NULL. After a refresh, in any thread: what
 * is put later is not looked at.
 */
const struct cli_state_output *cli_state_current(const struct cli_state *s,
                                                 const char *path,
                                                 const uint8_t settings[20]);

/* What was made, before the state is told: files[0] is the output. */
struct cli_state_made {
    struct cli_state_output output;
    struct cli_state_file *files;
    size_t count;
};

/*
 * Takes down how the output at `path` was made, in `a`. False when one of
 * the files was changed meanwhile, so that nobody knows. In any thread.
 */
bool cli_state_take(const struct cli_state *s, struct cli_state_made *made,
                    const char *path, const struct deps *uses,
                    const uint8_t settings[20], struct arena *a);

/* Puts it into the state in the place of what was known of that output. Copies. */
void cli_state_put(struct cli_state *s, const struct cli_state_made *made);

/*
 * The SHA-1 of the file at `path`, known or read now; zeros when it is not there.
 */
void cli_state_sha1(struct cli_state *s, const char *path, uint8_t sha1[20]);

/* Writes the state. False after reporting [file-write]. */
bool cli_state_write(struct cli_state *s, struct diag *diag);

#endif
