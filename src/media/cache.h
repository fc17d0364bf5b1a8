#ifndef MEDIA_CACHE_H
#define MEDIA_CACHE_H

#include "util/buf.h"
#include "util/file.h"
#include "util/hash.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A folder of what was fetched, shared by runs at the same time:
 *
 *   objects/ab/cdef…   bytes, under the SHA-256 of them
 *   urls/ab/cdef…      what an address gave, under the SHA-256 of the address: lines
 *                      "key value" of sha256, length, and where the server said them
 *                      etag and modified; the address itself as url
 *   tmp/               what is being written
 *
 * Files appear whole or not at all. Objects are checked against their names whenever
 * they are used, so one that was damaged counts as missing. A zeroed struct is a cache
 * that has nothing and keeps nothing.
 */
struct media_cache {
    char *folder;
    bool writable; /* else what comes in stays in memory */
};

/*
 * With `write`, makes the folders; false when they cannot be written. What is in them
 * can be used all the same.
 */
bool media_cache_open(struct media_cache *c, const char *folder, bool write);
void media_cache_close(struct media_cache *c);

/* What an address gave, with what the server said of it. */
struct media_copy {
    char object[80]; /* its file, beneath the cache's folder; "": it is in memory */
    struct buf memory;
    size_t len;                   /* 0: there is none */
    char etag[256], modified[64]; /* "" when not said */
};

enum media_cached { MEDIA_NOT_CACHED, MEDIA_CACHE_DAMAGED, MEDIA_CACHED };

/* Fills `out` when it is MEDIA_CACHED. */
enum media_cached media_cache_find(const struct media_cache *c, const char *url,
                                   struct media_copy *out);

void media_copy_release(struct media_copy *copy);

/* Bytes that are coming in. A zeroed struct is closed. */
struct media_draft {
    struct file_out file;
    char *name; /* of `file` until its bytes are known; NULL: they are in memory */
    struct buf memory;
    struct hash_sha256 hash;
    size_t len;
    bool open;
};

/* False when the cache cannot be written. */
bool media_draft_open(struct media_draft *d, const struct media_cache *c,
                      const char *url);

/* False when it cannot be written; then it is to be dropped. */
bool media_draft_add(struct media_draft *d, const void *bytes, size_t len);

/* All d->len bytes, borrowed; NULL when they cannot be read again. */
const void *media_draft_bytes(struct media_draft *d);

/*
 * Into the cache as what `url` gave, with what `copy` says of it, and closes the draft.
 * Fills in where it is: in memory when it could not be kept. After media_draft_bytes.
 */
void media_draft_keep(struct media_draft *d, const struct media_cache *c,
                      const char *url, struct media_copy *copy);

void media_draft_drop(struct media_draft *d);

#endif
