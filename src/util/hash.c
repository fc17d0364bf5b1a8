#include "util/hash.h"

#include <libdeflate.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdio.h>

/* Contexts in storage of our own, so that no header needs the library's. */

static struct sha1_ctx *sha1_of(struct hash_sha1 *s)
{
    _Static_assert(sizeof *s >= sizeof(struct sha1_ctx), "room for the context");
    return (struct sha1_ctx *)(void *)s->state;
}

static struct sha256_ctx *sha256_of(struct hash_sha256 *s)
{
    _Static_assert(sizeof *s >= sizeof(struct sha256_ctx), "room for the context");
    return (struct sha256_ctx *)(void *)s->state;
}

void hash_sha1_init(struct hash_sha1 *s)
{
    sha1_init(sha1_of(s));
}

void hash_sha1_add(struct hash_sha1 *s, const void *data, size_t len)
{
    sha1_update(sha1_of(s), len, data);
}

void hash_sha1_final(struct hash_sha1 *s, uint8_t out[HASH_SHA1_SIZE])
{
    sha1_digest(sha1_of(s), HASH_SHA1_SIZE, out);
}

void hash_sha256_init(struct hash_sha256 *s)
{
    sha256_init(sha256_of(s));
}

void hash_sha256_add(struct hash_sha256 *s, const void *data, size_t len)
{
    sha256_update(sha256_of(s), len, data);
}

void hash_sha256_final(struct hash_sha256 *s, char out[HASH_SHA256_DIGITS + 1])
{
    uint8_t digest[HASH_SHA256_SIZE];

    sha256_digest(sha256_of(s), sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void hash_sha256(const void *data, size_t len, char out[HASH_SHA256_DIGITS + 1])
{
    struct hash_sha256 s;

    hash_sha256_init(&s);
    hash_sha256_add(&s, data, len);
    hash_sha256_final(&s, out);
}

void hash_sha1(const void *data, size_t len, uint8_t out[HASH_SHA1_SIZE])
{
    struct hash_sha1 s;

    hash_sha1_init(&s);
    hash_sha1_add(&s, data, len);
    hash_sha1_final(&s, out);
}

void hash_uuid5_url(const char *name, size_t len, char out[37])
{
    /* 6ba7b811-9dad-11d1-80b4-00c04fd430c8: RFC 4122 appendix C. */
    static const uint8_t url_namespace[16] = {0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD,
                                              0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0,
                                              0x4F, 0xD4, 0x30, 0xC8};
    struct hash_sha1 s;
    uint8_t d[HASH_SHA1_SIZE];

    hash_sha1_init(&s);
    hash_sha1_add(&s, url_namespace, sizeof url_namespace);
    hash_sha1_add(&s, name, len);
    hash_sha1_final(&s, d);
    d[6] = (uint8_t)((d[6] & 0x0F) | 0x50);
    d[8] = (uint8_t)((d[8] & 0x3F) | 0x80);
    snprintf(out, 37,
             "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
             d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11],
             d[12], d[13], d[14], d[15]);
}

uint64_t hash_fnv1a(const void *data, size_t len)
{
    const uint8_t *bytes = data;
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0; i < len; i++)
        h = (h ^ bytes[i]) * 0x100000001B3u;
    return h;
}

uint32_t hash_crc32(uint32_t crc, const void *data, size_t len)
{
    return libdeflate_crc32(crc, data, len);
}
