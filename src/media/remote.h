#ifndef MEDIA_REMOTE_H
#define MEDIA_REMOTE_H

#include "media/store.h"

#include <stdbool.h>
#include <stddef.h>

/* How far the fetching is. */
struct media_remote_progress {
    size_t done, count; /* addresses */
    size_t bytes;       /* that came over the network */
};

/* All borrowed. */
struct media_remote_params {
    const char *cache;  /* folder of what was fetched before; NULL: none */
    const char *agent;  /* "seoga/1.2" */
    bool offline;       /* only from the cache */
    bool refresh;       /* ask for newer ones of what is in the cache */
    bool private_hosts; /* addresses that are not public may be asked too */
    int seconds;        /* that one image may take; 0: MEDIA_REMOTE_SECONDS */
    int threads;
    void (*progress)(void *user, const struct media_remote_progress *p); /* or NULL */
    void *user;
};

enum { MEDIA_REMOTE_SECONDS = 60 };

/*
 * The images of a run that lie on the network. They are collected first, fetched
 * all at once, and then added to the store in the order of the book, so that what a
 * book becomes does not depend on which answer came first. An image that cannot be
 * fetched is a warning, never a failure.
 */
struct media_remote;

/*
 * Opens the cache; when that fails, reports [cache] and keeps what comes in memory. Without
 * a folder it does so at once.
 */
struct media_remote *media_remote_create(const struct media_remote_params *params,
                                         struct diag *diag);
void media_remote_destroy(struct media_remote *r);

/* `url` (absolute, http or https) will be shown. Its fragment does not matter. */
void media_remote_want(struct media_remote *r, const char *url);

/* Looks for all that is wanted in the cache and fetches the rest. */
void media_remote_fetch(struct media_remote *r);

/*
 * Adds what `url`, which was wanted, gave. Returns its number in the store, or 0 after
 * reporting [img-fetch] at `pos`, the first time that address is added (or what
 * media_store_add_bytes reports).
 */
int media_remote_add(struct media_remote *r, const char *url, struct media_store *store,
                     struct diag_pos pos, struct diag *diag);

#endif
