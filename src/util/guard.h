#ifndef UTIL_GUARD_H
#define UTIL_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A task whose library knows no limits is run in a copy of the process that has some.
 * All it changes is lost with the copy, but for what lies in memory made here.
 */

/* Zeroed memory that a guarded task shares; NULL when there is none. */
void *guard_memory(size_t size);
void guard_free(void *memory, size_t size);

struct guard_limits {
    size_t memory; /* bytes, beyond what the process has */
    unsigned seconds;
};

enum guard_end {
    GUARD_DONE,
    GUARD_FAILED,  /* the task returned false */
    GUARD_STOPPED, /* it crashed, or took more memory or time than it may */
};

/* Runs `task` and waits for its end. In any thread. Where no process can be started the
 * program ends with a message, [processes]. */
enum guard_end guard_run(const struct guard_limits *limits, bool (*task)(void *user),
                         void *user);

#endif
