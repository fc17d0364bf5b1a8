/* Pages: what is kept together, footnotes, furniture, and that the same tree gives the
 * same pages. */
#include "layout/layout.h"

#include "fixture.h"

/* A heading never stands alone at the foot: two lines of its text go with it. */
static void heading_stays_with_two_lines(void **state)
{
    (void)state;
    for (int filling = 27; filling <= 36; filling++) {
        fixture_begin(state);
        block(fx.article, DOC_PARAGRAPH, lines_of_text(filling));
        heading(fx.article, 2, "움직이는 제목");
        block(fx.article, DOC_PARAGRAPH,
              arena_printf(&fx.arena, "시작하는 줄 %s끝나는줄", lines_of_text(3)));
        set_pages();
        assert_int_equal(page_of("움직이는 제목"), page_of("시작하는 줄"));
        fixture_end(state);
    }
}

/* Lines of the paragraph on each page. */
static int runs_on(int page, const char *node)
{
    const char *from = fx.dump, *end;
    int count = 0;

    for (int i = 1; i < page && from; i++)
        from = strstr(from + 1, "\npage ");
    end = from ? strstr(from + 1, "\npage ") : NULL;
    for (const char *p = from; p && (p = strstr(p + 1, node)) && (!end || p < end);)
        count++;
    return count;
}

static void no_widows_and_orphans(void **state)
{
    (void)state;
    for (int filling = 24; filling <= 40; filling++) {
        struct doc_node *moving;
        const char *name;
        int first, second;

        fixture_begin(state);
        block(fx.article, DOC_PARAGRAPH, lines_of_text(filling));
        moving = block(fx.article, DOC_PARAGRAPH, lines_of_text(5));
        block(fx.article, DOC_PARAGRAPH, lines_of_text(8));
        name = arena_printf(&fx.arena, "run content text:%d ", moving->first->pos.line);
        set_pages();
        first = runs_on(1, name);
        second = runs_on(2, name);
        assert_true(first + second >= 4);
        assert_true(first != 1 && second != 1);
        fixture_end(state);
    }
}

/* Nothing but the page number stands below the text block. */
static void nothing_below_the_block(void **state)
{
    const char *p;

    (void)state;
    for (int i = 0; i < 12; i++) {
        heading(fx.article, 3, "작은 제목");
        block(fx.article, DOC_PARAGRAPH, lines_of_text(5));
        code(fx.article, "a\nb\nc\nd\ne\nf\ng\nh\n", i % 2 ? "코드" : NULL);
        block(node(fx.article, DOC_QUOTE), DOC_PARAGRAPH, lines_of_text(4));
    }
    set_pages();
    assert_true(fx.pages >= 5);
    for (p = fx.dump; (p = strstr(p, "\nrun content ")); p++) {
        double x, y;

        assert_int_equal(sscanf(p, "\nrun content %*s %lf %lf", &x, &y), 2);
        assert_true(y <= 757.1);
    }
}

/* A note stands at the foot of the page that calls for it, its last line on the last
 * baseline. */
static void footnotes_at_the_foot(void **state)
{
    struct doc_node *call, *note, *calling;

    (void)state;
    block(fx.article, DOC_PARAGRAPH, lines_of_text(40));
    calling = block(fx.article, DOC_PARAGRAPH, "부르는 문단");
    call = node(calling, DOC_NOTE_REF);
    note = node(fx.article, DOC_FOOTNOTE);
    note->id = "fn1";
    note->as.footnote =
        (struct doc_footnote){.label = "1", .number = 1, .ref = call, .ref_count = 1};
    call->as.note_ref =
        (struct doc_note_ref){.label = "1", .note = note, .number = 1, .occurrence = 1};
    block(note, DOC_PARAGRAPH, "각주 내용");
    block(fx.article, DOC_PARAGRAPH, lines_of_text(40));
    set_pages();
    assert_int_equal(page_of("각주 내용"), page_of("부르는 문단"));
    assert_true(baseline("각주 내용") > 751.98 && baseline("각주 내용") < 752.02);
    assert_non_null(strstr(fx.dump, "run label footnote"));
    assert_int_equal(doc_pagemap_page(&fx.pagemap, note), page_of("각주 내용"));
}

/* A note longer than a page goes on at the foot of the next ones. */
static void long_notes_go_on(void **state)
{
    struct doc_node *calling, *call, *note;

    (void)state;
    calling = block(fx.article, DOC_PARAGRAPH, "부르는 문단");
    call = node(calling, DOC_NOTE_REF);
    note = node(fx.article, DOC_FOOTNOTE);
    note->as.footnote =
        (struct doc_footnote){.label = "1", .number = 1, .ref = call, .ref_count = 1};
    call->as.note_ref =
        (struct doc_note_ref){.label = "1", .note = note, .number = 1, .occurrence = 1};
    block(note, DOC_PARAGRAPH, lines_of_text(90));
    block(note, DOC_PARAGRAPH, "마지막 말");
    set_pages();
    assert_true(fx.pages >= 2 && fx.pages <= 5);
    assert_int_equal(page_of("마지막 말"), fx.pages);
}

static void furniture(void **state)
{
    (void)state;
    block(fx.article, DOC_PARAGRAPH, lines_of_text(60));
    set_pages();
    assert_int_equal(fx.pages, 2);
    assert_int_equal(page_of("run header"), 2);
    assert_int_equal(page_of("run footer"), 1);
    assert_int_equal(doc_pagemap_page(&fx.pagemap, fx.article), 1);
    assert_int_equal(fx.pagemap.page_count, 2);
}

/* An article's last page holds three lines or more. */
static void last_page_has_three_lines(void **state)
{
    (void)state;
    for (int filling = 20; filling <= 24; filling++) {
        fixture_begin(state);
        for (int i = 0; i < filling; i++)
            block(fx.article, DOC_PARAGRAPH, lines_of_text(1));
        set_pages();
        if (fx.pages == 2)
            assert_true(runs_on(2, "run content") >= 3);
        fixture_end(state);
    }
}

static void same_tree_same_pages(void **state)
{
    char *first;

    (void)state;
    block(fx.article, DOC_PARAGRAPH, lines_of_text(50));
    set_pages();
    first = fx.dump;
    fx.dump = NULL;
    doc_node_unlink(fx.article);
    set_pages();
    assert_string_equal(first, fx.dump);
    free(first);
}

int main(int argc, char **argv)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heading_stays_with_two_lines),
        cmocka_unit_test(no_widows_and_orphans),
        TEST(nothing_below_the_block),
        TEST(footnotes_at_the_foot),
        TEST(long_notes_go_on),
        TEST(furniture),
        cmocka_unit_test(last_page_has_three_lines),
        TEST(same_tree_same_pages),
    };

    fx.root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests_name("layout/layout", tests, fixture_open,
                                       fixture_close);
}
