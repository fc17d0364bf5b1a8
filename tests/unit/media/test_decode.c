#include "media/decode.h"
#include "media/orient.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <avif/avif.h>
#include <cmocka.h>
#include <gif_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <webp/encode.h>

/* Samples are made by the libraries' encoders; what they mean is worked out here. */

enum { WIDTH = 24, HEIGHT = 20 };

static void check_pixel(const struct media_pixels *p, int x, int y, uint32_t rgba)
{
    size_t at = (size_t)y * (size_t)p->width + (size_t)x;
    const uint8_t *colour =
        (const uint8_t *)p->colour.data + at * (size_t)p->components;
    uint8_t alpha = p->alpha.len ? (uint8_t)p->alpha.data[at] : 0xFF;

    assert_int_equal(alpha, rgba & 0xFF);
    if (alpha == 0)
        return;
    for (int c = 0; c < 3; c++)
        assert_int_equal(colour[p->components == 3 ? c : 0],
                         rgba >> (24 - 8 * c) & 0xFF);
}

static void check_size(const struct media_pixels *p, int width, int height,
                       int components, bool alpha)
{
    size_t count = (size_t)width * (size_t)height;

    assert_int_equal(p->width, width);
    assert_int_equal(p->height, height);
    assert_int_equal(p->components, components);
    assert_int_equal(p->colour.len, count * (size_t)components);
    assert_int_equal(p->alpha.len, alpha ? count : 0);
}

/* GIF */

static int add_bytes(GifFileType *gif, const GifByteType *bytes, int len)
{
    buf_add(gif->UserData, bytes, (size_t)len);
    return len;
}

struct frame {
    int left, top, width, height;
    bool interlaced;
    int transparent; /* -1: none */
};

/* Row y of a frame is all of colour y % 4, but its last pixel, which is of colour 0. */
static void put_frame(GifFileType *gif, const struct frame *f)
{
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    GraphicsControlBlock control = {0, false, 10, f->transparent};
    GifByteType extension[4];

    EGifGCBToExtension(&control, extension);
    EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, 4, extension);
    EGifPutImageDesc(gif, f->left, f->top, f->width, f->height, f->interlaced, NULL);
    for (int pass = 0; pass < (f->interlaced ? 4 : 1); pass++)
        for (int y = f->interlaced ? starts[pass] : 0; y < f->height;
             y += f->interlaced ? steps[pass] : 1) {
            GifPixelType row[WIDTH];

            memset(row, y % 4, sizeof row);
            row[f->width - 1] = 0;
            EGifPutLine(gif, row, f->width);
        }
}

static struct buf make_gif(const struct frame *frames, size_t count)
{
    static const GifColorType colours[4] = {
        {10, 20, 30}, {200, 0, 0}, {0, 200, 0}, {0, 0, 200}};
    struct buf out = {0};
    int error;
    GifFileType *gif = EGifOpen(&out, add_bytes, &error);
    ColorMapObject *map = GifMakeMapObject(4, colours);

    EGifSetGifVersion(gif, true);
    EGifPutScreenDesc(gif, WIDTH, HEIGHT, 8, 0, map);
    for (size_t i = 0; i < count; i++)
        put_frame(gif, &frames[i]);
    GifFreeMapObject(map);
    EGifCloseFile(gif, &error);
    return out;
}

static void gifs_decode(void **state)
{
    struct frame whole = {0, 0, WIDTH, HEIGHT, false, -1};
    struct media_pixels p;

    (void)state;
    for (int laced = 0; laced < 2; laced++) {
        struct buf gif;

        whole.interlaced = laced;
        gif = make_gif(&whole, 1);
        assert_int_equal(media_gif_decode(gif.data, gif.len, &p), MEDIA_GOOD);
        check_size(&p, WIDTH, HEIGHT, 3, false);
        for (int y = 0; y < HEIGHT; y++) {
            static const uint32_t rows[] = {0x0A141EFF, 0xC80000FF, 0x00C800FF,
                                            0x0000C8FF};

            check_pixel(&p, 0, y, rows[y % 4]);
            check_pixel(&p, WIDTH - 1, y, rows[0]);
        }
        media_pixels_release(&p);
        buf_release(&gif);
    }
}

/* The first frame is smaller than the canvas and has holes; the second must not be
 * seen. */
static void gif_animations_show_their_first_frame(void **state)
{
    const struct frame frames[] = {{5, 3, 10, 8, false, 0},
                                   {0, 0, WIDTH, HEIGHT, false, -1}};
    struct buf gif = make_gif(frames, 2);
    struct media_pixels p;

    (void)state;
    assert_int_equal(media_gif_decode(gif.data, gif.len, &p), MEDIA_GOOD);
    check_size(&p, WIDTH, HEIGHT, 3, true);
    check_pixel(&p, 0, 0, 0);
    check_pixel(&p, 5, 3, 0); /* colour 0 is transparent */
    check_pixel(&p, 5, 4, 0xC80000FF);
    check_pixel(&p, 13, 10, 0x0000C8FF);
    check_pixel(&p, 14, 10, 0);
    check_pixel(&p, 15, 10, 0);
    check_pixel(&p, 5, 11, 0);
    media_pixels_release(&p);
    buf_release(&gif);
}

static void gif_frames_are_cut_at_the_canvas(void **state)
{
    const struct frame frames[] = {{WIDTH - 4, HEIGHT - 4, 10, 8, true, -1}};
    struct buf gif = make_gif(frames, 1);
    struct media_pixels p;

    (void)state;
    assert_int_equal(media_gif_decode(gif.data, gif.len, &p), MEDIA_GOOD);
    check_pixel(&p, WIDTH - 1, HEIGHT - 1, 0x0000C8FF);
    media_pixels_release(&p);
    buf_release(&gif);
}

/* WebP */

static void fill_rgba(uint8_t *rgba, int width, int height, bool alpha)
{
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint8_t *p = rgba + 4 * (y * width + x);

            p[0] = (uint8_t)(x * 10);
            p[1] = (uint8_t)(y * 12);
            p[2] = 40;
            p[3] = alpha && x < width / 2 ? (uint8_t)(100 + y) : 0xFF;
        }
}

static uint32_t rgba_at(int x, int y, int width, bool alpha)
{
    return (uint32_t)(x * 10) << 24 | (uint32_t)(y * 12) << 16 | 40u << 8 |
           (alpha && x < width / 2 ? (uint32_t)(100 + y) : 0xFF);
}

static struct buf lossless_webp(int width, int height, bool alpha)
{
    uint8_t rgba[4 * WIDTH * HEIGHT], *made = NULL;
    struct buf out = {0};
    size_t len;

    fill_rgba(rgba, width, height, alpha);
    len = WebPEncodeLosslessRGBA(rgba, width, height, 4 * width, &made);
    assert_true(len > 0);
    buf_add(&out, made, len);
    WebPFree(made);
    return out;
}

static void webps_decode(void **state)
{
    struct media_pixels p;

    (void)state;
    for (int alpha = 0; alpha < 2; alpha++) {
        struct buf webp = lossless_webp(WIDTH, HEIGHT, alpha);

        assert_int_equal(media_webp_decode(webp.data, webp.len, &p), MEDIA_GOOD);
        check_size(&p, WIDTH, HEIGHT, 3, alpha);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                check_pixel(&p, x, y, rgba_at(x, y, WIDTH, alpha));
        media_pixels_release(&p);
        for (size_t len = 0; len < webp.len; len += 7)
            assert_int_equal(media_webp_decode(webp.data, len, &p), MEDIA_DAMAGED);
        buf_release(&webp);
    }
}

static void lossy_webps_decode(void **state)
{
    uint8_t rgb[3 * WIDTH * HEIGHT], *made = NULL;
    struct media_pixels p;
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof rgb; i++)
        rgb[i] = (const uint8_t[]){180, 90, 30}[i % 3];
    len = WebPEncodeRGB(rgb, WIDTH, HEIGHT, 3 * WIDTH, 90, &made);
    assert_int_equal(media_webp_decode(made, len, &p), MEDIA_GOOD);
    check_size(&p, WIDTH, HEIGHT, 3, false);
    for (size_t i = 0; i < sizeof rgb; i++)
        assert_in_range((uint8_t)p.colour.data[i], rgb[i] - 4, rgb[i] + 4);
    media_pixels_release(&p);
    WebPFree(made);
}

static void put_le(struct buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_putc(out, (char)(value >> 8 * i));
}

/* A container of RFC 9649 §2.7 around frames that are files of their own. */
static void put_webp_frame(struct buf *out, const struct buf *frame, int x, int y)
{
    struct buf body = {0};

    put_le(&body, (uint32_t)x / 2, 3);
    put_le(&body, (uint32_t)y / 2, 3);
    put_le(&body, 10 - 1, 3);
    put_le(&body, 8 - 1, 3);
    put_le(&body, 100, 3);
    buf_putc(&body, 0);
    buf_add(&body, frame->data + 12, frame->len - 12);
    buf_puts(out, "ANMF");
    put_le(out, (uint32_t)body.len, 4);
    buf_add(out, body.data, body.len);
    buf_release(&body);
}

static void webp_animations_show_their_first_frame(void **state)
{
    struct buf frame = lossless_webp(10, 8, true), body = {0}, webp = {0};
    struct media_pixels p;

    (void)state;
    buf_puts(&body, "WEBPVP8X");
    put_le(&body, 10, 4);
    put_le(&body, 0x12, 4); /* animation, alpha */
    put_le(&body, WIDTH - 1, 3);
    put_le(&body, HEIGHT - 1, 3);
    buf_puts(&body, "ANIM");
    put_le(&body, 6, 4);
    put_le(&body, 0xFFFFFFFF, 4);
    put_le(&body, 0, 2);
    put_webp_frame(&body, &frame, 6, 4);
    put_webp_frame(&body, &frame, 0, 0);
    buf_puts(&webp, "RIFF");
    put_le(&webp, (uint32_t)body.len, 4);
    buf_add(&webp, body.data, body.len);
    assert_int_equal(media_webp_decode(webp.data, webp.len, &p), MEDIA_GOOD);
    check_size(&p, WIDTH, HEIGHT, 3, true);
    check_pixel(&p, 0, 0, 0);
    check_pixel(&p, 5, 4, 0);
    check_pixel(&p, 6, 4, rgba_at(0, 0, 10, true));
    check_pixel(&p, 15, 11, rgba_at(9, 7, 10, true));
    check_pixel(&p, 16, 11, 0);
    media_pixels_release(&p);
    buf_release(&webp);
    buf_release(&body);
    buf_release(&frame);
}

/* AVIF */

struct avif_case {
    uint32_t depth;
    avifPixelFormat format;
    bool alpha;
    int angle, mirror; /* mirror -1: none */
};

/* One flat colour, alpha 128 in the left half; quantizer 0 and identity keep it exact.
 */
static struct buf make_avif(const struct avif_case *c)
{
    avifImage *image = avifImageCreate(WIDTH, HEIGHT, c->depth, c->format);
    avifEncoder *encoder = avifEncoderCreate();
    avifRWData made = AVIF_DATA_EMPTY;
    uint8_t rgba[4 * WIDTH * HEIGHT];
    avifRGBImage rgb;
    struct buf out = {0};

    for (size_t i = 0; i < WIDTH * HEIGHT; i++) {
        memcpy(rgba + 4 * i, (const uint8_t[]){200, 100, 50, 255}, 4);
        if (c->format == AVIF_PIXEL_FORMAT_YUV400)
            memset(rgba + 4 * i, 120, 3);
        if (c->alpha && i % WIDTH < WIDTH / 2)
            rgba[4 * i + 3] = 128;
    }
    avifRGBImageSetDefaults(&rgb, image);
    rgb.depth = 8;
    rgb.ignoreAlpha = !c->alpha;
    rgb.pixels = rgba;
    rgb.rowBytes = 4 * WIDTH;
    assert_int_equal(avifImageRGBToYUV(image, &rgb), AVIF_RESULT_OK);
    if (c->angle) {
        image->transformFlags |= AVIF_TRANSFORM_IROT;
        image->irot.angle = (uint8_t)c->angle;
    }
    if (c->mirror >= 0) {
        image->transformFlags |= AVIF_TRANSFORM_IMIR;
        image->imir.mode = (uint8_t)c->mirror;
    }
    encoder->minQuantizer = encoder->maxQuantizer = 0;
    encoder->minQuantizerAlpha = encoder->maxQuantizerAlpha = 0;
    encoder->speed = 10;
    assert_int_equal(avifEncoderWrite(encoder, image, &made), AVIF_RESULT_OK);
    buf_add(&out, made.data, made.size);
    avifRWDataFree(&made);
    avifEncoderDestroy(encoder);
    avifImageDestroy(image);
    return out;
}

static void avifs_decode(void **state)
{
    static const struct avif_case cases[] = {
        {8, AVIF_PIXEL_FORMAT_YUV420, false, 0, -1},
        {8, AVIF_PIXEL_FORMAT_YUV444, true, 0, -1},
        {10, AVIF_PIXEL_FORMAT_YUV444, false, 0, -1},
        {12, AVIF_PIXEL_FORMAT_YUV422, true, 0, -1},
        {8, AVIF_PIXEL_FORMAT_YUV400, false, 0, -1},
        {10, AVIF_PIXEL_FORMAT_YUV400, true, 0, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool grey = cases[i].format == AVIF_PIXEL_FORMAT_YUV400;
        struct buf avif = make_avif(&cases[i]);
        struct media_pixels p;
        const uint8_t *colour;

        assert_int_equal(media_avif_decode(avif.data, avif.len, &p), MEDIA_GOOD);
        check_size(&p, WIDTH, HEIGHT, grey ? 1 : 3, cases[i].alpha);
        colour = (const uint8_t *)p.colour.data;
        for (int c = 0; c < p.components; c++) {
            int meant = grey ? 120 : (const int[]){200, 100, 50}[c];

            assert_in_range(colour[c], meant - 3, meant + 3);
        }
        if (cases[i].alpha) {
            assert_in_range((uint8_t)p.alpha.data[0], 127, 129);
            assert_int_equal((uint8_t)p.alpha.data[WIDTH - 1], 255);
        }
        media_pixels_release(&p);
        for (size_t len = 0; len < avif.len - 20; len += 31)
            assert_int_equal(media_avif_decode(avif.data, len, &p), MEDIA_DAMAGED);
        buf_release(&avif);
    }
}

/* The half that is seen through tells which way the picture is turned. */
static void avif_turns_are_known(void **state)
{
    static const struct {
        struct avif_case made;
        int left_top, right_top, left_bottom; /* alpha of the corners */
    } cases[] = {
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 1, -1}, 255, 255, 128},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 2, -1}, 255, 128, 255},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 3, -1}, 128, 128, 255},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 0, 1}, 255, 128, 255},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 0, 0}, 128, 255, 128},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 1, 0}, 128, 128, 255},
        {{8, AVIF_PIXEL_FORMAT_YUV444, true, 1, 1}, 255, 255, 128},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf avif = make_avif(&cases[i].made);
        struct media_asset asset = {0};
        struct media_pixels p;
        const uint8_t *alpha;
        bool lying = cases[i].made.angle & 1;

        assert_int_equal(media_probe(avif.data, avif.len, &asset), MEDIA_GOOD);
        assert_int_equal(asset.width, WIDTH);
        assert_int_equal(media_avif_decode(avif.data, avif.len, &p), MEDIA_GOOD);
        check_size(&p, WIDTH, HEIGHT, 3, true);
        media_pixels_orient(&p, asset.orientation);
        check_size(&p, lying ? HEIGHT : WIDTH, lying ? WIDTH : HEIGHT, 3, true);
        alpha = (const uint8_t *)p.alpha.data;
        assert_int_equal(alpha[0], cases[i].left_top);
        assert_int_equal(alpha[p.width - 1], cases[i].right_top);
        assert_int_equal(alpha[p.width * (p.height - 1)], cases[i].left_bottom);
        media_pixels_release(&p);
        buf_release(&avif);
    }
}

/* Each orientation of "AB / CD / EF", read as rows. */
static void orientations_turn_pixels(void **state)
{
    static const char *const turned[] = {
        [1] = "ABCDEF", [2] = "BADCFE", [3] = "FEDCBA", [4] = "EFCDAB",
        [5] = "ACEBDF", [6] = "ECAFDB", [7] = "FDBECA", [8] = "BDFACE"};

    (void)state;
    for (int i = 0; i <= 9; i++) {
        struct media_pixels p = {.width = 2, .height = 3, .components = 1};

        buf_puts(&p.colour, "ABCDEF");
        media_pixels_orient(&p, i);
        assert_memory_equal(p.colour.data, turned[i < 1 || i > 8 ? 1 : i], 6);
        assert_int_equal(p.width, i >= 5 && i <= 8 ? 3 : 2);
        media_pixels_release(&p);
    }
}

/* Canvases that a header alone claims cost nothing. */
static void bombs_are_refused(void **state)
{
    static const char gif[] =
        "GIF89a\xFF\xFF\xFF\xFF\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\1"
        "\0\1\0\0\2\2\x44\1\0;";
    static const char webp[] =
        "RIFF\x1E\0\0\0WEBPVP8L\x11\0\0\0\x2F\xFF\xFF\xFF\x0F\0\0"
        "\0\0\0\0\0\0\0\0\0\0\0\0";
    struct media_pixels p;

    (void)state;
    assert_int_equal(media_gif_decode(gif, sizeof gif - 1, &p), MEDIA_TOO_LARGE);
    assert_int_not_equal(media_webp_decode(webp, sizeof webp - 1, &p), MEDIA_GOOD);
    assert_int_equal(media_svg_decode("<svg/>", 6, 1 << 20, NULL, &p), MEDIA_TOO_LARGE);
}

/* SVG */

static void svgs_are_drawn(void **state)
{
    static const char svg[] =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 5'>"
        "<rect width='5' height='5' fill='#c80000'/>"
        "<rect x='5' width='5' height='2' fill='#0000ff' fill-opacity='0.5'/></svg>";
    struct media_pixels p;

    (void)state;
    assert_int_equal(media_svg_decode(svg, sizeof svg - 1, 40, NULL, &p), MEDIA_GOOD);
    check_size(&p, 40, 20, 3, true);
    check_pixel(&p, 0, 0, 0xC80000FF);
    check_pixel(&p, 19, 19, 0xC80000FF);
    check_pixel(&p, 20, 0, 0x0000FF80);
    check_pixel(&p, 20, 8, 0);
    media_pixels_release(&p);
    assert_int_equal(media_svg_decode("<svg", 4, 40, NULL, &p), MEDIA_DAMAGED);
    assert_int_equal(media_svg_decode("<html/>", 7, 40, NULL, &p), MEDIA_DAMAGED);
}

static const char *root;

static size_t ink(const struct media_pixels *p)
{
    size_t sum = 0;

    for (size_t i = 0; i < p->alpha.len; i++)
        sum += (uint8_t)p->alpha.data[i] > 127;
    return sum;
}

/* Without fonts no letter is drawn, whatever the machine has installed. */
static void text_is_drawn_with_the_given_fonts_only(void **state)
{
    static const char svg[] =
        "<svg xmlns='http://www.w3.org/2000/svg' width='80' height='30'>"
        "<text x='2' y='24' font-size='24' font-family='%s'>가나다</text></svg>";
    char folder[4096], text[400];
    const char *folders[] = {folder, NULL};
    struct media_pixels sans, serif;

    (void)state;
    snprintf(folder, sizeof folder, "%s/fonts", root);
    snprintf(text, sizeof text, svg, "Arial, sans-serif");
    assert_int_equal(media_svg_decode(text, strlen(text), 80, folders, &sans),
                     MEDIA_GOOD);
    assert_true(ink(&sans) > 200);
    snprintf(text, sizeof text, svg, "serif");
    assert_int_equal(media_svg_decode(text, strlen(text), 80, folders, &serif),
                     MEDIA_GOOD);
    assert_true(ink(&serif) > 200);
    assert_int_equal(sans.alpha.len, serif.alpha.len);
    assert_memory_not_equal(sans.alpha.data, serif.alpha.data, sans.alpha.len);
    media_pixels_release(&sans);
    media_pixels_release(&serif);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gifs_decode),
        cmocka_unit_test(gif_animations_show_their_first_frame),
        cmocka_unit_test(gif_frames_are_cut_at_the_canvas),
        cmocka_unit_test(webps_decode),
        cmocka_unit_test(lossy_webps_decode),
        cmocka_unit_test(webp_animations_show_their_first_frame),
        cmocka_unit_test(avifs_decode),
        cmocka_unit_test(avif_turns_are_known),
        cmocka_unit_test(orientations_turn_pixels),
        cmocka_unit_test(bombs_are_refused),
        cmocka_unit_test(svgs_are_drawn),
        cmocka_unit_test(text_is_drawn_with_the_given_fonts_only),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
