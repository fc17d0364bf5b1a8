#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* An article to be made by itself, and where what is made of it lies. */
struct cli_input {
    const char *path; /* as given, or below a folder as given */
    const char *name; /* "docs/sql/chapter-1": of its outputs, without extension */
};

struct cli_inputs {
    struct cli_input *list;
    size_t count;
};

/*
 * The articles that `paths` (files and folders) name; those of a folder as
 * book_folder_paths finds them. A file that is named twice comes
 * once. The name of an article is its path below the folder that all have in common (of
 * folders that were named, themselves), so that no two are the same; where they differ
 * in their extensions alone, the later one keeps its own ("notes.txt").
 *
 * False after reporting: [file-missing] for a folder without articles, [usage] where
 * two still have one name.
 */
bool cli_inputs_find(struct cli_inputs *in, const char *const *paths, size_t count,
                     struct arena *a, struct diag *diag);

#endif
