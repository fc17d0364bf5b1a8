/* Any bytes are a value or an error with a text. */
#include "data/json.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct data_error error;
    struct data_value *value = data_json(&arena, (const char *)data, size, &error);

    if (!value && !error.text[0])
        abort();
    arena_release(&arena);
    return 0;
}
