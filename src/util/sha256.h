#ifndef UTIL_SHA256_H
#define UTIL_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32

/* SHA-256 (FIPS 180-4) of data that comes in pieces: what a cache names its files by. */
struct sha256 {
    uint32_t h[8];
    uint64_t length;
    size_t used;
    uint8_t block[64];
};

void sha256_init(struct sha256 *s);
void sha256_add(struct sha256 *s, const void *data, size_t len);
void sha256_final(struct sha256 *s, uint8_t out[SHA256_SIZE]);

/* The same of one piece, as 64 lower-case digits and a NUL. */
void sha256_hex(const void *data, size_t len, char out[2 * SHA256_SIZE + 1]);

void sha256_digits(const uint8_t digest[SHA256_SIZE], char out[2 * SHA256_SIZE + 1]);

/*
 * FIPS 180-4 §6.2.2 over `count` blocks of 64 bytes, by the processor's own instructions
 * where it has them, and without, which is what the tests compare.
 */
void sha256_blocks(uint32_t h[8], const uint8_t *data, size_t count);
void sha256_blocks_plain(uint32_t h[8], const uint8_t *data, size_t count);

#endif
