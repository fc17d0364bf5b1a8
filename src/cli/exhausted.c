/*
 * The libraries ask for memory, too, and some go on without what they did not get: a
 * word would be missing from a book, and nobody told. So in the program an allocation
 * that fails, whoever asked, ends the run as one of its own does. In place of the C
 * library's, which its inner names still reach.
 */
#include "util/heap.h"

/* NOLINTBEGIN(bugprone-reserved-identifier): the C library's own names */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);
/* NOLINTEND(bugprone-reserved-identifier) */

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *p, size_t size);

void *malloc(size_t size)
{
    void *p = __libc_malloc(size);

    if (!p)
        heap_exhausted();
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = __libc_calloc(count, size);

    if (!p)
        heap_exhausted();
    return p;
}

/* Of no size it frees, and NULL is no failure. */
void *realloc(void *p, size_t size)
{
    void *grown = __libc_realloc(p, size);

    if (!grown && size > 0)
        heap_exhausted();
    return grown;
}
