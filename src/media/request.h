#ifndef MEDIA_REQUEST_H
#define MEDIA_REQUEST_H

#include "media/deaf.h"
#include "media/fetch.h"
#include "media/proxy.h"

#include <curl/curl.h>

/*
 * One job on its way, over as many hops as its redirects ask for. Part of the module
 * "fetch". The handle is used again from job to job.
 */
struct media_request {
    CURL *easy;
    const struct media_fetch_params *params;
    const struct media_proxies *proxies;
    struct media_deaf *deaf;
    struct media_fetch_job *job; /* NULL: idle */
    struct curl_slist *headers;
    char error[CURL_ERROR_SIZE];
    double deadline; /* of a clock that only goes forward, s */
    int hops;
    size_t received;              /* bytes of the body, decoded */
    bool is_private;              /* refused: it leads to an address that is not public */
    bool is_large, was_stopped; /* why the body was not read to its end */
};

/* Makes ready to ask for `job`. False: it is over (it may not be asked at all). */
bool media_request_begin(struct media_request *r, struct media_fetch_job *job);

/*
 * A transfer ended with `code`. True when it led elsewhere and the handle is ready for the
 * next hop; else the job's end is set and the request idle.
 */
bool media_request_step(struct media_request *r, CURLcode code);

#endif
