#include "media/deaf.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { ENOUGH = 4 };

/* "host:port" of an absolute URL, and its length. */
static const char *authority(const char *url, size_t *len)
{
    const char *start = strstr(url, "://");

    start = start ? start + 3 : url;
    *len = strcspn(start, "/?#");
    return start;
}

/* Its number in the list, or -1. */
static int find(const struct media_deaf *d, const char *host, size_t len)
{
    for (int i = 0; i < d->count; i++)
        if (strlen(d->hosts[i].host) == len &&
            strncasecmp(d->hosts[i].host, host, len) == 0)
            return i;
    return -1;
}

void media_deaf_note(struct media_deaf *d, const char *url)
{
    const int most = (int)(sizeof d->hosts / sizeof *d->hosts);
    size_t len;
    const char *host = authority(url, &len);
    int at = find(d, host, len);

    if (at < 0 && (d->count == most || len >= sizeof d->hosts->host))
        return;
    if (at < 0) {
        at = d->count++;
        memcpy(d->hosts[at].host, host, len);
        d->hosts[at].host[len] = '\0';
    }
    d->hosts[at].times++;
}

bool media_deaf_is(const struct media_deaf *d, const char *url)
{
    size_t len;
    const char *host = authority(url, &len);
    int at = find(d, host, len);

    return at >= 0 && d->hosts[at].times >= ENOUGH;
}
