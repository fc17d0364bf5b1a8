#include "util/hash.h"

#include "util/sha1.h"

#include <libdeflate.h>
#include <stdio.h>
#include <string.h>

void hash_sha1_init(struct hash_sha1 *s)
{
    *s = (struct hash_sha1){
        .h = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
}

void hash_sha1_add(struct hash_sha1 *s, const void *data, size_t len)
{
    const uint8_t *from = data;

    s->length += len;
    while (len > 0) {
        size_t take = sizeof s->block - s->used;

        if (take > len)
            take = len;
        if (s->used == 0 && len >= sizeof s->block) {
            take = len - len % sizeof s->block;
            sha1_blocks(s->h, from, take / sizeof s->block);
        } else {
            memcpy(s->block + s->used, from, take);
            s->used += take;
            if (s->used == sizeof s->block) {
                sha1_blocks(s->h, s->block, 1);
                s->used = 0;
            }
        }
        from += take;
        len -= take;
    }
}

void hash_sha1_final(struct hash_sha1 *s, uint8_t out[HASH_SHA1_SIZE])
{
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = s->length * 8;
    uint8_t length[8];

    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    hash_sha1_add(s, padding, 1 + (55 + 64 - s->used) % 64);
    hash_sha1_add(s, length, sizeof length);
    for (int i = 0; i < HASH_SHA1_SIZE; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
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
    static const uint8_t url_namespace[16] = {0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1,
                                              0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8};
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
