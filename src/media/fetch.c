#include "media/fetch.h"

#include "media/request.h"

#include <locale.h>
#include <stdio.h>

#define WAIT_MS 200

/* All jobs, and the requests that are under way. */
struct crew {
    CURLM *multi;
    struct media_proxies proxies;
    struct media_deaf deaf;
    struct media_request requests[MEDIA_FETCH_PARALLEL];
    struct media_fetch_job *jobs;
    size_t count, next;
    int busy;
};

/* Gives an idle request the next job that may be asked at all. */
static void start(struct crew *c, struct media_request *r)
{
    while (c->next < c->count)
        if (media_request_begin(r, &c->jobs[c->next++])) {
            curl_multi_add_handle(c->multi, r->easy);
            c->busy++;
            return;
        }
}

static void take_messages(struct crew *c)
{
    const CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(c->multi, &left))) {
        struct media_request *r = NULL;
        CURLcode code = message->data.result;
        CURL *easy = message->easy_handle;

        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&r);
        curl_multi_remove_handle(c->multi, easy); /* `message` is gone with it */
        c->busy--;
        if (media_request_step(r, code)) {
            curl_multi_add_handle(c->multi, easy);
            c->busy++;
        } else {
            start(c, r);
        }
    }
}

static void work(struct crew *c, const struct media_fetch_params *params)
{
    int running;

    for (int i = 0; i < MEDIA_FETCH_PARALLEL; i++)
        start(c, &c->requests[i]);
    while (c->busy > 0 && curl_multi_perform(c->multi, &running) == CURLM_OK) {
        take_messages(c);
        params->tick(params->user);
        if (c->busy > 0)
            curl_multi_poll(c->multi, NULL, 0, WAIT_MS, NULL);
    }
}

static bool assemble(struct crew *c, const struct media_fetch_params *params)
{
    c->multi = curl_multi_init();
    if (!c->multi)
        return false;
    curl_multi_setopt(c->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
                      (long)MEDIA_FETCH_PARALLEL);
    for (int i = 0; i < MEDIA_FETCH_PARALLEL; i++) {
        struct media_request *r = &c->requests[i];

        *r = (struct media_request){.easy = curl_easy_init(),
                                    .params = params,
                                    .proxies = &c->proxies,
                                    .deaf = &c->deaf};
        if (!r->easy)
            return false;
    }
    return true;
}

static void dismiss(struct crew *c)
{
    for (int i = 0; i < MEDIA_FETCH_PARALLEL; i++) {
        struct media_request *r = &c->requests[i];

        if (r->job) /* the loop broke off */
            curl_multi_remove_handle(c->multi, r->easy);
        curl_easy_cleanup(r->easy);
        curl_slist_free_all(r->headers);
    }
    curl_multi_cleanup(c->multi);
}

static void run_crew(const struct media_fetch_params *params,
                     struct media_fetch_job *jobs, size_t count)
{
    struct crew c = {.jobs = jobs, .count = count};

    media_proxies_find(&c.proxies);
    if (assemble(&c, params))
        work(&c, params);
    dismiss(&c);
}

/*
 * libcurl reads host names of other scripts in the encoding of the locale, and the
 * program runs in none.
 */
static void run(const struct media_fetch_params *params, struct media_fetch_job *jobs,
                size_t count)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 ? uselocale(utf8) : (locale_t)0;

    for (size_t i = 0; i < count; i++) {
        jobs[i].end = MEDIA_FETCH_FAILED;
        snprintf(jobs[i].reason, sizeof jobs[i].reason, "libcurl cannot be used");
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
        run_crew(params, jobs, count);
        curl_global_cleanup();
    }
    if (utf8) {
        uselocale(before);
        freelocale(utf8);
    }
}

const struct media_fetch_table media_fetch_module = {sizeof media_fetch_module, run};
