/*
 * Any bytes: what the store takes has a size, goes through both ways into a PDF within
 * its limits, and what it calls sound does decode. The checksums of PNG chunks are put
 * right first, or little would get past them.
 */
#include "media/pixels.h"
#include "media/png_rows.h"
#include "media/store.h"
#include "util/hash.h"
#include "util/heap.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_sums_right(uint8_t *b, size_t len)
{
    if (len < 8 || memcmp(b, "\x89PNG\r\n\x1A\n", 8) != 0)
        return;
    for (size_t at = 8; at + 12 <= len;) {
        size_t size = (size_t)b[at] << 24 | (size_t)b[at + 1] << 16 |
                      (size_t)b[at + 2] << 8 | b[at + 3];
        uint32_t sum;

        if (size > len - at - 12)
            return;
        sum = hash_crc32(0, b + at + 4, size + 4);
        for (int i = 0; i < 4; i++)
            b[at + 8 + size + (size_t)i] = (uint8_t)(sum >> (24 - 8 * i));
        at += size + 12;
    }
}

static void check(const struct media_asset *asset)
{
    struct diag diag = {0};
    struct media_bytes bytes;
    struct media_png_rows rows;
    struct media_pixels pixels;
    bool passed;

    if (asset->width < 1 || asset->height < 1 || asset->orientation < 1 ||
        asset->orientation > 8)
        abort();
    /* Large pictures only cost time here. */
    if ((int64_t)asset->width * asset->height >= 1 << 20 ||
        !media_asset_open(asset, &bytes))
        return;
    passed = media_png_rows(asset, &bytes, &rows);
    /* All but interlaced pictures and keys of 16 bits. */
    if (asset->exact && !passed && bytes.data[28] == 0 && bytes.data[24] != 16)
        abort();
    if (passed)
        media_png_rows_release(&rows);
    media_bytes_close(&bytes);
    if (media_pixels_decode(asset, &pixels, (struct diag_pos){0}, &diag)) {
        if (pixels.width < 1 || pixels.colour.len != (size_t)pixels.width *
                                                         (size_t)pixels.height *
                                                         (size_t)pixels.components)
            abort();
        media_pixels_release(&pixels);
    } else if (passed) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct media_store *store = media_store_create();
    struct diag diag = {0};
    uint8_t *bytes = (uint8_t *)heap_strndup((const char *)data, size);
    int number;

    put_sums_right(bytes, size);
    number = media_store_add_bytes(store, bytes, size, (struct diag_pos){0}, &diag);
    if (number)
        check(media_store_asset(store, number));
    heap_free(bytes);
    media_store_destroy(store);
    return 0;
}
