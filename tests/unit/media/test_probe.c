#include "media/exif.h"
#include "media/jpeg.h"
#include "media/png.h"
#include "media/probe.h"
#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

/* A literal without its NUL. */
#define BYTES(s) (s), sizeof(s) - 1

#define GIF_HEAD  "GIF89a\3\0\2\0\x80\0\0\0\0\0\xFF\xFF\xFF"
#define GIF_FRAME "\x2C\0\0\0\0\3\0\2\0\0\2\2\x84\x5F\0"
#define TIFF_6    "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0"

static void gif(void **state)
{
    static const char still[] = GIF_HEAD GIF_FRAME ";", moving[] = GIF_HEAD
                                                        "\x21\xF9\4\1\0\0\0\0" GIF_FRAME
                                                        "\x21\xFE\3abc\0" GIF_FRAME ";";
    /* codes for fewer pixels, a code that is none yet, no colours */
    static const char *const spoilt[] = {
        GIF_HEAD "\x2C\0\0\0\0\3\0\2\0\0\2\2\x44\1\0;",
        GIF_HEAD "\x2C\0\0\0\0\3\0\2\0\0\2\2\xFC\x5F\0;",
        "GIF89a\3\0\2\0\0\0\0\x2C\0\0\0\0\3\0\2\0\0\2\2\x84\x5F\0;        ",
    };
    struct media_asset a = {0};

    (void)state;
    assert_int_equal(media_probe(BYTES(still), &a), MEDIA_GOOD);
    assert_int_equal(a.type, MEDIA_GIF);
    assert_int_equal(a.width, 3);
    assert_int_equal(a.height, 2);
    assert_false(a.animated || a.alpha);
    assert_int_equal(media_probe(BYTES(moving), &a), MEDIA_GOOD);
    assert_true(a.animated && a.alpha);
    /* without a trailer it is shown everywhere; without its first picture nowhere */
    assert_int_equal(media_probe(still, sizeof still - 2, &a), MEDIA_GOOD);
    for (size_t len = 6; len < sizeof still - 2; len++)
        assert_int_equal(media_probe(still, len, &a), MEDIA_DAMAGED);
    for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++)
        assert_int_equal(media_probe(spoilt[i], 36, &a), MEDIA_DAMAGED);
}

static void webp(void **state)
{
    static const char moving[] =
        "RIFF\x38\0\0\0WEBPVP8X\x0A\0\0\0\x1A\0\0\0\x0F\0\0\x07\0\0"
        "EXIF\x1A\0\0\0" TIFF_6;
    struct media_asset a = {0};

    (void)state;
    assert_int_equal(media_probe(BYTES(moving), &a), MEDIA_GOOD);
    assert_int_equal(a.type, MEDIA_WEBP);
    assert_true(a.animated && a.alpha);
    assert_int_equal(a.orientation, 6);
    assert_int_equal(media_asset_shown_width(&a), 8);
    assert_int_equal(media_asset_shown_height(&a), 16);
    assert_int_equal(media_probe(moving, sizeof moving - 2, &a), MEDIA_DAMAGED);
}

static void avif(void **state)
{
    static const char bytes[] =
        "\0\0\0\x14"
        "ftypavis\0\0\0\0avif\0\0\0\x14ispe\0\0\0\0\0\0\0\x10\0\0\0\x08"
        "\0\0\0\x09irot\1";
    struct media_asset a = {0};

    (void)state;
    assert_int_equal(media_probe(BYTES(bytes), &a), MEDIA_GOOD);
    assert_int_equal(a.type, MEDIA_AVIF);
    assert_int_equal(a.width, 16);
    assert_int_equal(a.height, 8);
    assert_int_equal(a.orientation, 8);
    assert_true(a.animated);
}

static void svg(void **state)
{
    static const struct {
        const char *text;
        int width, height; /* 0: no SVG */
    } cases[] = {
        {"<svg xmlns='http://www.w3.org/2000/svg' width='20' height=\"10px\"/>", 20,
         10},
        {"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <svg width='9'> --><!DOCTYPE svg "
         "[<!ENTITY a "
         "'>'>]>\n<svg width='1in' height='2.54cm'>",
         96, 96},
        {"<x:svg xmlns:x='http://www.w3.org/2000/svg' viewBox='0 0 40,20'>", 40, 20},
        {"<x:svg viewBox='0 0 40,20'>", 0, 0},
        {"<svg viewBox='-1.5 0 40 20' width='100'>", 100, 50},
        {"<svg viewBox='0 0 40 20' height='100'>", 200, 100},
        {"<svg width='100%' height='100%' viewBox='0 0 7 9'>", 7, 9},
        {"<svg>", 300, 150},
        {"<svg width='99999999999999999999' height='1'>", 1000000, 1},
        {"<svg width='-5' height='0'>", 300, 150},
        {"<html><svg width='1'>", 0, 0},
        {"<svgs>", 0, 0},
        {"<xsvg>", 0, 0},
        {"<!-- <svg>", 0, 0},
        {"<svg", 0, 0},
        {"svg", 0, 0},
        {"", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct media_asset out = {0};

        assert_int_equal(media_probe(cases[i].text, strlen(cases[i].text), &out),
                         cases[i].width ? MEDIA_GOOD : MEDIA_UNKNOWN);
        assert_int_equal(out.width, cases[i].width);
        assert_int_equal(out.height, cases[i].height);
    }
}

static void exif(void **state)
{
    static const char odd[] = "MM\0*\0\0\0\x08\0\2\1\0\0\4\0\0\0\1\0\0\0\5"
                              "\1\x12\0\3\0\0\0\1\0\x09\0\0\0\0\0\0";

    (void)state;
    assert_int_equal(media_exif_orientation(BYTES(TIFF_6)), 6);
    assert_int_equal(media_exif_orientation(BYTES(odd)), 1); /* there is no 9 */
    for (size_t len = 0; len < sizeof TIFF_6 - 1 - 4; len++)
        assert_int_equal(media_exif_orientation(TIFF_6, len), 1);
    assert_int_equal(media_exif_orientation(BYTES("II*\0\xFF\xFF\xFF\xFF")), 1);
}

/* 32 bits where 31 are allowed, no type at all: what decoders refuse. */
static void png_limits(void **state)
{
    static const uint8_t palette[1][3] = {{1, 2, 3}};
    struct buf png = {0};
    struct media_asset a = {0};
    uint32_t sum;

    (void)state;
    media_png_write_indexed(&png, (const uint8_t *)"", 1, 1, palette, 1);
    assert_int_equal(media_probe(png.data, png.len, &a), MEDIA_GOOD);
    assert_true(a.exact);
    png.data[20] = (char)0x80;
    sum = hash_crc32(0, png.data + 12, 17);
    for (int i = 0; i < 4; i++)
        png.data[29 + i] = (char)(sum >> (24 - 8 * i));
    assert_int_equal(media_probe(png.data, png.len, &a), MEDIA_DAMAGED);
    buf_release(&png);
}

/* Whatever filter fits, the rows come back. */
static void packed_rows_come_back(void **state)
{
    enum { SIZE = 30, ROWS = 40, BACK = 3 };
    uint8_t pixels[ROWS][SIZE], raw[ROWS][SIZE + 1];
    struct buf packed = {0};
    unsigned used = 0;

    (void)state;
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < SIZE; x++)
            pixels[y][x] = (uint8_t)(y < 10   ? x * x * 7 + y * 31
                                     : y < 20 ? x / BACK * 9 + y * 77
                                     : y < 30 ? x * x * 5
                                              : x / BACK * 5 + y * 3);
    media_png_pack(&packed, pixels, SIZE, ROWS, BACK);
    assert_true(deflate_inflate_zlib(packed.data, packed.len, raw, sizeof raw));
    for (int y = 0; y < ROWS; y++) {
        uint8_t *row = raw[y] + 1, *above = y ? raw[y - 1] + 1 : NULL;

        used |= 1u << raw[y][0];
        for (int x = 0; x < SIZE; x++) {
            int left = x >= BACK ? row[x - BACK] : 0, up = above ? above[x] : 0,
                corner = above && x >= BACK ? above[x - BACK] : 0;
            int p = left + up - corner;
            int nearest =
                abs(p - left) <= abs(p - up) && abs(p - left) <= abs(p - corner) ? left
                : abs(p - up) <= abs(p - corner)                                 ? up
                                                 : corner;
            const int guesses[] = {0, left, up, (left + up) / 2, nearest};

            row[x] = (uint8_t)(row[x] + guesses[raw[y][0]]);
            assert_int_equal(row[x], pixels[y][x]);
        }
    }
    assert_true(used & (used - 1)); /* more than one kind */
    buf_release(&packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gif),
        cmocka_unit_test(webp),
        cmocka_unit_test(avif),
        cmocka_unit_test(svg),
        cmocka_unit_test(exif),
        cmocka_unit_test(png_limits),
        cmocka_unit_test(packed_rows_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
