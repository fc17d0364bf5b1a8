#include "util/buf.h"

#include "util/heap.h"
#include "util/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Most formatted pieces are shorter, so that formatting them once is enough. */
#define PRINTF_GUESS 64

void buf_release(struct buf *b)
{
    heap_free(b->data);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    buf_truncate(b, 0);
}

void buf_truncate(struct buf *b, size_t len)
{
    assert(len <= b->len);
    b->len = len;
    if (b->data)
        b->data[len] = '\0';
}

char *buf_reserve(struct buf *b, size_t extra)
{
    size_t need = b->len + extra + 1;

    if (need < extra)
        heap_exhausted();
    if (need > b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 128;

        b->cap = cap > need ? cap : need;
        b->data = heap_resize(b->data, b->cap, 1);
    }
    return b->data + b->len;
}

void buf_commit(struct buf *b, size_t written)
{
    assert(b->len + written < b->cap);
    b->len += written;
    b->data[b->len] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
    char *to = buf_reserve(b, len);

    if (len)
        memcpy(to, bytes, len);
    buf_commit(b, len);
}

void buf_puts(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
    *buf_reserve(b, 1) = c;
    buf_commit(b, 1);
}

void buf_put_utf8(struct buf *b, uint32_t cp)
{
    char bytes[4];

    buf_add(b, bytes, utf8_encode(cp, bytes));
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    int len;

    buf_reserve(b, PRINTF_GUESS);
    va_start(args, fmt);
    len = vsnprintf(b->data + b->len, b->cap - b->len, fmt, args);
    va_end(args);
    if (len <= 0) {
        b->data[b->len] = '\0';
        return;
    }
    if ((size_t)len >= b->cap - b->len) {
        buf_reserve(b, (size_t)len);
        va_start(args, fmt);
        vsnprintf(b->data + b->len, (size_t)len + 1, fmt, args);
        va_end(args);
    }
    buf_commit(b, (size_t)len);
}

const char *buf_str(const struct buf *b)
{
    return b->data ? b->data : "";
}
