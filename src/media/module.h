#ifndef MEDIA_MODULE_H
#define MEDIA_MODULE_H

#include "util/arena.h"

/*
 * Parts of the program whose libraries are too heavy to load at every start are shared
 * objects of their own, NAME.so, beside the program: in the library folder of an
 * installed tree, wherever it was moved to, else in the build tree the program runs
 * from. Each exports one constant, `media_NAME_module`, a table of functions that
 * begins with the size of the table, so that a module of another build is not mistaken
 * for this one's. A module calls nothing of the program.
 */

/*
 * The table of the module `name`, of `size` bytes; NULL when there is no such module or
 * its library is missing. It stays loaded. May be called in any thread, at any time.
 */
const void *media_module(const char *name, unsigned long size);

/* The folders that modules are looked for in, in `a`; NULL where there is none. */
enum { MEDIA_MODULE_FOLDERS = 2 };
void media_module_folders(struct arena *a, const char *folders[MEDIA_MODULE_FOLDERS]);

#endif
