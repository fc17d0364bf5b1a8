#include "cover/shelf.h"

#include "fonts.h"
#include "cover/plan.h"
#include "util/heap.h"

enum { WIDTH = 1600, HEIGHT = 2560, FLOOR = HEIGHT * 8 / 10 };

/* Spines standing at the shelf, counted by the gaps of ground between them. */
static int count_spines(const struct cover_canvas *c)
{
    int spines = 0;

    for (int x = 1; x < c->width; x++)
        spines += cover_row(c, FLOOR - 1)[x] != COVER_GROUND &&
                  cover_row(c, FLOOR - 1)[x - 1] == COVER_GROUND;
    return spines;
}

static void a_shelf_has_five_to_twenty_four_spines(void **state)
{
    static const int asked[] = {0, 1, 5, 9, 24, 500}, given[] = {5, 5, 5, 9, 24, 24};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct cover_canvas c = {heap_zalloc(WIDTH + 1, HEIGHT), WIDTH, HEIGHT};
        struct cover_plan plan = {.width = WIDTH, .height = HEIGHT};
        int gardenias = 0;

        cover_shelf(&plan, "urn:uuid:a", asked[i]);
        for (int k = 0; k < plan.patch_count; k++)
            cover_fill(&c, plan.patches[k].x, plan.patches[k].y, plan.patches[k].width,
                       plan.patches[k].height, plan.patches[k].colour);
        assert_int_equal(count_spines(&c), given[i]);
        for (int x = 1; x < WIDTH; x++) {
            const uint8_t *row = cover_row(&c, FLOOR - 1);

            gardenias += row[x] == COVER_GARDENIA && row[x - 1] != COVER_GARDENIA;
            if (x > WIDTH * 9 / 10)
                assert_int_equal(row[x], COVER_GROUND);
        }
        assert_int_equal(gardenias, 1);
        heap_free(c.rows);
    }
}

static void the_ground_follows_the_identifier(void **state)
{
    bool seen[6] = {false};
    char name[] = "urn:a";

    (void)state;
    for (; name[4] <= 'z'; name[4]++) {
        assert_in_range(cover_ground(name), 0, 5);
        assert_int_equal(cover_ground(name), cover_ground(name));
        seen[cover_ground(name)] = true;
    }
    assert_true(seen[0] + seen[1] + seen[2] + seen[3] + seen[4] + seen[5] >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shelf_has_five_to_twenty_four_spines),
        cmocka_unit_test(the_ground_follows_the_identifier),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
