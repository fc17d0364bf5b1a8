#ifndef UTIL_STR_H
#define UTIL_STR_H

#include <stdbool.h>
#include <stddef.h>

/* A borrowed slice of bytes, not NUL-terminated. {0} is the empty slice. */
struct str {
    const char *s;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* `s` may be NULL. */
struct str str_of(const char *s);

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII only */
bool str_is(struct str a, const char *s);
bool str_starts(struct str a, const char *prefix);
bool str_ends(struct str a, const char *suffix);

/* Both NULL-tolerant: NULL equals only NULL. */
bool cstr_eq(const char *a, const char *b);
bool cstr_blank(const char *s); /* NULL, empty, or only ASCII white space */

/* Without ASCII white space at both ends. */
struct str str_trim(struct str a);

/* From byte `n` on (empty when past the end) and the first `n` bytes. */
struct str str_skip(struct str a, size_t n);
struct str str_head(struct str a, size_t n);

/* Index of the first occurrence, or a.len when there is none. */
size_t str_find(struct str a, const char *needle);
size_t str_find_char(struct str a, char c);

/* Cuts the next line (without its newline) off `*rest`; false at the end. */
bool str_next_line(struct str *rest, struct str *line);

/* Edit distance (Levenshtein), ASCII case-insensitive; `limit` + 1 when it exceeds `limit`. */
int str_distance(struct str a, struct str b, int limit);

#endif
