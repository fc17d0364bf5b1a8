/* State files: what was understood is written so that it is understood as the same. */
#include "fuzz.h"
#include "cli/statetext.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cli_statetext once = {0}, twice = {0}, none = {0};
    struct buf text = {0}, again = {0}, copy = {0};

    buf_add(&copy, data, size);
    cli_statetext_read(&once, buf_str(&copy), size);
    cli_statetext_write(&once, &none, &text);
    if (cli_statetext_read(&twice, buf_str(&text), text.len) != 0)
        fuzz_fail("what was written cannot be read");
    cli_statetext_write(&twice, &none, &again);
    if (text.len != again.len || memcmp(buf_str(&text), buf_str(&again), text.len) != 0)
        fuzz_fail("what was read is not what was written");
    buf_release(&text);
    buf_release(&again);
    buf_release(&copy);
    cli_statetext_release(&once);
    cli_statetext_release(&twice);
    return 0;
}
