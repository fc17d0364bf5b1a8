#ifndef TEXT_BIDI_H
#define TEXT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False for text that runs left to right throughout: almost all of it, told fast. */
bool text_bidi_needed(const char *s, size_t len);

/*
 * The embedding level (UAX #9) of each byte of well-formed UTF-8, in a paragraph that
 * runs left to right: odd levels run right to left.
 */
void text_bidi_levels(const char *s, size_t len, uint8_t *levels);

/*
 * The visual order of a line (UAX #9, rule L2): order[i] is the index of what stands at
 * place i from the left, given the levels of `count` pieces in reading order.
 */
void text_bidi_order(const uint8_t *levels, size_t count, size_t *order);

#endif
