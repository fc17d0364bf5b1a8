#include "media/proxy.h"

#include <curl/curl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static void add_addresses(struct media_proxies *p, const char *host, const char *port)
{
    const int most = (int)(sizeof p->addresses / sizeof *p->addresses);
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;

    if (getaddrinfo(host, port, &hints, &found) != 0)
        return;
    for (const struct addrinfo *i = found; i && p->count < most; i = i->ai_next)
        memcpy(&p->addresses[p->count++], i->ai_addr, i->ai_addrlen);
    freeaddrinfo(found);
}

/* Brackets are for the URL alone. */
static char *without_brackets(char *host)
{
    size_t len = strlen(host);

    if (host[0] != '[' || host[len - 1] != ']')
        return host;
    host[len - 1] = '\0';
    return host + 1;
}

static void add_proxy(struct media_proxies *p, const char *url)
{
    const unsigned lenient = CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME;
    char *host = NULL, *port = NULL, *scheme = NULL;
    CURLU *parsed = curl_url();

    if (parsed && curl_url_set(parsed, CURLUPART_URL, url, lenient) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_HOST, &host, CURLU_URLDECODE) == CURLUE_OK &&
        curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK) {
        /* Without a port it is 1080, with TLS 443, as libcurl has it. */
        if (curl_url_get(parsed, CURLUPART_PORT, &port, 0) != CURLUE_OK)
            port = NULL;
        add_addresses(p, without_brackets(host),
                      port                            ? port
                      : strcmp(scheme, "https") == 0 ? "443"
                                                      : "1080");
    }
    curl_free(host);
    curl_free(port);
    curl_free(scheme);
    curl_url_cleanup(parsed);
}

void media_proxies_find(struct media_proxies *p)
{
    /* Those that libcurl reads; HTTP_PROXY is not among them, as a server may set it. */
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY",
                                        "all_proxy", "ALL_PROXY"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *url = getenv(names[i]);

        if (url && *url)
            add_proxy(p, url);
    }
}

static bool are_same(const struct sockaddr *a, const struct sockaddr *b)
{
    struct sockaddr_in6 a6, b6;
    struct sockaddr_in a4, b4;

    if (a->sa_family != b->sa_family)
        return false;
    if (a->sa_family == AF_INET) {
        memcpy(&a4, a, sizeof a4);
        memcpy(&b4, b, sizeof b4);
        return a4.sin_port == b4.sin_port && a4.sin_addr.s_addr == b4.sin_addr.s_addr;
    }
    if (a->sa_family != AF_INET6)
        return false;
    memcpy(&a6, a, sizeof a6);
    memcpy(&b6, b, sizeof b6);
    return a6.sin6_port == b6.sin6_port &&
           memcmp(&a6.sin6_addr, &b6.sin6_addr, sizeof a6.sin6_addr) == 0;
}

bool media_proxies_have(const struct media_proxies *p, const struct sockaddr *address)
{
    for (int i = 0; i < p->count; i++)
        if (are_same((const struct sockaddr *)&p->addresses[i], address))
            return true;
    return false;
}
