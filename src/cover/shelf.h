#ifndef COVER_SHELF_H
#define COVER_SHELF_H

#include "cover/plan.h"

/*
 * Puts up the shelf and its spines, whose sizes and tones come from SHA-1 of
 * `identifier`. `count` is clamped to 5..24.
 */
void cover_shelf(struct cover_plan *p, const char *identifier, int count);

/* Which of the grounds the identifier has, 0 to 5. */
int cover_ground(const char *identifier);

#endif
