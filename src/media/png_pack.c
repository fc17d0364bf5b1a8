#include "media/png.h"
#include "util/deflate.h"
#include "util/heap.h"

#include <stdlib.h>
#include <string.h>

/* Filters tried for a row: none, sub, up, Paeth. The average rarely wins. */
static const uint8_t filters[] = {0, 1, 2, 4};
#define FILTERS (sizeof filters)

static uint8_t paeth(int left, int up, int corner)
{
    int to_left = abs(up - corner), to_up = abs(left - corner),
        to_corner = abs(left + up - 2 * corner);

    if (to_left <= to_up && to_left <= to_corner)
        return (uint8_t)left;
    return (uint8_t)(to_up <= to_corner ? up : corner);
}

static uint8_t guess(uint8_t filter, const uint8_t *row, const uint8_t *above, size_t i,
                     size_t back)
{
    uint8_t left = i >= back ? row[i - back] : 0;

    if (filter == 1)
        return left;
    if (filter == 2)
        return above[i];
    return filter == 4 ? paeth(left, above[i], i >= back ? above[i - back] : 0) : 0;
}

/* Small differences, of either sign, are what deflate likes. */
static size_t weight(const uint8_t *row, size_t n)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += row[i] < 128 ? row[i] : 256u - row[i];
    return sum;
}

struct trial {
    uint8_t *best, *other; /* a filter byte and a row each */
    size_t size, back;
};

/* The row filtered in the way that weighs least: trial.best. */
static void filter_row(struct trial *t, const uint8_t *row, const uint8_t *above)
{
    size_t least = SIZE_MAX;

    for (size_t f = 0; f < FILTERS; f++) {
        uint8_t *to = t->other, *swap = t->best;
        size_t sum;

        to[0] = filters[f];
        for (size_t i = 0; i < t->size; i++)
            to[1 + i] = (uint8_t)(row[i] - guess(filters[f], row, above, i, t->back));
        sum = weight(to + 1, t->size);
        if (sum < least) {
            least = sum;
            t->best = to;
            t->other = swap;
        }
    }
}

void media_png_pack(struct buf *out, const void *pixels, size_t size, size_t rows,
                    size_t back)
{
    const uint8_t *row = pixels, *above;
    bool in_bands = (size + 1) > MEDIA_PNG_WHOLE / rows;
    struct deflate_writer *writer = in_bands ? deflate_writer_create(out) : NULL;
    uint8_t *zeros = heap_zalloc(size, 1);
    struct trial t = {heap_alloc(size + 1), heap_alloc(size + 1), size, back};
    struct buf whole = {0};

    if (!in_bands)
        buf_reserve(&whole, (size + 1) * rows);
    above = zeros;
    for (size_t y = 0; y < rows; y++, above = row, row += size) {
        filter_row(&t, row, above);
        if (writer)
            deflate_writer_add(writer, t.best, size + 1);
        else
            buf_add(&whole, t.best, size + 1);
    }
    if (writer)
        deflate_writer_finish(writer);
    else
        deflate_bytes(out, buf_str(&whole), whole.len, DEFLATE_ZLIB, DEFLATE_LEVEL);
    buf_release(&whole);
    heap_free(zeros);
    heap_free(t.best);
    heap_free(t.other);
}
