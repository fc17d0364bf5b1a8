#include "fixture.h"
#include "pdf/content.h"
#include "text/unit.h"
#include "util/path.h"

static const char *root;

static struct pdf_content content;
static struct text_font *face;

static int set_up(void **state)
{
    (void)state;
    if (!fixture_open())
        return -1;
    content = (struct pdf_content){.fonts = pdf_fonts_create(f.file)};
    content.images = pdf_images_create(f.file, NULL, &f.diag);
    face = text_font_open(path_join(&f.arena, root, "fonts/D2Coding.ttc"), 0, &f.diag);
    pdf_content_begin(&content, 0, TEXT_PT(800));
    return face ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_images_destroy(content.images);
    pdf_fonts_destroy(content.fonts);
    pdf_content_release(&content);
    fixture_abandon();
    text_font_close(face);
    fixture_close();
    return 0;
}

static const char *painted(const struct layout_item *item)
{
    pdf_content_item(&content, item);
    pdf_content_end(&content);
    return buf_str(&content.out);
}

static struct layout_item run_of(const struct layout_glyph *glyphs, size_t count,
                                 const char *text)
{
    return (struct layout_item){.kind = LAYOUT_RUN,
                                .as.run = {.font = face,
                                           .size = TEXT_PT(10),
                                           .x = TEXT_PT(50),
                                           .y = TEXT_PT(100),
                                           .glyphs = glyphs,
                                           .count = count,
                                           .text = text,
                                           .text_len = (uint32_t)strlen(text)}};
}

/* The face is monospaced: half an em a Latin letter. */
#define STEP TEXT_PT(5)

static void test_text_where_the_pen_is(void **state)
{
    const uint32_t a = text_font_glyph(face, 'a');
    const struct layout_glyph glyphs[] = {{a, 0, 0, 0, 1}, {a, STEP, 0, 1, 1}};
    const struct layout_item item = run_of(glyphs, 2, "aa");

    (void)state;
    assert_int_equal(text_font_advance(face, a) * 2, face->upem);
    pdf_content_item(&content, &item);
    pdf_content_end(&content);
    assert_memory_equal(content.out.data,
                        "0 g\n/F0 10 Tf\nBT\n50 700 Td\n[(\0\1\0\1)]TJ\nET\n",
                        content.out.len);
}

static void test_adjusted_only_where_it_is_not(void **state)
{
    const uint32_t a = text_font_glyph(face, 'a');
    const struct layout_glyph glyphs[] = {{a, 0, 0, 0, 1},
                                          {a, STEP + TEXT_PT(1), 0, 1, 1},
                                          {a, 2 * STEP + TEXT_PT(1), 0, 2, 1}};
    const struct layout_item item = run_of(glyphs, 3, "aaa");
    const char *expected = "[(\0\1)-100(\0\1\0\1)]TJ\nET\n";

    (void)state;
    pdf_content_item(&content, &item);
    pdf_content_end(&content);
    assert_non_null(memmem(content.out.data, content.out.len, expected, 22));
}

static void test_cluster_of_two_glyphs_is_spelled_out(void **state)
{
    const uint32_t a = text_font_glyph(face, 'a'), b = text_font_glyph(face, 'b');
    const struct layout_glyph glyphs[] = {{a, 0, 0, 0, 6}, {b, 0, TEXT_PT(2), 0, 0}};
    const struct layout_item item = run_of(glyphs, 2, "가\u302E");

    (void)state;
    pdf_content_item(&content, &item);
    pdf_content_end(&content);
    assert_non_null(memmem(content.out.data, content.out.len,
                           "/Span <</ActualText <FEFFAC00302E>>> BDC\n", 41));
    assert_non_null(memmem(content.out.data, content.out.len, "2 Ts\n", 5));
    assert_non_null(memmem(content.out.data, content.out.len, "EMC\nET\n", 7));
}

static void test_notdef_is_never_shown(void **state)
{
    const struct layout_glyph glyphs[] = {{0, 0, 0, 0, 1}};
    const struct layout_item item = run_of(glyphs, 1, "a");

    (void)state;
    assert_null(strstr(painted(&item), "TJ"));
}

static void test_rectangle_turned_upwards(void **state)
{
    const struct layout_item item = {
        .kind = LAYOUT_RECT,
        .role = LAYOUT_BACKGROUND,
        .as.rect = {.box = {TEXT_PT(10), TEXT_PT(20), TEXT_PT(30), TEXT_PT(40)},
                    .colour = {255, 0, 51}}};

    (void)state;
    assert_string_equal(painted(&item), "/Artifact <</Type /Layout>> BDC\n"
                                        "1 0 .2 rg\n10 740 30 40 re f\nEMC\n");
}

static void test_state_is_not_repeated(void **state)
{
    const struct layout_item line = {.kind = LAYOUT_LINE,
                                     .role = LAYOUT_DECORATION,
                                     .as.line = {.x = 0,
                                                 .y = TEXT_PT(1),
                                                 .x2 = TEXT_PT(2),
                                                 .y2 = TEXT_PT(1),
                                                 .stroke = TEXT_PT(0.5),
                                                 .dash = TEXT_PT(3)}};

    (void)state;
    pdf_content_item(&content, &line);
    assert_string_equal(painted(&line), "/Artifact <</Type /Layout>> BDC\n"
                                        "0 G\n.5 w\n[3 ] 0 d\n0 799 m 2 799 l S\n"
                                        "0 799 m 2 799 l S\nEMC\n");
}

static void test_artifacts_by_role(void **state)
{
    struct layout_item item = {.kind = LAYOUT_POLYGON, .role = LAYOUT_FOOTER};

    (void)state;
    assert_string_equal(painted(&item), "/Artifact <</Type /Pagination /Subtype "
                                        "/Footer /Attached [/Bottom]>> BDC\nEMC\n");
}

/* Ornament is painted as an outline: it would be copied with the text around it. */
static void test_ornament_is_no_text(void **state)
{
    const struct layout_glyph glyph = {text_font_glyph(face, '.'), 0, 0, 0, 1};
    struct layout_item item = run_of(&glyph, 1, ".");
    const char *out;

    (void)state;
    item.role = LAYOUT_DECORATION;
    out = painted(&item);
    assert_non_null(strstr(out, "cm /I0 Do Q\nEMC\n"));
    assert_null(strstr(out, "BT"));
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_text_where_the_pen_is),
        TEST(test_adjusted_only_where_it_is_not),
        TEST(test_cluster_of_two_glyphs_is_spelled_out),
        TEST(test_notdef_is_never_shown),
        TEST(test_rectangle_turned_upwards),
        TEST(test_state_is_not_repeated),
        TEST(test_artifacts_by_role),
        TEST(test_ornament_is_no_text),
    };

    root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
