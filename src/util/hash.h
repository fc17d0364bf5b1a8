#ifndef UTIL_HASH_H
#define UTIL_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SHA1_SIZE 20

/* SHA-1 (FIPS 180-4): for identifiers, never for security. */
void hash_sha1(const void *data, size_t len, uint8_t out[HASH_SHA1_SIZE]);

/* The same over data that comes in pieces. */
struct hash_sha1 {
    uint32_t h[5];
    uint64_t length;
    size_t used;
    uint8_t block[64];
};
void hash_sha1_init(struct hash_sha1 *s);
void hash_sha1_add(struct hash_sha1 *s, const void *data, size_t len);
void hash_sha1_final(struct hash_sha1 *s, uint8_t out[HASH_SHA1_SIZE]);

/* UUID version 5 (RFC 4122 §4.3) in the URL namespace, "xxxxxxxx-xxxx-5xxx-…" and NUL. */
void hash_uuid5_url(const char *name, size_t len, char out[37]);

/* FNV-1a, 64 bit: for tables in memory. */
uint64_t hash_fnv1a(const void *data, size_t len);

/* CRC-32 as in ZIP and PNG; start with 0. */
uint32_t hash_crc32(uint32_t crc, const void *data, size_t len);

#endif
