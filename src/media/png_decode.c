#include "media/png.h"
#include "util/heap.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

struct png_input {
    const uint8_t *bytes;
    size_t len, at;
};

static void read_bytes(png_structp png, png_bytep to, png_size_t len)
{
    struct png_input *in = png_get_io_ptr(png);

    if (len > in->len - in->at)
        png_error(png, "the file ends early");
    memcpy(to, in->bytes + in->at, len);
    in->at += len;
}

static void fail(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

static void be_quiet(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void begin(png_structp png, png_infop info, struct png_input *in)
{
    png_set_read_fn(png, in, read_bytes);
    png_set_user_limits(png, 1 << 26, 1 << 26);
    /* -1: all but IHDR, PLTE, tRNS, IDAT and IEND. A few kB of zTXt can hold megabytes.
     */
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_read_info(png, info);
}

/* Whatever the file holds becomes 8-bit grey or RGB with alpha. */
static void normalise(png_structp png, png_infop info)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_interlace_handling(png);
    png_set_add_alpha(png, 0xFF, PNG_FILLER_AFTER);
    png_read_update_info(png, info);
}

/* What is decoded, with the memory that a longjmp must not lose. */
struct decoding {
    struct png_input in;
    struct media_pixels *out; /* NULL: only looked at */
    uint8_t *raw;
    png_bytep *rows;
};

/*
 * Parts the pixels of `raw` into colour and alpha. Colour stays in the same memory,
 * which `out` owns from now on: a large picture must not be held twice.
 */
static void split(struct media_pixels *out, uint8_t *raw)
{
    size_t count = (size_t)out->width * (size_t)out->height,
           n = (size_t)out->components;
    char *alpha = buf_reserve(&out->alpha, count);
    uint8_t all = 0xFF;

    for (size_t i = 0; i < count; i++) {
        uint8_t a = raw[i * (n + 1) + n];

        memmove(raw + i * n, raw + i * (n + 1), n);
        alpha[i] = (char)a;
        all &= a;
    }
    raw = heap_resize(raw, count * n + 1, 1);
    raw[count * n] = '\0';
    out->colour = (struct buf){(char *)raw, count * n, count * n + 1};
    buf_commit(&out->alpha, count);
    if (all == 0xFF)
        buf_release(&out->alpha);
}

static bool read_picture(png_structp png, png_infop info, struct decoding *d)
{
    size_t height = png_get_image_height(png, info), bytes;

    normalise(png, info);
    bytes = png_get_rowbytes(png, info);
    if (bytes > MEDIA_DECODED_LIMIT / height)
        return false;
    d->out->width = (int)png_get_image_width(png, info);
    d->out->height = (int)height;
    d->out->components = png_get_channels(png, info) - 1;
    d->raw = heap_alloc(bytes * height);
    d->rows = heap_zalloc(height, sizeof *d->rows);
    for (size_t y = 0; y < height; y++)
        d->rows[y] = d->raw + bytes * y;
    png_read_image(png, d->rows);
    return true;
}

static bool look_through(png_structp png, png_infop info, struct decoding *d)
{
    int passes = png_set_interlace_handling(png);
    png_uint_32 height = png_get_image_height(png, info);

    png_read_update_info(png, info);
    d->raw = heap_alloc(png_get_rowbytes(png, info));
    while (passes-- > 0)
        for (png_uint_32 y = 0; y < height; y++)
            png_read_row(png, d->raw, NULL);
    return true;
}

/* libpng reports errors by longjmp; all that is allocated between hangs on `d`. */
static bool attempt(png_structp png, png_infop info, struct decoding *d)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    begin(png, info, &d->in);
    return d->out ? read_picture(png, info, d) : look_through(png, info, d);
}

static bool run(struct decoding *d)
{
    png_structp png =
        png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, be_quiet);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool good;

    if (!info)
        heap_exhausted();
    good = attempt(png, info, d);
    png_destroy_read_struct(&png, &info, NULL);
    if (good && d->out)
        split(d->out, d->raw);
    else
        heap_free(d->raw);
    heap_free(d->rows);
    return good;
}

bool media_png_decode(const void *bytes, size_t len, struct media_pixels *out)
{
    struct decoding d = {.in = {bytes, len, 0}, .out = out};

    *out = (struct media_pixels){0};
    return run(&d);
}

bool media_png_decodes(const void *bytes, size_t len)
{
    struct decoding d = {.in = {bytes, len, 0}};

    return run(&d);
}
