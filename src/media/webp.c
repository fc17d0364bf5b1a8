#include "media/decode.h"

#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

/*
 * What a pixel costs: the result, and in lossless pictures the ARGB that libwebp
 * decodes to first.
 */
static int cost_of(const WebPBitstreamFeatures *f)
{
    return (f->has_alpha ? 5 : 3) + (f->format == 2 || f->has_alpha ? 4 : 0);
}

/* Decodes the frame onto the canvas, which is as large or larger and empty. */
static bool draw_frame(const WebPIterator *frame, int components,
                       struct media_pixels *out)
{
    size_t stride = (size_t)out->width * (size_t)components,
           size = stride * (size_t)out->height,
           at = (size_t)frame->y_offset * stride +
                (size_t)frame->x_offset * (size_t)components;
    uint8_t *canvas = (uint8_t *)buf_reserve(&out->colour, size);
    const uint8_t *drawn;

    if (frame->width < out->width || frame->height < out->height)
        memset(canvas, 0, size);
    buf_commit(&out->colour, size);
    drawn = (components == 4 ? WebPDecodeRGBAInto : WebPDecodeRGBInto)(
        frame->fragment.bytes, frame->fragment.size, canvas + at, size - at,
        (int)stride);
    return drawn != NULL;
}

static enum media_verdict decode(const WebPDemuxer *demux, WebPIterator *frame,
                                 struct media_pixels *out)
{
    int width = (int)WebPDemuxGetI(demux, WEBP_FF_CANVAS_WIDTH),
        height = (int)WebPDemuxGetI(demux, WEBP_FF_CANVAS_HEIGHT), components;
    WebPBitstreamFeatures features;

    if (WebPGetFeatures(frame->fragment.bytes, frame->fragment.size, &features) !=
        VP8_STATUS_OK)
        return MEDIA_DAMAGED;
    if (frame->width < width || frame->height < height)
        features.has_alpha = 1;
    if (!media_decode_fits(out, width, height, cost_of(&features)))
        return MEDIA_TOO_LARGE;
    components = features.has_alpha ? 4 : 3;
    if (!draw_frame(frame, components, out))
        return MEDIA_DAMAGED;
    media_decode_part(out, components);
    return MEDIA_GOOD;
}

enum media_verdict media_webp_decode(const void *bytes, size_t len,
                                     struct media_pixels *out)
{
    WebPData data = {bytes, len};
    WebPDemuxer *demux = WebPDemux(&data);
    WebPIterator frame;
    enum media_verdict verdict = MEDIA_DAMAGED;

    *out = (struct media_pixels){0};
    if (demux && WebPDemuxGetFrame(demux, 1, &frame)) {
        verdict = decode(demux, &frame, out);
        WebPDemuxReleaseIterator(&frame);
    }
    WebPDemuxDelete(demux);
    if (verdict != MEDIA_GOOD)
        media_pixels_release(out);
    return verdict;
}
