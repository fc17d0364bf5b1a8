#include "fixture.h"
#include "media/png.h"
#include "pdf/image.h"
#include "util/path.h"

static const char *root;
static const struct diag_pos nowhere;

static struct media_store *media;
static struct pdf_images *images;

static int set_up(void **state)
{
    (void)state;
    if (!fixture_open())
        return -1;
    media = media_store_create();
    images = pdf_images_create(f.file, media, &f.diag);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_images_destroy(images);
    media_store_destroy(media);
    fixture_close();
    return 0;
}

static bool written(const void *part, size_t len)
{
    return memmem(f.bytes.data, f.bytes.len, part, len) != NULL;
}

static bool says(const char *part)
{
    return written(part, strlen(part));
}

static void test_png_rows_go_in_as_they_are(void **state)
{
    static const uint8_t pixels[] = {0, 1, 1, 0, 0, 1},
                         palette[][3] = {{9, 8, 7}, {1, 2, 3}};
    struct buf png = {0};
    int asset, number;

    (void)state;
    media_png_write_indexed(&png, pixels, 3, 2, palette, 2);
    asset = media_store_add_bytes(media, png.data, png.len, (struct diag_pos){0},
                                  &f.diag);
    buf_release(&png);
    number = pdf_images_asset(images, asset, nowhere);
    assert_int_equal(number, 0);
    assert_int_equal(pdf_images_id(images, number), 1);
    fixture_finish(1, 1);
    assert_true(says("/Width 3\n/Height 2\n"));
    assert_true(says("/Indexed /DeviceRGB 1 <090807010203>"));
    assert_true(says("/Predictor 15"));
    assert_false(says("/SMask"));
    assert_false(says("/Interpolate"));
}

static void test_jpeg_goes_in_once_and_whole(void **state)
{
    int asset = media_store_add_file(media, path_join(&f.arena, root, "samples"),
                                     "images/shelf.jpg", (struct diag_pos){0}, &f.diag);
    const struct media_asset *jpeg = media_store_asset(media, asset);
    struct media_bytes bytes;

    (void)state;
    assert_non_null(jpeg);
    assert_int_equal(pdf_images_asset(images, asset, nowhere), 0);
    assert_int_equal(pdf_images_asset(images, asset, nowhere), 0);
    fixture_finish(1, 1);
    assert_true(says("/Filter /DCTDecode"));
    assert_true(media_asset_open(jpeg, &bytes));
    assert_true(written(bytes.data, bytes.len));
    assert_true(f.bytes.len < jpeg->len + 1000);
    media_bytes_close(&bytes);
}

static void test_colour_glyph_has_a_soft_mask(void **state)
{
    struct text_font *face = text_font_open(
        path_join(&f.arena, root, "fonts/NotoColorEmoji.ttf"), 0, &f.diag);
    uint32_t glyph;

    (void)state;
    assert_non_null(face);
    glyph = text_font_glyph(face, 0x1F600);
    assert_int_equal(pdf_images_glyph(images, face, glyph), 0);
    assert_int_equal(pdf_images_glyph(images, face, glyph), 0);
    fixture_finish(1, 1);
    assert_true(says("/SMask 2 0 R"));
    text_font_close(face);
}

static void test_what_is_not_there_is_not_painted(void **state)
{
    (void)state;
    assert_int_equal(pdf_images_asset(images, 12, nowhere), -1);
    assert_int_equal(pdf_images_asset(images, 0, nowhere), -1);
    fixture_abandon();
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_png_rows_go_in_as_they_are, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_jpeg_goes_in_once_and_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_colour_glyph_has_a_soft_mask, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_there_is_not_painted, set_up,
                                        tear_down),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
