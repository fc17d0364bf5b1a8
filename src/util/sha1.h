#ifndef UTIL_SHA1_H
#define UTIL_SHA1_H

#include <stddef.h>
#include <stdint.h>

/*
 * FIPS 180-4 §6.1.2 over `count` blocks of 64 bytes. Every image and every PDF goes
 * through here, so the processor's own instructions are used where it has them.
 */
void sha1_blocks(uint32_t h[5], const uint8_t *data, size_t count);

/* The same without them: what the tests compare. */
void sha1_blocks_plain(uint32_t h[5], const uint8_t *data, size_t count);

#endif
