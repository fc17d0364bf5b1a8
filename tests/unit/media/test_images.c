#include "media/pixels.h"
#include "media/png.h"
#include "media/store.h"
#include "util/file.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>

static const char *root;

struct fixture {
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
    struct media_store *store;
};

static int set_up(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof f);
    f.messages.arena = &f.arena;
    f.diag = diag_into(&f.messages);
    f.store = media_store_create();
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    media_store_destroy(f->store);
    arena_release(&f->arena);
    return 0;
}

static int add_sample(struct fixture *f, const char *name)
{
    return media_store_add_file(f->store, path_join(&f->arena, root, "samples/images"), name,
                                (struct diag_pos){0}, &f->diag);
}

static void samples_are_known(void **state)
{
    struct fixture *f = *state;
    const struct media_asset *png = media_store_asset(f->store, add_sample(f, "reading.png"));
    const struct media_asset *jpeg = media_store_asset(f->store, add_sample(f, "shelf.jpg"));

    assert_int_equal(png->type, MEDIA_PNG);
    assert_int_equal(png->width, 960);
    assert_int_equal(png->height, 540);
    assert_int_equal(png->dpi, 96);
    assert_int_equal(jpeg->type, MEDIA_JPEG);
    assert_int_equal(jpeg->width, 1200);
    assert_int_equal(jpeg->height, 700);
    assert_int_equal(jpeg->dpi, 150);
    assert_int_equal(add_sample(f, "reading.png"), png->number);
    assert_int_equal(media_store_count(f->store), 2);
}

static void what_is_no_image_is_refused(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(media_store_add_bytes(f->store, "hello", 5, (struct diag_pos){0}, &f->diag), 0);
    assert_int_equal(media_store_add_bytes(f->store, "\xFF\xD8\xFF\xD9", 4, (struct diag_pos){0}, &f->diag), 0);
    assert_int_equal(add_sample(f, "none.png"), 0);
    assert_int_equal(add_sample(f, "../bookshelf.md"), 0);
    assert_int_equal(f->diag.counts[DIAG_WARNING], 4);
    assert_null(media_store_asset(f->store, 0));
    assert_null(media_store_asset(f->store, 1));
}

/* A drawn PNG comes back pixel for pixel, and its rows may go into a PDF as they are. */
static void an_indexed_png_round_trips(void **state)
{
    struct fixture *f = *state;
    static const uint8_t palette[3][3] = {{0, 0, 0}, {255, 255, 255}, {10, 200, 30}};
    uint8_t pixels[7 * 5];
    struct buf png = {0};
    struct media_pixels back;
    struct media_png_rows rows;
    const struct media_asset *asset;

    for (size_t i = 0; i < sizeof pixels; i++)
        pixels[i] = (uint8_t)(i % 3);
    media_png_write_indexed(&png, pixels, 7, 5, palette, 3);
    asset = media_store_asset(f->store, media_store_add_bytes(f->store, png.data, png.len,
                                                              (struct diag_pos){0}, &f->diag));
    assert_non_null(asset);
    assert_true(media_pixels_decode(asset, &back, (struct diag_pos){0}, &f->diag));
    assert_int_equal(back.components, 3);
    assert_int_equal(back.alpha.len, 0);
    for (size_t i = 0; i < sizeof pixels; i++)
        assert_memory_equal(back.colour.data + 3 * i, palette[pixels[i]], 3);
    assert_true(media_png_rows(asset, &rows));
    assert_int_equal(rows.bits, 8);
    assert_int_equal(rows.palette.len, 9);
    media_png_rows_release(&rows);
    media_pixels_release(&back);
    buf_release(&png);
}

static void a_damaged_png_is_reported(void **state)
{
    struct fixture *f = *state;
    struct buf bytes = {0};
    struct media_pixels pixels;
    struct media_png_rows rows;
    const struct media_asset *asset;

    assert_true(file_read(path_join(&f->arena, root, "samples/images/reading.png"), 1 << 20, &bytes, &f->diag));
    memset(bytes.data + bytes.len / 2, 0x55, 40);
    asset = media_store_asset(f->store, media_store_add_bytes(f->store, bytes.data, bytes.len,
                                                              (struct diag_pos){0}, &f->diag));
    assert_non_null(asset);
    assert_false(media_png_rows(asset, &rows));
    assert_false(media_pixels_decode(asset, &pixels, (struct diag_pos){0}, &f->diag));
    assert_int_equal(f->diag.counts[DIAG_WARNING], 1);
    buf_release(&bytes);
}

#define IMAGE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IMAGE_TEST(samples_are_known),
        IMAGE_TEST(what_is_no_image_is_refused),
        IMAGE_TEST(an_indexed_png_round_trips),
        IMAGE_TEST(a_damaged_png_is_reported),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
