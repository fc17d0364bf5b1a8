#include "media/convert.h"

#include "media/jpeg.h"
#include "media/orient.h"
#include "media/png.h"
#include "media/resample.h"
#include "media/vector.h"

#define QUALITY 90

static bool is_within(const struct media_asset *asset, const struct media_fit *fit)
{
    return (fit->width == 0 || media_asset_shown_width(asset) <= fit->width) &&
           (fit->height == 0 || media_asset_shown_height(asset) <= fit->height);
}

bool media_convert_keeps(const struct media_asset *asset, const struct media_fit *fit)
{
    bool known = asset->type == MEDIA_PNG || asset->type == MEDIA_GIF ||
                 (asset->type == MEDIA_JPEG && asset->components != 4 && !asset->rare);
    bool upright = asset->orientation < 2;
    bool coloured = asset->components != 1;

    if (asset->animated && asset->type == MEDIA_GIF)
        return true;
    return known && upright && is_within(asset, fit) && !(fit->grey && coloured);
}

/* Decoded, joined with its alpha and encoded again. */
size_t media_convert_cost(const struct media_asset *asset)
{
    return asset->len + 10 * (size_t)asset->width * (size_t)asset->height;
}

/* Keeps the proportions; sides never vanish. */
static void shrink(struct media_pixels *p, const struct media_fit *fit)
{
    int64_t width = p->width, height = p->height;

    if (fit->width > 0 && width > fit->width) {
        height = (height * fit->width + width / 2) / width;
        width = fit->width;
    }
    if (fit->height > 0 && height > fit->height) {
        width = (width * fit->height + height / 2) / height;
        height = fit->height;
    }
    width = width < 1 ? 1 : width;
    height = height < 1 ? 1 : height;
    if (width < p->width || height < p->height)
        media_pixels_resize(p, (int)width, (int)height);
}

/* Judged before it is resized, which makes new colours. */
static enum media_type best_type(const struct media_asset *asset,
                                 const struct media_pixels *p)
{
    if (p->alpha.len > 0 || asset->type == MEDIA_PNG || asset->type == MEDIA_GIF)
        return MEDIA_PNG;
    if (asset->type == MEDIA_JPEG)
        return MEDIA_JPEG;
    return p->components == 3 && media_png_few_colours(p) ? MEDIA_PNG : MEDIA_JPEG;
}

static enum media_verdict encode_anew(const struct media_asset *asset,
                                      const struct media_bytes *bytes,
                                      const struct media_fit *fit,
                                      struct media_converted *out)
{
    struct media_pixels p;
    enum media_verdict verdict = media_pixels_read(asset, bytes, &p);

    if (verdict != MEDIA_GOOD)
        return verdict;
    out->type = best_type(asset, &p);
    if (fit->grey)
        media_pixels_to_grey(&p);
    media_pixels_orient(&p, asset->orientation);
    shrink(&p, fit);
    if (out->type == MEDIA_PNG)
        media_png_write(&out->bytes, &p);
    else
        media_jpeg_encode(&out->bytes, &p, QUALITY);
    media_pixels_release(&p);
    return MEDIA_GOOD;
}

static enum media_verdict clean(const struct media_bytes *bytes,
                                struct media_converted *out)
{
    enum media_verdict verdict =
        media_vector_clean(bytes->data, bytes->len, &out->bytes);

    if (verdict != MEDIA_GOOD)
        buf_release(&out->bytes);
    return verdict;
}

static bool is_only_turned(const struct media_asset *asset, const struct media_fit *fit)
{
    struct media_asset upright = *asset;

    upright.orientation = 1;
    upright.width = media_asset_shown_width(asset);
    upright.height = media_asset_shown_height(asset);
    return asset->type == MEDIA_JPEG && media_convert_keeps(&upright, fit);
}

enum media_verdict media_convert(const struct media_asset *asset,
                                 const struct media_bytes *bytes,
                                 const struct media_fit *fit,
                                 struct media_converted *out)
{
    *out = (struct media_converted){.type = asset->type};
    if (media_convert_keeps(asset, fit))
        return MEDIA_GOOD;
    if (asset->type == MEDIA_SVG)
        return clean(bytes, out);
    if (is_only_turned(asset, fit) &&
        media_jpeg_turn(bytes->data, bytes->len, asset->orientation, &out->bytes))
        return MEDIA_GOOD;
    return encode_anew(asset, bytes, fit, out);
}
