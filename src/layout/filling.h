#ifndef LAYOUT_FILLING_H
#define LAYOUT_FILLING_H

#include "layout/flow.h"

/*
 * Which bands go on a page and how high they stand: the grid, the white between blocks,
 * and the rules of what is kept together.
 */

/* What the filling asks of the footnotes: room a band's notes take. */
struct layout_note_room {
    /* sp that the notes called for in `band` need at least on the same page */
    int32_t (*need)(void *user, const struct layout_band *band);
    void *user;
    int32_t base;    /* of the rule and the white around it */
    int32_t carried; /* what is left of earlier notes takes, 0: nothing */
};

struct layout_filling {
    int32_t *y; /* of each band of the flow from the top of the first line; only begin …
                   end - 1 */
    size_t begin, end;
    int32_t bottom;                   /* of what stands on the page */
    const struct layout_band *repeat; /* stands at the top, or NULL */
    int32_t repeat_y;
    int32_t squeeze; /* what the page's last band loses of its height, 0: nothing */
};

/* Fills a page of `height` sp with the bands from `begin` on (at least one). f->y is
 * the caller's, one for each band. */
void layout_fill(struct layout_filling *f, const struct layout_flow *flow,
                 int32_t height, const struct layout_note_room *room);

#endif
