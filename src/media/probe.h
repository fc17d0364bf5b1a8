#ifndef MEDIA_PROBE_H
#define MEDIA_PROBE_H

#include "media/store.h"

/* Larger pictures than this are refused, whatever their file says of them. */
#define MEDIA_PIXEL_LIMIT ((int64_t)64 << 20)
#define MEDIA_BYTE_LIMIT  ((size_t)64 << 20)

enum media_verdict {
    MEDIA_GOOD,
    MEDIA_UNKNOWN,
    MEDIA_DAMAGED, /* also: cut off */
    MEDIA_TOO_LARGE,
    MEDIA_UNREADABLE /* a JPEG that nothing here decodes */
};

/*
 * What an image file is, by its bytes: fills what media_asset says of the picture. The
 * whole of a PNG or JPEG is looked at, so that none goes into a book broken; of the
 * others, what frames the pictures.
 */
enum media_verdict media_probe(const void *bytes, size_t len, struct media_asset *out);

#endif
