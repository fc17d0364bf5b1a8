#include "cover/draw.h"

#include "fonts.h"
#include "media/pixels.h"

static const struct doc_person people[] = {
    {"홍길동", NULL}, {"이몽룡", NULL}, {"성춘향", NULL}, {"변학도", NULL}};
static const struct doc_meta plain = {
    .title = "서가에 꽂는 책(Book) 한 권",
    .lang = "ko",
    .authors = people,
    .author_count = 4,
    .date = {2025, 2, 4},
    .source = {.site = "예시 잡지"},
    .identifier = "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8",
};

static struct buf draw(const struct doc_meta *meta, int spines)
{
    struct diag diag = {0};
    struct text_fontset *fonts = open_fonts(&diag);
    struct buf png = {0};

    cover_draw(fonts, meta, spines, &png);
    text_fontset_destroy(fonts);
    assert_int_equal(diag.counts[DIAG_WARNING] + diag.counts[DIAG_ERROR], 0);
    return png;
}

static const uint8_t *pixel(const struct media_pixels *p, int x, int y)
{
    return (const uint8_t *)p->colour.data +
           3 * ((size_t)y * (size_t)p->width + (size_t)x);
}

static void the_picture_is_an_indexed_png(void **state)
{
    struct buf png = draw(&plain, 6);

    (void)state;
    assert_memory_equal(png.data, "\x89PNG\r\n\x1A\n", 8);
    assert_memory_equal(png.data + 16, "\0\0\x06\x40\0\0\x0A\0\x08\x03", 10);
    assert_memory_equal(png.data + 37, "PLTE", 4);
    assert_true((unsigned char)png.data[36] <= 32 * 3);
    assert_in_range(png.len, 5000, 200000);
    buf_release(&png);
}

/* True when anything but the ground stands in the rectangle. */
static bool has_ink(const struct media_pixels *p, int left, int top, int right,
                    int bottom)
{
    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
            if (memcmp(pixel(p, x, y), pixel(p, 0, 0), 3) != 0)
                return true;
    return false;
}

static void everything_stands_where_it_should(void **state)
{
    static const uint8_t ivory[3] = {0xF6, 0xF2, 0xE8};
    struct buf png = draw(&plain, 6);
    struct media_store *store = media_store_create();
    struct diag diag = {0};
    int asset =
        media_store_add_bytes(store, png.data, png.len, (struct diag_pos){0}, &diag);
    struct media_pixels p = {0};

    (void)state;
    assert_true(media_pixels_decode(media_store_asset(store, asset), &p,
                                    (struct diag_pos){0}, &diag));
    assert_int_equal(p.components, 3);
    assert_memory_equal(pixel(&p, 160, 257), ivory, 3); /* the rule over the title */
    assert_memory_equal(pixel(&p, 1599, 2050), ivory,
                        3);                           /* the shelf reaches the edge */
    assert_true(has_ink(&p, 160, 270, 1440, 600));    /* title */
    assert_true(has_ink(&p, 160, 1700, 400, 2040));   /* spines */
    assert_true(has_ink(&p, 160, 2300, 600, 2400));   /* site */
    assert_true(has_ink(&p, 1300, 2300, 1440, 2400)); /* year */
    assert_false(has_ink(&p, 0, 0, 159, 2040));       /* margins */
    assert_false(has_ink(&p, 1442, 0, 1600, 2040));
    assert_false(has_ink(&p, 0, 2440, 1600, 2560));
    media_pixels_release(&p);
    media_store_destroy(store);
    buf_release(&png);
}

static void two_drawings_are_equal(void **state)
{
    struct buf one = draw(&plain, 9), two = draw(&plain, 9);

    (void)state;
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    buf_release(&one);
    buf_release(&two);
}

static void odd_books_have_covers_too(void **state)
{
    char title[3000] = "";
    struct doc_meta odd = {.title = title, .lang = "en"};
    struct buf png;

    (void)state;
    for (int i = 0; i < 300; i++)
        strcat(title, "가나다");
    png = draw(&odd, 1000);
    assert_true(png.len > 0);
    buf_release(&png);
    odd.title = "";
    png = draw(&odd, -1);
    assert_true(png.len > 0);
    buf_release(&png);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_is_an_indexed_png),
        cmocka_unit_test(everything_stands_where_it_should),
        cmocka_unit_test(two_drawings_are_equal),
        cmocka_unit_test(odd_books_have_covers_too),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
