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

/*
 * The folder of the user's cache (XDG Base Directory Specification): "seoga" in
 * XDG_CACHE_HOME, else in ~/.cache. NULL when neither is known.
 */
const char *cli_cache_folder(struct arena *a);

#endif
