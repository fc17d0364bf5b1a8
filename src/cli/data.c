#include "cli/data.h"

#include "util/file.h"
#include "util/path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool has_data(struct arena *a, const char *folder)
{
    return file_exists(path_join(a, folder, "fonts")) &&
           file_exists(path_join(a, folder, "templates"));
}

static const char *above(struct arena *a, const char *folder)
{
    while (strcmp(folder, "/") != 0) {
        if (has_data(a, folder))
            return folder;
        folder = path_dir(a, folder);
    }
    return NULL;
}

/* Only a program that was never installed may look at the sources it was built from. */
static const char *source_tree(struct arena *a, const char *program)
{
    size_t len = strlen(CLI_BUILD_ROOT);

    if (strncmp(program, CLI_BUILD_ROOT, len) != 0 ||
        (program[len] != '/' && program[len]))
        return NULL;
    return has_data(a, CLI_SOURCE_ROOT) ? CLI_SOURCE_ROOT : NULL;
}

const char *cli_data_folder(struct arena *a, struct diag *diag)
{
    const char *given = getenv("SEOGA_DATA");
    const char *program = file_program_folder(a), *found = NULL;

    if (given && *given) {
        if (has_data(a, given))
            return given;
        diag_error(diag, (struct diag_pos){.file = given}, "data-missing",
                   "SEOGA_DATA names it, but fonts and templates are not in it");
        return NULL;
    }
    if (program) {
        const char *share = path_normal(a, path_join(a, program, CLI_DATA));

        found = share && has_data(a, share) ? share : above(a, program);
        if (!found)
            found = source_tree(a, program);
    }
    if (!found)
        diag_error(diag, (struct diag_pos){0}, "data-missing",
                   "the fonts and templates are not beside the program; SEOGA_DATA may "
                   "name their folder");
    return found;
}

const char *cli_cache_folder(struct arena *a)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

    if (cache && cache[0] == '/') /* relative ones are to be ignored */
        return path_join(a, cache, "seoga");
    return home && home[0] == '/' ? path_join(a, home, ".cache/seoga") : NULL;
}
