#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/house.h"
#include "cli/options.h"
#include "text/fontset.h"
#include "util/deps.h"

/* Exit statuses. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_WRONG_USAGE = 2 };

/* All borrowed. */
struct cli_run_params {
    const struct cli_options *options;
    struct cli_house *house;
    struct text_fontset *fonts; /* NULL: the house's, which are opened when needed */
    struct deps *deps;          /* told of the files that are read; NULL: nobody is */
    bool quiet;                 /* nothing of how far it is */
};

/*
 * Makes one book: what the options ask for of their inputs. Returns the exit status;
 * everything was reported. Several may run at once, each with its own options, fonts,
 * deps and diag.
 */
int cli_run(const struct cli_run_params *p, struct diag *diag);

#endif
