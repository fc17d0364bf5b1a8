#include "media/pixels.h"

#include "media/jpeg.h"
#include "media/png.h"

/* What can be decoded here, by type. */
static bool (*const decoders[])(const void *, size_t, struct media_pixels *) = {
    [MEDIA_PNG] = media_png_decode,
    [MEDIA_JPEG] = media_jpeg_decode,
    [MEDIA_GIF] = NULL,
    [MEDIA_WEBP] = NULL,
    [MEDIA_AVIF] = NULL,
    [MEDIA_SVG] = NULL,
};

/* Decoded pictures of colour and alpha, whatever the file holds. */
static bool fits(const struct media_asset *asset)
{
    return (size_t)asset->width * (size_t)asset->height <= MEDIA_DECODED_LIMIT / 4;
}

bool media_pixels_decode(const struct media_asset *asset, struct media_pixels *out,
                         struct diag_pos pos, struct diag *diag)
{
    struct media_bytes bytes;
    bool good;

    *out = (struct media_pixels){0};
    if (!decoders[asset->type]) {
        diag_warning(diag, pos, "img-format",
                     "images of type %s are not printed yet; convert it to PNG or JPEG",
                     media_type_extension(asset->type));
        return false;
    }
    if (!fits(asset)) {
        diag_warning(
            diag, pos, "img-limit",
            "this image has to be decoded and has more than 32 million pixels; "
            "make it smaller, or save it as RGB and not interlaced");
        return false;
    }
    if (!media_asset_open(asset, &bytes)) {
        media_asset_changed(asset, pos, diag);
        return false;
    }
    good = decoders[asset->type](bytes.data, bytes.len, out);
    media_bytes_close(&bytes);
    if (good)
        return true;
    media_pixels_release(out);
    diag_warning(diag, pos, "img-damaged",
                 "this image cannot be decoded; save it anew");
    return false;
}

void media_pixels_release(struct media_pixels *p)
{
    buf_release(&p->colour);
    buf_release(&p->alpha);
}
