#ifndef MEDIA_DATAURI_H
#define MEDIA_DATAURI_H

#include "util/buf.h"

#include <stdbool.h>

/* True for "data:…" in any case. */
bool media_is_data_uri(const char *url);

/*
 * The bytes of a data URI (RFC 2397), base64 (RFC 4648, with or without padding, white space
 * skipped) or percent-encoded; its media type is not looked at, bytes tell more. False for
 * what is malformed or longer than MEDIA_BYTE_LIMIT; `out` then holds nothing of use.
 */
bool media_data_uri(const char *url, struct buf *out);

#endif
