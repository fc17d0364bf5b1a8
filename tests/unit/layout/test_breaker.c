/* The breaker over made-up items: what it must never do, and what it should prefer. */
#include "layout/breaker.h"

#include "util/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { EM = 1000, ITEM_LIMIT = 20000 };

struct fixture {
    struct layout_break_item items[ITEM_LIMIT];
    size_t count;
    struct layout_break_line *lines;
    size_t line_count;
    struct arena arena;
};

static struct fixture fx;

static int begin(void **state)
{
    (void)state;
    fx.count = 0;
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&fx.arena);
    return 0;
}

static void add(struct layout_break_item item)
{
    assert_true(fx.count < ITEM_LIMIT);
    fx.items[fx.count++] = item;
}

static void box(int32_t width)
{
    add((struct layout_break_item){
        .kind = LAYOUT_BREAK_BOX, .width = width, .syllables = (uint16_t)(width / EM)});
}

static void glue(void)
{
    add((struct layout_break_item){.kind = LAYOUT_BREAK_GLUE,
                                   .width = EM / 4,
                                   .stretch = EM / 8,
                                   .shrink = EM / 12});
}

static void penalty(int32_t value)
{
    add((struct layout_break_item){
        .kind = LAYOUT_BREAK_PENALTY, .penalty = value, .flagged = value > 0});
}

static void run(int32_t measure, bool ragged, bool balanced)
{
    struct layout_break_params params = {measure, measure, EM, ragged, balanced};

    fx.line_count =
        layout_break_lines(fx.items, fx.count, &params, &fx.lines, &fx.arena);
}

static int64_t set_width(const struct layout_break_line *l)
{
    return l->natural - l->hang + l->glue + l->tracking;
}

/* Every box in exactly one line, in order. */
static void assert_whole(void)
{
    size_t at = 0;

    for (size_t i = 0; i < fx.line_count; i++) {
        for (; at < fx.lines[i].start; at++)
            assert_int_not_equal(fx.items[at].kind, LAYOUT_BREAK_BOX);
        assert_true(fx.lines[i].end >= fx.lines[i].start);
        at = fx.lines[i].end;
    }
    for (; at < fx.count; at++)
        assert_int_not_equal(fx.items[at].kind, LAYOUT_BREAK_BOX);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void nothing_gives_no_lines(void **state)
{
    (void)state;
    run(10 * EM, false, false);
    assert_int_equal(fx.line_count, 0);
}

static void one_box_is_one_line(void **state)
{
    (void)state;
    box(3 * EM);
    run(10 * EM, false, false);
    assert_int_equal(fx.line_count, 1);
    assert_int_equal(fx.lines[0].natural, 3 * EM);
    assert_int_equal(fx.lines[0].glue, 0);
    assert_false(fx.lines[0].overfull);
}

static void forced_breaks_keep_empty_lines(void **state)
{
    (void)state;
    box(EM);
    penalty(LAYOUT_BREAK_FORCED);
    penalty(LAYOUT_BREAK_FORCED);
    box(EM);
    run(10 * EM, false, false);
    assert_int_equal(fx.line_count, 3);
    assert_int_equal(fx.lines[1].natural, 0);
    assert_whole();
}

static void glue_never_begins_or_ends_a_line(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++) {
        box((1 + i % 4) * EM);
        glue();
    }
    run(20 * EM, false, false);
    assert_true(fx.line_count > 5);
    assert_whole();
    for (size_t i = 0; i < fx.line_count; i++) {
        assert_int_equal(fx.items[fx.lines[i].start].kind, LAYOUT_BREAK_BOX);
        if (i + 1 < fx.line_count)
            assert_int_equal(fx.items[fx.lines[i].end - 1].kind, LAYOUT_BREAK_BOX);
    }
}

static void justified_lines_fill_the_measure(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        box((1 + i * 7 % 4) * EM);
        glue();
    }
    box(5 * EM);
    run(30 * EM, false, false);
    assert_whole();
    for (size_t i = 0; i + 1 < fx.line_count; i++)
        assert_int_equal(set_width(&fx.lines[i]), 30 * EM);
    assert_int_equal(fx.lines[fx.line_count - 1].glue, 0);
}

static void a_cheap_space_is_taken_before_a_penalty(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        box(EM);
        if (i % 4 == 3)
            glue();
        else
            penalty(80);
    }
    /* four boxes and a space are 4.25 em: four such groups fill the line */
    run(4 * 4 * EM + 3 * EM / 4, false, false);
    for (size_t i = 0; i + 1 < fx.line_count; i++)
        assert_int_equal(fx.items[fx.lines[i].end].kind, LAYOUT_BREAK_GLUE);
}

static void what_cannot_fit_is_alone_in_its_line(void **state)
{
    (void)state;
    box(3 * EM);
    glue();
    box(30 * EM);
    glue();
    box(3 * EM);
    run(10 * EM, false, false);
    assert_int_equal(fx.line_count, 3);
    assert_true(fx.lines[1].overfull);
    assert_false(fx.lines[0].overfull);
    assert_false(fx.lines[2].overfull);
}

static void a_short_last_line_is_avoided(void **state)
{
    (void)state;
    for (int i = 0; i < 21; i++) {
        box(EM);
        add((struct layout_break_item){.kind = LAYOUT_BREAK_GLUE,
                                       .width = EM / 4,
                                       .stretch = EM / 4,
                                       .shrink = EM / 8});
    }
    /* ten to a line would leave one */
    run(10 * EM + 9 * EM / 4, false, false);
    assert_int_not_equal(fx.lines[fx.line_count - 1].natural, EM);
}

static void hanging_signs_make_room(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        box(5 * EM);
        add((struct layout_break_item){
            .kind = LAYOUT_BREAK_GLUE, .width = EM / 4, .hang = EM / 8});
    }
    box(5 * EM);
    run(10 * EM + EM / 8, false, false);
    assert_int_equal(fx.line_count, 3);
    assert_int_equal(fx.lines[0].hang, EM / 8);
    assert_false(fx.lines[0].overfull);
}

static void what_hangs_at_the_beginning_makes_room(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            add((struct layout_break_item){.kind = LAYOUT_BREAK_GLUE, .width = EM / 4});
        box(10 * EM);
        fx.items[fx.count - 1].hang = EM / 4;
    }
    run(10 * EM - EM / 4, false, false);
    assert_int_equal(fx.line_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(fx.lines[i].head, EM / 4);
        assert_false(fx.lines[i].overfull);
    }
}

static void a_hyphen_takes_room(void **state)
{
    (void)state;
    box(10 * EM);
    penalty(135);
    fx.items[1].width = EM / 3;
    box(4 * EM);
    run(10 * EM, false, false);
    assert_true(fx.lines[0].overfull);
    run(10 * EM + EM / 3, false, false);
    assert_int_equal(fx.line_count, 2);
    assert_false(fx.lines[0].overfull);
    assert_int_equal(fx.lines[0].natural, 10 * EM + EM / 3);
    run(15 * EM, false, false); /* not broken, no hyphen */
    assert_int_equal(fx.lines[0].natural, 14 * EM);
}

/* A space that would open wider than two em stays at that, and the line short. */
static void glue_stretches_only_so_far(void **state)
{
    (void)state;
    box(4 * EM);
    glue();
    box(4 * EM);
    glue();
    box(18 * EM);
    run(20 * EM, false, false);
    assert_int_equal(fx.line_count, 2);
    assert_true(fx.lines[0].underfull);
    assert_int_equal(fx.lines[0].glue, 13 * EM / 8);
    assert_false(fx.lines[1].underfull);
    run(18 * EM, true, false);
    assert_false(fx.lines[0].underfull);
}

/* Where a comparable way without it exists, no word is cut after its first syllable. */
static void dear_breaks_are_left_to_the_last(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++) {
        box(2 * EM);
        glue();
        box(EM);
        penalty(i % 3 == 2 ? 400 : 200);
        box(EM);
        glue();
    }
    box(8 * EM);
    run(31 * EM, false, false);
    assert_whole();
    for (size_t i = 0; i + 1 < fx.line_count; i++)
        assert_int_not_equal(fx.items[fx.lines[i].end].penalty, 400);
}

static void balanced_lines_are_even(void **state)
{
    int64_t shortest = INT64_MAX, longest = 0;

    (void)state;
    for (int i = 0; i < 12; i++) {
        box(EM);
        if (i < 11)
            glue();
    }
    run(10 * EM, true, true);
    assert_int_equal(fx.line_count, 2);
    for (size_t i = 0; i < fx.line_count; i++) {
        if (fx.lines[i].natural < shortest)
            shortest = fx.lines[i].natural;
        if (fx.lines[i].natural > longest)
            longest = fx.lines[i].natural;
    }
    assert_int_equal(shortest, longest);
}

static void random_item(uint32_t *seed)
{
    uint32_t r = next_random(seed) % 10;

    if (r < 5)
        box((int32_t)(next_random(seed) % (uint32_t)(9 * EM)));
    else if (r < 8)
        glue();
    else
        penalty(r == 8 ? 80 : next_random(seed) % 50 == 0 ? LAYOUT_BREAK_FORCED : 500);
}

static void any_items_break_soundly(void **state)
{
    uint32_t seed = 7;

    (void)state;
    for (int round = 0; round < 300; round++) {
        int32_t measure = (int32_t)(next_random(&seed) % (uint32_t)(40 * EM));

        fx.count = 0;
        for (uint32_t n = next_random(&seed) % 300; n > 0; n--)
            random_item(&seed);
        run(measure, round % 3 == 1, round % 6 == 1);
        assert_whole();
        for (size_t i = 0; i < fx.line_count; i++)
            if (!fx.lines[i].overfull)
                assert_true(set_width(&fx.lines[i]) <= measure + fx.lines[i].head);
        arena_release(&fx.arena);
    }
}

static void twice_the_same(void **state)
{
    struct layout_break_line *before;
    size_t count;
    uint32_t seed = 3;

    (void)state;
    while (fx.count < 2000)
        random_item(&seed);
    run(30 * EM, false, false);
    before = fx.lines;
    count = fx.line_count;
    run(30 * EM, false, false);
    assert_int_equal(fx.line_count, count);
    assert_memory_equal(fx.lines, before, count * sizeof *before);
}

/* Not six and six boxes, when the sixth must not end a line. */
static void balanced_lines_end_well(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        box(EM);
        if (i == 5)
            add((struct layout_break_item){.kind = LAYOUT_BREAK_GLUE,
                                           .width = EM / 4,
                                           .penalty = 300});
        else if (i < 11)
            glue();
    }
    run(10 * EM, true, true);
    assert_whole();
    assert_int_equal(fx.line_count, 2);
    assert_int_not_equal(fx.items[fx.lines[0].end].penalty, 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_gives_no_lines, begin, end),
        cmocka_unit_test_setup_teardown(one_box_is_one_line, begin, end),
        cmocka_unit_test_setup_teardown(forced_breaks_keep_empty_lines, begin, end),
        cmocka_unit_test_setup_teardown(glue_never_begins_or_ends_a_line, begin, end),
        cmocka_unit_test_setup_teardown(justified_lines_fill_the_measure, begin, end),
        cmocka_unit_test_setup_teardown(a_cheap_space_is_taken_before_a_penalty, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_cannot_fit_is_alone_in_its_line, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_short_last_line_is_avoided, begin, end),
        cmocka_unit_test_setup_teardown(hanging_signs_make_room, begin, end),
        cmocka_unit_test_setup_teardown(what_hangs_at_the_beginning_makes_room, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_hyphen_takes_room, begin, end),
        cmocka_unit_test_setup_teardown(glue_stretches_only_so_far, begin, end),
        cmocka_unit_test_setup_teardown(dear_breaks_are_left_to_the_last, begin, end),
        cmocka_unit_test_setup_teardown(balanced_lines_are_even, begin, end),
        cmocka_unit_test_setup_teardown(balanced_lines_end_well, begin, end),
        cmocka_unit_test_setup_teardown(any_items_break_soundly, begin, end),
        cmocka_unit_test_setup_teardown(twice_the_same, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
