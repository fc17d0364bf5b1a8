#ifndef UTIL_ARENA_H
#define UTIL_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A region of memory released all at once. What one article needs lives as long
 * as the article; what one page needs is dropped with arena_rewind. Not for use
 * by two threads at a time. Allocation never returns NULL (see util/heap.h).
 * A zeroed struct is an empty arena.
 */
struct arena {
    struct arena_block *last;
};

/* A point to rewind to. */
struct arena_mark {
    struct arena_block *block;
    size_t used;
};

/* Frees every block. `*a` is empty again and may be used further. */
void arena_release(struct arena *a);

struct arena_mark arena_mark(const struct arena *a);

/* Drops everything allocated since `m`; one block is kept for reuse. */
void arena_rewind(struct arena *a, struct arena_mark m);

/*
 * Moves all that `from` holds into `to`, where it lives on at its place; `from` is
 * empty again. Taken back by a rewind only to a mark from before the call.
 */
void arena_adopt(struct arena *to, struct arena *from);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);

/* `count` zeroed elements of `size` bytes; checks the product for overflow. */
void *arena_calloc(struct arena *a, size_t count, size_t size);

/* NUL-terminated copies. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);

char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_calloc((a), (n), sizeof(type)))

#endif
