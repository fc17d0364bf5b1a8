#include "media/jpeg.h"
#include "media/pixels.h"
#include "media/png.h"
#include "media/png_rows.h"
#include "media/store.h"
#include "util/deflate.h"
#include "util/file.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the above, as cmocka asks */
#include <cmocka.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

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
    return media_store_add_file(f->store, path_join(&f->arena, root, "samples/images"),
                                name, (struct diag_pos){0}, &f->diag);
}

static int add_bytes(struct fixture *f, const void *bytes, size_t len)
{
    return media_store_add_bytes(f->store, bytes, len, (struct diag_pos){"a.md", 3, 1},
                                 &f->diag);
}

static bool rows_of(const struct media_asset *asset, struct media_png_rows *rows)
{
    struct media_bytes bytes;
    bool good;

    assert_true(media_asset_open(asset, &bytes));
    good = media_png_rows(asset, &bytes, rows);
    media_bytes_close(&bytes);
    return good;
}

static void samples_are_known(void **state)
{
    struct fixture *f = *state;
    const struct media_asset *png =
        media_store_asset(f->store, add_sample(f, "reading.png"));
    const struct media_asset *jpeg =
        media_store_asset(f->store, add_sample(f, "shelf.jpg"));

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

    assert_int_equal(
        media_store_add_bytes(f->store, "hello", 5, (struct diag_pos){0}, &f->diag), 0);
    assert_int_equal(media_store_add_bytes(f->store, "\xFF\xD8\xFF\xD9", 4,
                                           (struct diag_pos){0}, &f->diag),
                     0);
    assert_int_equal(add_sample(f, "none.png"), 0);
    assert_int_equal(add_sample(f, "../bookshelf.md"), 0);
    assert_int_equal(f->diag.counts[DIAG_WARNING], 4);
    assert_null(media_store_asset(f->store, 0));
    assert_null(media_store_asset(f->store, 1));
}

/* A drawn PNG comes back pixel for pixel, and its rows may go into a PDF as they are.
 */
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
    asset = media_store_asset(f->store,
                              media_store_add_bytes(f->store, png.data, png.len,
                                                    (struct diag_pos){0}, &f->diag));
    assert_non_null(asset);
    assert_true(media_pixels_decode(asset, &back, (struct diag_pos){0}, &f->diag));
    assert_int_equal(back.components, 3);
    assert_int_equal(back.alpha.len, 0);
    for (size_t i = 0; i < sizeof pixels; i++)
        assert_memory_equal(back.colour.data + 3 * i, palette[pixels[i]], 3);
    assert_true(rows_of(asset, &rows));
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

    assert_true(file_read(path_join(&f->arena, root, "samples/images/reading.png"),
                          1 << 20, &bytes, &f->diag));
    memset(bytes.data + bytes.len / 2, 0x55, 40);
    assert_int_equal(add_bytes(f, bytes.data, bytes.len), 0);
    assert_int_equal(f->diag.counts[DIAG_WARNING], 1);
    buf_release(&bytes);
}

static void add_word(struct buf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_putc(out, (char)(value >> shift));
}

static void add_chunk(struct buf *out, const char *type, const void *data, size_t len)
{
    size_t start = out->len + 4;

    add_word(out, (uint32_t)len);
    buf_puts(out, type);
    buf_add(out, data, len);
    add_word(out, hash_crc32(0, out->data + start, len + 4));
}

/* An 8 × 4 PNG of zeros; `extra` chunks stand before the pixels. */
static struct buf make_png(int bits, int colour_type, int bits_per_pixel,
                           const struct buf *extra)
{
    struct buf png = {0}, packed = {0}, header = {0};
    uint8_t raw[4 * (8 * 8 + 1)] = {0};

    add_word(&header, 8);
    add_word(&header, 4);
    buf_add(&header, (const char[]){(char)bits, (char)colour_type, 0, 0, 0}, 5);
    buf_add(&png, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(&png, "IHDR", header.data, header.len);
    if (extra)
        buf_add(&png, extra->data, extra->len);
    deflate_bytes(&packed, raw, 4 * (((size_t)bits_per_pixel * 8 + 7) / 8 + 1),
                  DEFLATE_ZLIB, 6);
    add_chunk(&png, "IDAT", packed.data, packed.len);
    add_chunk(&png, "IEND", "", 0);
    buf_release(&packed);
    buf_release(&header);
    return png;
}

/* A depth that PNG does not know would make an image that PDF does not know. */
static void only_depths_of_the_standard_pass(void **state)
{
    static const struct {
        int bits, colour_type, bits_per_pixel;
        bool good;
    } cases[] = {
        {8, 0, 8, true},  {1, 0, 1, true},   {16, 0, 16, true},  {8, 2, 24, true},
        {8, 6, 32, true}, {8, 4, 16, true},  {0, 0, 0, false},   {3, 0, 3, false},
        {5, 0, 5, false}, {4, 2, 12, false}, {16, 3, 16, false}, {8, 1, 8, false},
        {8, 5, 8, false}, {8, 7, 8, false},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf png = make_png(cases[i].bits, cases[i].colour_type,
                                  cases[i].bits_per_pixel, NULL);
        const struct media_asset *asset =
            media_store_asset(f->store, add_bytes(f, png.data, png.len));
        struct media_png_rows rows;

        assert_int_equal(asset != NULL, cases[i].good);
        if (asset) {
            assert_true(rows_of(asset, &rows));
            media_png_rows_release(&rows);
        }
        buf_release(&png);
    }
}

/* One chunk of text that inflates to 7 MB; the decoder must not be moved to do so. */
static void text_chunks_are_not_inflated(void **state)
{
    enum { SIZE = 7 << 20, CHUNKS = 60 };
    struct fixture *f = *state;
    struct buf chunks = {0}, text = {0}, png;
    char *letters = heap_alloc(SIZE);
    struct media_pixels pixels;
    struct rusage before, after;

    /* A text that begins with NUL would be kept as an empty one. */
    memset(letters, 'x', SIZE);
    buf_add(&text, "k\0\0", 3);
    deflate_bytes(&text, letters, SIZE, DEFLATE_ZLIB, 9);
    heap_free(letters);
    for (int i = 0; i < CHUNKS; i++)
        add_chunk(&chunks, "zTXt", text.data, text.len);
    png = make_png(8, 6, 32, &chunks);
    getrusage(RUSAGE_SELF, &before);
    assert_true(media_pixels_decode(
        media_store_asset(f->store, add_bytes(f, png.data, png.len)), &pixels,
        (struct diag_pos){0}, &f->diag));
    getrusage(RUSAGE_SELF, &after);
    assert_true(after.ru_maxrss - before.ru_maxrss < 64 << 10); /* kB */
    media_pixels_release(&pixels);
    buf_release(&png);
    buf_release(&text);
    buf_release(&chunks);
}

/* SOF0 to SOF2 are what DCTDecode and browsers know, SOF9 and SOF10 what libjpeg does
 * besides. */
static void only_jpegs_that_can_be_shown_pass(void **state)
{
    struct fixture *f = *state;

    for (int marker = 0xC0; marker <= 0xCF; marker++) {
        uint8_t jpeg[] = {0xFF, 0xD8, 0xFF, (uint8_t)marker,
                          0,    17,   8,    0,
                          10,   0,    20,   3,
                          1,    0x11, 0,    2,
                          0x11, 0,    3,    0x11,
                          0,    0xFF, 0xDA, 0,
                          2,    0x55, 0xFF, 0xD9};
        struct media_jpeg head;
        bool good = media_jpeg_read(jpeg, sizeof jpeg, &head) == MEDIA_GOOD;

        /* DHT, JPG and DAC are no frames; the arithmetic ones are decoded here */
        assert_int_equal(good, marker <= 0xC2 || marker == 0xC9 || marker == 0xCA);
        if (good) {
            assert_int_equal(head.arithmetic, marker >= 0xC9);
            assert_int_equal(head.width, 20);
            assert_int_equal(head.height, 10);
        }
        /* it has neither tables nor codes */
        assert_int_equal(add_bytes(f, jpeg, sizeof jpeg), 0);
    }
}

/* Where the codes of the only scan begin. */
static size_t scan_of(const struct buf *jpeg)
{
    const uint8_t *sos = memmem(jpeg->data, jpeg->len, "\xFF\xDA", 2);

    assert_non_null(sos);
    return (size_t)(sos - (const uint8_t *)jpeg->data) + 4 +
           (size_t)(sos[2] << 8 | sos[3]) - 2;
}

static int add_spoilt(struct fixture *f, const struct buf *jpeg, size_t kept,
                      const char *more, size_t len)
{
    struct buf spoilt = {0};
    int number;

    buf_add(&spoilt, jpeg->data, kept);
    buf_add(&spoilt, more, len);
    number = add_bytes(f, spoilt.data, spoilt.len);
    buf_release(&spoilt);
    return number;
}

/* What goes into a book as it is must not be half a picture there. */
static void codes_of_a_jpeg_are_looked_through(void **state)
{
    struct fixture *f = *state;
    struct media_pixels pixels = {.width = 64, .height = 48, .components = 3};
    struct buf jpeg = {0};
    size_t scan;
    char *tables;

    for (int i = 0; i < 64 * 48 * 3; i++)
        buf_putc(&pixels.colour, (char)(i * i >> 3));
    media_jpeg_encode(&jpeg, &pixels, 90);
    scan = scan_of(&jpeg);
    assert_int_not_equal(add_bytes(f, jpeg.data, jpeg.len), 0);
    assert_int_equal(add_spoilt(f, &jpeg, scan, "\xFF\xD9", 2), 0);
    assert_int_equal(add_spoilt(f, &jpeg, (scan + jpeg.len) / 2, "\xFF\xD9", 2), 0);
    assert_int_equal(add_spoilt(f, &jpeg, scan, "\xFE\xFE\xFE\xFE\xFF\xD9", 6), 0);
    assert_int_not_equal(add_spoilt(f, &jpeg, jpeg.len - 2, "abc\xFF\xD9", 5), 0);
    tables = memmem(jpeg.data, jpeg.len, "\xFF\xDB", 2); /* DQT becomes COM */
    assert_non_null(tables);
    for (char *at = tables; at; at = memmem(at, 100, "\xFF\xDB", 2))
        at[1] = (char)0xFE;
    assert_int_equal(add_bytes(f, jpeg.data, jpeg.len), 0);
    assert_int_equal(f->diag.counts[DIAG_ERROR], 0);
    buf_release(&pixels.colour);
    buf_release(&jpeg);
}

static void cut_off_headers_are_damaged(void **state)
{
    static const char whole[] =
        "RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x0F\0\0\x07\0\0";
    struct fixture *f = *state;
    const struct media_asset *asset =
        media_store_asset(f->store, add_bytes(f, whole, 30));

    assert_int_equal(asset->type, MEDIA_WEBP);
    assert_int_equal(asset->width, 16);
    assert_int_equal(asset->height, 8);
    assert_true(asset->alpha);
    for (size_t len = 12; len < 30; len++)
        assert_int_equal(add_bytes(f, whole, len), 0);
    assert_int_equal(f->diag.counts[DIAG_ERROR], 0);
}

/* An image too large to read costs the image, not the book: a warning where it is
 * shown. */
static void large_files_are_a_warning(void **state)
{
    struct fixture *f = *state;
    char name[] = "/tmp/seoga-test-XXXXXX";
    int fd = mkstemp(name);

    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, ((off_t)64 << 20) + 1), 0);
    close(fd);
    assert_int_equal(media_store_add_file(f->store, "/tmp", path_base(name),
                                          (struct diag_pos){"a.md", 3, 1}, &f->diag),
                     0);
    unlink(name);
    assert_int_equal(f->diag.counts[DIAG_ERROR], 0);
    assert_int_equal(f->diag.counts[DIAG_WARNING], 1);
}

#define IMAGE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        IMAGE_TEST(samples_are_known),
        IMAGE_TEST(what_is_no_image_is_refused),
        IMAGE_TEST(an_indexed_png_round_trips),
        IMAGE_TEST(a_damaged_png_is_reported),
        IMAGE_TEST(only_depths_of_the_standard_pass),
        IMAGE_TEST(text_chunks_are_not_inflated),
        IMAGE_TEST(only_jpegs_that_can_be_shown_pass),
        IMAGE_TEST(codes_of_a_jpeg_are_looked_through),
        IMAGE_TEST(cut_off_headers_are_damaged),
        IMAGE_TEST(large_files_are_a_warning),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
