#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include "cli/options.h"
#include "cli/report.h"

/*
 * Makes each article by itself (--to, -d), several at a time, and leaves alone what did
 * not change since the run before. What is said and done is the same for any number of
 * threads. An article that fails does not stop the others. Returns the exit status;
 * `report` is what `diag` goes to.
 */
int cli_batch(const struct cli_options *o, struct cli_report *report, struct diag *diag);

#endif
