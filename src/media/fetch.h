#ifndef MEDIA_FETCH_H
#define MEDIA_FETCH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The part of the program that speaks HTTP: a module (media/module.h) because its
 * library takes long to load. Only media/remote.c calls it. Nothing here keeps a cookie,
 * reads .netrc, or trusts a certificate that does not verify. A proxy named by the
 * environment (http_proxy, https_proxy, all_proxy, no_proxy) is used.
 */

enum { MEDIA_FETCH_PARALLEL = 8, MEDIA_FETCH_REDIRECTS = 5 };

enum media_fetch_end {
    MEDIA_FETCH_FAILED, /* `reason` says why */
    MEDIA_FETCH_DONE,
    MEDIA_FETCH_SAME /* the copy at hand is what the server has */
};

/* One address, and what came of asking it. */
struct media_fetch_job {
    const char *url;
    /* Of a copy at hand, "" when not known: asks whether there is a newer one. */
    const char *etag, *modified;
    void *user;
    enum media_fetch_end end;
    char reason[160];                      /* half a sentence */
    char new_etag[256], new_modified[64]; /* "" when not said or too long */
};

struct media_fetch_params {
    const char *agent;  /* of the User-Agent header */
    bool private_hosts; /* addresses that are not public may be asked too */
    int seconds;        /* that one job may take */
    size_t limit;       /* bytes of one answer, decoded */
    /* A piece of the answer to `job`, in order; false, after filling in `reason`, ends it. */
    bool (*add)(struct media_fetch_job *job, const void *bytes, size_t len);
    /* `job` is over: `end` is set. */
    void (*over)(struct media_fetch_job *job);
    /* Called several times a second. */
    void (*tick)(void *user);
    void *user;
};

/* What the module "fetch" exports as media_fetch_module. */
struct media_fetch_table {
    unsigned long size; /* of this struct */
    /* Asks for all of `jobs`, MEDIA_FETCH_PARALLEL at a time, begun in order. */
    void (*run)(const struct media_fetch_params *params, struct media_fetch_job *jobs,
                size_t count);
};

extern const struct media_fetch_table media_fetch_module;

#endif
