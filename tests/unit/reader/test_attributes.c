#include "fixture.h"

static void test_heading_has_its_id(void **state)
{
    struct fixture f;

    (void)state;
    fixture_read(&f, "## 설치 {#setup .wide}\n\n## 둘 {.wide}\n\n## 셋 {#setup}\n");
    assert_string_equal(f.article->first->as.heading.slug, "setup");
    assert_string_equal(f.article->first->first->as.text, "설치");
    assert_string_equal(f.article->first->next->as.heading.slug, "둘");
    assert_string_equal(f.article->last->as.heading.slug, "setup-1");
    fixture_release(&f);
}

static void test_inline_before_the_braces(void **state)
{
    struct fixture f;
    const struct doc_node *image, *link;

    (void)state;
    fixture_read(&f, "![그림](a.png){width=200 .x}\n\n말 ![](b.png){width=\"50%\"}와 "
                     "[글](c){title=\"설명 글\"}{.y} `코드`{#k}\n");
    assert_int_equal(f.article->first->kind, DOC_FIGURE);
    image = f.article->first->first;
    assert_int_equal(image->as.image.width, 200);
    assert_false(image->as.image.percent);
    image = f.article->last->first->next;
    assert_int_equal(image->as.image.width, 50);
    assert_true(image->as.image.percent);
    link = image->next->next;
    assert_string_equal(image->next->as.text, "와 ");
    assert_string_equal(link->as.link.title, "설명 글");
    assert_string_equal(link->next->as.text, " ");
    assert_null(link->next->next->next);
    fixture_release(&f);
}

static void test_block_at_its_end(void **state)
{
    (void)state;
    assert_reads("본문 {.lead}\n\n둘\n{#id}\n\n{.alone}\n",
                 "  paragraph 1:1\n    text 1:1 \"본문\"\n"
                 "  paragraph 3:1\n    text 3:1 \"둘\"\n",
                 "");
}

static void assert_text(const char *text)
{
    struct fixture f;

    fixture_read(&f, text);
    assert_string_equal(doc_plain_text(&f.arena, f.article), text);
    fixture_release(&f);
}

static void test_prose_stays(void **state)
{
    (void)state;
    assert_text("값 {name=}");
    assert_text("값 {.Title}");
    assert_text("값 {name}");
    assert_text("값 {#if user}");
    assert_text("값 {color=red}");
    assert_text("값 {}");
    assert_text("값 {width=\"3}");
    assert_text("값{.lead}");
    assert_text("값 {.a}{");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heading_has_its_id),
        cmocka_unit_test(test_inline_before_the_braces),
        cmocka_unit_test(test_block_at_its_end),
        cmocka_unit_test(test_prose_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
