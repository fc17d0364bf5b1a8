#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where words of one language may be parted at the end of a line: Liang's patterns, by
 * libhyphen. Read-only after opening; may be used by several threads.
 */
struct text_hyphens;

/* NULL when the pattern file is not there or is none. */
struct text_hyphens *text_hyphens_open(const char *path);
void text_hyphens_close(struct text_hyphens *h);

/*
 * Sets after[i] for every place after byte i where the word may be parted; two letters
 * at least stay before it and three after. `word` is `len` ASCII letters; the case does
 * not matter. A word too short or too long to be one is never parted.
 */
void text_hyphens_find(const struct text_hyphens *h, const char *word, size_t len,
                       bool *after);

#endif
