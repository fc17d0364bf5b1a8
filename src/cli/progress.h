#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>

/* How long each stage of a run takes: printed to standard error when asked for. */
struct cli_progress {
    bool timings;
    double wall, cpu; /* ms, when the stage began */
};

/* A stage begins. */
void cli_progress_begin(struct cli_progress *p);

/* It ends: `seoga: time: NAME 1.2 ms (cpu 1.1 ms)`; the next one begins. */
void cli_progress_end(struct cli_progress *p, const char *name);

#endif
