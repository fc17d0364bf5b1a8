/* Each kind of block: that it is set, and where the style sheet wants it. */
#include "layout/blocks.h"

#include "fixture.h"

#define NEAR(a, b) assert_true((a) - (b) < 0.011 && (b) - (a) < 0.011)

static void every_kind_has_a_rule(void **state)
{
    (void)state;
    for (int kind = 0; kind < DOC_KIND_COUNT; kind++)
        assert_true(layout_block_has_rule((enum doc_kind)kind));
}

/* Title, byline and source stand where the opening of a page says; the text begins on
 * line ten. */
static void opening(void **state)
{
    struct doc_meta *meta = fx.article->as.meta;
    struct doc_person author = {.name = "한서가"};

    (void)state;
    meta->authors = &author;
    meta->author_count = 1;
    meta->date = (struct doc_date){2025, 2, 4};
    meta->source.url = "https://example.org/a/b/";
    block(fx.article, DOC_PARAGRAPH, "첫 문단");
    set_pages();
    NEAR(baseline("\"제목\""), 86 + 42);
    NEAR(baseline("한서가"), 86 + 42 + 28.62);
    NEAR(baseline("example.org/a/b"), 86 + 42 + 28.62 + 18);
    NEAR(baseline("첫 문단"), 86 + 8 * 18);
    NEAR(field("첫 문단", 3), 98.14); /* no indent after the opening */
    assert_non_null(strstr(fx.dump, " https://example.org/a/b/\n"));
    assert_non_null(strstr(fx.dump, "rect decoration 98.14 76.76 399.00 1.25"));
}

/* After a heading of two grid steps the text is on the grid again, and without indent.
 */
static void heading_keeps_the_grid(void **state)
{
    (void)state;
    block(fx.article, DOC_PARAGRAPH, "앞 문단");
    heading(fx.article, 2, "둘째 단계");
    block(fx.article, DOC_PARAGRAPH, "뒤 문단");
    block(fx.article, DOC_PARAGRAPH, "마지막 문단");
    set_pages();
    NEAR(baseline("뒤 문단") - baseline("앞 문단"), 4 * 18);
    NEAR(field("뒤 문단", 3), 98.14);
    NEAR(field("마지막 문단", 3), 98.14 + 10.5);
}

static void lists_count_in_korean(void **state)
{
    struct doc_node *list = node(fx.article, DOC_LIST), *item, *inner;

    (void)state;
    list->as.list = (struct doc_list){.ordered = true, .tight = true, .start = 7};
    item = node(list, DOC_ITEM);
    block(item, DOC_PLAIN, "바깥 항목");
    inner = node(item, DOC_LIST);
    inner->as.list = (struct doc_list){.ordered = true, .tight = true, .start = 15};
    block(node(inner, DOC_ITEM), DOC_PLAIN, "안쪽 항목");
    set_pages();
    assert_non_null(strstr(fx.dump, "\"7.\""));
    assert_non_null(strstr(fx.dump, "\"거.\""));
    NEAR(field("바깥 항목", 3), 98.14 + 16.8);
    NEAR(field("안쪽 항목", 3), 98.14 + 33.6);
    NEAR(baseline("안쪽 항목") - baseline("바깥 항목"), 18);
    NEAR(baseline("\"7.\""), baseline("바깥 항목"));
}

/* Long lines go on after a mark; Hangul takes two columns of 89. */
static void code_wraps_at_the_column(void **state)
{
    char text[256] = "";

    (void)state;
    for (int i = 0; i < 44; i++)
        strcat(text, "가");
    strcat(text, "ab\n");
    code(fx.article, arena_strdup(&fx.arena, text), "이름.c");
    set_pages();
    assert_non_null(strstr(fx.dump, "\"↪\""));
    assert_non_null(strstr(fx.dump, "가a\""));
    NEAR(field("\"b\"", 3), 98.14 + 10 + 2 * 4.25);
    assert_non_null(strstr(fx.dump, "run title code_block"));
    assert_non_null(strstr(fx.dump, "\"이름.c\""));
}

/* Adjoining marked lines share one ground. */
static void code_marks_join(void **state)
{
    static const unsigned char marks[] = {0, DOC_LINE_HIGHLIGHT, DOC_LINE_HIGHLIGHT,
                                          DOC_LINE_ADDED};
    struct doc_node *n = code(fx.article, "a\nb\nc\nd\n", NULL);

    (void)state;
    n->as.code.marks = marks;
    set_pages();
    assert_non_null(strstr(fx.dump, " 399.00 24.00 #E9EDF2"));
    assert_non_null(strstr(fx.dump, " 399.00 12.00 #E6F1E9"));
    assert_non_null(strstr(fx.dump, "\"+\""));
}

static struct doc_node *callout(enum doc_callout type, const char *title)
{
    struct doc_node *n = node(fx.article, DOC_CALLOUT);

    n->as.callout = type;
    if (title)
        block(n, DOC_TITLE, title);
    return n;
}

static void callouts_have_their_label(void **state)
{
    (void)state;
    block(callout(DOC_CALLOUT_WARNING, "지우기 전에"), DOC_PARAGRAPH, "내용");
    block(callout(DOC_CALLOUT_INFO, "<원문>"), DOC_PARAGRAPH, "내용");
    block(callout(DOC_CALLOUT_TIP, NULL), DOC_PARAGRAPH, "내용");
    set_pages();
    assert_non_null(strstr(fx.dump, "주의"));
    assert_non_null(strstr(fx.dump, "<원문>"));
    assert_null(strstr(fx.dump, "정보"));
    assert_non_null(strstr(fx.dump, "\"팁\""));
    /* title and one line: 9 + 16 + 2 + 16 + 9 */
    assert_non_null(strstr(fx.dump, " 399.00 52.00 #FAF5EB"));
}

/* A card that is all there is in a box loses its rules. */
static void card_alone_in_a_box(void **state)
{
    struct doc_node *card = node(callout(DOC_CALLOUT_INFO, "<원문>"), DOC_CARD);

    (void)state;
    card->as.card.title = "카드 제목";
    card->as.card.url = "https://example.org/page/";
    set_pages();
    assert_null(strstr(fx.dump, "#8C8C8C"));
    assert_non_null(strstr(fx.dump, "\"example.org/page\""));
    assert_non_null(strstr(fx.dump, "link card"));
}

static void missing_picture(void **state)
{
    struct doc_node *figure = node(fx.article, DOC_FIGURE),
                    *image = node(figure, DOC_IMAGE);

    (void)state;
    image->as.image.url = "https://example.org/x.png";
    image->as.image.alt = "";
    block(figure, DOC_CAPTION, "설명 <출처: 어딘가>");
    set_pages();
    assert_non_null(strstr(fx.dump, "그림을 싣지 못했습니다"));
    assert_non_null(strstr(fx.dump, "\"example.org/x.png\""));
    assert_non_null(strstr(fx.dump, "#5E5E5E \"설명 <출처: 어딘가>\""));
    assert_non_null(strstr(fx.dump, "link image"));
}

static struct doc_node *table(int rows, int columns)
{
    struct doc_node *t = node(fx.article, DOC_TABLE);

    t->as.table.columns = columns;
    t->as.table.head_rows = 1;
    for (int r = 0; r < rows; r++) {
        struct doc_node *row = node(t, DOC_ROW);

        for (int c = 0; c < columns; c++) {
            struct doc_node *cell = node(row, DOC_CELL);

            cell->as.cell = (struct doc_cell){
                .column = c, .colspan = 1, .rowspan = 1, .head = r == 0};
            block(cell, DOC_PLAIN,
                  r == 0 ? arena_printf(&fx.arena, "머리%d", c)
                         : arena_printf(&fx.arena, "%d.5", r));
        }
    }
    return t;
}

/* Rows of one line are one grid step; figures are set right; the head comes again on
 * the next page. */
static void tables(void **state)
{
    (void)state;
    table(50, 2);
    set_pages();
    NEAR(baseline("\"2.5\"") - baseline("\"1.5\""), 18);
    assert_int_equal(fx.pages, 2);
    assert_int_equal(page_of("run decoration text"), 2);
    assert_true(field("\"1.5\"", 3) > field("머리0", 3) + 1);
}

int main(int argc, char **argv)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_begin, fixture_end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_a_rule),
        TEST(opening),
        TEST(heading_keeps_the_grid),
        TEST(lists_count_in_korean),
        TEST(code_wraps_at_the_column),
        TEST(code_marks_join),
        TEST(callouts_have_their_label),
        TEST(card_alone_in_a_box),
        TEST(missing_picture),
        TEST(tables),
    };

    fx.root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests_name("layout/blocks", tests, fixture_open,
                                       fixture_close);
}
