#include "pdf/tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Trees and pages made by hand; what comes out is the dump of the structure. */
static struct {
    struct arena arena;
    struct doc_node *book, *article;
    struct pdf_tags tags;
    FILE *out;
    char *dump;
    size_t dump_len;
    uint32_t page;
    struct layout_page layout;
} f;

static struct doc_node *node(struct doc_node *parent, enum doc_kind kind)
{
    struct doc_node *n = doc_node_new(&f.arena, kind, (struct diag_pos){0});

    doc_node_append(parent, n);
    return n;
}

static struct doc_node *article(struct doc_node *parent, const char *title)
{
    struct doc_node *n = node(parent, DOC_ARTICLE);

    n->as.meta = arena_new(&f.arena, struct doc_meta);
    n->as.meta->title = title;
    return n;
}

static struct doc_node *text(struct doc_node *parent, const char *s)
{
    struct doc_node *n = doc_text_new(&f.arena, s, (struct diag_pos){0});

    doc_node_append(parent, n);
    return n;
}

static struct doc_node *paragraph(struct doc_node *parent, const char *s)
{
    struct doc_node *n = node(parent, DOC_PARAGRAPH);

    return text(n, s);
}

static void page(const struct doc_node *whose)
{
    f.layout = (struct layout_page){.height = 1 << 20, .article = whose};
    pdf_tags_page(&f.tags, &f.layout, ++f.page);
}

static struct pdf_tag show(const struct doc_node *n, enum layout_role role,
                           const char *s)
{
    struct layout_item item = {.kind = LAYOUT_RUN, .role = role, .node = n};
    struct pdf_tag tag = {0};

    item.as.run.text = s;
    item.as.run.text_len = (uint32_t)strlen(s);
    assert_true(pdf_marks_item(&f.tags.marks, &item, &tag));
    return tag;
}

static bool show_image(const struct doc_node *n)
{
    struct layout_item item = {.kind = LAYOUT_IMAGE, .node = n};
    struct pdf_tag tag;

    item.as.image.box = (struct layout_box){65536, 65536, 131072, 131072};
    return pdf_marks_item(&f.tags.marks, &item, &tag);
}

static bool click(const struct doc_node *n)
{
    const struct layout_link link = {.node = n};

    if (!pdf_marks_clickable(&f.tags.marks, n))
        return false;
    pdf_tags_link(&f.tags, &link, f.page, 0);
    return true;
}

static int set_up(void **state)
{
    (void)state;
    memset(&f, 0, sizeof f);
    f.book = doc_node_new(&f.arena, DOC_BOOK, (struct diag_pos){0});
    f.book->as.meta = arena_new(&f.arena, struct doc_meta);
    f.book->as.meta->lang = "ko";
    f.article = article(f.book, "제목");
    f.out = open_memstream(&f.dump, &f.dump_len);
    if (!f.out)
        return -1;
    pdf_tags_init(&f.tags, f.book, NULL, f.out);
    page(f.article);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pdf_tags_release(&f.tags);
    if (f.out)
        fclose(f.out);
    free(f.dump);
    arena_release(&f.arena);
    return 0;
}

static void check(const char *expected)
{
    assert_int_equal(pdf_tags_finish(&f.tags), 0);
    fclose(f.out);
    f.out = NULL;
    assert_string_equal(f.dump, expected);
}

static void test_lines_of_one_paragraph_are_one_mark(void **state)
{
    const struct doc_node *t = paragraph(f.article, "");

    (void)state;
    assert_int_equal(show(t, LAYOUT_CONTENT, "첫 줄 ").mcid, 0);
    assert_int_equal(show(t, LAYOUT_CONTENT, "둘째 ").mcid, 0);
    page(f.article);
    assert_int_equal(show(t, LAYOUT_CONTENT, "다음 쪽").mcid, 0);
    check("Document\n  Sect\n    P\n      \"첫 줄 둘째 \"\n      \"다음 쪽\"\n");
}

static void test_order_is_that_of_the_tree(void **state)
{
    const struct doc_node *first = paragraph(f.article, "");
    const struct doc_node *second = paragraph(f.article, "");

    (void)state;
    show(second, LAYOUT_CONTENT, "나중");
    show(first, LAYOUT_CONTENT, "먼저");
    check("Document\n  Sect\n    P\n      \"먼저\"\n    P\n      \"나중\"\n");
}

static void test_inlines_nest(void **state)
{
    struct doc_node *p = node(f.article, DOC_PARAGRAPH);
    struct doc_node *strong = node(p, DOC_STRONG);
    const struct doc_node *a = text(strong, "");
    struct doc_node *link = node(strong, DOC_LINK);
    const struct doc_node *b = text(link, ""), *c = text(strong, ""), *d = text(p, "");
    const struct doc_node *bare = node(p, DOC_LINK);

    (void)state;
    assert_string_equal(show(a, LAYOUT_CONTENT, "굵은 ").name, "Strong");
    assert_string_equal(show(b, LAYOUT_CONTENT, "링크").name, "Link");
    show(c, LAYOUT_CONTENT, " 뒤");
    assert_string_equal(show(d, LAYOUT_CONTENT, " 끝").name, "P");
    assert_true(click(link));
    assert_false(click(bare)); /* it has no text */
    check("Document\n  Sect\n    P\n      Strong\n        \"굵은 \"\n        Link\n"
          "          \"링크\"\n          annotation\n        \" 뒤\"\n      \" 끝\"\n");
}

static void test_ornament_ends_a_mark(void **state)
{
    const struct doc_node *t = paragraph(f.article, "");

    (void)state;
    assert_int_equal(show(t, LAYOUT_CONTENT, "하나").mcid, 0);
    pdf_marks_end(&f.tags.marks);
    assert_int_equal(show(t, LAYOUT_CONTENT, "둘").mcid, 1);
    assert_int_equal(pdf_marks_again(&f.tags.marks), 2);
    assert_int_equal(show(t, LAYOUT_CONTENT, "셋").mcid, 2);
}

static void test_headings_leave_out_no_level(void **state)
{
    static const int levels[] = {3, 6, 2, 4};
    struct doc_node *h[4];

    (void)state;
    show(f.article, LAYOUT_TITLE, "제목");
    for (int i = 0; i < 4; i++) {
        h[i] = node(f.article, DOC_HEADING);
        h[i]->as.heading.level = levels[i];
        show(text(h[i], ""), LAYOUT_CONTENT, "절");
    }
    check("Document\n  Sect\n    H1\n      \"제목\"\n    H2\n      \"절\"\n    H3\n"
          "      \"절\"\n    H2\n      \"절\"\n    H3\n      \"절\"\n");
}

static void test_notes_follow_the_block_that_calls(void **state)
{
    struct doc_node *p = node(f.article, DOC_PARAGRAPH);
    struct doc_node *ref = node(p, DOC_NOTE_REF);
    const struct doc_node *after = paragraph(f.article, "");
    struct doc_node *note = node(f.article, DOC_FOOTNOTE);
    struct doc_node *heading = node(note, DOC_HEADING);

    (void)state;
    ref->as.note_ref.note = note;
    note->id = "fn1";
    note->as.footnote.ref = ref;
    show(ref, LAYOUT_CONTENT, "1)");
    show(after, LAYOUT_CONTENT, "다음 문단");
    show(note, LAYOUT_LABEL, "1)");
    show(text(heading, ""), LAYOUT_CONTENT, "각주");
    assert_true(click(ref));
    check("Document\n  Sect\n    P\n      Reference\n        Link\n          \"1)\"\n"
          "          annotation\n    Note id=\"fn1\"\n      Lbl\n        \"1)\"\n"
          "      P\n        \"각주\"\n    P\n      \"다음 문단\"\n");
}

static void test_pictures(void **state)
{
    struct doc_node *figure = node(f.article, DOC_FIGURE);
    struct doc_node *image = node(figure, DOC_IMAGE);
    const struct doc_node *t = text(node(figure, DOC_CAPTION), "설명");
    struct doc_node *ornament = node(node(f.article, DOC_FIGURE), DOC_IMAGE);

    (void)state;
    image->as.image.alt = ornament->as.image.alt = "";
    assert_true(show_image(image));
    show(t, LAYOUT_CONTENT, "설명");
    assert_false(show_image(ornament));
    check("Document\n  Sect\n    Figure <</O/Layout/Placement/Block/BBox[1 13 3 15]>>"
          " alt=\"설명\"\n      \"\"\n      Caption\n        \"설명\"\n");
}

static void test_linked_picture_says_where_to(void **state)
{
    struct doc_node *figure = node(f.article, DOC_FIGURE);
    struct doc_node *link = node(figure, DOC_LINK), *image = node(link, DOC_IMAGE);

    (void)state;
    image->as.image.alt = "";
    link->as.link.url = "https://example.org/";
    assert_true(show_image(image));
    assert_true(click(link));
    check("Document\n  Sect\n    Div\n      Link\n        Figure"
          " <</O/Layout/BBox[1 13 3 15]>>"
          " alt=\"https://example.org/\"\n          \"\"\n        annotation\n");
}

/* A table of rows given as cells: "h" is a head, digits are column and row spans. */
static struct doc_node *table(const char *const rows[], int head_rows)
{
    struct doc_node *t = node(f.article, DOC_TABLE);

    t->as.table.columns = 1;
    t->as.table.head_rows = head_rows;
    for (; *rows; rows++) {
        struct doc_node *row = node(t, DOC_ROW);

        for (const char *c = *rows; *c; c += 4) {
            struct doc_node *cell = node(row, DOC_CELL);

            cell->as.cell.head = c[0] == 'h';
            cell->as.cell.colspan = c[1] - '0';
            cell->as.cell.rowspan = c[2] - '0';
        }
    }
    return t;
}

static void test_rows_have_one_length(void **state)
{
    static const char *const rows[] = {"h11 ", "d12 d21 ", "d39 ", "", NULL};

    (void)state;
    table(rows, 1);
    check("Document\n  Sect\n    Table\n      THead\n        TR\n"
          "          TH <</O/Table/Scope/Column>>\n"
          "          TH <</O/Table/Scope/Column>>\n      TBody\n        TR\n"
          "          TD <</O/Table/RowSpan 2>>\n          TD\n        TR\n"
          "          TD <</O/Table/RowSpan 2>>\n        TR\n          TD\n");
}

static void test_spans_end_with_the_table(void **state)
{
    static const char *const rows[] = {"h11 h11 h11 ", "d12 d21 ", "d39 ", "", NULL};

    (void)state;
    table(rows, 1);
    check("Document\n  Sect\n    Table\n      THead\n        TR\n"
          "          TH <</O/Table/Scope/Column>>\n"
          "          TH <</O/Table/Scope/Column>>\n"
          "          TH <</O/Table/Scope/Column>>\n      TBody\n        TR\n"
          "          TD <</O/Table/RowSpan 2>>\n"
          "          TD <</O/Table/ColSpan 2>>\n        TR\n"
          "          TD <</O/Table/ColSpan 2/RowSpan 2>>\n        TR\n          TD\n");
}

static void test_table_without_head(void **state)
{
    static const char *const rows[] = {"d12 d11 ", "d11 ", "d11 d11 ", NULL};

    (void)state;
    table(rows, 0);
    check("Document\n  Sect\n    Table\n      TR\n"
          "        TH <</O/Table/Scope/Row/RowSpan 2>>\n        TD\n      TR\n"
          "        TD\n      TR\n        TH <</O/Table/Scope/Row>>\n        TD\n");
}

/* A head that reaches into the body is in no section. */
static void test_head_over_two_rows(void **state)
{
    static const char *const rows[] = {"h12 h11 ", "d11 ", NULL};

    (void)state;
    table(rows, 1);
    check("Document\n  Sect\n    Table\n      TR\n"
          "        TH <</O/Table/Scope/Column/RowSpan 2>>\n"
          "        TH <</O/Table/Scope/Column>>\n      TR\n        TD\n");
}

static void test_quote_in_quote_is_wrapped(void **state)
{
    struct doc_node *outer = node(f.article, DOC_QUOTE);
    const struct doc_node *t = paragraph(node(outer, DOC_QUOTE), "");

    (void)state;
    show(t, LAYOUT_CONTENT, "안");
    check("Document\n  Sect\n    BlockQuote\n      Div\n        BlockQuote\n"
          "          P\n            \"안\"\n");
}

/* Whatever is painted is read, also what the walk does not look for. */
static void test_nothing_is_lost(void **state)
{
    struct doc_node *toc = node(f.article, DOC_TOC);

    (void)state;
    show(toc, LAYOUT_CONTENT, "차례");
    check("Document\n  Sect\n    P\n      \"차례\"\n");
}

static void test_parts_and_languages(void **state)
{
    struct doc_node *part = node(f.book, DOC_PART), *second, *third;

    (void)state;
    part->as.meta = arena_new(&f.arena, struct doc_meta);
    second = article(part, "둘");
    third = article(part, "셋");
    second->as.meta->lang = "en-US";
    third->as.meta->lang = "ko";
    show(paragraph(f.article, ""), LAYOUT_CONTENT, "하나");
    page(second);
    show(paragraph(second, ""), LAYOUT_CONTENT, "two");
    page(third);
    show(paragraph(third, ""), LAYOUT_CONTENT, "셋");
    check("Document\n  Sect\n    P\n      \"하나\"\n  Part\n    Sect lang=\"en-US\"\n"
          "      P\n        \"two\"\n    Sect\n      P\n        \"셋\"\n");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_lines_of_one_paragraph_are_one_mark),
        TEST(test_order_is_that_of_the_tree),
        TEST(test_inlines_nest),
        TEST(test_ornament_ends_a_mark),
        TEST(test_headings_leave_out_no_level),
        TEST(test_notes_follow_the_block_that_calls),
        TEST(test_pictures),
        TEST(test_linked_picture_says_where_to),
        TEST(test_rows_have_one_length),
        TEST(test_spans_end_with_the_table),
        TEST(test_table_without_head),
        TEST(test_head_over_two_rows),
        TEST(test_quote_in_quote_is_wrapped),
        TEST(test_nothing_is_lost),
        TEST(test_parts_and_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
