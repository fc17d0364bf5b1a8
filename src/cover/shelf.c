#include "cover/shelf.h"

#include "util/hash.h"

#include <string.h>

enum { FEWEST = 5, MOST = 24, GROUNDS = 6 };

/* As many bytes as are asked for: SHA-1 of the identifier, then of what came before. */
static void stream(const char *identifier, uint8_t *out, int count)
{
    uint8_t digest[HASH_SHA1_SIZE];

    hash_sha1(identifier, strlen(identifier), digest);
    for (int i = 0; i < count; i++) {
        if (i > 0 && i % HASH_SHA1_SIZE == 0)
            hash_sha1(digest, sizeof digest, digest);
        out[i] = digest[i % HASH_SHA1_SIZE];
    }
}

int cover_ground(const char *identifier)
{
    uint8_t first;

    stream(identifier, &first, 1);
    return first % GROUNDS;
}

/* A book's spine standing on the shelf; the larger ones have two bands. */
static void draw_spine(struct cover_canvas *c, int x, int width, int height,
                       enum cover_colour colour)
{
    int floor = c->height * 800 / 1000, band = c->height * 16 / 10000;

    cover_fill(c, x, floor - height, width, height, colour);
    if (height <= c->height * 20 / 100 || width <= c->width * 28 / 1000)
        return;
    cover_fill(c, x, floor - height + c->height * 22 / 1000, width, band, COVER_GROUND);
    cover_fill(c, x, floor - c->height * 24 / 1000, width, band, COVER_GROUND);
}

void cover_shelf(struct cover_canvas *c, const char *identifier, int count)
{
    static const enum cover_colour tones[] = {COVER_IVORY, COVER_TONE_75, COVER_TONE_50,
                                              COVER_TONE_28};
    uint8_t bytes[2 * MOST + 1];
    int widths[MOST], sum = 0, x = c->width / 10, gap = c->width * 45 / 10000, scale;

    count = count < FEWEST ? FEWEST : count > MOST ? MOST : count;
    stream(identifier, bytes, 2 * count + 1);
    for (int i = 0; i < count; i++) {
        widths[i] = c->width * (18000 + 30000 * bytes[2 * i] / 255) / 1000000;
        sum += widths[i] + gap;
    }
    /* In 1/1000: at most 1.35, at most what fills 0.8 of the width. */
    scale = c->width * 800 / sum;
    scale = scale > 1350 ? 1350 : scale;
    cover_fill(c, x, c->height * 800 / 1000, c->width, c->width * 35 / 10000,
               COVER_IVORY);
    for (int i = 0; i < count; i++) {
        int width = widths[i] * scale / 1000;
        int height = c->height * (150000 + 130000 * bytes[2 * i + 1] / 255) / 1000000;
        bool gardenia = i == bytes[2 * count] % count;

        draw_spine(c, x, width, height,
                   gardenia ? COVER_GARDENIA
                            : tones[(bytes[2 * i] ^ bytes[2 * i + 1]) & 3]);
        x += width + gap * scale / 1000;
    }
}
