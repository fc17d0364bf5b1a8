#ifndef TEXT_UNIT_H
#define TEXT_UNIT_H

#include <stdint.h>

/*
 * Lengths on the page are integers of 1/65536 pt ("sp"), so that every machine
 * breaks lines and pages alike. int32_t reaches 32,767 pt; sums over a
 * paragraph are int64_t. Font units are scaled with text_scale.
 */
#define TEXT_SP_PER_PT 65536
#define TEXT_PT(pt)    ((int32_t)((pt)*TEXT_SP_PER_PT + ((pt) < 0 ? -0.5 : 0.5)))

/* `units` of a font with `upem` units per em, at `size` sp, in sp (rounded half away
 * from 0). */
static inline int32_t text_scale(int32_t units, int32_t size, int upem)
{
    int64_t product = (int64_t)units * size;

    return (int32_t)((product + (product < 0 ? -upem : upem) / 2) / upem);
}

#endif
