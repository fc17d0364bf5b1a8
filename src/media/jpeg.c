#include "media/jpeg.h"

#include "media/exif.h"

#include <string.h>

#define MARKER_TEM  0x01
#define MARKER_RST0 0xD0
#define MARKER_SOI  0xD8
#define MARKER_EOI  0xD9
#define MARKER_SOS  0xDA
#define MARKER_APP0 0xE0
#define MARKER_APP1 0xE1
#define MARKER_APPE 0xEE

/* SOF0 to SOF15 but DHT, JPG and DAC. */
static bool is_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
           marker != 0xCC;
}

/* Without a length: TEM, RST0 to RST7, SOI. */
static bool stands_alone(int marker)
{
    return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

static void read_jfif(const uint8_t *b, size_t size, struct media_jpeg *out)
{
    int density;

    if (size < 12 || memcmp(b, "JFIF", 5) != 0)
        return;
    out->jfif = true;
    density = b[8] << 8 | b[9];
    if (b[7] == 1)
        out->dpi = density;
    else if (b[7] == 2)
        out->dpi = density * 254 / 100;
}

static enum media_verdict read_frame(int marker, const uint8_t *b, size_t size,
                                     struct media_jpeg *out)
{
    if (size < 6 || size < 6 + (size_t)b[5] * 3 || out->width > 0)
        return MEDIA_DAMAGED;
    out->bits = b[0];
    out->height = b[1] << 8 | b[2];
    out->width = b[3] << 8 | b[4];
    out->components = b[5];
    out->named_rgb = size >= 15 && b[6] == 'R' && b[9] == 'G' && b[12] == 'B';
    out->arithmetic = marker == 0xC9 || marker == 0xCA;
    if (out->width == 0 || out->height == 0)
        return MEDIA_DAMAGED;
    if ((marker > 0xC2 && !out->arithmetic) || out->bits != 8)
        return MEDIA_UNREADABLE;
    return out->components == 1 || out->components == 3 || out->components == 4
               ? MEDIA_GOOD
               : MEDIA_DAMAGED;
}

/* `b` is what stands after the marker's length. */
static enum media_verdict read_segment(int marker, const uint8_t *b, size_t size,
                                       struct media_jpeg *out)
{
    if (is_frame(marker))
        return read_frame(marker, b, size, out);
    if (marker == MARKER_APP0)
        read_jfif(b, size, out);
    else if (marker == MARKER_APP1 && size > 6 && memcmp(b, "Exif\0", 6) == 0)
        out->orientation = media_exif_orientation(b + 6, size - 6);
    else if (marker == MARKER_APPE && size >= 12 && memcmp(b, "Adobe", 5) == 0)
        out->adobe = true;
    else if (marker == MARKER_SOS && out->width == 0)
        return MEDIA_DAMAGED;
    return MEDIA_GOOD;
}

/* The next 0xFF that is neither stuffed nor a restart: where the scan ends. */
static size_t end_of_scan(const uint8_t *b, size_t at, size_t len)
{
    while (at < len) {
        const uint8_t *found = memchr(b + at, 0xFF, len - at);

        if (!found)
            return len;
        at = (size_t)(found - b) + 1;
        while (at < len && b[at] == 0xFF)
            at++; /* fill bytes */
        if (at < len && b[at] != 0 && (b[at] < MARKER_RST0 || b[at] > MARKER_RST0 + 7))
            return at - 1;
    }
    return len;
}

/* Past fill bytes, and stray ones that decoders skip as well; `len` when there is none.
 */
static size_t next_marker(const uint8_t *b, size_t at, size_t len)
{
    const uint8_t *found = memchr(b + at, 0xFF, len - at);

    at = found ? (size_t)(found - b) : len;
    while (at < len && b[at] == 0xFF)
        at++;
    return at;
}

enum media_verdict media_jpeg_read(const void *bytes, size_t len,
                                   struct media_jpeg *out)
{
    const uint8_t *b = bytes;
    size_t at = 2;

    *out = (struct media_jpeg){.orientation = 1};
    while (at + 2 <= len) {
        enum media_verdict verdict;
        size_t size;
        int marker;

        at = next_marker(b, at, len);
        if (at == len)
            return MEDIA_DAMAGED;
        marker = b[at++];
        if (marker == MARKER_EOI)
            return out->scans > 0 ? MEDIA_GOOD : MEDIA_DAMAGED;
        if (stands_alone(marker))
            continue;
        size = at + 2 <= len ? (size_t)b[at] << 8 | b[at + 1] : 0;
        if (size < 2 || size > len - at)
            return MEDIA_DAMAGED;
        verdict = read_segment(marker, b + at + 2, size - 2, out);
        if (verdict != MEDIA_GOOD)
            return verdict;
        at += size;
        if (marker == MARKER_SOS) {
            out->scans++;
            at = end_of_scan(b, at, len);
        }
    }
    return MEDIA_DAMAGED;
}
