#include "media/probe.h"

#include "media/decode.h"
#include "media/exif.h"
#include "media/jpeg.h"
#include "media/png.h"
#include "media/vector.h"

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

static bool too_large(const struct media_asset *out)
{
    return (int64_t)out->width * out->height > MEDIA_PIXEL_LIMIT;
}

static enum media_verdict probe_png(const struct bytes *s, struct media_asset *out)
{
    struct media_png png;
    enum media_verdict verdict;

    if (!starts(s, 0, "\x89PNG\r\n\x1A\n", 8))
        return MEDIA_UNKNOWN;
    verdict = media_png_read(s->b, s->len, &png);
    out->type = MEDIA_PNG;
    out->width = png.width;
    out->height = png.height;
    out->dpi = png.dpi;
    out->orientation = png.orientation;
    out->animated = png.animated;
    out->components =
        png.colour == MEDIA_PNG_GREY || png.colour == MEDIA_PNG_GREY_ALPHA ? 1 : 3;
    out->alpha = png.transparency.data || png.colour == MEDIA_PNG_GREY_ALPHA ||
                 png.colour == MEDIA_PNG_RGB_ALPHA;
    if (verdict == MEDIA_GOOD && !too_large(out) &&
        !media_png_whole(&png, s->b, s->len, &out->exact))
        return MEDIA_DAMAGED;
    return verdict;
}

static enum media_verdict probe_jpeg(const struct bytes *s, struct media_asset *out)
{
    struct media_jpeg jpeg;
    enum media_verdict verdict;

    if (!starts(s, 0, "\xFF\xD8\xFF", 3))
        return MEDIA_UNKNOWN;
    verdict = media_jpeg_read(s->b, s->len, &jpeg);
    out->type = MEDIA_JPEG;
    out->width = jpeg.width;
    out->height = jpeg.height;
    out->dpi = jpeg.dpi;
    out->orientation = jpeg.orientation;
    out->components = jpeg.components;
    out->rare = jpeg.arithmetic;
    if (verdict == MEDIA_GOOD && !too_large(out) &&
        !media_jpeg_whole(&jpeg, s->b, s->len))
        return MEDIA_DAMAGED;
    return verdict;
}

/* GIF (version 89a, appendix B) */

/* Past a colour table, if the flags of a picture or the screen say that there is one.
 */
static size_t skip_colours(size_t at, uint8_t flags)
{
    return flags & 0x80 ? at + (size_t)3 * ((size_t)2 << (flags & 7)) : at;
}

/* Past data in sub-blocks; 0 when the file ends before they do. */
static size_t skip_blocks(const struct bytes *s, size_t at)
{
    while (at < s->len && s->b[at] != 0)
        at += (size_t)s->b[at] + 1;
    return at < s->len ? at + 1 : 0;
}

/* Pictures in the file, two at most; 0 when the first is cut off. */
static int count_pictures(const struct bytes *s)
{
    size_t at = skip_colours(13, s->b[10]);
    int count = 0;

    while (at < s->len && count < 2) {
        if (s->b[at] == 0x21) {
            at = skip_blocks(s, at + 2);
        } else if (s->b[at] == 0x2C && at + 10 < s->len) {
            at = skip_blocks(s, skip_colours(at + 10, s->b[at + 9]) + 1);
            count += at != 0;
        } else {
            break; /* the trailer, or what decoders take for it */
        }
        if (at == 0)
            break;
    }
    return count;
}

/* Whether its first picture can be read; that is what is shown of it in print. */
static bool gif_is_sound(const struct bytes *s)
{
    struct media_pixels pixels;
    bool sound = media_gif_decode(s->b, s->len, &pixels) != MEDIA_DAMAGED;

    media_pixels_release(&pixels);
    return sound;
}

static enum media_verdict probe_gif(const struct bytes *s, struct media_asset *out)
{
    int pictures;

    if (!starts(s, 0, "GIF87a", 6) && !starts(s, 0, "GIF89a", 6))
        return MEDIA_UNKNOWN;
    out->type = MEDIA_GIF;
    if (s->len < 14)
        return MEDIA_DAMAGED;
    out->width = (int)le(s, 6, 2);
    out->height = (int)le(s, 8, 2);
    out->components = 3;
    /* A graphic control extension with its transparent flag; a false alarm costs
     * nothing. */
    for (size_t at = 13; at + 4 < s->len && at < 2048 && !out->alpha; at++)
        out->alpha = starts(s, at, "\x21\xF9\x04", 3) && (s->b[at + 3] & 1);
    pictures = count_pictures(s);
    out->animated = pictures > 1;
    if (pictures == 0 || (!too_large(out) && !gif_is_sound(s)))
        return MEDIA_DAMAGED;
    return MEDIA_GOOD;
}

/* WebP (RFC 9649) */

/* The orientation in the EXIF chunk, which stands behind the pictures. */
static int webp_orientation(const struct bytes *s)
{
    for (size_t at = 12; at + 8 <= s->len;) {
        size_t size = le(s, at + 4, 4);

        if (size > s->len - at - 8)
            break;
        if (starts(s, at, "EXIF", 4)) {
            size_t skip = size > 6 && starts(s, at + 8, "Exif\0", 6) ? 6 : 0;

            return media_exif_orientation(s->b + at + 8 + skip, size - skip);
        }
        at += 8 + size + (size & 1);
    }
    return 1;
}

/* The first chunk says how large the canvas is. */
static enum media_verdict probe_webp(const struct bytes *s, struct media_asset *out)
{
    if (!starts(s, 0, "RIFF", 4) || !starts(s, 8, "WEBP", 4))
        return MEDIA_UNKNOWN;
    out->type = MEDIA_WEBP;
    out->components = 3;
    if (s->len < 30 || le(s, 4, 4) > s->len - 8)
        return MEDIA_DAMAGED;
    if (starts(s, 12, "VP8X", 4)) {
        out->width = (int)le(s, 24, 3) + 1;
        out->height = (int)le(s, 27, 3) + 1;
        out->alpha = s->b[20] & 0x10;
        out->animated = s->b[20] & 0x02;
        if (s->b[20] & 0x08)
            out->orientation = webp_orientation(s);
    } else if (starts(s, 12, "VP8L", 4) && s->b[20] == 0x2F) {
        uint32_t bits = le(s, 21, 4);

        out->width = (int)(bits & 0x3FFF) + 1;
        out->height = (int)(bits >> 14 & 0x3FFF) + 1;
        out->alpha = bits >> 28 & 1;
    } else if (starts(s, 12, "VP8 ", 4) && starts(s, 23, "\x9D\x01\x2A", 3)) {
        out->width = (int)(le(s, 26, 2) & 0x3FFF);
        out->height = (int)(le(s, 28, 2) & 0x3FFF);
    }
    return MEDIA_GOOD;
}

/* Where the property box `name` begins, in the meta box near the start; 0: nowhere. */
static size_t property(const struct bytes *s, const char *name)
{
    const uint8_t *found =
        memmem(s->b, s->len < 65536 ? s->len : 65536, name, strlen(name));

    return found ? (size_t)(found - s->b) : 0;
}

/* irot turns anticlockwise; after it imir swaps top and bottom, or left and right. */
static int avif_orientation(const struct bytes *s)
{
    static const uint8_t turned[] = {1, 8, 3, 6};
    static const uint8_t mirrored[][4] = {{4, 5, 2, 7}, {2, 7, 4, 5}};
    size_t irot = property(s, "irot"), imir = property(s, "imir");
    int angle = irot && irot + 4 < s->len ? s->b[irot + 4] & 3 : 0;

    if (imir && imir + 4 < s->len)
        return mirrored[s->b[imir + 4] & 1][angle];
    return turned[angle];
}

/* AVIF: properties of the picture (ISO 23008-12 §6.5: ispe, irot, imir, auxC). */
static enum media_verdict probe_avif(const struct bytes *s, struct media_asset *out)
{
    size_t at;

    if (!starts(s, 4, "ftypavif", 8) && !starts(s, 4, "ftypavis", 8))
        return MEDIA_UNKNOWN;
    out->type = MEDIA_AVIF;
    out->components = 3;
    out->animated = s->b[11] == 's';
    at = property(s, "ispe");
    if (at) {
        out->width = (int)(be32(s, at + 8) & 0x7FFFFFFF);
        out->height = (int)(be32(s, at + 12) & 0x7FFFFFFF);
    }
    out->orientation = avif_orientation(s);
    out->alpha = property(s, "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha") > 0;
    return MEDIA_GOOD;
}

/* Whole px, so many that no page is that wide at most. */
static int whole(double length)
{
    return length < 1 ? 1 : length > 1e6 ? 1000000 : (int)(length + 0.5);
}

static enum media_verdict probe_svg(const struct bytes *s, struct media_asset *out)
{
    struct media_vector_size size;

    if (!media_vector_size(s->b, s->len, &size))
        return MEDIA_UNKNOWN;
    out->width = whole(size.width);
    out->height = whole(size.height);
    out->type = MEDIA_SVG;
    out->components = 3;
    out->alpha = true;
    return MEDIA_GOOD;
}

enum media_verdict media_probe(const void *bytes, size_t len, struct media_asset *out)
{
    static enum media_verdict (*const probes[])(const struct bytes *,
                                                struct media_asset *) = {
        probe_png, probe_jpeg, probe_gif, probe_webp, probe_avif, probe_svg};
    struct bytes s = {bytes, len};
    enum media_verdict verdict = MEDIA_UNKNOWN;

    if (len > MEDIA_BYTE_LIMIT)
        return MEDIA_TOO_LARGE;
    out->orientation = 1;
    for (size_t i = 0; verdict == MEDIA_UNKNOWN && i < sizeof probes / sizeof *probes;
         i++)
        verdict = probes[i](&s, out);
    if (verdict == MEDIA_GOOD && (out->width < 1 || out->height < 1))
        return MEDIA_DAMAGED;
    if (verdict != MEDIA_UNKNOWN && too_large(out))
        return MEDIA_TOO_LARGE;
    return verdict;
}
