#ifndef CLI_STATETEXT_H
#define CLI_STATETEXT_H

#include "cli/state.h"
#include "util/buf.h"

/* The text of a state file (cli/state.h) and what it says. {0} is empty. */
struct cli_statetext {
    struct arena arena;
    struct cli_state_file *files;     /* sorted by path once read */
    struct cli_state_output *outputs; /* the same */
    size_t file_count, file_cap, output_count, output_cap;
};

void cli_statetext_release(struct cli_statetext *t);

/* Fills an empty `t`. The number of the first line that is no such line is returned, 0
 * when all are. */
int cli_statetext_read(struct cli_statetext *t, const char *text, size_t len);

/* Both copy. */
void cli_statetext_add_file(struct cli_statetext *t, const struct cli_state_file *file);
void cli_statetext_add_output(struct cli_statetext *t,
                              const struct cli_state_output *output);

/* What was read of them, or NULL. */
struct cli_state_file *cli_statetext_file(const struct cli_statetext *t,
                                          const char *path);
const struct cli_state_output *cli_statetext_output(const struct cli_statetext *t,
                                                    const char *path);

/*
 * Appends the text of `old` with `newer` in the place of what it has another word on.
 * Outputs whose file is not there and files that no output was made of are dropped.
 */
void cli_statetext_write(const struct cli_statetext *old,
                         const struct cli_statetext *newer, struct buf *out);

#endif
