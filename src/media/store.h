#ifndef MEDIA_STORE_H
#define MEDIA_STORE_H

#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum media_type { MEDIA_PNG, MEDIA_JPEG, MEDIA_GIF, MEDIA_WEBP, MEDIA_AVIF, MEDIA_SVG };

/* An image that is there. Its bytes are kept once however many nodes show it. */
struct media_asset {
    int number; /* from 1: what image nodes hold */
    enum media_type type; /* by its bytes, not by its name */
    const void *bytes;
    size_t len;
    int width, height;    /* px */
    int dpi;              /* horizontal density, 0 when the file says nothing */
    bool alpha;
    uint8_t sha1[20]; /* of the bytes */
};

/* All images of a run. Numbers are given in the order of the add calls. */
struct media_store;

struct media_store *media_store_create(void);
void media_store_destroy(struct media_store *s);

/*
 * Adds the image in `bytes`, which are copied. Returns its number, the same for equal bytes; 0 after
 * reporting [img-type], [img-damaged] or [img-limit] at `pos`.
 */
int media_store_add_bytes(struct media_store *s, const void *bytes, size_t len,
                          struct diag_pos pos, struct diag *diag);

/*
 * Adds the file `relative` beneath the folder `root` (`relative` is percent-decoded already). 0 after reporting
 * [img-missing] (or the above).
 */
int media_store_add_file(struct media_store *s, const char *root, const char *relative,
                         struct diag_pos pos, struct diag *diag);

/* NULL for 0 and for numbers never given. */
const struct media_asset *media_store_asset(const struct media_store *s, int number);

int media_store_count(const struct media_store *s);

/* "png", "jpg", …: the extension and the media type of RFC 6838. */
const char *media_type_extension(enum media_type t);
const char *media_type_mime(enum media_type t);

#endif
