#ifndef MEDIA_PROXY_H
#define MEDIA_PROXY_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * The addresses of the proxies that the environment names. They are the user's choice and
 * often private, so connections to them are allowed where others to private addresses
 * are not. Part of the module "fetch".
 */
struct media_proxies {
    struct sockaddr_storage addresses[16];
    int count;
};

/* Looks the names up, which may take a while; nothing is done where there are none. */
void media_proxies_find(struct media_proxies *p);

/* Whether that is the address and port of one. */
bool media_proxies_have(const struct media_proxies *p, const struct sockaddr *address);

#endif
