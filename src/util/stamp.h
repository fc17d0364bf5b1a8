#ifndef UTIL_STAMP_H
#define UTIL_STAMP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What tells without reading it that a file is still the same. Times are nanoseconds
 * since 1970; the change time (ctime) cannot be set by hand.
 */
struct stamp {
    int64_t size; /* bytes; -1: there is no regular file of the name, no folder of "name/" */
    int64_t modified, changed;
};

struct stamp stamp_of(const char *path);
bool stamp_same(struct stamp a, struct stamp b);

/*
 * True when the file was changed so lately that it may be changed again without its
 * stamp telling: times have the grain of the clock tick, on some file systems 2 s.
 */
bool stamp_fresh(struct stamp s);

#endif
