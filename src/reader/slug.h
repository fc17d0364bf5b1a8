#ifndef READER_SLUG_H
#define READER_SLUG_H

#include "util/arena.h"

/*
 * The id VuePress gives a heading (@mdit-vue/shared slugify), in NFC. `text` is the heading's text and
 * inline code. "" when nothing is left.
 */
char *reader_slug(struct arena *a, const char *text);

#endif
