#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <stddef.h>
#include <stdint.h>

/*
 * A growing byte buffer on the heap. `data` is NUL-terminated after the last
 * byte once anything was appended; `len` does not count that NUL. A zeroed
 * struct is an empty buffer.
 */
struct buf {
    char *data;
    size_t len, cap;
};

/* Frees the bytes; the buffer is empty and may be used again. */
void buf_release(struct buf *b);

/* Forgets the contents and keeps the memory. */
void buf_clear(struct buf *b);

/* Shortens to `len` bytes; `len` must not exceed b->len. */
void buf_truncate(struct buf *b, size_t len);

/* Makes room for `extra` more bytes and returns where they go; follow with buf_commit. */
char *buf_reserve(struct buf *b, size_t extra);
void buf_commit(struct buf *b, size_t written);

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);

/* Appends one code point as UTF-8. */
void buf_put_utf8(struct buf *b, uint32_t cp);

void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The contents as a C string, "" when empty; borrowed until the next change. */
const char *buf_str(const struct buf *b);

#endif
