#ifndef CLI_BOUNDS_H
#define CLI_BOUNDS_H

#include "cli/house.h"
#include "cli/options.h"

#include <stddef.h>

/*
 * What the options ask for is all that the process may do from then on, whatever a file
 * it reads brings about (cli/sandbox.h). Both do nothing under --no-sandbox.
 */

/* Before anything of others is read: writes only where outputs go, no network that was
 * not asked for. With -v, says what the kernel holds ([sandbox]). */
void cli_bounds_begin(const struct cli_options *o, struct diag *diag);

/* When it is known where the articles lie: reads only `places`, where outputs go, and
 * what the program itself consists of. */
void cli_bounds_reads(const struct cli_options *o, const struct cli_house *h,
                      const char *const *places, size_t count);

#endif
