#ifndef TESTS_UNIT_LAYOUT_FIXTURE_H
#define TESTS_UNIT_LAYOUT_FIXTURE_H

#include "layout/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Trees made by hand, laid out in the real faces; pages are kept as their dump. */
static struct {
    const char *root; /* of the sources */
    struct arena arena;
    struct theme *theme;
    struct text_fontset *fonts;
    struct diag diag;
    struct doc_pagemap pagemap;
    struct doc_node *article;
    char *dump;
    size_t dump_len;
    int pages;
} fx;

static void ignore_message(void *user, const struct diag_message *msg)
{
    (void)user;
    (void)msg;
}

static int fixture_open(void **state)
{
    char path[4096];

    (void)state;
    fx.diag.report = ignore_message;
    snprintf(path, sizeof path, "%s/fonts", fx.root);
    fx.fonts = text_fontset_create(path, NULL, &fx.diag);
    return fx.fonts ? 0 : -1;
}

static int fixture_close(void **state)
{
    (void)state;
    text_fontset_destroy(fx.fonts);
    return 0;
}

static struct doc_node *node(struct doc_node *parent, enum doc_kind kind)
{
    static int line;
    struct doc_node *n =
        doc_node_new(&fx.arena, kind, (struct diag_pos){"t.md", ++line, 1});

    if (parent)
        doc_node_append(parent, n);
    return n;
}

/* A block with one text in it. */
static inline struct doc_node *block(struct doc_node *parent, enum doc_kind kind,
                                     const char *text)
{
    struct doc_node *n = node(parent, kind);

    doc_node_append(n, doc_text_new(&fx.arena, arena_strdup(&fx.arena, text), n->pos));
    return n;
}

static inline struct doc_node *heading(struct doc_node *parent, int level,
                                       const char *text)
{
    struct doc_node *n = block(parent, DOC_HEADING, text);

    n->as.heading.level = level;
    return n;
}

static inline struct doc_node *code(struct doc_node *parent, const char *text,
                                    const char *title)
{
    struct doc_node *n = node(parent, DOC_CODE_BLOCK);

    n->as.code = (struct doc_code){.lang = "c",
                                   .title = title,
                                   .text = text,
                                   .len = strlen(text),
                                   .first_number = 1};
    for (const char *p = text; *p; p++)
        n->as.code.line_count += *p == '\n';
    return n;
}

/* `count` lines' worth of Korean text: 38 syllables are a line of A4. */
static inline const char *lines_of_text(int count)
{
    char *s = arena_alloc(&fx.arena, (size_t)count * 160 + 1);

    for (int i = 0; i < count; i++)
        strcat(s, "글을 책으로 묶어 책장에 꽂아 두면 그 글은 언젠가 꺼내 볼 수 있다. ");
    return s;
}

static int fixture_begin(void **state)
{
    char path[4096];

    (void)state;
    snprintf(path, sizeof path, "%s/templates", fx.root);
    fx.theme = theme_load(path, NULL, NULL, &fx.arena, &fx.diag);
    fx.article = doc_node_new(&fx.arena, DOC_ARTICLE, (struct diag_pos){0});
    fx.article->id = "a1";
    fx.article->as.meta = arena_new(&fx.arena, struct doc_meta);
    fx.article->as.meta->title = "제목";
    fx.article->as.meta->lang = "ko";
    fx.article->lang = "ko";
    return fx.theme ? 0 : -1;
}

static int fixture_end(void **state)
{
    (void)state;
    free(fx.dump);
    fx.dump = NULL;
    fx.pages = 0;
    doc_pagemap_release(&fx.pagemap);
    fx.pagemap = (struct doc_pagemap){0};
    arena_release(&fx.arena);
    return 0;
}

static void keep_page(void *user, const struct layout_page *page)
{
    fx.pages++;
    layout_dump(page, user);
}

/* Lays the article out; the dump of all its pages. */
static inline const char *set_pages(void)
{
    struct layout_params params = {
        .theme = fx.theme, .fonts = fx.fonts, .pagemap = &fx.pagemap, .diag = &fx.diag};
    struct doc_node *book = doc_node_new(&fx.arena, DOC_BOOK, (struct diag_pos){0});
    FILE *out = open_memstream(&fx.dump, &fx.dump_len);

    book->as.meta = fx.article->as.meta;
    doc_node_append(book, fx.article);
    layout_book(&params, book, (struct layout_sink){keep_page, out});
    fclose(out);
    return fx.dump;
}

/* The number after `skip` fields of the dump's first line that holds `what`; fails
 * without one. */
static double field(const char *what, int skip)
{
    const char *p = strstr(fx.dump, what), *line = p;

    assert_non_null(p);
    while (line > fx.dump && line[-1] != '\n')
        line--;
    while (skip-- > 0)
        line = strchr(line, ' ') + 1;
    return strtod(line, NULL);
}

/* Baseline of the first run whose text holds `what`: `run content text:9 x y …`. */
static inline double baseline(const char *what)
{
    return field(what, 4);
}

/* The page whose dump holds `what`. */
static inline int page_of(const char *what)
{
    const char *p = strstr(fx.dump, what);
    int page = 0;

    assert_non_null(p);
    for (const char *q = fx.dump; q && q <= p; q = strstr(q + 1, "\npage "))
        page++;
    return page;
}

#endif
