#ifndef TREE_H
#define TREE_H

#include "doc/walk.h"
#include "epub/pages.h"
#include "epub/xhtml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Trees built by hand, as book/ would finish them. */

static struct arena tree_arena;

static inline struct doc_node *node(enum doc_kind kind, struct doc_node *parent)
{
    struct doc_node *n =
        doc_node_new(&tree_arena, kind, (struct diag_pos){"test.md", 1, 1});

    if (parent)
        doc_node_append(parent, n);
    return n;
}

static inline struct doc_node *text(struct doc_node *parent, const char *s)
{
    struct doc_node *n = node(DOC_TEXT, parent);

    n->as.text = s;
    return n;
}

static inline struct doc_node *with_text(enum doc_kind kind, struct doc_node *parent,
                                         const char *s)
{
    struct doc_node *n = node(kind, parent);

    text(n, s);
    return n;
}

static inline struct doc_node *heading(struct doc_node *parent, int level,
                                       const char *id, const char *s)
{
    struct doc_node *n = with_text(DOC_HEADING, parent, s);

    n->as.heading.level = level;
    n->id = id;
    return n;
}

static inline struct doc_meta *meta(const char *title, const char *lang)
{
    static const struct doc_person people[] = {{"홍길동", "https://example.org/hong"},
                                               {"김 & 이", NULL}};
    struct doc_meta *m = arena_new(&tree_arena, struct doc_meta);

    *m = (struct doc_meta){
        .title = title,
        .lang = lang,
        .authors = people,
        .author_count = 2,
        .date = {2025, 2, 4},
        .source = {"원래 글", "https://www.example.org/글/1/", "예시 잡지"},
        .path = "test.md",
        .identifier = "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8"};
    return m;
}

/* A book of one empty article. */
static inline struct doc_node *book_of(const char *title, const char *lang)
{
    struct doc_node *book = node(DOC_BOOK, NULL), *article = node(DOC_ARTICLE, book);

    book->as.meta = meta(title, lang);
    article->as.meta = meta(title, lang);
    article->id = "a1";
    return book;
}

static inline void add_inlines(struct doc_node *p)
{
    static const enum doc_kind wraps[] = {DOC_EMPH, DOC_STRONG, DOC_STRIKE, DOC_MARK,
                                          DOC_SUP,  DOC_SUB,    DOC_INS,    DOC_SPOILER,
                                          DOC_KBD,  DOC_BADGE};
    struct doc_node *n;

    text(p, "글 <b> & \"따옴표\"");
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++)
        with_text(wraps[i], p, "안");
    node(DOC_SOFT_BREAK, p);
    node(DOC_LINE_BREAK, p);
    node(DOC_CODE, p)->as.text = "a < b";
    node(DOC_MATH, p)->as.text = "x^2";
    n = with_text(DOC_SPAN, p, "English");
    n->lang = "en";
    n = with_text(DOC_LINK, p, "밖");
    n->as.link.url = "https://example.org/가 나?a=1&b=2";
    n = with_text(DOC_LINK, p, "나쁜");
    n->as.link.url = "javascript:alert(1)";
}

static inline struct doc_node *add_image(struct doc_node *parent, const char *alt,
                                         int asset)
{
    struct doc_node *n = node(DOC_IMAGE, parent);

    n->as.image.url = "https://example.org/그림.png?x=1&y=2";
    n->as.image.alt = alt;
    n->as.image.asset = asset;
    return n;
}

static inline void add_table(struct doc_node *parent)
{
    static const enum doc_align align[] = {DOC_ALIGN_LEFT, DOC_ALIGN_RIGHT};
    struct doc_node *table = node(DOC_TABLE, parent);

    table->as.table.align = align;
    table->as.table.columns = 2;
    table->as.table.head_rows = 1;
    with_text(DOC_CAPTION, table, "표 제목");
    for (int r = 0; r < 3; r++) {
        struct doc_node *row = node(DOC_ROW, table);

        for (int c = 0; c < 2; c++) {
            struct doc_node *cell = node(DOC_CELL, row);

            cell->as.cell.column = c;
            cell->as.cell.colspan = cell->as.cell.rowspan = 1;
            cell->as.cell.head = r == 0 || c == 0;
            with_text(DOC_PLAIN, cell, "칸");
        }
    }
}

static inline void add_boxes(struct doc_node *parent)
{
    struct doc_node *box, *tab;

    for (int c = 0; c < DOC_CALLOUT_COUNT; c++)
        for (int titled = 0; titled < 2; titled++) {
            box = node(DOC_CALLOUT, parent);
            box->as.callout = (enum doc_callout)c;
            if (titled)
                with_text(DOC_TITLE, box, "<원문>");
            with_text(DOC_PARAGRAPH, box, "상자 안");
        }
    box = node(DOC_DETAILS, parent);
    with_text(DOC_TITLE, box, "자세히");
    with_text(DOC_PARAGRAPH, box, "안쪽");
    box = node(DOC_TABS, parent);
    tab = node(DOC_TAB, box);
    with_text(DOC_TITLE, tab, "리눅스")->id = "a1-t9";
    with_text(DOC_PARAGRAPH, tab, "탭");
    for (int kind = DOC_CARD_LINK; kind <= DOC_CARD_DOCUMENT; kind++) {
        box = node(DOC_CARD, parent);
        box->as.card.kind = (enum doc_card_kind)kind;
        box->as.card.title = "카드 & 제목";
        box->as.card.text = "설명";
        box->as.card.url = "https://example.org/card/";
    }
}

static inline void add_code(struct doc_node *parent)
{
    static const unsigned char marks[] = {0, DOC_LINE_HIGHLIGHT, DOC_LINE_ADDED,
                                          DOC_LINE_REMOVED, DOC_LINE_ERROR};
    static const char source[] = "if (a < b)\n  x();\n+\n-\n&\n";

    for (int kind = 0; kind < 2; kind++) {
        struct doc_node *n = node(kind ? DOC_DIAGRAM : DOC_CODE_BLOCK, parent);

        n->as.code.lang = "c";
        n->as.code.title = kind ? NULL : "a.c";
        n->as.code.text = source;
        n->as.code.len = sizeof source - 1;
        n->as.code.marks = marks;
        n->as.code.line_count = sizeof marks;
    }
    node(DOC_MATH_BLOCK, parent)->as.text = "\\sum_{i<n} x_i";
}

static inline void add_note(struct doc_node *article, struct doc_node *p)
{
    struct doc_node *ref = node(DOC_NOTE_REF, p), *note = node(DOC_FOOTNOTE, article);

    ref->id = "a1-fnr1";
    ref->as.note_ref.label = "1";
    ref->as.note_ref.note = note;
    ref->as.note_ref.number = ref->as.note_ref.occurrence = 1;
    note->id = "a1-fn1";
    note->as.footnote.label = "1";
    note->as.footnote.number = note->as.footnote.ref_count = 1;
    note->as.footnote.ref = ref;
    with_text(DOC_PARAGRAPH, note, "각주");
}

/* An article with every kind of node. */
static inline struct doc_node *book_of_everything(const char *lang)
{
    struct doc_node *book = book_of("모든 것(Everything) & <더>", lang),
                    *a = book->first, *p, *n;

    p = node(DOC_PARAGRAPH, a);
    add_inlines(p);
    heading(a, 2, "a1-h1", "둘");
    heading(a, 3, "a1-h2", "셋");
    for (int ordered = 0; ordered < 2; ordered++) {
        struct doc_node *list = node(DOC_LIST, a);

        list->as.list.ordered = ordered;
        list->as.list.start = 3;
        for (int task = DOC_TASK_NONE; task <= DOC_TASK_DONE; task++) {
            n = node(DOC_ITEM, list);
            n->as.item.task = task;
            with_text(DOC_PLAIN, n, "항목");
        }
    }
    n = node(DOC_QUOTE, a);
    with_text(DOC_PARAGRAPH, n, "따온 글");
    with_text(DOC_PARAGRAPH, n, "— 누구");
    add_code(a);
    add_table(a);
    node(DOC_RULE, a);
    n = node(DOC_FIGURE, a);
    add_image(n, "설명 <출처: 누구>", 0);
    n = node(DOC_CAPTION, n);
    text(n, "설명");
    node(DOC_LINE_BREAK, n);
    text(n, "<출처: 누구>");
    n = with_text(DOC_LINK, node(DOC_PARAGRAPH, a), "안");
    n->as.link.target = a->first->next;
    add_boxes(a);
    node(DOC_TOC, a);
    add_note(a, p);
    return book;
}

/* Checks that tags nest, that no attribute is unquoted, and that every & begins an
 * entity. */
static inline void assert_well_formed(const char *xml)
{
    char stack[64][32];
    int depth = 0;

    for (const char *s = xml; *s; s++) {
        const char *end;
        size_t len;

        if (*s == '&')
            assert_true(!strncmp(s, "&amp;", 5) || !strncmp(s, "&lt;", 4) ||
                        !strncmp(s, "&gt;", 4) || !strncmp(s, "&quot;", 6));
        if (*s != '<' || s[1] == '?' || s[1] == '!')
            continue;
        end = strchr(s, '>');
        assert_non_null(end);
        assert_null(memchr(s + 1, '<', (size_t)(end - s - 1)));
        len = strcspn(s + 1 + (s[1] == '/'), " />\n");
        assert_in_range(len, 1, 31);
        if (s[1] == '/') {
            assert_true(depth > 0);
            depth--;
            assert_int_equal(strncmp(stack[depth], s + 2, len), 0);
            assert_int_equal(strlen(stack[depth]), len);
        } else if (end[-1] != '/') {
            assert_true(depth < 64);
            snprintf(stack[depth++], 32, "%.*s", (int)len, s + 1);
        }
    }
    assert_int_equal(depth, 0);
}

static inline void assert_has(const char *haystack, const char *needle)
{
    if (!strstr(haystack, needle))
        fail_msg("not there: %s", needle);
}

static inline void assert_has_not(const char *haystack, const char *needle)
{
    if (strstr(haystack, needle))
        fail_msg("there: %s", needle);
}

/* A PNG of 1 × 1. */
static const unsigned char tiny_png[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00, 0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78,
    0xDA, 0x63, 0xF8, 0x0F, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1C, 0xB0, 0x8C, 0x99, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

/* All images of `media` as a book holds them; none of the samples waits in a spool. */
static inline struct epub_pictures pictures_of(const struct media_store *media,
                                               const struct doc_node *book)
{
    struct epub_pictures_params params = {.media = media, .threads = 1};
    struct epub_pictures pictures;

    assert_true(epub_pictures_make(&params, book, &pictures));
    return pictures;
}

#endif
