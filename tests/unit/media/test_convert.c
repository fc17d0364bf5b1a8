#include "media/convert.h"
#include "media/jpeg.h"
#include "media/png.h"
#include "media/probe.h"
#include "media/resample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <stdlib.h>
#include <webp/encode.h>

static struct media_pixels blank(int width, int height, int components, bool alpha)
{
    struct media_pixels p = {
        .width = width, .height = height, .components = components};
    size_t count = (size_t)width * (size_t)height;

    memset(buf_reserve(&p.colour, count * (size_t)components), 0,
           count * (size_t)components);
    buf_commit(&p.colour, count * (size_t)components);
    if (alpha) {
        memset(buf_reserve(&p.alpha, count), 0xFF, count);
        buf_commit(&p.alpha, count);
    }
    return p;
}

static uint8_t *at(const struct media_pixels *p, int x, int y)
{
    return (uint8_t *)p->colour.data +
           (size_t)p->components * ((size_t)y * (size_t)p->width + (size_t)x);
}

/* A smooth picture with more colours than a palette holds. */
static struct media_pixels smooth(int width, int height, bool alpha)
{
    struct media_pixels p = blank(width, height, 3, alpha);

    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            uint8_t *rgb = at(&p, x, y);

            rgb[0] = (uint8_t)(x * 255 / width);
            rgb[1] = (uint8_t)(y * 255 / height);
            rgb[2] = (uint8_t)((x + y) * 255 / (width + height));
            if (alpha)
                p.alpha.data[y * width + x] = (char)(x * 255 / width);
        }
    return p;
}

static struct media_asset probed(const struct buf *file)
{
    struct media_asset asset = {.len = file->len, .bytes = file->data};

    assert_int_equal(media_probe(file->data, file->len, &asset), MEDIA_GOOD);
    return asset;
}

static void check_same(const struct media_pixels *a, const struct media_pixels *b,
                       int tolerance)
{
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->height, b->height);
    assert_int_equal(a->components, b->components);
    assert_int_equal(a->alpha.len, b->alpha.len);
    for (size_t i = 0; i < a->colour.len; i++)
        if (abs((uint8_t)a->colour.data[i] - (uint8_t)b->colour.data[i]) > tolerance)
            fail_msg("byte %zu: %d, %d", i, (uint8_t)a->colour.data[i],
                     (uint8_t)b->colour.data[i]);
    if (a->alpha.len)
        assert_memory_equal(a->alpha.data, b->alpha.data, a->alpha.len);
}

static void pngs_round_trip(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        int components = i & 1 ? 3 : 1;
        bool alpha = i & 2, few = i >= 4;
        struct media_pixels p = smooth(33, 21, alpha), back;
        struct buf file = {0};

        if (few)
            for (size_t k = 0; k < p.colour.len; k++)
                p.colour.data[k] = (char)(k / 3 % 200);
        if (components == 1)
            media_pixels_to_grey(&p);
        media_png_write(&file, &p);
        assert_int_equal(
            file.data[25],
            few && components == 3 ? 3 : (components == 3 ? 2 : 0) + (alpha ? 4 : 0));
        assert_true(media_png_decode(file.data, file.len, &back));
        if (few && components == 3) /* its entries are all grey */
            media_pixels_to_grey(&p), media_pixels_to_grey(&back);
        check_same(&p, &back, 0);
        media_pixels_release(&p);
        media_pixels_release(&back);
        buf_release(&file);
    }
}

static void jpegs_round_trip(void **state)
{
    (void)state;
    for (int grey = 0; grey < 2; grey++) {
        struct media_pixels p = smooth(33, 21, false), back;
        struct buf file = {0};

        if (grey)
            media_pixels_to_grey(&p);
        media_jpeg_encode(&file, &p, 95);
        assert_true(media_jpeg_decode(file.data, file.len, &back));
        check_same(&p, &back, 8);
        media_pixels_release(&p);
        media_pixels_release(&back);
        buf_release(&file);
    }
}

/* Black and white lines come to the value that shines half as bright as white: 188. */
static void light_is_mixed_not_numbers(void **state)
{
    struct media_pixels p = blank(40, 40, 3, true);

    (void)state;
    for (int y = 0; y < 40; y += 2)
        memset(at(&p, 0, y), 0xFF, 120);
    media_pixels_resize(&p, 10, 10);
    assert_int_equal(p.width, 10);
    assert_int_equal(p.alpha.len, 100);
    assert_in_range(at(&p, 5, 5)[1], 184, 192);
    assert_int_equal((uint8_t)p.alpha.data[55], 0xFF);
    media_pixels_release(&p);
}

/* The colour of what cannot be seen does not run into what can. */
static void hidden_colours_stay_hidden(void **state)
{
    struct media_pixels p = blank(40, 40, 3, true);

    (void)state;
    for (int y = 0; y < 40; y++)
        for (int x = 0; x < 40; x++) {
            bool seen = x < 18;

            memcpy(at(&p, x, y), seen ? "\xC8\x14\x14" : "\x00\xFF\x00", 3);
            p.alpha.data[40 * y + x] = seen ? (char)0xFF : 0;
        }
    media_pixels_resize(&p, 10, 10);
    for (int x = 0; x < 5; x++) {
        assert_in_range(at(&p, x, 5)[0], 196, 204);
        assert_in_range(at(&p, x, 5)[1], 16, 24);
    }
    media_pixels_release(&p);
}

static void grey_is_as_bright(void **state)
{
    static const uint8_t colours[][4] = {{0, 0, 0, 0},         {255, 255, 255, 255},
                                         {128, 128, 128, 128}, {255, 0, 0, 127},
                                         {0, 255, 0, 220},     {0, 0, 255, 76}};

    (void)state;
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
        struct media_pixels p = blank(1, 1, 3, false);

        memcpy(p.colour.data, colours[i], 3);
        media_pixels_to_grey(&p);
        assert_int_equal(p.components, 1);
        assert_in_range((uint8_t)p.colour.data[0], colours[i][3] - (colours[i][3] > 0),
                        colours[i][3] + (colours[i][3] < 255));
        media_pixels_release(&p);
    }
}

/* With an orientation in an EXIF segment of its own. */
static struct buf turned_jpeg(int width, int height, int orientation)
{
    uint8_t exif[] = {0xFF, 0xE1, 0, 34,  'E', 'x', 'i', 'f', 0, 0,
                      'M',  'M',  0, '*', 0,   0,   0,   8,   0, 1,
                      1,    0x12, 0, 3,   0,   0,   0,   1,   0, (uint8_t)orientation,
                      0,    0,    0, 0,   0,   0};
    struct media_pixels p = smooth(width, height, false);
    struct buf plain = {0}, file = {0};

    media_jpeg_encode(&plain, &p, 90);
    buf_add(&file, plain.data, 2);
    buf_add(&file, exif, sizeof exif);
    buf_add(&file, plain.data + 2, plain.len - 2);
    media_pixels_release(&p);
    buf_release(&plain);
    return file;
}

/* Whole blocks are turned without loss: turned back, the picture is that of before. */
static void jpegs_are_turned(void **state)
{
    static const int back[] = {
        [2] = 2, [3] = 3, [4] = 4, [5] = 5, [6] = 8, [7] = 7, [8] = 6};

    (void)state;
    for (int i = 2; i <= 8; i++) {
        struct buf file = turned_jpeg(48, 32, i), turned = {0}, again = {0};
        struct media_pixels before, after;
        struct media_asset asset;

        assert_true(media_jpeg_turn(file.data, file.len, i, &turned));
        asset = probed(&turned);
        assert_int_equal(asset.orientation, 1);
        assert_int_equal(asset.width, i >= 5 ? 32 : 48);
        assert_null(memmem(turned.data, turned.len, "Exif", 4));
        assert_true(media_jpeg_turn(turned.data, turned.len, back[i], &again));
        assert_true(media_jpeg_decode(file.data, file.len, &before));
        assert_true(media_jpeg_decode(again.data, again.len, &after));
        check_same(&before, &after, 0);
        media_pixels_release(&before);
        media_pixels_release(&after);
        buf_release(&file);
        buf_release(&turned);
        buf_release(&again);
        file = turned_jpeg(49, 33, i);
        assert_int_equal(media_jpeg_turn(file.data, file.len, i, &turned), i == 5);
        assert_int_equal(turned.len > 0, i == 5);
        buf_release(&file);
        buf_release(&turned);
    }
}

static struct media_converted converted(const struct buf *file, struct media_fit fit)
{
    struct media_asset asset = probed(file);
    struct media_bytes bytes = {(const uint8_t *)file->data, file->len, NULL};
    struct media_converted out;

    assert_int_equal(media_convert(&asset, &bytes, &fit, &out), MEDIA_GOOD);
    return out;
}

static void check_converted(const struct buf *file, struct media_fit fit,
                            enum media_type type, int width, int height)
{
    struct media_converted out = converted(file, fit);
    struct media_asset asset = probed(&out.bytes);

    assert_int_equal(out.type, type);
    assert_int_equal(asset.type, type);
    assert_int_equal(asset.width, width);
    assert_int_equal(asset.height, height);
    assert_int_equal(asset.components, fit.grey ? 1 : 3);
    buf_release(&out.bytes);
}

static void images_fit(void **state)
{
    struct buf turned = turned_jpeg(49, 33, 6), odd = turned_jpeg(49, 33, 1);
    struct media_converted same;

    (void)state;
    check_converted(&turned, (struct media_fit){0}, MEDIA_JPEG, 33, 49);
    check_converted(&turned, (struct media_fit){20, 0, false}, MEDIA_JPEG, 20, 30);
    check_converted(&turned, (struct media_fit){20, 15, true}, MEDIA_JPEG, 10, 15);
    check_converted(&odd, (struct media_fit){0, 1, false}, MEDIA_JPEG, 1, 1);
    same = converted(&odd, (struct media_fit){49, 33, false});
    assert_int_equal(same.bytes.len, 0);
    assert_int_equal(same.type, MEDIA_JPEG);
    buf_release(&turned);
    buf_release(&odd);
}

static void what_cannot_be_converted_leaves_nothing(void **state)
{
    static const char svg[] = "<svg width='9' height='9'><g></svg>";
    struct media_asset asset = {.type = MEDIA_SVG, .width = 9, .height = 9};
    struct media_bytes bytes = {(const uint8_t *)svg, sizeof svg - 1, NULL};
    struct media_converted out;

    (void)state;
    assert_int_equal(media_convert(&asset, &bytes, &(struct media_fit){0}, &out),
                     MEDIA_DAMAGED);
    assert_null(out.bytes.data);
    asset.type = MEDIA_WEBP;
    assert_int_equal(media_convert(&asset, &bytes, &(struct media_fit){0}, &out),
                     MEDIA_DAMAGED);
    assert_null(out.bytes.data);
}

static struct buf webp_of(const struct media_pixels *p)
{
    uint8_t *four = malloc(p->colour.len / 3 * 4), *made = NULL;
    struct buf file = {0};
    size_t len;

    for (size_t i = 0; i < p->colour.len / 3; i++) {
        memcpy(four + 4 * i, p->colour.data + 3 * i, 3);
        four[4 * i + 3] = p->alpha.len ? (uint8_t)p->alpha.data[i] : 0xFF;
    }
    len = WebPEncodeLosslessRGBA(four, p->width, p->height, 4 * p->width, &made);
    buf_add(&file, made, len);
    WebPFree(made);
    free(four);
    return file;
}

static void webp_becomes_what_suits_it(void **state)
{
    struct media_pixels many = smooth(40, 30, false), veiled = smooth(40, 30, true),
                        few = blank(40, 30, 3, false);
    struct buf file = webp_of(&many);

    (void)state;
    check_converted(&file, (struct media_fit){0}, MEDIA_JPEG, 40, 30);
    buf_release(&file);
    file = webp_of(&veiled);
    check_converted(&file, (struct media_fit){0}, MEDIA_PNG, 40, 30);
    check_converted(&file, (struct media_fit){10, 0, true}, MEDIA_PNG, 10, 8);
    buf_release(&file);
    memset(few.colour.data, 0xC8, 300);
    few.colour.data[0] = 1;
    file = webp_of(&few);
    check_converted(&file, (struct media_fit){0}, MEDIA_PNG, 40, 30);
    buf_release(&file);
    media_pixels_release(&many);
    media_pixels_release(&veiled);
    media_pixels_release(&few);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pngs_round_trip),
        cmocka_unit_test(jpegs_round_trip),
        cmocka_unit_test(light_is_mixed_not_numbers),
        cmocka_unit_test(hidden_colours_stay_hidden),
        cmocka_unit_test(grey_is_as_bright),
        cmocka_unit_test(jpegs_are_turned),
        cmocka_unit_test(images_fit),
        cmocka_unit_test(what_cannot_be_converted_leaves_nothing),
        cmocka_unit_test(webp_becomes_what_suits_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
