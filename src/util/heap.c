#include "util/heap.h"

#include "util/file.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void heap_exhausted(void)
{
    file_abandon("seoga: error: out of memory; nothing was written [memory]\n");
}

void heap_share(void)
{
#ifdef M_ARENA_MAX /* of the GNU library */
    mallopt(M_ARENA_MAX, 1);
#endif
}

void *heap_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);

    if (!p)
        heap_exhausted();
    return p;
}

void *heap_zalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);

    if (!p)
        heap_exhausted();
    return p;
}

void *heap_resize(void *p, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes))
        heap_exhausted();
    p = realloc(p, bytes ? bytes : 1);
    if (!p)
        heap_exhausted();
    return p;
}

char *heap_strndup(const char *s, size_t len)
{
    char *copy = heap_alloc(len + 1);

    if (len)
        memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

void heap_free(void *p)
{
    free(p);
}
