#ifndef MEDIA_PNG_ROWS_H
#define MEDIA_PNG_ROWS_H

#include "media/store.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The rows of a PNG with their filters, deflated: what a PDF takes without decoding
 * (ISO 32000-1 §7.4.4.4, predictor 15). Where the file holds colour alone they are its
 * own data; alpha is parted from colour on the rows as they are filtered, since every
 * filter works on one channel at a time.
 */
struct media_png_rows {
    struct buf colour;  /* zlib data */
    int colours;        /* components: 1 (grey, indexed) or 3 */
    int bits;           /* 1, 2, 4, 8, 16 */
    struct buf palette; /* RGB triples; empty: not indexed */
    struct buf alpha;   /* zlib data, one component; empty: see `key` */
    int alpha_bits;     /* 8 or 16 */
    int key[6];         /* a range for each component that is transparent */
    int key_count;      /* 0, 2 or 6 numbers of it */
};

/*
 * Fills `out` from the bytes of a PNG; false, without a message, for what must be
 * decoded: interlaced pictures and those whose data are not exactly their rows.
 */
bool media_png_rows(const struct media_asset *asset, const struct media_bytes *bytes,
                    struct media_png_rows *out);
void media_png_rows_release(struct media_png_rows *rows);

#endif
