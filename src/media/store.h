#ifndef MEDIA_STORE_H
#define MEDIA_STORE_H

#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum media_type { MEDIA_PNG, MEDIA_JPEG, MEDIA_GIF, MEDIA_WEBP, MEDIA_AVIF, MEDIA_SVG };

/* The file an image is in, and what tells that it is still the same. */
struct media_file {
    const char *root, *relative; /* opened beneath the root again; NULL: in memory */
    uint64_t device, inode;
    int64_t seconds, nanoseconds; /* of the last change */
};

/*
 * An image that is there: what it is, and where its bytes are. However many nodes show
 * it, it is kept once. A file's bytes are not kept: media_asset_open reads them when
 * they are needed.
 */
struct media_asset {
    int number;           /* from 1: what image nodes hold */
    enum media_type type; /* by its bytes, not by its name */
    size_t len;           /* of the file */
    int width, height;    /* px, as stored: see `orientation` */
    int dpi;              /* horizontal density, 0 when the file says nothing */
    int components;       /* of the colour: 1 grey, 3, or 4 (CMYK) */
    int orientation;      /* EXIF: 1 upright, 2 to 8 mirrored or turned */
    bool alpha;           /* may be transparent */
    bool animated;        /* has more than one picture */
    bool rare;            /* a JPEG in a coding that browsers lack */
    bool exact;           /* PNG: its data inflate to exactly its rows */
    uint8_t sha1[20];     /* of the bytes */
    const char *const *font_folders; /* of the store */
    const void *bytes;    /* NULL: in `file` */
    struct media_file file;
};

/* The size of the picture upright, px. */
int media_asset_shown_width(const struct media_asset *asset);
int media_asset_shown_height(const struct media_asset *asset);

/* The bytes of an asset while they are needed. A zeroed struct is closed. */
struct media_bytes {
    const uint8_t *data;
    size_t len;
    void *owned; /* NULL: the asset's */
};

/*
 * False, without a message, when the file is no longer what was added to the store:
 * callers say media_asset_changed.
 */
bool media_asset_open(const struct media_asset *asset, struct media_bytes *out);
void media_bytes_close(struct media_bytes *bytes);

/* Reports [img-changed] at `pos`. */
void media_asset_changed(const struct media_asset *asset, struct diag_pos pos,
                         struct diag *diag);

/* All images of a run. Numbers are given in the order of the add calls. */
struct media_store;

struct media_store *media_store_create(void);
void media_store_destroy(struct media_store *s);

/*
 * Folders (NULL-terminated, borrowed) that hold the only fonts which the text of SVG
 * images may be drawn with: for what is added from now on. Without them it is not drawn.
 */
void media_store_use_fonts(struct media_store *s, const char *const *folders);

/*
 * Adds the image in `bytes`, which are copied. Returns its number, the same for equal
 * bytes; 0 after reporting [img-type], [img-damaged], [img-format] or [img-limit] at
 * `pos`.
 */
int media_store_add_bytes(struct media_store *s, const void *bytes, size_t len,
                          struct diag_pos pos, struct diag *diag);

/*
 * Adds the file `relative` beneath the folder `root` (`relative` is percent-decoded
 * already). 0 after reporting [img-missing] (or the above).
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
