/* Data URIs are no longer than their text; orientations are those there are. */
#include "fuzz.h"
#include "media/datauri.h"
#include "media/exif.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf url = {0}, out = {0};
    int orientation = media_exif_orientation(data, size);

    if (orientation < 1 || orientation > 8)
        fuzz_fail("an orientation that is none");
    if (size > 0 && !memchr(data, 0, size)) {
        if (data[0] != 'd')
            buf_puts(&url, "data:");
        buf_add(&url, data, size);
        if (media_data_uri(buf_str(&url), &out) && out.len > size)
            fuzz_fail("more bytes than characters");
    }
    buf_release(&url);
    buf_release(&out);
    return 0;
}
