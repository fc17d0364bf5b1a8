#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "cli/options.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * How long each stage of a run takes, printed to standard error when asked for, and how
 * far a long one is, in a line that is written over and over.
 */
struct cli_progress {
    bool timings;
    bool live;        /* someone looks at standard error */
    bool log;         /* but it is no terminal: lines are not written over */
    double shown;     /* ms, when the line was written last */
    double wall, cpu; /* ms, when the stage began */
    bool line;        /* one is on the screen */
};

bool cli_progress_terminal(void);

/* Whether --progress, or a terminal at standard error, asks for a line. */
bool cli_progress_wanted(const struct cli_options *o);

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

/*
 * How many of the articles are done: `seoga: articles: 31 of 718, 42 a second`. The
 * same; at most ten times a second on a terminal, else once a second.
 */
void cli_progress_articles(struct cli_progress *p, size_t done, size_t count);

/* Seconds since the stage began. */
double cli_progress_seconds(const struct cli_progress *p);

/* Takes the line away again. */
void cli_progress_clear(struct cli_progress *p);

#endif
