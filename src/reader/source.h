#ifndef READER_SOURCE_H
#define READER_SOURCE_H

#include "util/buf.h"
#include "util/diag.h"

#include <stddef.h>

/*
 * Bytes to text: a byte order mark is dropped, line ends become LF, ill-formed UTF-8
 * and what XML 1.0 cannot hold become U+FFFD ([utf8], once, at the first),
 * U+FDD0..U+FDEF are dropped (they are the reader's own marks). Lines keep their
 * numbers.
 */
void reader_source(struct buf *out, const char *bytes, size_t len, const char *path,
                   struct diag *diag);

#endif
