#ifndef MEDIA_PROBE_H
#define MEDIA_PROBE_H

#include "media/store.h"

/* Larger pictures than this are refused, whatever their file says of them. */
#define MEDIA_PIXEL_LIMIT ((int64_t)64 << 20)
#define MEDIA_BYTE_LIMIT ((size_t)64 << 20)

enum media_verdict { MEDIA_GOOD, MEDIA_UNKNOWN, MEDIA_DAMAGED, MEDIA_TOO_LARGE };

/* What an image file is, by its first bytes and header: fills type, width, height, dpi, alpha. */
enum media_verdict media_probe(const void *bytes, size_t len, struct media_asset *out);

#endif
