/* Drawings: what was cleaned is well-formed, and clean: doing it again changes nothing.
 */
#include "media/vector.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once = {0}, twice = {0};
    struct media_vector_size extent;

    if (media_vector_clean(data, size, &once) == MEDIA_GOOD) {
        if (!media_vector_size(once.data, once.len, &extent) || extent.width <= 0 ||
            extent.height <= 0)
            abort();
        if (media_vector_clean(once.data, once.len, &twice) != MEDIA_GOOD ||
            twice.len != once.len || memcmp(once.data, twice.data, once.len) != 0)
            abort();
    }
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
