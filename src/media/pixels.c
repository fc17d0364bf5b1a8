#include "media/pixels.h"

#include "media/decode.h"
#include "media/jpeg.h"
#include "media/png.h"
#include "media/vector.h"

#include <string.h>

/* Decoded pictures of colour and alpha, whatever the file holds. */
static bool fits(const struct media_asset *asset)
{
    return asset->type == MEDIA_SVG ||
           (size_t)asset->width * (size_t)asset->height <= MEDIA_DECODED_LIMIT / 4;
}

#define MOST_DRAWN_WIDTH  1800
#define MOST_DRAWN_HEIGHT 2700

/*
 * Drawings are made 288 dpi fine, or so that they are as fine over the width of a page,
 * and no larger than a page needs.
 */
static int drawn_width(const struct media_asset *asset)
{
    int64_t width = 3 * (int64_t)asset->width, height = 3 * (int64_t)asset->height;

    if (width > MOST_DRAWN_WIDTH) {
        height = height * MOST_DRAWN_WIDTH / width;
        width = MOST_DRAWN_WIDTH;
    }
    if (height > MOST_DRAWN_HEIGHT)
        width = width * MOST_DRAWN_HEIGHT / height;
    return width < 1 ? 1 : (int)width;
}

static enum media_verdict draw_svg(const struct media_asset *asset,
                                   const struct media_bytes *bytes,
                                   struct media_pixels *out)
{
    struct buf clean = {0};
    enum media_verdict verdict = media_vector_clean(bytes->data, bytes->len, &clean);

    if (verdict == MEDIA_GOOD)
        verdict = media_svg_decode(buf_str(&clean), clean.len, drawn_width(asset),
                                   asset->font_folders, out);
    buf_release(&clean);
    return verdict;
}

static enum media_verdict told(bool good)
{
    return good ? MEDIA_GOOD : MEDIA_DAMAGED;
}

enum media_verdict media_pixels_read(const struct media_asset *asset,
                                     const struct media_bytes *bytes,
                                     struct media_pixels *out)
{
    enum media_verdict verdict = MEDIA_UNKNOWN;

    *out = (struct media_pixels){0};
    if (!fits(asset))
        return MEDIA_TOO_LARGE;
    switch (asset->type) {
    case MEDIA_PNG:
        verdict = told(media_png_decode(bytes->data, bytes->len, out));
        break;
    case MEDIA_JPEG:
        verdict = told(media_jpeg_decode(bytes->data, bytes->len, out));
        break;
    case MEDIA_GIF:
        verdict = media_gif_decode(bytes->data, bytes->len, out);
        break;
    case MEDIA_WEBP:
        verdict = media_webp_decode(bytes->data, bytes->len, out);
        break;
    case MEDIA_AVIF:
        verdict = media_avif_decode(bytes->data, bytes->len, out);
        break;
    case MEDIA_SVG:
        verdict = draw_svg(asset, bytes, out);
        break;
    }
    if (verdict != MEDIA_GOOD)
        media_pixels_release(out);
    return verdict;
}

void media_pixels_refuse(enum media_verdict verdict, const struct media_asset *asset,
                         struct diag_pos pos, struct diag *diag)
{
    if (verdict == MEDIA_TOO_LARGE)
        diag_warning(diag, pos, "img-limit",
                     "decoding this image takes more memory or time than it is given; "
                     "make it smaller or simpler");
    else if (verdict == MEDIA_UNKNOWN)
        diag_warning(diag, pos, "img-format",
                     "the part of the program that reads %s images is not installed; "
                     "convert it to PNG or JPEG",
                     media_type_extension(asset->type));
    else
        diag_warning(diag, pos, "img-damaged",
                     "this image cannot be decoded; save it anew");
}

bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag)
{
    struct media_bytes bytes;
    enum media_verdict verdict;

    *out = (struct media_pixels){0};
    if (!media_asset_open(asset, &bytes)) {
        media_asset_changed(asset, pos, diag);
        return false;
    }
    verdict = media_pixels_read(asset, &bytes, out);
    media_bytes_close(&bytes);
    if (verdict != MEDIA_GOOD)
        media_pixels_refuse(verdict, asset, pos, diag);
    return verdict == MEDIA_GOOD;
}

void media_pixels_join(const struct media_pixels *p, struct buf *joined)
{
    size_t count = (size_t)p->width * (size_t)p->height, n = (size_t)p->components;
    char *to = buf_reserve(joined, count * (n + 1));

    for (size_t i = 0; i < count; i++, to += n + 1) {
        memcpy(to, p->colour.data + i * n, n);
        to[n] = p->alpha.data[i];
    }
    buf_commit(joined, count * (n + 1));
}

void media_pixels_release(struct media_pixels *p)
{
    buf_release(&p->colour);
    buf_release(&p->alpha);
}
