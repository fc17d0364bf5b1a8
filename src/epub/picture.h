#ifndef EPUB_PICTURE_H
#define EPUB_PICTURE_H

#include "doc/node.h"
#include "media/convert.h"
#include "util/diag.h"
#include "util/spool.h"

#include <stdbool.h>

/* An image of the store in the form the book holds it. */
struct epub_picture {
    const struct media_asset *asset;
    enum media_verdict verdict; /* MEDIA_GOOD: it is in the book */
    enum media_type type;
    size_t len;
    struct spool *spool; /* NULL: the asset's own bytes */
    size_t offset;       /* in the spool */
    bool changed;        /* the asset is no longer what it was */
};

/* All of them, by asset number; made before the pages, which show what could be made
 * only. */
struct epub_pictures {
    struct epub_picture *list;
    int count;
    struct spool spool; /* open while fd ≥ 0 */
};

struct epub_pictures_params {
    const struct media_store *media;
    struct media_fit fit;
    long pixels;        /* an image may have; 0: any number */
    const char *output; /* what was converted waits in its folder */
    int threads;
    struct diag *diag;
};

/*
 * Converts what readers do not know or what does not fit, on several threads and in
 * bounded memory. An image that cannot be converted is reported where `book` first
 * shows it: [img-damaged], [img-format], [img-limit], [img-changed]. False after
 * reporting [epub-write], when there is no room. The caller releases `out` either way.
 */
bool epub_pictures_make(const struct epub_pictures_params *params,
                        const struct doc_node *book, struct epub_pictures *out);
void epub_pictures_release(struct epub_pictures *p);

/* The picture of an asset, or NULL when the book cannot show it. `p` may be NULL. */
const struct epub_picture *epub_picture_of(const struct epub_pictures *p, int asset);

/* Its file name, "img-3.png"; the asset's number alone makes it. */
const char *epub_picture_name(const struct epub_picture *picture, struct arena *a);

/* Its bytes, which media_bytes_close frees; false when they cannot be read again. In
 * any thread. */
bool epub_picture_open(const struct epub_picture *picture, struct media_bytes *out);

#endif
