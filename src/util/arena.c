#include "util/arena.h"

#include "util/heap.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 << 10)
#define ALIGNMENT alignof(max_align_t)

struct arena_block {
    struct arena_block *previous;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static void push_block(struct arena *a, size_t at_least)
{
    size_t size = at_least > BLOCK_SIZE ? at_least : BLOCK_SIZE;
    struct arena_block *block = heap_alloc(sizeof *block + size);

    block->previous = a->last;
    block->used = 0;
    block->size = size;
    a->last = block;
}

static void pop_block(struct arena *a)
{
    struct arena_block *block = a->last;

    a->last = block->previous;
    heap_free(block);
}

void arena_release(struct arena *a)
{
    while (a->last)
        pop_block(a);
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->last, a->last ? a->last->used : 0};
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
    /* Rewinding to the empty arena keeps the first block for what comes next. */
    while (a->last && a->last != m.block && (m.block || a->last->previous))
        pop_block(a);
    if (a->last)
        a->last->used = m.block ? m.used : 0;
}

/* Below the block in use, so that the room left in it is still used. */
void arena_adopt(struct arena *to, struct arena *from)
{
    struct arena_block *lowest = from->last;

    if (!lowest)
        return;
    if (!to->last) {
        to->last = from->last;
        from->last = NULL;
        return;
    }
    while (lowest->previous)
        lowest = lowest->previous;
    lowest->previous = to->last->previous;
    to->last->previous = from->last;
    from->last = NULL;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size_t rounded;
    void *p;

    if (__builtin_add_overflow(size, ALIGNMENT - 1, &rounded))
        heap_exhausted();
    rounded &= ~(ALIGNMENT - 1);
    if (!a->last || a->last->size - a->last->used < rounded)
        push_block(a, rounded);
    p = a->last->bytes + a->last->used;
    a->last->used += rounded;
    return memset(p, 0, size);
}

void *arena_calloc(struct arena *a, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        heap_exhausted();
    return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = arena_alloc(a, len + 1);

    if (len)
        memcpy(copy, s, len);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list args;
    char small[256];
    char *text;
    int len;

    va_start(args, fmt);
    len = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (len < 0)
        return arena_strdup(a, "");
    if ((size_t)len < sizeof small)
        return arena_strndup(a, small, (size_t)len);
    text = arena_alloc(a, (size_t)len + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    return text;
}
