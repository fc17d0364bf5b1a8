#include "media/jpeg.h"

#include <string.h>

/* SOF0 to SOF15 but DHT, JPG and DAC. */
static bool is_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
           marker != 0xCC;
}

/* Baseline, extended and progressive Huffman: what browsers and DCTDecode can show. */
static bool is_shown(int marker)
{
    return marker >= 0xC0 && marker <= 0xC2;
}

static void read_jfif(const uint8_t *b, size_t size, struct media_jpeg *out)
{
    int density;

    if (size < 12 || memcmp(b, "JFIF", 5) != 0)
        return;
    density = b[8] << 8 | b[9];
    if (b[7] == 1)
        out->dpi = density;
    else if (b[7] == 2)
        out->dpi = density * 254 / 100;
}

static bool read_frame(const uint8_t *b, size_t size, struct media_jpeg *out)
{
    if (size < 6 || size < 6 + (size_t)b[5] * 3)
        return false;
    out->bits = b[0];
    out->height = b[1] << 8 | b[2];
    out->width = b[3] << 8 | b[4];
    out->components = b[5];
    return out->bits == 8 && out->width > 0 && out->height > 0 &&
           (out->components == 1 || out->components == 3 || out->components == 4);
}

bool media_jpeg_read(const void *bytes, size_t len, struct media_jpeg *out)
{
    const uint8_t *b = bytes;
    size_t at = 2;

    *out = (struct media_jpeg){0};
    while (at + 4 <= len) {
        int marker;
        size_t size;

        if (b[at] != 0xFF)
            return false;
        while (at + 1 < len && b[at + 1] == 0xFF)
            at++; /* fill bytes */
        if (at + 4 > len)
            return false;
        marker = b[at + 1];
        if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
            at += 2;
            continue;
        }
        size = (size_t)b[at + 2] << 8 | b[at + 3];
        if (size < 2 || at + 2 + size > len || marker == 0xD9 || marker == 0xDA)
            return false;
        if (is_frame(marker))
            return is_shown(marker) && read_frame(b + at + 4, size - 2, out);
        if (marker == 0xE0)
            read_jfif(b + at + 4, size - 2, out);
        if (marker == 0xEE && size >= 14 && memcmp(b + at + 4, "Adobe", 5) == 0)
            out->adobe = true;
        at += 2 + size;
    }
    return false;
}
