#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/options.h"

/*
 * What can be said of the command line before any work: no input, no output, an input
 * as output, options that do not go together, values that are none, and an environment
 * that would not be heeded. False after reporting [usage].
 */
bool cli_check(const struct cli_options *o, struct diag *diag);

#endif
