#include "media/remote.h"

#include "media/cache.h"
#include "media/fetch.h"
#include "media/module.h"
#include "media/probe.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/pool.h"

#include <stdio.h>
#include <string.h>

/* What is kept in memory, of all images together, when there is no cache. */
#define MEMORY_LIMIT ((size_t)128 << 20)

enum state { WANTED, READY, FAILED, ADDED };

/* One address. */
struct item {
    struct media_remote *remote;
    char *url;
    enum state state;
    struct media_copy copy; /* READY; or WANTED and there may be a newer one */
    struct media_draft draft;
    char reason[160]; /* why FAILED, or why READY is not as new as was asked */
    bool told;
    int asset; /* ADDED */
};

struct media_remote {
    struct media_remote_params params;
    struct media_cache cache;
    struct item **items; /* in the order they were wanted */
    size_t count, cap;
    size_t *table; /* hash table of numbers of items, from 1 */
    size_t table_size;
    size_t done, bytes, in_memory;
};

struct media_remote *media_remote_create(const struct media_remote_params *params,
                                         struct diag *diag)
{
    struct media_remote *r = heap_zalloc(1, sizeof *r);

    r->params = *params;
    if (!r->params.seconds)
        r->params.seconds = MEDIA_REMOTE_SECONDS;
    if (params->cache && !media_cache_open(&r->cache, params->cache, !params->offline))
        diag_warning(diag, (struct diag_pos){.file = params->cache}, "cache",
                     "cannot be written, so fetched images are not kept; --cache DIR "
                     "names another folder");
    return r;
}

static void free_item(struct item *item)
{
    media_draft_drop(&item->draft);
    media_copy_release(&item->copy);
    heap_free(item->url);
    heap_free(item);
}

void media_remote_destroy(struct media_remote *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++)
        free_item(r->items[i]);
    heap_free(r->items);
    heap_free(r->table);
    media_cache_close(&r->cache);
    heap_free(r);
}

/* Collecting */

/* Where the item of `url` stands in the table, or would. */
static size_t *place(const struct media_remote *r, const char *url, size_t len)
{
    size_t at = (size_t)hash_fnv1a(url, len) & (r->table_size - 1);

    for (; r->table[at]; at = (at + 1) & (r->table_size - 1)) {
        const char *other = r->items[r->table[at] - 1]->url;

        if (strncmp(other, url, len) == 0 && !other[len])
            break;
    }
    return &r->table[at];
}

/* At most half of the table is used. */
static void make_room(struct media_remote *r)
{
    if (r->count == r->cap) {
        r->cap = r->cap * 2 + 32;
        r->items = heap_resize(r->items, r->cap, sizeof *r->items);
    }
    if ((r->count + 1) * 2 <= r->table_size)
        return;
    heap_free(r->table);
    r->table_size = r->table_size ? r->table_size * 2 : 64;
    r->table = heap_zalloc(r->table_size, sizeof *r->table);
    for (size_t i = 0; i < r->count; i++)
        *place(r, r->items[i]->url, strlen(r->items[i]->url)) = i + 1;
}

static size_t length_without_fragment(const char *url)
{
    return strcspn(url, "#");
}

void media_remote_want(struct media_remote *r, const char *url)
{
    size_t len = length_without_fragment(url), *at;
    struct item *item;

    make_room(r);
    at = place(r, url, len);
    if (*at)
        return;
    item = heap_zalloc(1, sizeof *item);
    item->remote = r;
    item->url = heap_strndup(url, len);
    r->items[r->count++] = item;
    *at = r->count;
}

/* From the cache */

static void fail(struct item *item, const char *reason)
{
    item->state = FAILED;
    snprintf(item->reason, sizeof item->reason, "%s", reason);
}

/* Run in several threads: touches its item alone. */
static void look_in_cache(void *user, size_t index)
{
    struct media_remote *r = user;
    struct item *item = r->items[index];
    enum media_cached found;

    if (item->state != WANTED)
        return;
    found = media_cache_find(&r->cache, item->url, &item->copy);
    if (found == MEDIA_CACHED && (r->params.offline || !r->params.refresh))
        item->state = READY;
    else if (r->params.offline)
        fail(item, found == MEDIA_CACHE_DAMAGED ? "the cache's copy is damaged"
                                                : "it is not in the cache");
}

/* From the network */

static void report_progress(void *user)
{
    struct media_remote *r = user;
    const struct media_remote_progress now = {
        .done = r->done, .count = r->count, .bytes = r->bytes};

    if (r->params.progress)
        r->params.progress(r->params.user, &now);
}

static bool stop(struct media_fetch_job *job, const char *reason)
{
    snprintf(job->reason, sizeof job->reason, "%s", reason);
    return false;
}

static bool add_piece(struct media_fetch_job *job, const void *bytes, size_t len)
{
    struct item *item = job->user;
    struct media_remote *r = item->remote;

    r->bytes += len;
    if (!r->cache.writable && (r->in_memory += len) > MEMORY_LIMIT)
        return stop(job, "without a cache no more than 128 MB are kept");
    if (!item->draft.open && !media_draft_open(&item->draft, &r->cache, item->url))
        return stop(job, "the cache cannot be written");
    if (!media_draft_add(&item->draft, bytes, len))
        return stop(job, "the cache cannot be written");
    return true;
}

/* Why the answer is not what was asked for, or NULL. */
static const char *objection(struct media_draft *draft)
{
    const void *bytes = draft->open ? media_draft_bytes(draft) : NULL;
    struct media_asset probed = {.len = draft->len};
    enum media_verdict verdict;

    if (!draft->open)
        return "the answer is empty";
    if (!bytes)
        return "the cache cannot be read";
    verdict = media_probe(bytes, draft->len, &probed);
    if (verdict == MEDIA_GOOD)
        return NULL;
    if (verdict == MEDIA_TOO_LARGE)
        return "it has more than 64 million pixels";
    if (verdict == MEDIA_DAMAGED)
        return "it is damaged or cut off";
    return "what the server gives is no image that can be shown";
}

/* The whole answer is there: when it is an image, it goes into the cache. */
static const char *accept_answer(struct item *item, const struct media_fetch_job *job)
{
    const char *reason = objection(&item->draft);
    struct media_copy fresh = {0};

    if (reason)
        return reason;
    memcpy(fresh.etag, job->new_etag, sizeof fresh.etag);
    memcpy(fresh.modified, job->new_modified, sizeof fresh.modified);
    media_draft_keep(&item->draft, &item->remote->cache, item->url, &fresh);
    media_copy_release(&item->copy);
    item->copy = fresh;
    item->state = READY;
    return NULL;
}

static void take_answer(struct media_fetch_job *job)
{
    struct item *item = job->user;
    const char *reason = NULL;

    if (job->end == MEDIA_FETCH_DONE)
        reason = accept_answer(item, job);
    else if (job->end == MEDIA_FETCH_SAME)
        item->state = READY;
    else
        reason = job->reason;
    if (reason)
        fail(item, reason);
    if (reason && item->copy.len)
        item->state = READY; /* an old copy is better than none */
    if (!item->remote->cache.writable && item->state != READY)
        item->remote->in_memory -= item->draft.len;
    media_draft_drop(&item->draft);
    item->remote->done++;
}

static size_t list_jobs(struct media_remote *r, struct media_fetch_job *jobs)
{
    size_t count = 0;

    for (size_t i = 0; i < r->count; i++)
        if (r->items[i]->state == WANTED)
            jobs[count++] = (struct media_fetch_job){.url = r->items[i]->url,
                                                     .etag = r->items[i]->copy.etag,
                                                     .modified =
                                                         r->items[i]->copy.modified,
                                                     .user = r->items[i]};
    return count;
}

static void ask_network(struct media_remote *r)
{
    const struct media_fetch_params params = {.agent = r->params.agent,
                                              .private_hosts = r->params.private_hosts,
                                              .seconds = r->params.seconds,
                                              .limit = MEDIA_BYTE_LIMIT,
                                              .add = add_piece,
                                              .over = take_answer,
                                              .tick = report_progress,
                                              .user = r};
    struct media_fetch_job *jobs = heap_zalloc(r->count + 1, sizeof *jobs);
    const struct media_fetch_table *network;
    size_t count = list_jobs(r, jobs);

    network = count ? media_module("fetch", sizeof *network) : NULL;
    r->done = r->count - count;
    if (network)
        network->run(&params, jobs, count);
    for (size_t i = 0; i < count; i++) {
        struct item *item = jobs[i].user;

        if (item->state != WANTED)
            continue;
        if (!network)
            stop(&jobs[i], "the part of the program that fetches is not installed");
        take_answer(&jobs[i]);
    }
    heap_free(jobs);
}

void media_remote_fetch(struct media_remote *r)
{
    pool_run(r->params.threads, r->count, look_in_cache, r);
    ask_network(r);
    if (r->count > 0)
        report_progress(r);
}

/* Into the store */

static void tell(struct item *item, struct diag_pos pos, struct diag *diag)
{
    if (item->told || !item->reason[0])
        return;
    item->told = true;
    if (item->state == FAILED)
        diag_warning(diag, pos, "img-fetch",
                     "the image is not shown: %s; a box with its address stands for it: "
                     "%s",
                     item->reason, item->url);
    else
        diag_warning(diag, pos, "img-fetch",
                     "the image cannot be fetched anew: %s; the cache's copy is shown: "
                     "%s",
                     item->reason, item->url);
}

int media_remote_add(struct media_remote *r, const char *url, struct media_store *store,
                     struct diag_pos pos, struct diag *diag)
{
    size_t number = r->count ? *place(r, url, length_without_fragment(url)) : 0;
    struct item *item = number ? r->items[number - 1] : NULL;

    if (!item)
        return 0;
    tell(item, pos, diag);
    if (item->state != READY)
        return item->asset;
    if (item->copy.object[0])
        item->asset = media_store_add_file(store, r->cache.folder, item->copy.object,
                                           pos, diag);
    else
        item->asset = media_store_add_bytes(store, buf_str(&item->copy.memory),
                                            item->copy.len, pos, diag);
    item->state = ADDED;
    media_copy_release(&item->copy); /* the store knows where it is, or has it */
    return item->asset;
}
