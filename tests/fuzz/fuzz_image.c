/* Any bytes: what the store takes has a size and decodes or is refused, within its limits. */
#include "media/pixels.h"
#include "media/store.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct media_store *store = media_store_create();
    struct diag diag = {0};
    int number = media_store_add_bytes(store, data, size, (struct diag_pos){0}, &diag);
    const struct media_asset *asset = media_store_asset(store, number);

    if (asset && (asset->width < 1 || asset->height < 1))
        abort();
    /* Large pictures only cost time here. */
    if (asset && (int64_t)asset->width * asset->height < 1 << 20) {
        struct media_png_rows rows;
        struct media_pixels pixels;

        if (media_png_rows(asset, &rows))
            media_png_rows_release(&rows);
        if (media_pixels_decode(asset, &pixels, (struct diag_pos){0}, &diag))
            media_pixels_release(&pixels);
    }
    media_store_destroy(store);
    return 0;
}
