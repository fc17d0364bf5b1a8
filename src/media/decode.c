#include "media/decode.h"

#include <string.h>

bool media_decode_fits(struct media_pixels *out, int64_t width, int64_t height,
                       int64_t cost)
{
    *out = (struct media_pixels){0};
    if (width < 1 || height < 1 || width > MEDIA_WORKING_LIMIT / height ||
        width * height > MEDIA_WORKING_LIMIT / cost)
        return false;
    out->width = (int)width;
    out->height = (int)height;
    return true;
}

/*
 * RGBA becomes RGB, and alpha when anything shines through. What is not seen at all is
 * white, since viewers that scale a picture let it run into its edges.
 */
static void part_alpha(struct media_pixels *out, size_t count)
{
    uint8_t *p = (uint8_t *)out->colour.data, *alpha;
    uint8_t all = 0xFF;

    for (size_t i = 0; i < count; i++)
        all &= p[4 * i + 3];
    alpha = all == 0xFF ? NULL : (uint8_t *)buf_reserve(&out->alpha, count);
    for (size_t i = 0; i < count; i++) {
        if (alpha)
            alpha[i] = p[4 * i + 3];
        if (p[4 * i + 3] == 0)
            memset(p + 3 * i, 0xFF, 3);
        else
            memmove(p + 3 * i, p + 4 * i, 3);
    }
    if (alpha)
        buf_commit(&out->alpha, count);
    buf_truncate(&out->colour, 3 * count);
}

static bool is_grey(const uint8_t *rgb, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rgb[3 * i] != rgb[3 * i + 1] || rgb[3 * i] != rgb[3 * i + 2])
            return false;
    return true;
}

void media_decode_part(struct media_pixels *out, int components)
{
    size_t count = (size_t)out->width * (size_t)out->height;
    uint8_t *p;

    if (components == 4)
        part_alpha(out, count);
    p = (uint8_t *)out->colour.data;
    out->components = is_grey(p, count) ? 1 : 3;
    if (out->components == 3)
        return;
    for (size_t i = 0; i < count; i++)
        p[i] = p[3 * i];
    buf_truncate(&out->colour, count);
}
