#ifndef BOOK_FOLDER_H
#define BOOK_FOLDER_H

#include "util/arena.h"
#include "util/deps.h"
#include "util/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Files by name. */
struct book_paths {
    const char **list;
    size_t count, cap;
};

/*
 * Every Markdown file below `folder`, a folder's README.md or index.md first, the rest
 * by bytes. Hidden folders, node_modules and links to folders are left out. `deps`
 * (NULL: nobody) is told of all folders that were looked through, since a file that
 * comes into one of them changes the answer.
 */
void book_folder_paths(struct book_paths *out, const char *folder, struct deps *deps,
                       struct arena *a);

/* The articles that a pattern of glob(7) beneath `folder` names, by bytes. Links to
 * folders are not gone through, nor links out of the folder before the pattern taken;
 * the same of `deps`. */
void book_glob_paths(struct book_paths *out, const char *folder, const char *pattern,
                     struct deps *deps, struct arena *a);

/*
 * SHA-1 of the names in a folder that either search would see: while it is the same, so
 * is what they find there. False when the folder cannot be read.
 */
bool book_folder_sum(const char *folder, uint8_t sha1[HASH_SHA1_SIZE]);

#endif
