#ifndef LAYOUT_OPPORTUNITY_H
#define LAYOUT_OPPORTUNITY_H

#include "layout/inline.h"

#include <stdbool.h>
#include <stdint.h>

/* What it costs to end a line somewhere, on the scale of layout/breaker.h. */
struct layout_opportunity {
    int32_t penalty;
    bool inside; /* an eojeol or a word */
    bool hyphen; /* a hyphen is set when the line ends here */
};

/* Added for a break that no rule offers: taken rather than a line that sticks out. */
#define LAYOUT_PENALTY_EMERGENCY 5000

/* From here on a break in an address or code is no place to measure a column by. */
#define LAYOUT_PENALTY_ANYWHERE 500

/*
 * One answer per byte of `text`, for the place after it, in `a`: UAX #14 in the style's
 * mode, addresses and code by their signs, note marks and keys kept whole; English
 * words of justified text by the patterns of `fonts` (NULL: not).
 */
struct layout_opportunity *layout_opportunities(const struct layout_text *text,
                                                struct text_fontset *fonts,
                                                struct arena *a);

#endif
