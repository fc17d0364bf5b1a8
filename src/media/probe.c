#include "media/probe.h"

#include "media/jpeg.h"

#include <string.h>

struct bytes {
    const uint8_t *b;
    size_t len;
};

static uint32_t be32(const struct bytes *s, size_t at)
{
    if (at + 4 > s->len)
        return 0;
    return (uint32_t)s->b[at] << 24 | (uint32_t)s->b[at + 1] << 16 |
           (uint32_t)s->b[at + 2] << 8 | s->b[at + 3];
}

static uint32_t le(const struct bytes *s, size_t at, int n)
{
    uint32_t value = 0;

    for (int i = n; i-- > 0;)
        value = value << 8 | (at + (size_t)i < s->len ? s->b[at + (size_t)i] : 0);
    return value;
}

static bool starts(const struct bytes *s, size_t at, const char *magic, size_t n)
{
    return at + n <= s->len && memcmp(s->b + at, magic, n) == 0;
}

/* The pairs of colour type and depth, and the methods, that ISO 15948 §11.2.2 allows.
 */
static bool is_png_header(const uint8_t *ihdr)
{
    static const uint32_t depths_of[] = {
        [0] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16,
        [2] = 1u << 8 | 1u << 16,
        [3] = 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8,
        [4] = 1u << 8 | 1u << 16,
        [6] = 1u << 8 | 1u << 16,
    };
    uint8_t depth = ihdr[8], colour_type = ihdr[9];

    return colour_type <= 6 && depth <= 16 && (depths_of[colour_type] >> depth & 1) &&
           ihdr[10] == 0 && ihdr[11] == 0 && ihdr[12] <= 1;
}

/* PNG (ISO 15948): IHDR comes first; pHYs and tRNS before the pixels. */
static bool probe_png(const struct bytes *s, struct media_asset *out)
{
    uint8_t colour_type;

    if (!starts(s, 0, "\x89PNG\r\n\x1A\n", 8))
        return false;
    out->type = MEDIA_PNG;
    if (be32(s, 8) != 13 || !starts(s, 12, "IHDR", 4) || s->len < 33 ||
        !is_png_header(s->b + 16))
        return true;
    out->width = (int)(be32(s, 16) & 0x7FFFFFFF);
    out->height = (int)(be32(s, 20) & 0x7FFFFFFF);
    colour_type = s->b[25];
    out->alpha = colour_type == 4 || colour_type == 6;
    for (size_t at = 33; at + 12 <= s->len;) {
        uint32_t size = be32(s, at);

        if (starts(s, at + 4, "IDAT", 4) || size > s->len)
            break;
        if (starts(s, at + 4, "tRNS", 4))
            out->alpha = true;
        if (starts(s, at + 4, "pHYs", 4) && size == 9 && s->b[at + 16] == 1)
            out->dpi = (int)((uint64_t)be32(s, at + 8) * 254 / 10000);
        at += 12 + (size_t)size;
    }
    return true;
}

static bool probe_gif(const struct bytes *s, struct media_asset *out)
{
    if (!starts(s, 0, "GIF87a", 6) && !starts(s, 0, "GIF89a", 6))
        return false;
    out->type = MEDIA_GIF;
    out->width = (int)le(s, 6, 2);
    out->height = (int)le(s, 8, 2);
    return true;
}

/* WebP (RFC 9649): the first chunk says how large the canvas is. */
static bool probe_webp(const struct bytes *s, struct media_asset *out)
{
    if (!starts(s, 0, "RIFF", 4) || !starts(s, 8, "WEBP", 4))
        return false;
    out->type = MEDIA_WEBP;
    if (s->len < 30)
        return true;
    if (starts(s, 12, "VP8X", 4)) {
        out->width = (int)le(s, 24, 3) + 1;
        out->height = (int)le(s, 27, 3) + 1;
        out->alpha = s->b[20] & 0x10;
    } else if (starts(s, 12, "VP8L", 4) && s->b[20] == 0x2F) {
        uint32_t bits = le(s, 21, 4);

        out->width = (int)(bits & 0x3FFF) + 1;
        out->height = (int)(bits >> 14 & 0x3FFF) + 1;
        out->alpha = bits >> 28 & 1;
    } else if (starts(s, 12, "VP8 ", 4) && starts(s, 23, "\x9D\x01\x2A", 3)) {
        out->width = (int)(le(s, 26, 2) & 0x3FFF);
        out->height = (int)(le(s, 28, 2) & 0x3FFF);
    }
    return true;
}

/* AVIF: the size is in an ispe box of the meta box (ISO 23008-12 §6.5.3). */
static bool probe_avif(const struct bytes *s, struct media_asset *out)
{
    const uint8_t *found;

    if (!starts(s, 4, "ftypavif", 8) && !starts(s, 4, "ftypavis", 8))
        return false;
    out->type = MEDIA_AVIF;
    found = memmem(s->b, s->len < 65536 ? s->len : 65536, "ispe", 4);
    if (found) {
        out->width = (int)(be32(s, (size_t)(found - s->b) + 8) & 0x7FFFFFFF);
        out->height = (int)(be32(s, (size_t)(found - s->b) + 12) & 0x7FFFFFFF);
    }
    return true;
}

/* SVG is text: an <svg tag near its beginning. Its size is found when it is drawn. */
static bool probe_svg(const struct bytes *s, struct media_asset *out)
{
    size_t near = s->len < 4096 ? s->len : 4096, at = 0;

    while (at < near && strchr(" \t\r\n\xEF\xBB\xBF", s->b[at]) && s->b[at])
        at++;
    if (at == near || s->b[at] != '<' || !memmem(s->b, near, "<svg", 4))
        return false;
    out->type = MEDIA_SVG;
    out->width = out->height = 1;
    return true;
}

enum media_verdict media_probe(const void *bytes, size_t len, struct media_asset *out)
{
    static bool (*const probes[])(const struct bytes *, struct media_asset *) = {
        probe_png, probe_gif, probe_webp, probe_avif, probe_svg};
    struct bytes s = {bytes, len};
    struct media_jpeg jpeg;
    bool known = false;

    if (len > MEDIA_BYTE_LIMIT)
        return MEDIA_TOO_LARGE;
    if (len >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0) {
        known = true;
        out->type = MEDIA_JPEG;
        if (media_jpeg_read(bytes, len, &jpeg)) {
            out->width = jpeg.width;
            out->height = jpeg.height;
            out->dpi = jpeg.dpi;
        }
    }
    for (size_t i = 0; !known && i < sizeof probes / sizeof *probes; i++)
        known = probes[i](&s, out);
    if (!known)
        return MEDIA_UNKNOWN;
    if (out->width < 1 || out->height < 1)
        return MEDIA_DAMAGED;
    if ((int64_t)out->width * out->height > MEDIA_PIXEL_LIMIT)
        return MEDIA_TOO_LARGE;
    return MEDIA_GOOD;
}
