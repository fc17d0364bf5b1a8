#include "util/sha1.h"

#include <stdbool.h>

static uint32_t rotate(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

/* Twenty rounds of one kind: F is the function of b, c and d. */
#define ROUNDS(from, F, constant)                                   \
    for (int t = (from); t < (from) + 20; t++) {                    \
        uint32_t next = rotate(a, 5) + (F) + e + (constant) + w[t]; \
                                                                    \
        e = d;                                                      \
        d = c;                                                      \
        c = rotate(b, 30);                                          \
        b = a;                                                      \
        a = next;                                                   \
    }

static void plain_block(uint32_t h[5], const uint8_t block[64])
{
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];

    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[t * 4] << 24 | (uint32_t)block[t * 4 + 1] << 16 |
               (uint32_t)block[t * 4 + 2] << 8 | block[t * 4 + 3];
    for (int t = 16; t < 80; t++)
        w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    ROUNDS(0, d ^ (b & (c ^ d)), 0x5A827999)
    ROUNDS(20, b ^ c ^ d, 0x6ED9EBA1)
    ROUNDS(40, (b & c) | (d & (b | c)), 0x8F1BBCDC)
    ROUNDS(60, b ^ c ^ d, 0xCA62C1D6)
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

void sha1_blocks_plain(uint32_t h[5], const uint8_t *data, size_t count)
{
    for (; count > 0; count--, data += 64)
        plain_block(h, data);
}

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

/* Asking the processor costs as much as so many blocks where it is a virtual one. */
#define WORTH_ASKING 64

/* SHA, and SSSE3 with SSE 4.1, which every processor with it has; asked for all the
 * same. */
static bool has_instructions(void)
{
    unsigned a, b, c, d;

    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1) &&
           __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

/*
 * Four rounds of kind F; `w` holds the last sixteen words of the schedule as a ring of
 * four, and the next four are made where there will be any. `before` is a to d before
 * the four rounds, which give the next e.
 */
#define FOUR(group, F)                                                       \
    do {                                                                     \
        __m128i now = w[(group) % 4];                                        \
        __m128i sum = (group) == 0 ? _mm_add_epi32(before, now)              \
                                   : _mm_sha1nexte_epu32(before, now);       \
                                                                             \
        before = abcd;                                                       \
        abcd = _mm_sha1rnds4_epu32(abcd, sum, F);                            \
        if ((group) < 16)                                                    \
            w[(group) % 4] = _mm_sha1msg2_epu32(                             \
                _mm_xor_si128(_mm_sha1msg1_epu32(now, w[((group) + 1) % 4]), \
                              w[((group) + 2) % 4]),                         \
                w[((group) + 3) % 4]);                                       \
    } while (0)

#define TWENTY(first, F)  \
    FOUR(first, F);       \
    FOUR((first) + 1, F); \
    FOUR((first) + 2, F); \
    FOUR((first) + 3, F); \
    FOUR((first) + 4, F)

__attribute__((target("sha,ssse3,sse4.1"))) static void quick_blocks(
    uint32_t h[5], const uint8_t *data, size_t count)
{
    const __m128i big = _mm_set_epi64x(0x0001020304050607, 0x08090A0B0C0D0E0F);
    __m128i abcd =
        _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)h), 0x1B);
    __m128i e = _mm_set_epi32((int)h[4], 0, 0, 0);

    for (; count > 0; count--, data += 64) {
        const __m128i start = abcd;
        __m128i w[4], before = e;

        for (int i = 0; i < 4; i++)
            w[i] = _mm_shuffle_epi8(
                _mm_loadu_si128((const __m128i *)(const void *)(data + 16 * i)), big);
        TWENTY(0, 0);
        TWENTY(5, 1);
        TWENTY(10, 2);
        TWENTY(15, 3);
        e = _mm_sha1nexte_epu32(before, e);
        abcd = _mm_add_epi32(abcd, start);
    }
    _mm_storeu_si128((__m128i *)(void *)h, _mm_shuffle_epi32(abcd, 0x1B));
    h[4] = (uint32_t)_mm_extract_epi32(e, 3);
}

void sha1_blocks(uint32_t h[5], const uint8_t *data, size_t count)
{
    if (count >= WORTH_ASKING && has_instructions())
        quick_blocks(h, data, count);
    else
        sha1_blocks_plain(h, data, count);
}

#else

void sha1_blocks(uint32_t h[5], const uint8_t *data, size_t count)
{
    sha1_blocks_plain(h, data, count);
}

#endif
