#ifndef UTIL_DEPS_H
#define UTIL_DEPS_H

#include "util/arena.h"
#include "util/stamp.h"

#include <pthread.h>
#include <stddef.h>

/*
 * The files that something was made of, those that were looked for and not there, and
 * the folders that were searched: when one of them changes, it has to be made again.
 * Any thread may add.
 */
struct deps {
    struct arena arena;
    struct deps_file *files;
    size_t count, cap;
    pthread_mutex_t lock;
};

struct deps_file {
    const char *path;   /* as it was added; a folder ends in "/"; lives in the arena */
    struct stamp stamp; /* from before it was read */
};

void deps_init(struct deps *d);
void deps_release(struct deps *d);

/*
 * `name` in `folder` (NULL: as it is) is about to be read. Does nothing when `d` is
 * NULL, so that those who read files need not ask whether anybody wants to know.
 */
void deps_add(struct deps *d, const char *folder, const char *name);

/* What is in this folder (NULL: nobody asks) is about to be looked through. */
void deps_add_folder(struct deps *d, const char *folder);

/* By path, each once, with its oldest stamp. */
void deps_sort(struct deps *d);

#endif
