#ifndef UTIL_UNICODE_H
#define UTIL_UNICODE_H

#include "util/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Unicode properties and forms, through utf8proc. Input is well-formed UTF-8,
 * but for unicode_clean. */

/* NFC (UAX #15); returns `s` itself when it is already in that form. */
const char *unicode_nfc(struct arena *a, const char *s, size_t len, size_t *out_len);

/* NFD, how some file systems spell names. */
const char *unicode_nfd(struct arena *a, const char *s);

/* NFKD, what VuePress makes its slugs from. */
const char *unicode_slug_form(struct arena *a, const char *s);

/* Simple lower case. */
uint32_t unicode_lower(uint32_t cp);

/* Byte length of the extended grapheme cluster (UAX #29) that starts at `s`. */
size_t unicode_grapheme(const char *s, size_t len);

bool unicode_is_space(uint32_t cp);       /* Z* and the ASCII controls that separate */
bool unicode_is_punct(uint32_t cp);       /* P* */
bool unicode_is_letter(uint32_t cp);      /* L* */
bool unicode_is_mark(uint32_t cp);        /* M* */
bool unicode_is_hangul(uint32_t cp);      /* syllables and all jamo blocks */
bool unicode_is_hangul_syllable(uint32_t cp); /* U+AC00..U+D7A3 */
bool unicode_is_han(uint32_t cp);
bool unicode_is_wide(uint32_t cp);        /* East_Asian_Width W or F: two cells of code */
bool unicode_is_ignorable(uint32_t cp);   /* Default_Ignorable_Code_Point */
bool unicode_is_private(uint32_t cp);     /* of the Private Use Areas */
bool unicode_is_xml(uint32_t cp);         /* Char of XML 1.0 */

/* `s` with U+FFFD for what is ill-formed or no Char of XML 1.0, NUL too; returns `s`
 * itself when it is clean (and then ends where it ended). */
const char *unicode_clean(struct arena *a, const char *s, size_t len);

/* True when nothing of it can be seen: spaces and what is ignored; NULL too. */
bool unicode_is_blank(const char *s);

/* Share of Hangul among the letters of `s`, in per cent. */
int unicode_hangul_share(const char *s, size_t len);

#endif
