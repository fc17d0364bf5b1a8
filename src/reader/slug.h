#ifndef READER_SLUG_H
#define READER_SLUG_H

#include "util/arena.h"

#include <stddef.h>

/*
 * The id VuePress gives a heading (@mdit-vue/shared slugify), in NFC. `text` is the
 * heading's text and inline code. "" when nothing is left.
 */
char *reader_slug(struct arena *a, const char *text);

/* The slugs of one page. A zeroed struct is an empty set. */
struct reader_slugs {
    struct reader_slug_entry {
        const char *slug; /* NULL: a free place */
        int next;         /* the number to try next for a duplicate */
    } * entries;
    size_t count, cap; /* cap is 0 or a power of two */
};

/* `slug`, or the first of "slug-1", "slug-2", … that is not in the set; it is added. */
const char *reader_slug_unique(struct reader_slugs *set, struct arena *a,
                               const char *slug);

void reader_slugs_release(struct reader_slugs *set);

#endif
