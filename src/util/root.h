#ifndef UTIL_ROOT_H
#define UTIL_ROOT_H

#include <stdbool.h>

/*
 * A folder that files may be read from, and nothing above it: what a document
 * names is opened beneath a root (openat2 with RESOLVE_BENEATH, or component by
 * component where the kernel lacks it), so neither ".." nor a symbolic link leads out.
 * Without a descriptor to be had the program ends (file_need_descriptors).
 */
struct root {
    int fd;
    const char *path; /* borrowed from the opener */
};

/* False when `path` is not a folder that can be opened; nothing is reported. */
bool root_open(struct root *r, const char *path);

void root_close(struct root *r);

/*
 * A read-only descriptor of the regular file at `relative`, or -1 with errno:
 * ENOENT, EXDEV (leads out of the root), EISDIR, EINVAL (not a regular file), …
 */
int root_open_file(const struct root *r, const char *relative);

#endif
