#ifndef UTIL_HEAP_H
#define UTIL_HEAP_H

#include <stddef.h>

/*
 * malloc for the whole program. Running out of memory is not an error callers
 * handle: one message is printed, unfinished output files are unlinked
 * (util/file.h) and the program ends with status 1. Nothing here returns NULL.
 */

/* What one thread frees another may have: few and large blocks are asked for, and a
 * part of the memory for each thread would cost more than their waiting. Before all
 * else. */
void heap_share(void);

/* `size` uninitialised bytes. A `size` of 0 is taken as 1. */
void *heap_alloc(size_t size);

/* `count` zeroed elements of `size` bytes; checks the product for overflow. */
void *heap_zalloc(size_t count, size_t size);

/* Resizes `p` (or allocates, when NULL) to `count` elements of `size` bytes. */
void *heap_resize(void *p, size_t count, size_t size);

char *heap_strndup(const char *s, size_t len);

/* NULL is allowed. */
void heap_free(void *p);

/* Prints "out of memory", unlinks unfinished outputs and ends the program. */
_Noreturn void heap_exhausted(void);

#endif
