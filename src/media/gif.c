#include "media/decode.h"

#include "util/heap.h"

#include <gif_lib.h>
#include <string.h>

struct input {
    const uint8_t *bytes;
    size_t len, at;
};

static int read_bytes(GifFileType *gif, GifByteType *to, int count)
{
    struct input *in = gif->UserData;
    size_t n = (size_t)count < in->len - in->at ? (size_t)count : in->len - in->at;

    memcpy(to, in->bytes + in->at, n);
    in->at += n;
    return (int)n;
}

/* Reads up to the first frame's pixels; `*transparent` is the index that shows nothing,
 * or -1. */
static bool find_frame(GifFileType *gif, int *transparent)
{
    GifRecordType type;
    GifByteType *data;
    int label;

    while (DGifGetRecordType(gif, &type) == GIF_OK) {
        if (type == IMAGE_DESC_RECORD_TYPE)
            return DGifGetImageDesc(gif) == GIF_OK;
        if (type != EXTENSION_RECORD_TYPE ||
            DGifGetExtension(gif, &label, &data) != GIF_OK)
            return false;
        while (data) {
            if (label == GRAPHICS_EXT_FUNC_CODE && data[0] >= 4)
                *transparent = data[1] & 1 ? data[4] : -1;
            if (DGifGetExtensionNext(gif, &data) != GIF_OK)
                return false;
        }
    }
    return false;
}

/* A frame on its canvas; what lies outside the canvas is cut off. */
struct painting {
    struct media_pixels *out;
    const ColorMapObject *colours;
    int left, top, width, height, transparent;
};

static void paint_row(const struct painting *p, const GifPixelType *row, int y)
{
    size_t stride = (size_t)p->out->width;
    uint8_t *rgb, *alpha = (uint8_t *)p->out->alpha.data;

    y += p->top;
    if (y >= p->out->height)
        return;
    rgb = (uint8_t *)p->out->colour.data + 3 * stride * (size_t)y;
    if (alpha)
        alpha += stride * (size_t)y;
    for (int x = 0; x < p->width && x + p->left < p->out->width; x++) {
        static const GifColorType black;
        size_t to = (size_t)(x + p->left);
        const GifColorType *c =
            row[x] < p->colours->ColorCount ? &p->colours->Colors[row[x]] : &black;

        if (row[x] == p->transparent)
            continue;
        rgb[3 * to] = c->Red;
        rgb[3 * to + 1] = c->Green;
        rgb[3 * to + 2] = c->Blue;
        if (alpha)
            alpha[to] = 0xFF;
    }
}

/* The four passes of interlaced rows (GIF89a appendix E). */
static bool paint(GifFileType *gif, const struct painting *p)
{
    static const struct {
        int start, step;
    } passes[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}}, whole[] = {{0, 1}};
    bool laced = gif->Image.Interlace;
    GifPixelType *row = heap_alloc((size_t)p->width);
    bool good = true;

    for (size_t i = 0; i < (laced ? 4 : 1); i++) {
        int start = laced ? passes[i].start : whole[i].start;
        int step = laced ? passes[i].step : whole[i].step;

        for (int y = start; good && y < p->height; y += step) {
            good = DGifGetLine(gif, row, p->width) == GIF_OK;
            if (good)
                paint_row(p, row, y);
        }
    }
    heap_free(row);
    return good;
}

static enum media_verdict decode(GifFileType *gif, struct media_pixels *out)
{
    struct painting p = {.out = out, .transparent = -1};
    size_t count;
    bool covered;

    if (!media_decode_fits(out, gif->SWidth, gif->SHeight, 4))
        return gif->SWidth > 0 && gif->SHeight > 0 ? MEDIA_TOO_LARGE : MEDIA_DAMAGED;
    if (!find_frame(gif, &p.transparent))
        return MEDIA_DAMAGED;
    p.colours = gif->Image.ColorMap ? gif->Image.ColorMap : gif->SColorMap;
    p.left = gif->Image.Left;
    p.top = gif->Image.Top;
    p.width = gif->Image.Width;
    p.height = gif->Image.Height;
    if (!p.colours || p.width < 1 || p.height < 1)
        return MEDIA_DAMAGED;
    covered = p.left == 0 && p.top == 0 && p.width >= out->width &&
              p.height >= out->height && p.transparent < 0;
    count = (size_t)out->width * (size_t)out->height;
    memset(buf_reserve(&out->colour, 3 * count), 0xFF, 3 * count);
    buf_commit(&out->colour, 3 * count);
    if (!covered) {
        memset(buf_reserve(&out->alpha, count), 0, count);
        buf_commit(&out->alpha, count);
    }
    return paint(gif, &p) ? MEDIA_GOOD : MEDIA_DAMAGED;
}

enum media_verdict media_gif_decode(const void *bytes, size_t len,
                                    struct media_pixels *out)
{
    struct input in = {bytes, len, 0};
    int error;
    GifFileType *gif = DGifOpen(&in, read_bytes, &error);
    enum media_verdict verdict;

    *out = (struct media_pixels){0};
    if (!gif)
        return MEDIA_DAMAGED;
    verdict = decode(gif, out);
    DGifCloseFile(gif, &error);
    if (verdict == MEDIA_GOOD)
        media_decode_part(out, 3);
    else
        media_pixels_release(out);
    return verdict;
}
