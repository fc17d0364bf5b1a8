#ifndef MEDIA_DEAF_H
#define MEDIA_DEAF_H

#include <stdbool.h>

/*
 * Hosts that do not answer. An article may show a hundred images of a server that is
 * gone, and each would take as long to find out: after a few it is not asked again in this
 * run. Part of the module "fetch".
 */
struct media_deaf {
    struct {
        char host[128]; /* and port, as in the URL */
        int times;
    } hosts[64];
    int count;
};

/* The host of `url` did not answer. When the list is full, it is forgotten. */
void media_deaf_note(struct media_deaf *d, const char *url);

/* Whether it has not answered so often that there is no use in asking. */
bool media_deaf_is(const struct media_deaf *d, const char *url);

#endif
