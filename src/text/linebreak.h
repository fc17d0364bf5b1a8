#ifndef TEXT_LINEBREAK_H
#define TEXT_LINEBREAK_H

#include <stddef.h>
#include <stdint.h>

enum text_break { TEXT_BREAK_NO, TEXT_BREAK_MAY, TEXT_BREAK_MUST };

enum text_break_mode {
    TEXT_BREAK_PLAIN,    /* UAX #14 untailored */
    TEXT_BREAK_SYLLABLE, /* Korean: also between Hangul syllables */
    TEXT_BREAK_EOJEOL    /* Korean: only between eojeol */
};

/*
 * Line breaking by UAX #14 (Unicode 15.0) with the Korean tailoring. out[i] tells of
 * the position *after* byte i of `s` (`len` bytes of well-formed UTF-8): the last byte
 * of a code point carries the answer, all other bytes are TEXT_BREAK_NO. The end of the
 * text is TEXT_BREAK_MUST.
 */
void text_linebreak(const char *s, size_t len, enum text_break_mode mode, uint8_t *out);

#endif
