#ifndef UTIL_UTF8_H
#define UTIL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_REPLACEMENT 0xFFFDu

/*
 * Decodes one code point of `s` (`len` > 0 bytes) into `*cp` and returns how
 * many bytes it took (at least 1). Ill-formed sequences (Unicode 15 table 3-7)
 * give U+FFFD and the length of their maximal subpart.
 */
size_t utf8_decode(const char *s, size_t len, uint32_t *cp);

/* Writes 1 to 4 bytes to `out`; surrogates and values over 10FFFF as U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* True when the U+FFFD that utf8_decode gave for `used` bytes stands for what is
 * ill-formed, false when it is U+FFFD itself and for any other `cp`. */
bool utf8_is_ill(uint32_t cp, const char *s, size_t used);

/* True when all of it is well-formed; else `*bad` (if not NULL) is the first bad offset. */
bool utf8_valid(const char *s, size_t len, size_t *bad);

/* Bytes of the beginning of `s`, at most `most`, that cuts no character in two. */
size_t utf8_head(const char *s, size_t most);

/* Code points in well-formed text. */
size_t utf8_count(const char *s, size_t len);

#endif
