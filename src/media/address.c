#include "media/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* Blocks of IPv4 that are no part of the public internet. */
static const struct {
    uint8_t first[4];
    int bits;
} blocks4[] = {
    {{0, 0, 0, 0}, 8},       /* this network */
    {{10, 0, 0, 0}, 8},      /* private */
    {{100, 64, 0, 0}, 10},   /* shared by a carrier */
    {{127, 0, 0, 0}, 8},     /* this machine */
    {{169, 254, 0, 0}, 16},  /* link-local; where clouds answer with their secrets */
    {{172, 16, 0, 0}, 12},   /* private */
    {{192, 0, 0, 0}, 24},    /* protocol assignments */
    {{192, 0, 2, 0}, 24},    /* documentation */
    {{192, 88, 99, 0}, 24},  /* 6to4 relays, given up */
    {{192, 168, 0, 0}, 16},  /* private */
    {{198, 18, 0, 0}, 15},   /* measurements */
    {{198, 51, 100, 0}, 24}, /* documentation */
    {{203, 0, 113, 0}, 24},  /* documentation */
    {{224, 0, 0, 0}, 4},     /* multicast */
    {{240, 0, 0, 0}, 4},     /* reserved, broadcast */
};

/* Blocks inside 2000::/3 that are not public; all of the rest of IPv6 is not. */
static const struct {
    uint8_t first[6];
    int bits;
} blocks6[] = {
    {{0x20, 0x01, 0x00}, 23},       /* protocol assignments, Teredo, ORCHID */
    {{0x20, 0x01, 0x0D, 0xB8}, 32}, /* documentation */
    {{0x20, 0x02}, 16},             /* 6to4 */
    {{0x3F, 0xFF, 0x00}, 20},       /* documentation */
};

static bool begins(const uint8_t *address, const uint8_t *block, int bits)
{
    int bytes = bits / 8, rest = bits % 8;

    return memcmp(address, block, (size_t)bytes) == 0 &&
           (rest == 0 || (address[bytes] ^ block[bytes]) >> (8 - rest) == 0);
}

static bool is_public4(const uint8_t address[4])
{
    for (size_t i = 0; i < sizeof blocks4 / sizeof *blocks4; i++)
        if (begins(address, blocks4[i].first, blocks4[i].bits))
            return false;
    return true;
}

static bool is_public6(const uint8_t address[16])
{
    static const uint8_t mapped[12] = {[10] = 0xFF, [11] = 0xFF};
    static const uint8_t nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
    static const uint8_t global[1] = {0x20};

    if (begins(address, mapped, 96) || begins(address, nat64, 96))
        return is_public4(address + 12);
    if (!begins(address, global, 3))
        return false;
    for (size_t i = 0; i < sizeof blocks6 / sizeof *blocks6; i++)
        if (begins(address, blocks6[i].first, blocks6[i].bits))
            return false;
    return true;
}

bool media_address_is_public(const struct sockaddr *address)
{
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (address->sa_family == AF_INET) {
        memcpy(&v4, address, sizeof v4);
        return is_public4((const uint8_t *)&v4.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        memcpy(&v6, address, sizeof v6);
        return is_public6(v6.sin6_addr.s6_addr);
    }
    return false;
}

static bool is_this_machine(const char *host, size_t len)
{
    static const char name[] = "localhost";
    const size_t n = sizeof name - 1;

    while (len > 0 && host[len - 1] == '.')
        len--;
    return len >= n && strncasecmp(host + len - n, name, n) == 0 &&
           (len == n || host[len - n - 1] == '.');
}

bool media_address_host_is_public(const char *host)
{
    size_t len = strlen(host);
    uint8_t address[16];
    char text[64];

    if (len == 0 || is_this_machine(host, len))
        return false;
    if (host[0] == '[' && host[len - 1] == ']') {
        host++;
        len = strcspn(host, "%]"); /* a zone names an interface of this machine */
    }
    if (len >= sizeof text)
        return true; /* longer than any address */
    memcpy(text, host, len);
    text[len] = '\0';
    if (inet_pton(AF_INET6, text, address) == 1)
        return is_public6(address);
    /* inet_aton, because resolvers read "127.1" and "0x7f000001" as it does. */
    if (inet_aton(text, (struct in_addr *)(void *)address) == 1)
        return is_public4(address);
    return true;
}
