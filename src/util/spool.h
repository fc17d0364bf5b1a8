#ifndef UTIL_SPOOL_H
#define UTIL_SPOOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * A file without a name that holds what was made until it is written where it belongs,
 * so that it need not be kept in memory. Any thread may add and read. It lies in the
 * output's folder and is gone when it is closed, however the program ends.
 */
struct spool {
    int fd;
    size_t len;
    int error; /* errno of the first failure, or 0 */
    pthread_mutex_t lock;
};

/* False, with the errno in s->error, when no file can be made in `folder`. */
bool spool_open(struct spool *s, const char *folder);
void spool_close(struct spool *s);

/* Appends bytes and tells where they are; false when they could not be written. */
bool spool_add(struct spool *s, const void *bytes, size_t len, size_t *offset);

/* Reads `len` bytes from `offset` on; false when they are not there. */
bool spool_read(struct spool *s, size_t offset, void *bytes, size_t len);

#endif
