#include "media/png.h"
#include "util/deflate.h"
#include "util/heap.h"

#include <stdlib.h>
#include <string.h>

/* Filters tried for a row: none, sub, up, Paeth. The average rarely wins. */
static const uint8_t filters[] = {0, 1, 2, 4};
#define FILTERS (sizeof filters)

/* The row in one filter; the left of its first pixel, and the corner, are 0. */
static void apply(uint8_t filter, uint8_t *restrict to, const uint8_t *restrict row,
                  const uint8_t *restrict above, size_t n, size_t back)
{
    if (filter == 0) {
        memcpy(to, row, n);
    } else if (filter == 1) {
        memcpy(to, row, back);
        for (size_t i = back; i < n; i++)
            to[i] = (uint8_t)(row[i] - row[i - back]);
    } else if (filter == 2) {
        for (size_t i = 0; i < n; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
    } else {
        for (size_t i = 0; i < back; i++)
            to[i] = (uint8_t)(row[i] - above[i]);
        for (size_t i = back; i < n; i++)
            to[i] = (uint8_t)(row[i] - media_png_paeth(row[i - back], above[i],
                                                       above[i - back]));
    }
}

/* Small differences, of either sign, are what deflate likes. */
static size_t weight(const uint8_t *row, size_t n)
{
    size_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += (size_t)abs((int8_t)row[i]);
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
        apply(filters[f], to + 1, row, above, t->size, t->back);
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
