#include "media/resample.h"

#include "util/heap.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define STBIR_MALLOC(size, user) ((void)(user), heap_alloc(size))
#define STBIR_FREE(p, user)      ((void)(user), heap_free(p))
#define STBIR_ASSERT(condition)  assert(condition)
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wcast-qual"
#include <stb_image_resize.h>
#pragma GCC diagnostic pop

static void resize(const struct media_pixels *from, const struct buf *plane,
                   struct media_pixels *to, struct buf *resized, int channels)
{
    size_t size = (size_t)to->width * (size_t)to->height * (size_t)channels;
    bool alpha = channels == 2 || channels == 4;

    stbir_resize_uint8_generic(
        (const unsigned char *)plane->data, from->width, from->height, 0,
        (unsigned char *)buf_reserve(resized, size), to->width, to->height, 0, channels,
        alpha ? channels - 1 : STBIR_ALPHA_CHANNEL_NONE, 0, STBIR_EDGE_CLAMP,
        STBIR_FILTER_CATMULLROM, STBIR_COLORSPACE_SRGB, NULL);
    buf_commit(resized, size);
}

static void part(struct media_pixels *p)
{
    size_t count = (size_t)p->width * (size_t)p->height, n = (size_t)p->components;
    char *alpha = buf_reserve(&p->alpha, count);

    for (size_t i = 0; i < count; i++) {
        alpha[i] = p->colour.data[i * (n + 1) + n];
        memmove(p->colour.data + i * n, p->colour.data + i * (n + 1), n);
    }
    buf_commit(&p->alpha, count);
    buf_truncate(&p->colour, count * n);
}

void media_pixels_resize(struct media_pixels *p, int width, int height)
{
    struct media_pixels to = {
        .width = width, .height = height, .components = p->components};
    bool alpha = p->alpha.len > 0;
    struct buf joined = {0};

    if (alpha) {
        media_pixels_join(p, &joined);
        resize(p, &joined, &to, &to.colour, p->components + 1);
        buf_release(&joined);
        part(&to);
    } else {
        resize(p, &p->colour, &to, &to.colour, p->components);
    }
    media_pixels_release(p);
    *p = to;
}

/* Light of an sRGB value (IEC 61966-2-1), in 1/65535. */
static void fill_light(uint32_t light[256])
{
    for (int i = 0; i < 256; i++) {
        double v = i / 255.0;

        light[i] = (uint32_t)lround(
            65535 * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)));
    }
}

/* The value whose light is nearest. */
static uint8_t nearest(const uint32_t light[256], uint32_t wanted)
{
    int low = 0, high = 255;

    while (low < high) {
        int middle = (low + high) / 2;

        if (light[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && wanted - light[low - 1] < light[low] - wanted)
        low--;
    return (uint8_t)low;
}

void media_pixels_to_grey(struct media_pixels *p)
{
    size_t count = (size_t)p->width * (size_t)p->height;
    uint8_t *at = (uint8_t *)p->colour.data;
    uint32_t light[256];

    if (p->components == 1)
        return;
    fill_light(light);
    for (size_t i = 0; i < count; i++) {
        uint32_t sum = 2126 * light[at[3 * i]] + 7152 * light[at[3 * i + 1]] +
                       722 * light[at[3 * i + 2]];

        at[i] = nearest(light, (sum + 5000) / 10000);
    }
    buf_truncate(&p->colour, count);
    p->components = 1;
}
