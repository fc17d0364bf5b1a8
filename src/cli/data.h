#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "util/arena.h"
#include "util/diag.h"

/*
 * The folder that holds fonts/ and templates/: SEOGA_DATA, else beside the program (an
 * installed or moved tree), else the source tree of the build it runs from. NULL after
 * reporting [data-missing].
 */
const char *cli_data_folder(struct arena *a, struct diag *diag);

#endif
