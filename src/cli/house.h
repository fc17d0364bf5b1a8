#ifndef CLI_HOUSE_H
#define CLI_HOUSE_H

#include "cli/options.h"
#include "text/fontset.h"
#include "theme/theme.h"
#include "util/arena.h"
#include "util/deps.h"
#include "util/diag.h"

#include <stdbool.h>

/*
 * What the books of a run stand on, opened once: the program's data, the theme, the
 * fonts. Books made at the same time share it.
 */
struct cli_house {
    struct arena arena;
    const char *data;    /* folder of fonts/ and templates/ */
    struct theme *theme; /* NULL: nothing asks for one */
    const char *const *font_folders; /* the program's own first; NULL-terminated */
    struct text_fontset *fonts; /* opened when first needed */
};

/* An exit status (cli/run.h): CLI_DONE, or another after reporting. */
int cli_house_open(struct cli_house *h, const struct cli_options *o, struct diag *diag);
void cli_house_close(struct cli_house *h);

/* False after reporting [font-open]. Not for two threads at a time. */
bool cli_house_fonts(struct cli_house *h, const struct cli_options *o,
                     struct diag *diag);

/* Adds the files of the house that can be changed by hand: theme, styles, --cover, --font-dir. */
void cli_house_deps(const struct cli_house *h, const struct cli_options *o,
                    struct deps *deps);

#endif
