#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * How long each stage of a run takes, printed to standard error when asked for, and how
 * far a long one is, in a line that is written over and over.
 */
struct cli_progress {
    bool timings;
    bool live;        /* standard error is a terminal that someone looks at */
    double wall, cpu; /* ms, when the stage began */
    bool line;        /* one is on the screen */
};

/* A stage begins. */
void cli_progress_begin(struct cli_progress *p);

/* It ends: `seoga: time: NAME 1.2 ms (cpu 1.1 ms)`; the next one begins. */
void cli_progress_end(struct cli_progress *p, const char *name);

/*
 * How many of the images are there: `seoga: images: 3 of 20, 1.5 MB`. Does nothing before the
 * stage has taken a second, or where nobody looks.
 */
void cli_progress_images(struct cli_progress *p, size_t done, size_t count,
                         size_t bytes);

/* Takes the line away again. */
void cli_progress_clear(struct cli_progress *p);

#endif
