#include "util/sha256.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* FIPS 180-4 §4.2.2: 32 bits of the fractions of the cube roots of the first primes. */
static const uint32_t constants[64] = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1,
    0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3,
    0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786,
    0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147,
    0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13,
    0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B,
    0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A,
    0x5B9CCA4F, 0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208,
    0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

static uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

/* The message schedule of one block. */
static void schedule(uint32_t w[64], const uint8_t block[64])
{
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[t * 4] << 24 | (uint32_t)block[t * 4 + 1] << 16 |
               (uint32_t)block[t * 4 + 2] << 8 | block[t * 4 + 3];
    for (int t = 16; t < 64; t++) {
        uint32_t a = w[t - 15], b = w[t - 2];

        w[t] = w[t - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[t - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

/*
 * One step of FIPS 180-4 §6.2.2. The eight variables are not moved; what each is called
 * moves, so eight steps bring the names back to where they were.
 */
static inline void step(uint32_t v[8], int t, uint32_t add)
{
#define V(name) v[(unsigned)(name - t) % 8]
    uint32_t a = V(0), b = V(1), c = V(2), e = V(4);
    uint32_t first = V(7) + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
                     ((e & V(5)) ^ (~e & V(6))) + add;
    uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
                      ((a & b) ^ (a & c) ^ (b & c));

    V(3) += first;
    V(7) = first + second;
#undef V
}

void sha256_blocks_plain(uint32_t h[8], const uint8_t *data, size_t count)
{
    for (; count > 0; count--, data += 64) {
        uint32_t w[64], v[8];

        schedule(w, data);
        memcpy(v, h, sizeof v);
        for (int t = 0; t < 64; t += 8)
            for (int i = 0; i < 8; i++)
                step(v, i, constants[t + i] + w[t + i]);
        for (int i = 0; i < 8; i++)
            h[i] += v[i];
    }
}

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/* Asking the processor costs as much as so many blocks where it is a virtual one. */
#define WORTH_ASKING 64

static bool has_instructions(void)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1) &&
           __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

static __m128i load(const void *from)
{
    return _mm_loadu_si128(from);
}

/*
 * Four steps; `w` holds the last sixteen words of the schedule as a ring of four, and the
 * next four are made where there will be any.
 */
#define FOUR(group)                                                                    \
    do {                                                                               \
        __m128i now = w[(group) % 4];                                                  \
        __m128i sum = _mm_add_epi32(now, load(constants + 4 * (group)));               \
                                                                                       \
        cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);                                 \
        abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));        \
        if ((group) < 12)                                                              \
            w[(group) % 4] = _mm_sha256msg2_epu32(                                     \
                _mm_add_epi32(                                                         \
                    _mm_sha256msg1_epu32(now, w[((group) + 1) % 4]),                   \
                    _mm_alignr_epi8(w[((group) + 3) % 4], w[((group) + 2) % 4], 4)),   \
                w[((group) + 3) % 4]);                                                 \
    } while (0)

#define SIXTEEN(first)                                                                 \
    FOUR(first);                                                                       \
    FOUR((first) + 1);                                                                 \
    FOUR((first) + 2);                                                                 \
    FOUR((first) + 3)

__attribute__((target("sha,ssse3,sse4.1"))) static void
quick_blocks(uint32_t h[8], const uint8_t *data, size_t count)
{
    const __m128i big = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    __m128i cdab = _mm_shuffle_epi32(load(h), 0xB1);
    __m128i efgh = _mm_shuffle_epi32(load(h + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);

    for (; count > 0; count--, data += 64) {
        const __m128i first = abef, second = cdgh;
        __m128i w[4];

        for (int i = 0; i < 4; i++)
            w[i] = _mm_shuffle_epi8(load(data + 16 * i), big);
        SIXTEEN(0);
        SIXTEEN(4);
        SIXTEEN(8);
        SIXTEEN(12);
        abef = _mm_add_epi32(abef, first);
        cdgh = _mm_add_epi32(cdgh, second);
    }
    abef = _mm_shuffle_epi32(abef, 0x1B);
    cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(abef, cdgh, 0xF0));
    _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(cdgh, abef, 8));
}

void sha256_blocks(uint32_t h[8], const uint8_t *data, size_t count)
{
    if (count >= WORTH_ASKING && has_instructions())
        quick_blocks(h, data, count);
    else
        sha256_blocks_plain(h, data, count);
}

#else

void sha256_blocks(uint32_t h[8], const uint8_t *data, size_t count)
{
    sha256_blocks_plain(h, data, count);
}

#endif

void sha256_init(struct sha256 *s)
{
    *s = (struct sha256){.h = {0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
                               0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19}};
}

void sha256_add(struct sha256 *s, const void *data, size_t len)
{
    const uint8_t *from = data;

    s->length += len;
    while (len > 0) {
        size_t take = sizeof s->block - s->used;

        if (take > len)
            take = len;
        if (s->used == 0 && len >= sizeof s->block) {
            take = len - len % sizeof s->block;
            sha256_blocks(s->h, from, take / sizeof s->block);
        } else {
            memcpy(s->block + s->used, from, take);
            s->used += take;
            if (s->used == sizeof s->block) {
                sha256_blocks(s->h, s->block, 1);
                s->used = 0;
            }
        }
        from += take;
        len -= take;
    }
}

void sha256_final(struct sha256 *s, uint8_t out[SHA256_SIZE])
{
    static const uint8_t padding[64] = {0x80};
    uint64_t bits = s->length * 8;
    uint8_t length[8];

    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    sha256_add(s, padding, 1 + (55 + 64 - s->used) % 64);
    sha256_add(s, length, sizeof length);
    for (int i = 0; i < SHA256_SIZE; i++)
        out[i] = (uint8_t)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256_digits(const uint8_t digest[SHA256_SIZE], char out[2 * SHA256_SIZE + 1])
{
    for (int i = 0; i < SHA256_SIZE; i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void sha256_hex(const void *data, size_t len, char out[2 * SHA256_SIZE + 1])
{
    uint8_t digest[SHA256_SIZE];
    struct sha256 s;

    sha256_init(&s);
    sha256_add(&s, data, len);
    sha256_final(&s, digest);
    sha256_digits(digest, out);
}
