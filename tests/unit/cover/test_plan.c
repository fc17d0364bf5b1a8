#include "cover/plan.h"

#include "fonts.h"

static const struct doc_person people[] = {{"서가 편집부", NULL}};
static const struct doc_meta book = {
    .title = "오래 두고 읽을 글 스물네 편을 한 권으로",
    .lang = "ko",
    .authors = people,
    .author_count = 1,
    .edited = true,
    .date = {2025, 2, 4},
    .source = {.site = "예시 잡지"},
    .identifier = "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8",
};

static struct cover_plan plan_of(const struct doc_meta *meta, int width, int height,
                                 bool white, struct arena *a)
{
    struct diag diag = {0};
    struct text_fontset *fonts = open_fonts(&diag);
    struct cover_params params = {
        .shaper = text_shaper_create(fonts), .meta = meta, .spines = 9, .white = white};
    struct cover_plan p = {.width = width, .height = height};

    cover_plan_make(&p, &params, a);
    text_shaper_destroy(params.shaper);
    text_fontset_destroy(fonts);
    return p;
}

static struct cover_plan plan(int width, int height, bool white, struct arena *a)
{
    return plan_of(&book, width, height, white, a);
}

/* `fine` is `coarse` in units of which there are `times` as many. */
static void assert_near(int fine, int coarse, int times)
{
    assert_true(fine >= coarse * times - times && fine <= (coarse + 2) * times);
}

static void it_is_the_same_in_any_unit(void **state)
{
    struct arena a = {0};
    struct cover_plan one = plan(1600, 2560, false, &a);
    struct cover_plan fine = plan(25600, 40960, false, &a);

    (void)state;
    assert_int_equal(one.patch_count, fine.patch_count);
    assert_int_equal(one.word_count, fine.word_count);
    for (int i = 0; i < one.patch_count; i++) {
        assert_near(fine.patches[i].height, one.patches[i].height, 16);
        assert_int_equal(fine.patches[i].colour, one.patches[i].colour);
    }
    for (int i = 0; i < one.word_count; i++) {
        assert_string_equal(fine.words[i].text, one.words[i].text);
        assert_near(fine.words[i].size, one.words[i].size, 16);
    }
    arena_release(&a);
}

static void it_says_who_chose_the_texts(void **state)
{
    struct arena a = {0};
    struct cover_plan p = plan(1600, 2560, false, &a);

    (void)state;
    assert_int_equal(p.word_count, 2 + 3); /* lines, author, site, year */
    assert_string_equal(p.words[2].text, "서가 편집부 엮음");
    assert_string_equal(p.words[3].text, "예시 잡지");
    assert_string_equal(p.words[4].text, "2025");
    arena_release(&a);
}

/* Names that do not fit are "others", and the first of them is cut. */
static void names_end_within_the_cover(void **state)
{
    static const struct doc_person few[] = {{"가나다라마바사아자차카타파하", NULL},
                                            {"Bartholomew Featherstonehaugh", NULL},
                                            {"Wilhelmina Cholmondeley", NULL}};
    static const struct doc_person one[] = {
        {"아주 오랫동안 함께 글을 써 온 모든 사람의 이름을 하나도 빠짐없이 적은 모임",
         NULL}};
    struct arena a = {0};
    struct doc_meta many = book;
    struct cover_plan p;

    (void)state;
    many.edited = false;
    many.authors = few;
    many.author_count = 3;
    p = plan_of(&many, 1600, 2560, false, &a);
    assert_string_equal(p.words[2].text, "가나다라마바사아자차카타파하 외");
    many.authors = one;
    many.author_count = 1;
    p = plan_of(&many, 1600, 2560, false, &a);
    assert_memory_equal(p.words[2].text, one[0].name, 30);
    assert_string_equal(p.words[2].text + strlen(p.words[2].text) - 3, "…");
    arena_release(&a);
}

static void on_paper_it_has_no_colour(void **state)
{
    struct arena a = {0};
    struct cover_plan p = plan(1600, 2560, true, &a);

    (void)state;
    for (int i = 0; i < COVER_COLOURS; i++) {
        assert_int_equal(p.palette[i][0], p.palette[i][1]);
        assert_int_equal(p.palette[i][1], p.palette[i][2]);
    }
    assert_int_equal(p.palette[COVER_GROUND][0], 255);
    assert_int_equal(p.palette[COVER_IVORY][0], 0x1A);
    arena_release(&a);
}

/* Whatever the shape, lines of text end above the tallest spine. */
static void text_ends_above_the_shelf(void **state)
{
    static const int heights[] = {8000, 25600, 36200, 40960};

    (void)state;
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++) {
        struct arena a = {0};
        struct cover_plan p = plan(25600, heights[i], false, &a);
        const struct cover_words *author = &p.words[p.word_count - 3];

        assert_string_equal(author->text, "서가 편집부 엮음");
        assert_true(author->y < heights[i] * 52 / 100);
        arena_release(&a);
    }
}

/* A strip of paper has a cover too, and nothing of it overflows. */
static void pages_of_any_shape(void **state)
{
    static const int heights[] = {2000, 25600, 512000};

    (void)state;
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++) {
        struct arena a = {0};
        struct cover_plan p = plan(25600, heights[i], false, &a);

        for (int k = 0; k < p.patch_count; k++) {
            assert_true(p.patches[k].x >= 0 && p.patches[k].width >= 0);
            assert_true(p.patches[k].y >= 0 &&
                        p.patches[k].y + p.patches[k].height <= heights[i] + 100);
        }
        arena_release(&a);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_the_same_in_any_unit),
        cmocka_unit_test(it_says_who_chose_the_texts),
        cmocka_unit_test(names_end_within_the_cover),
        cmocka_unit_test(on_paper_it_has_no_colour),
        cmocka_unit_test(text_ends_above_the_shelf),
        cmocka_unit_test(pages_of_any_shape),
    };

    source_root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
