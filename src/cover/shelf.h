#ifndef COVER_SHELF_H
#define COVER_SHELF_H

#include "cover/canvas.h"

/*
 * Draws the shelf and its spines, whose sizes and tones come from SHA-1 of
 * `identifier`: the same on every machine. `count` is clamped to 5..24.
 */
void cover_shelf(struct cover_canvas *c, const char *identifier, int count);

/* Which of the grounds the identifier has, 0 to 5. */
int cover_ground(const char *identifier);

#endif
