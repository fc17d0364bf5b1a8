#include "media/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT      3
#define ENTRY_SIZE      12

struct tiff {
    const uint8_t *b;
    size_t len;
    bool big;
};

static uint32_t number(const struct tiff *t, size_t at, size_t n)
{
    uint32_t value = 0;

    if (n > t->len || at > t->len - n)
        return 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | t->b[at + (t->big ? i : n - 1 - i)];
    return value;
}

int media_exif_orientation(const void *tiff, size_t len)
{
    struct tiff t = {tiff, len, false};
    size_t at, count;

    if (len < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
        return 1;
    t.big = t.b[0] == 'M';
    at = number(&t, 4, 4);
    count = number(&t, at, 2);
    at += 2;
    for (size_t i = 0; i < count && at + ENTRY_SIZE <= len; i++, at += ENTRY_SIZE) {
        uint32_t value = number(&t, at + 8, 2);

        if (number(&t, at, 2) == TAG_ORIENTATION && number(&t, at + 2, 2) == TYPE_SHORT)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}
