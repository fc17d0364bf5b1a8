#ifndef CLI_SINGLE_H
#define CLI_SINGLE_H

#include "cli/options.h"

/* Makes one book of all inputs, and its depfile. Returns the exit status. */
int cli_single(const struct cli_options *o, struct diag *diag);

#endif
