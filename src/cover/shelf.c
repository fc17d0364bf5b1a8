#include "cover/shelf.h"

#include "util/hash.h"

#include <string.h>

enum { FEWEST = 5, MOST = COVER_SPINES, GROUNDS = 6 };

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
static void put_spine(struct cover_plan *p, int x, int width, int height,
                      enum cover_colour colour)
{
    int floor = cover_share(p->height, 800000), band = cover_share(p->height, 1600);

    cover_plan_patch(p, (struct cover_patch){x, floor - height, width, height, colour});
    if (height <= cover_share(p->height, 200000) ||
        width <= cover_share(p->width, 28000))
        return;
    cover_plan_patch(
        p, (struct cover_patch){x, floor - height + cover_share(p->height, 22000),
                                width, band, COVER_GROUND});
    cover_plan_patch(p,
                     (struct cover_patch){x, floor - cover_share(p->height, 24000),
                                          width, band, COVER_GROUND});
}

void cover_shelf(struct cover_plan *p, const char *identifier, int count)
{
    static const enum cover_colour tones[] = {COVER_IVORY, COVER_TONE_75, COVER_TONE_50,
                                              COVER_TONE_28};
    uint8_t bytes[2 * MOST + 1] = {0};
    int widths[MOST], sum = 0, x = p->width / 10, gap = cover_share(p->width, 4500);
    int scale;

    count = count < FEWEST ? FEWEST : count > MOST ? MOST : count;
    stream(identifier, bytes, 2 * count + 1);
    for (int i = 0; i < count; i++) {
        widths[i] = cover_share(p->width, 18000 + 30000 * bytes[2 * i] / 255);
        sum += widths[i] + gap;
    }
    /* In 1/1000: at most 1.35, at most what fills 0.8 of the width. */
    scale = p->width * 800 / sum;
    scale = scale > 1350 ? 1350 : scale;
    cover_plan_patch(p, (struct cover_patch){x, cover_share(p->height, 800000),
                                             p->width, cover_share(p->width, 3500),
                                             COVER_IVORY}); /* over the edge */
    for (int i = 0; i < count; i++) {
        int width = widths[i] * scale / 1000;
        int height = cover_share(p->height, 150000 + 130000 * bytes[2 * i + 1] / 255);
        bool gardenia = i == bytes[2 * count] % count;

        put_spine(p, x, width, height,
                  gardenia ? COVER_GARDENIA
                           : tones[(bytes[2 * i] ^ bytes[2 * i + 1]) & 3]);
        x += width + gap * scale / 1000;
    }
}
