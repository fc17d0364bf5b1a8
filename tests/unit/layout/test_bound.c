/* Books of several articles: title page, contents, parts, running heads, sources,
 * colophon, and page numbers that are known late. */
#include "layout/layout.h"

#include "fixture.h"

static struct doc_node *book;
static const struct layout_cover *the_cover;

static int begin(void **state)
{
    if (fixture_begin(state))
        return -1;
    book = doc_node_new(&fx.arena, DOC_BOOK, (struct diag_pos){0});
    book->as.meta = arena_new(&fx.arena, struct doc_meta);
    book->as.meta->title = "묶은 책";
    book->as.meta->lang = "ko";
    book->lang = "ko";
    return 0;
}

static struct doc_node *article(struct doc_node *parent, const char *id,
                                const char *title)
{
    struct doc_node *n = node(parent, DOC_ARTICLE);

    n->id = id;
    n->lang = "ko";
    n->as.meta = arena_new(&fx.arena, struct doc_meta);
    n->as.meta->title = title;
    n->as.meta->lang = "ko";
    block(n, DOC_PARAGRAPH, lines_of_text(50));
    return n;
}

static struct doc_node *part(const char *id, const char *title)
{
    struct doc_node *n = node(book, DOC_PART);

    n->id = id;
    n->as.meta = arena_new(&fx.arena, struct doc_meta);
    n->as.meta->title = title;
    return n;
}

/* A page at the end of the book, as book/ makes them. */
static struct doc_node *matter(enum doc_matter kind, const char *id, const char *title)
{
    struct doc_node *n = node(book, DOC_ARTICLE);

    n->id = id;
    n->as.meta = arena_new(&fx.arena, struct doc_meta);
    n->as.meta->title = title;
    n->as.meta->lang = "ko";
    n->as.meta->matter = kind;
    return n;
}

static void colophon(void)
{
    struct doc_node *page = matter(DOC_MATTER_COLOPHON, "colophon", "판권"), *table, *row;
    static const char *const rows[][2] = {
        {"글쓴이", "아무개"}, {"만든 도구", "서가"}, {"식별자", "urn:a"}};

    block(page, DOC_PARAGRAPH, "묶은 책");
    table = node(page, DOC_TABLE);
    table->as.table.columns = 2;
    for (size_t i = 0; i < 3; i++) {
        row = node(table, DOC_ROW);
        for (int k = 0; k < 2; k++)
            block(node(row, DOC_CELL), DOC_PLAIN, rows[i][k]);
    }
    block(page, DOC_PARAGRAPH, "저작권은 각 글쓴이에게 있습니다.");
}

static void keep_late(void *user, int slot, const struct layout_line *line)
{
    layout_dump_late(slot, line, user);
}

static void set_book(void)
{
    struct layout_params params = {.theme = fx.theme,
                                   .fonts = fx.fonts,
                                   .cover = the_cover,
                                   .pagemap = &fx.pagemap,
                                   .diag = &fx.diag,
                                   .arena = &fx.arena};
    FILE *out = open_memstream(&fx.dump, &fx.dump_len);

    layout_book(&params, book, (struct layout_sink){keep_page, out, keep_late});
    fclose(out);
}

/* What the contents say of the node: the text of the slot painted at the line of
 * `title`. */
static int number_beside(const char *title)
{
    const char *line = strstr(fx.dump, title), *slot, *text;
    char name[32];

    assert_non_null(line);
    slot = strstr(line, " slot ");
    assert_non_null(slot);
    snprintf(name, sizeof name, "\nslot %ld\n", strtol(slot + 6, NULL, 10));
    text = strstr(fx.dump, name);
    assert_non_null(text);
    text = strchr(strchr(text + 1, '\n'), '"');
    return (int)strtol(text + 1, NULL, 10);
}

static void contents_name_pages(void **state)
{
    struct doc_node *first = article(book, "a1", "첫째 글"),
                    *second = article(book, "a2", "둘째 글");
    struct doc_node *section = heading(second, 2, "둘째 글의 마디");

    (void)state;
    section->id = "a2-h1";
    block(second, DOC_PARAGRAPH, lines_of_text(3));
    colophon();
    set_book();
    assert_int_equal(page_of("\"차례\""), 2);
    assert_int_equal(number_beside("첫째 글"), doc_pagemap_page(&fx.pagemap, first));
    assert_int_equal(number_beside("둘째 글"), doc_pagemap_page(&fx.pagemap, second));
    assert_int_equal(number_beside("둘째 글의 마디"),
                     doc_pagemap_page(&fx.pagemap, section));
    assert_int_equal(doc_pagemap_page(&fx.pagemap, first), 3);
    assert_int_equal(number_beside("판권"), fx.pages);
}

/* A heading that cannot be seen is no line of the contents. */
static void contents_leave_out_what_is_blank(void **state)
{
    struct doc_node *only = article(book, "a1", "글");
    size_t lines = 0;

    (void)state;
    heading(only, 2, "\u3000")->id = "a1-h1";
    heading(only, 2, "마디")->id = "a1-h2";
    article(book, "a2", "다른 글");
    set_book();
    for (const char *s = fx.dump; (s = strstr(s, "\nslot ")); s++)
        lines++;
    assert_int_equal(lines, 3);
}

/* A part stands on a right-hand page, its first article on the next one. */
static void parts_begin_on_the_right(void **state)
{
    struct doc_node *one = part("p1", "무엇이 있었나"),
                    *two = part("p2", "어떻게 했나");
    struct doc_node *a1 = article(one, "a1", "첫째 글"), *a2, *a3;

    (void)state;
    a2 = article(one, "a2", "둘째 글");
    a3 = article(two, "a3", "셋째 글");
    set_book();
    assert_int_equal(doc_pagemap_page(&fx.pagemap, one) % 2, 1);
    assert_int_equal(doc_pagemap_page(&fx.pagemap, two) % 2, 1);
    assert_int_equal(doc_pagemap_page(&fx.pagemap, a1),
                     doc_pagemap_page(&fx.pagemap, one) + 2);
    assert_int_equal(doc_pagemap_page(&fx.pagemap, a3),
                     doc_pagemap_page(&fx.pagemap, two) + 2);
    assert_true(doc_pagemap_page(&fx.pagemap, a2) < doc_pagemap_page(&fx.pagemap, two));
    assert_int_equal(number_beside("제1부\u2002무엇이"),
                     doc_pagemap_page(&fx.pagemap, one));
    /* 7 L under the top of the text block, in the accent colour */
    assert_non_null(strstr(fx.dump, "#1F4068 \"제2부\""));
}

/* Where the first run with that text begins, 1/100 pt. */
static int left_of(const char *text)
{
    const char *at = strstr(fx.dump, text);
    double x = 0;

    assert_non_null(at);
    while (at > fx.dump && at[-1] != '\n')
        at--;
    assert_int_equal(sscanf(at, "run %*s %*s %lf", &x), 1);
    return (int)(x * 100 + 0.5);
}

/* A part in a part has no number and no page: its articles follow on, set in. */
static void parts_in_parts_are_groups(void **state)
{
    struct doc_node *one = part("p1", "바깥 하나"), *two;
    struct doc_node *a1 = article(one, "a1", "첫째 글"), *a2, *a4;
    struct doc_node *group = node(one, DOC_PART);

    (void)state;
    group->id = "p2";
    group->as.meta = arena_new(&fx.arena, struct doc_meta);
    group->as.meta->title = "안의 부";
    a2 = article(group, "a2", "둘째 글");
    article(one, "a3", "셋째 글");
    two = part("p3", "바깥 둘");
    a4 = article(two, "a4", "넷째 글");
    set_book();
    assert_null(strstr(fx.dump, "제3부"));
    assert_non_null(strstr(fx.dump, "\"제2부\""));
    assert_int_equal(doc_pagemap_page(&fx.pagemap, group),
                     doc_pagemap_page(&fx.pagemap, a2));
    assert_true(doc_pagemap_page(&fx.pagemap, a2) > doc_pagemap_page(&fx.pagemap, a1));
    assert_true(doc_pagemap_page(&fx.pagemap, a4) == doc_pagemap_page(&fx.pagemap, two) + 2);
    assert_int_equal(number_beside("제2부\u2002바깥 둘"),
                     doc_pagemap_page(&fx.pagemap, two));
    /* in the contents, which come first */
    assert_int_equal(left_of("\"안의 부\""), left_of("\"첫째 글\""));
    assert_int_equal(left_of("\"둘째 글\""), left_of("\"첫째 글\"") + 1050);
    assert_int_equal(left_of("\"셋째 글\""), left_of("\"첫째 글\""));
}

/* The cover is page 1, and the title page a right-hand one. */
static void a_cover_is_the_first_page(void **state)
{
    const struct layout_cover_patch patch = {{0, 0, TEXT_PT(10), TEXT_PT(20)}, {9, 9, 9}};
    const struct layout_cover_words words = {
        .text = "덮개", .look = fx.theme->body, .x = TEXT_PT(30), .y = TEXT_PT(40)};
    const struct layout_cover cover = {.ground = {1, 2, 3},
                                       .patches = &patch,
                                       .patch_count = 1,
                                       .words = &words,
                                       .word_count = 1};

    (void)state;
    article(book, "a1", "첫째 글");
    article(book, "a2", "둘째 글");
    the_cover = &cover;
    set_book();
    the_cover = NULL;
    assert_int_equal(page_of("\"덮개\""), 1);
    assert_int_equal(page_of("rect background 0.00 0.00 10.00 20.00"), 1);
    assert_int_equal(page_of("\"묶은 책\""), 3);
    assert_int_equal(page_of("\"차례\""), 4);
}

static void heads_on_facing_pages(void **state)
{
    const char *verso = "run header 98.14 50.00", *recto = "\"첫째 글\"";

    (void)state;
    article(book, "a1", "첫째 글");
    block(book->first, DOC_PARAGRAPH, lines_of_text(50));
    article(book, "a2", "둘째 글");
    set_book();
    assert_non_null(strstr(fx.dump, verso));
    assert_int_equal(page_of(verso), 4);
    assert_non_null(strstr(strstr(fx.dump, verso), recto));
    assert_null(strstr(fx.dump, "header 98.14 50.00 0.00"));
    /* articles are numbered */
    assert_non_null(strstr(fx.dump, "run title article"));
    assert_non_null(strstr(fx.dump, "#1F4068 \"2\""));
}

static void sources_lead_back(void **state)
{
    struct doc_node *first = article(book, "a1", "첫째 글"), *page, *item, *link, *text;

    (void)state;
    article(book, "a2", "둘째 글");
    page = matter(DOC_MATTER_SOURCES, "sources", "출처");
    block(page, DOC_PARAGRAPH, "원문입니다.");
    item = node(node(page, DOC_LIST), DOC_ITEM);
    item->parent->as.list.start = 1;
    text = block(item, DOC_PARAGRAPH, "「");
    link = block(text, DOC_LINK, "첫째 글");
    link->as.link.target = first;
    doc_node_append(text, doc_text_new(&fx.arena, "」, 『이야기』", text->pos));
    link = block(node(item, DOC_PARAGRAPH), DOC_LINK, "https://example.org/first");
    link->as.link.url = "https://example.org/first";
    set_book();
    assert_non_null(strstr(fx.dump, "\"」, 『이야기』\""));
    assert_non_null(strstr(fx.dump, "\"1.\""));
    assert_non_null(strstr(fx.dump, "\"(3쪽)\""));
    assert_non_null(strstr(fx.dump, "https://example.org/first"));
    assert_int_equal(page_of("\"출처\""), 2); /* named by the contents */
    assert_int_equal(number_beside("출처"), fx.pages);
    /* what paper adds is in none but the copy */
    assert_null(text->last->next);
    assert_string_equal(text->last->as.text, "」, 『이야기』");
}

/* Paper names its format and its faces, before the rows that close the colophon. */
static void the_colophon_knows_the_paper(void **state)
{
    const char *format, *faces, *tool;

    (void)state;
    article(book, "a1", "첫째 글");
    article(book, "a2", "둘째 글");
    colophon();
    set_book();
    format = strstr(fx.dump, "\"A4(210 × 297 mm)\"");
    faces = strstr(fx.dump, "본문 Noto Serif CJK KR");
    tool = strstr(fx.dump, "\"만든 도구\"");
    assert_true(format && faces && tool && format < faces && faces < tool);
    assert_int_equal(page_of("\"저작권은"), fx.pages);
    assert_int_equal(doc_pagemap_page(&fx.pagemap, book->last), fx.pages);
}

static void nothing_is_named_without_sources(void **state)
{
    (void)state;
    article(book, "a1", "첫째 글");
    article(book, "a2", "둘째 글");
    set_book();
    assert_null(strstr(fx.dump, "출처"));
    assert_null(strstr(fx.dump, "판권"));
}

static void single_articles_stand_alone(void **state)
{
    (void)state;
    article(book, "a1", "첫째 글");
    set_book();
    assert_null(strstr(fx.dump, "차례"));
    assert_int_equal(page_of("\"첫째 글\""), 1);
}

/* On paper a link inside the book says the page it leads to. */
static void links_name_pages_on_paper(void **state)
{
    struct doc_node *first = article(book, "a1", "첫째 글"),
                    *second = article(book, "a2", "둘째 글");
    struct doc_node *paragraph = node(first, DOC_PARAGRAPH),
                    *link = block(paragraph, DOC_LINK, "다음");

    (void)state;
    link->as.link.target = second;
    fx.theme->print_pages = true;
    set_book();
    assert_non_null(strstr(fx.dump, "late content link"));
    assert_non_null(
        strstr(fx.dump, arena_printf(&fx.arena, "\"(%d쪽)\"",
                                     doc_pagemap_page(&fx.pagemap, second))));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, fixture_end)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        TEST(contents_name_pages),
        TEST(contents_leave_out_what_is_blank),
        TEST(parts_begin_on_the_right),
        TEST(parts_in_parts_are_groups),
        TEST(a_cover_is_the_first_page),
        TEST(heads_on_facing_pages),
        TEST(sources_lead_back),
        TEST(the_colophon_knows_the_paper),
        TEST(nothing_is_named_without_sources),
        TEST(single_articles_stand_alone),
        TEST(links_name_pages_on_paper),
    };

    fx.root = argc > 1 ? argv[1] : ".";
    return cmocka_run_group_tests_name("layout/bound", tests, fixture_open,
                                       fixture_close);
}
