#include "media/request.h"

#include "media/address.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CONNECT_SECONDS 10
#define SLOW_SECONDS 20
#define SLOW_BYTES 200L           /* a second */
#define IGNORED_LIMIT (64u << 10) /* of an answer that is not the image */

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

__attribute__((format(printf, 2, 3))) static bool fail(struct media_request *r,
                                                        const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    vsnprintf(r->job->reason, sizeof r->job->reason, fmt, args);
    va_end(args);
    r->job->end = MEDIA_FETCH_FAILED;
    return false;
}

/* What libcurl calls back */

/*
 * The one place where connections are made. It sees the very address that is connected to,
 * whatever name led there, in every hop and however often the name is looked up.
 */
static curl_socket_t open_socket(void *user, curlsocktype purpose,
                                 struct curl_sockaddr *address)
{
    struct media_request *r = user;

    if (purpose != CURLSOCKTYPE_IPCXN)
        return CURL_SOCKET_BAD;
    if (!r->params->private_hosts && !media_address_is_public(&address->addr) &&
        !media_proxies_have(r->proxies, &address->addr)) {
        r->is_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static long status_of(const struct media_request *r)
{
    long status = 0;

    curl_easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/* Of the hop it is at. */
static const char *url_of(const struct media_request *r)
{
    char *url = NULL;

    curl_easy_getinfo(r->easy, CURLINFO_EFFECTIVE_URL, &url);
    return url ? url : r->job->url;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *user)
{
    struct media_request *r = user;
    size_t len = size * count;

    r->received += len;
    if (status_of(r) != 200) /* read a little, so that the connection can stay */
        return r->received <= IGNORED_LIMIT ? len : CURL_WRITEFUNC_ERROR;
    r->is_large = r->received > r->params->limit;
    if (r->is_large)
        return CURL_WRITEFUNC_ERROR;
    r->was_stopped = !r->params->add(r->job, bytes, len);
    return r->was_stopped ? CURL_WRITEFUNC_ERROR : len;
}

/* Before a hop */

/* With a proxy the name is looked up elsewhere; what is plainly private is refused here. */
static bool may_ask(struct media_request *r, const char *url)
{
    char *host = NULL, *scheme = NULL;
    CURLU *parsed = curl_url();
    bool good = true;

    if (!parsed || curl_url_set(parsed, CURLUPART_URL, url,
                                CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
        (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
        good = fail(r, "it leads to what is neither http nor https");
    else if (curl_url_get(parsed, CURLUPART_HOST, &host, CURLU_URLDECODE) != CURLUE_OK)
        good = fail(r, "its address names no host");
    else if (!r->params->private_hosts && !media_address_host_is_public(host))
        good = fail(r, "it leads to a private address (--fetch-private allows that)");
    curl_free(host);
    curl_free(scheme);
    curl_url_cleanup(parsed);
    return good;
}

static void add_header(struct media_request *r, const char *name, const char *value)
{
    char line[320];

    if (!*value)
        return;
    snprintf(line, sizeof line, "%s: %s", name, value);
    r->headers = curl_slist_append(r->headers, line);
}

static void set_limits(struct media_request *r)
{
    const long seconds = r->params->seconds;

    curl_easy_setopt(r->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(r->easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(r->easy, CURLOPT_FOLLOWLOCATION, 0L); /* each hop is checked */
    curl_easy_setopt(r->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(r->easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(r->easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(r->easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(r->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)r->params->limit);
    curl_easy_setopt(r->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(r->easy, CURLOPT_CONNECTTIMEOUT,
                     seconds < CONNECT_SECONDS ? seconds : CONNECT_SECONDS);
    curl_easy_setopt(r->easy, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES);
    curl_easy_setopt(r->easy, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
}

static void set_answer(struct media_request *r)
{
    curl_easy_setopt(r->easy, CURLOPT_ERRORBUFFER, r->error);
    curl_easy_setopt(r->easy, CURLOPT_PRIVATE, (void *)r);
    curl_easy_setopt(r->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(r->easy, CURLOPT_OPENSOCKETDATA, (void *)r);
    curl_easy_setopt(r->easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(r->easy, CURLOPT_WRITEDATA, (void *)r);
    curl_easy_setopt(r->easy, CURLOPT_USERAGENT, r->params->agent);
    curl_easy_setopt(r->easy, CURLOPT_ACCEPT_ENCODING, ""); /* all it can undo */
    curl_easy_setopt(r->easy, CURLOPT_HTTPHEADER, r->headers);
}

/* False when the URL may not be asked; then the reason is set. */
static bool aim(struct media_request *r, const char *url)
{
    double left = r->deadline - now();

    r->received = 0;
    r->error[0] = '\0';
    if (!may_ask(r, url))
        return false;
    if (left < 0.001)
        return fail(r, "it took longer than %d s", r->params->seconds);
    curl_easy_setopt(r->easy, CURLOPT_TIMEOUT_MS, (long)(left * 1e3));
    curl_easy_setopt(r->easy, CURLOPT_URL, url);
    return true;
}

static void finish(struct media_request *r)
{
    curl_easy_setopt(r->easy, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(r->headers);
    r->headers = NULL;
    r->params->over(r->job);
    r->job = NULL;
}

bool media_request_begin(struct media_request *r, struct media_fetch_job *job)
{
    r->job = job;
    r->hops = 0;
    r->is_private = r->is_large = r->was_stopped = false;
    r->deadline = now() + r->params->seconds;
    /* Formats that every e-reader shows come first, where a server can choose. */
    add_header(r, "Accept", "image/png,image/jpeg,image/gif,image/svg+xml,*/*;q=0.5");
    add_header(r, "If-None-Match", job->etag);
    add_header(r, "If-Modified-Since", job->modified);
    set_limits(r);
    set_answer(r);
    if (media_deaf_is(r->deaf, job->url))
        fail(r, "its server has not answered so far");
    else if (aim(r, job->url))
        return true;
    finish(r);
    return false;
}

/* After a hop */

static void keep_header(const struct media_request *r, const char *name, char *to,
                        size_t size)
{
    struct curl_header *header;

    if (curl_easy_header(r->easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK &&
        strlen(header->value) < size)
        memcpy(to, header->value, strlen(header->value) + 1);
}

/* Nobody was there, or nobody said a word in all that time. */
static bool is_silence(CURLcode code)
{
    return code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT ||
           code == CURLE_OPERATION_TIMEDOUT;
}

static bool fail_with(struct media_request *r, CURLcode code)
{
    if (r->was_stopped)
        return false; /* whoever stopped it said why */
    if (r->is_large || code == CURLE_FILESIZE_EXCEEDED)
        return fail(r, "it is larger than %zu MB", r->params->limit >> 20);
    if (r->is_private)
        return fail(r, "it leads to a private address (--fetch-private allows that)");
    if (status_of(r) == 0 && is_silence(code))
        media_deaf_note(r->deaf, url_of(r));
    switch ((int)code) {
    case CURLE_OPERATION_TIMEDOUT:
        return fail(r, "it took longer than %d s or nearly stood still",
                    r->params->seconds);
    case CURLE_COULDNT_RESOLVE_HOST:
        return fail(r, "there is no such host");
    case CURLE_COULDNT_CONNECT:
        return fail(r, "the server does not answer");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
        return fail(r, "the answer breaks off or cannot be read");
    case CURLE_PEER_FAILED_VERIFICATION:
        return fail(r, "the server's certificate is not trusted");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return fail(r, "the answer is not HTTP");
    case CURLE_LOGIN_DENIED:
    case CURLE_URL_MALFORMAT:
        return fail(r, "its address cannot be used");
    default:
        return fail(r, "%s", curl_easy_strerror(code));
    }
}

/* The address it leads on to, or NULL. */
static const char *next_hop(const struct media_request *r, long status)
{
    char *url = NULL;

    if (status >= 300 && status < 400)
        curl_easy_getinfo(r->easy, CURLINFO_REDIRECT_URL, &url);
    return url;
}

/* What the answer of `status` means; true when there is another hop to take. */
static bool judge(struct media_request *r, CURLcode code, long status)
{
    const char *next = next_hop(r, status);

    if (next && r->hops++ < MEDIA_FETCH_REDIRECTS)
        return aim(r, next);
    if (next)
        return fail(r, "it is redirected more than %d times", MEDIA_FETCH_REDIRECTS);
    if (status != 0 && status != 200 && status != 304)
        return fail(r, "the server answers %ld", status);
    if (code != CURLE_OK)
        return fail_with(r, code);
    if (status == 304 && !r->job->etag[0] && !r->job->modified[0])
        return fail(r, "the server answers 304 to what was not asked");
    keep_header(r, "ETag", r->job->new_etag, sizeof r->job->new_etag);
    keep_header(r, "Last-Modified", r->job->new_modified, sizeof r->job->new_modified);
    r->job->end = status == 304 ? MEDIA_FETCH_SAME : MEDIA_FETCH_DONE;
    return false;
}

bool media_request_step(struct media_request *r, CURLcode code)
{
    if (judge(r, code, status_of(r)))
        return true;
    finish(r);
    return false;
}
