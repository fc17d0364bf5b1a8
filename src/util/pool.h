#ifndef UTIL_POOL_H
#define UTIL_POOL_H

#include <stddef.h>

/*
 * Runs task(user, 0) … task(user, count - 1) on up to `threads` threads (the
 * caller's among them) and returns when all are done. Tasks start in order and
 * must not depend on each other; with one thread no thread is created.
 */
void pool_run(int threads, size_t count, void (*task)(void *user, size_t index),
              void *user);

/*
 * The same, and calls told(user, index) once for each finished task, one call at a time
 * and in the order of the indexes: whatever the threads did, what is told does not
 * depend on it. `told` runs in any of the threads while the others work.
 */
void pool_run_in_order(int threads, size_t count,
                       void (*task)(void *user, size_t index),
                       void (*told)(void *user, size_t index), void *user);

/* Threads worth using here: the number of processors this process may run on. */
int pool_processors(void);

#endif
