/* The line breaker: every box in one line, in order, and no line too wide without
 * saying so. */
#include "layout/breaker.h"
#include "util/arena.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Two bytes an item: what it is and how large. */
static struct layout_break_item read_item(const uint8_t *data)
{
    static const int32_t penalties[] = {
        0, 80, 280, 500, 5000, LAYOUT_BREAK_NEVER, LAYOUT_BREAK_FORCED, 100};
    struct layout_break_item item = {.kind = LAYOUT_BREAK_BOX, .width = data[1] * 1000};

    if (data[0] % 4 == 0) {
        item.kind = LAYOUT_BREAK_GLUE;
        item.width = data[1];
        item.stretch = data[1] / 2;
        item.shrink = data[1] / 3;
        item.hang = data[0] / 8;
        item.penalty = data[0] & 0x80 ? penalties[data[1] % 8] : 0;
    } else if (data[0] % 4 == 1) {
        item.kind = LAYOUT_BREAK_PENALTY;
        item.penalty = penalties[data[1] % 8];
        item.flagged = data[0] & 0x80;
    } else if (data[0] & 0x80) {
        item.syllables = 1;
        item.stretch = data[1];
        item.shrink = data[1] / 2;
    }
    return item;
}

static void check(const struct layout_break_item *items, size_t count,
                  const struct layout_break_params *params)
{
    struct arena a = {0};
    struct layout_break_line *lines;
    size_t line_count = layout_break_lines(items, count, params, &lines, &a), at = 0;

    for (size_t i = 0; i < line_count; i++) {
        int32_t measure = i == 0 ? params->first : params->rest;
        int64_t width =
            lines[i].natural - lines[i].hang + lines[i].glue + lines[i].tracking;

        for (; at < lines[i].start; at++)
            if (items[at].kind == LAYOUT_BREAK_BOX)
                abort();
        if (lines[i].end < lines[i].start || (!lines[i].overfull && width > measure))
            abort();
        at = lines[i].end;
    }
    for (; at < count; at++)
        if (items[at].kind == LAYOUT_BREAK_BOX)
            abort();
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct layout_break_params params = {.em = 1000};
    struct layout_break_item *items;
    size_t count;

    if (size < 4)
        return 0;
    params.first = data[0] * 200;
    params.rest = data[1] * 200;
    params.ragged = data[2] & 1;
    params.balanced = data[2] & 2;
    count = (size - 3) / 2;
    items = calloc(count + 1, sizeof *items);
    if (!items)
        return 0;
    for (size_t i = 0; i < count; i++)
        items[i] = read_item(data + 3 + 2 * i);
    check(items, count, &params);
    free(items);
    return 0;
}
