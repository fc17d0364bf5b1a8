#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

/* Exit statuses. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_WRONG_USAGE = 2 };

/* Makes what `o` asks for and returns the exit status. Everything was reported. */
int cli_run(const struct cli_options *o, struct diag *diag);

#endif
