#ifndef READER_EMOJI_H
#define READER_EMOJI_H

#include "util/arena.h"

#include <stddef.h>

/* A shortcode and the character it stands for; sorted by name. */
struct reader_emoji {
    const char *name, *text;
};

extern const struct reader_emoji reader_emoji[];
extern const size_t reader_emoji_count;

/* `text` with every known `:shortcode:` in place of its character; `text` itself when it has none. */
const char *reader_emojify(struct arena *a, const char *text);

/* `text` without them: an emoji is no part of a heading's slug when it is written as a
 * shortcode. */
const char *reader_without_emoji(struct arena *a, const char *text);

#endif
