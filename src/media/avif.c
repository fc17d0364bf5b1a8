#include "media/avif.h"

#include <avif/avif.h>

/* Planes are held twice where a picture is put together of tiles. */
static int cost_of(const avifDecoder *decoder)
{
    const avifImage *image = decoder->image;
    int planes = image->yuvFormat == AVIF_PIXEL_FORMAT_YUV444 ? 3 : 2;

    return 2 * (planes + (decoder->alphaPresent ? 1 : 0)) * (image->depth > 8 ? 2 : 1);
}

static struct media_avif *open_avif(const void *bytes, size_t len,
                                    struct media_avif_facts *facts)
{
    avifDecoder *decoder = avifDecoderCreate();

    if (!decoder)
        return NULL;
    decoder->maxThreads = 1;
    decoder->ignoreExif = decoder->ignoreXMP = AVIF_TRUE;
    decoder->strictFlags = AVIF_STRICT_DISABLED; /* old encoders forgot boxes */
    decoder->imageSizeLimit = 64u << 20;
    if (avifDecoderSetIOMemory(decoder, bytes, len) != AVIF_RESULT_OK ||
        avifDecoderParse(decoder) != AVIF_RESULT_OK) {
        avifDecoderDestroy(decoder);
        return NULL;
    }
    *facts = (struct media_avif_facts){.width = (int)decoder->image->width,
                                       .height = (int)decoder->image->height,
                                       .cost = cost_of(decoder),
                                       .alpha = decoder->alphaPresent};
    return (struct media_avif *)decoder;
}

/* The pixels must be those the container promised, as they are what was made room for.
 */
static bool read_avif(struct media_avif *a, uint8_t *pixels)
{
    avifDecoder *decoder = (avifDecoder *)a;
    uint32_t width = decoder->image->width, height = decoder->image->height;
    avifRGBImage rgb;

    if (avifDecoderNextImage(decoder) != AVIF_RESULT_OK ||
        decoder->image->width != width || decoder->image->height != height)
        return false;
    avifRGBImageSetDefaults(&rgb, decoder->image);
    rgb.format = decoder->alphaPresent ? AVIF_RGB_FORMAT_RGBA : AVIF_RGB_FORMAT_RGB;
    rgb.depth = 8;
    rgb.pixels = pixels;
    rgb.rowBytes = width * (decoder->alphaPresent ? 4 : 3);
    return avifImageYUVToRGB(decoder->image, &rgb) == AVIF_RESULT_OK;
}

static void close_avif(struct media_avif *a)
{
    avifDecoderDestroy((avifDecoder *)a);
}

extern const struct media_avif_module media_avif_module;
const struct media_avif_module media_avif_module = {sizeof media_avif_module, open_avif,
                                                    read_avif, close_avif};
