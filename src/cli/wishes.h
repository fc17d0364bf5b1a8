#ifndef CLI_WISHES_H
#define CLI_WISHES_H

#include "cli/options.h"

/*
 * Takes over what the reading lists among the inputs wish (book/wishes.h) where the
 * command line says nothing; of several lists the first that speaks counts. Strings
 * live in `a`. Reports [list-value] for a page, theme or profile that is none.
 */
void cli_wishes_take(struct cli_options *o, struct arena *a, struct diag *diag);

#endif
