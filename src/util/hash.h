#ifndef UTIL_HASH_H
#define UTIL_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_SHA1_SIZE 20

/* SHA-1 (FIPS 180-4): for identifiers, never for security. */
void hash_sha1(const void *data, size_t len, uint8_t out[HASH_SHA1_SIZE]);

/* Of data that comes in pieces; what is inside is the library's. */
struct hash_sha1 {
    uint64_t state[16];
};
void hash_sha1_init(struct hash_sha1 *s);
void hash_sha1_add(struct hash_sha1 *s, const void *data, size_t len);
void hash_sha1_final(struct hash_sha1 *s, uint8_t out[HASH_SHA1_SIZE]);

#define HASH_SHA256_SIZE   32
#define HASH_SHA256_DIGITS (2 * HASH_SHA256_SIZE)

/* SHA-256 (FIPS 180-4) in pieces: what a cache names its files by. */
struct hash_sha256 {
    uint64_t state[16];
};
void hash_sha256_init(struct hash_sha256 *s);
void hash_sha256_add(struct hash_sha256 *s, const void *data, size_t len);

/* As lower-case digits and a NUL. */
void hash_sha256_final(struct hash_sha256 *s, char out[HASH_SHA256_DIGITS + 1]);
void hash_sha256(const void *data, size_t len, char out[HASH_SHA256_DIGITS + 1]);

/* UUID version 5 (RFC 4122 §4.3) in the URL namespace, "xxxxxxxx-xxxx-5xxx-…" and NUL. */
void hash_uuid5_url(const char *name, size_t len, char out[37]);

/* FNV-1a, 64 bit: for tables in memory. */
uint64_t hash_fnv1a(const void *data, size_t len);

/* CRC-32 as in ZIP and PNG; start with 0. */
uint32_t hash_crc32(uint32_t crc, const void *data, size_t len);

#endif
