/* Which bands go on a page: pictures that give way, heads of tables said again. */
#include "layout/filling.h"

#include "util/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LINE = 1000, MOST = 64 };

static struct {
    struct theme theme;
    struct layout_band bands[MOST];
    struct layout_stretch stretches[MOST];
    struct layout_flow flow;
    int32_t y[MOST];
} fx;

static int begin(void **state)
{
    (void)state;
    fx.theme = (struct theme){0};
    fx.theme.page.line = LINE;
    fx.flow = (struct layout_flow){
        .theme = &fx.theme, .bands = fx.bands, .stretches = fx.stretches};
    return 0;
}

/* A block of one band. */
static struct layout_band *add(int32_t height)
{
    struct layout_band *band = &fx.bands[fx.flow.count];

    *band = (struct layout_band){.height = height, .lines = 1};
    fx.stretches[fx.flow.stretch_count++] =
        (struct layout_stretch){.first = fx.flow.count, .end = fx.flow.count + 1};
    fx.flow.count++;
    return band;
}

static struct layout_filling fill(size_t from, int32_t height)
{
    const struct layout_note_room room = {0};
    struct layout_filling f = {.y = fx.y, .begin = from};

    layout_fill(&f, &fx.flow, height, &room);
    return f;
}

static void pictures_give_way(void **state)
{
    struct layout_filling f;

    (void)state;
    for (int i = 0; i < 6; i++)
        add(LINE);
    add(5 * LINE)->slack = LINE;
    for (int i = 0; i < 8; i++)
        add(LINE);
    f = fill(0, 10 * LINE);
    assert_int_equal(f.end, 7);
    assert_int_equal(f.squeeze, LINE);
    assert_int_equal(f.bottom, 10 * LINE);
    f = fill(0, 10 * LINE - 1); /* more than it may lose */
    assert_int_equal(f.end, 6);
    assert_int_equal(f.squeeze, 0);
    f = fill(0, 11 * LINE); /* room enough */
    assert_int_equal(f.end, 7);
    assert_int_equal(f.squeeze, 0);
}

/* A table's head comes again only where it leaves room for a row. */
static void heads_come_again(void **state)
{
    static const struct layout_band low = {.height = LINE}, high = {.height = 9 * LINE};
    struct layout_filling f;

    (void)state;
    add(LINE);
    add(LINE)->repeat = &low;
    f = fill(1, 10 * LINE);
    assert_ptr_equal(f.repeat, &low);
    assert_int_equal(fx.y[1], LINE);
    fx.bands[1].repeat = &high;
    f = fill(1, 10 * LINE);
    assert_null(f.repeat);
    assert_int_equal(fx.y[1], 0);
}

/* Lines taken over to the last page are few: a picture is not. */
static void last_page_takes_lines_only(void **state)
{
    struct layout_filling f;

    (void)state;
    for (int i = 0; i < 2; i++)
        add(LINE);
    add(8 * LINE);
    add(LINE);
    f = fill(0, 10 * LINE);
    assert_int_equal(f.end, 3);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, begin)
    const struct CMUnitTest tests[] = {
        TEST(pictures_give_way),
        TEST(heads_come_again),
        TEST(last_page_takes_lines_only),
    };

    return cmocka_run_group_tests_name("layout/filling", tests, NULL, NULL);
}
