#ifndef FIXTURE_H
#define FIXTURE_H

#include "book/book.h"
#include "doc/dump.h"
#include "doc/walk.h"
#include "util/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of articles of its own, and the book made of them. */
struct fixture {
    char folder[64];
    struct arena arena;
    struct book_params params;
    struct diag diag;
    struct diag_list messages;
    struct doc_node *book;
    char *tree, *report;
};

static void report_into(void *user, const struct diag_message *msg)
{
    struct fixture *f = user;
    size_t len = strlen(f->report);

    snprintf(f->report + len, 8192 - len, "%d:%s:%s\n", msg->pos.line,
             diag_level_name(msg->level), msg->code);
}

static inline void fixture_init(struct fixture *f)
{
    memset(f, 0, sizeof *f);
    strcpy(f->folder, "/tmp/seoga-book-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    f->report = calloc(1, 8192);
    f->diag = (struct diag){.report = report_into, .user = f};
    f->params.diag = &f->diag;
    f->params.media = media_store_create();
}

/* Writes `text` to `name` in the folder, making the folders of the name. */
static inline const char *fixture_write(struct fixture *f, const char *name,
                                        const void *text, size_t len)
{
    char *path = path_join(&f->arena, f->folder, name);
    FILE *out;

    for (char *s = path + strlen(f->folder) + 1; (s = strchr(s, '/')); s++) {
        *s = '\0';
        mkdir(path, 0777);
        *s = '/';
    }
    out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, len, out), len);
    fclose(out);
    return path;
}

static inline const char *fixture_article(struct fixture *f, const char *name,
                                          const char *text)
{
    return fixture_write(f, name, text, strlen(text));
}

static inline struct doc_node *fixture_make(struct fixture *f, const char *const *paths,
                                            size_t count)
{
    size_t size;
    FILE *out;

    f->book = book_make(&f->params, paths, count, &f->arena);
    if (!f->book)
        return NULL;
    free(f->tree);
    out = open_memstream(&f->tree, &size);
    doc_dump(f->book, out);
    fclose(out);
    return f->book;
}

/* The book of one article with that text. */
static inline struct doc_node *fixture_one(struct fixture *f, const char *text)
{
    const char *path = fixture_article(f, "article.md", text);

    return fixture_make(f, &path, 1);
}

/* The titles in order, parts in braces: "글 하나{둘 셋}". Matter is left out. */
static inline const char *fixture_outline(struct fixture *f)
{
    const char *s = "";

    for (struct doc_walk w = doc_walk_from(f->book); doc_walk_next(&w);) {
        const struct doc_node *n = w.node;

        if (n->kind == DOC_PART)
            s = w.event == DOC_ENTER
                    ? arena_printf(&f->arena, "%s %s{", s, n->as.meta->title)
                    : arena_printf(&f->arena, "%s }", s);
        if (n->kind != DOC_ARTICLE || w.event != DOC_ENTER)
            continue;
        doc_walk_skip(&w);
        if (n->as.meta->matter == DOC_MATTER_TEXT)
            s = arena_printf(&f->arena, "%s %s", s, n->as.meta->title);
    }
    return *s ? s + 1 : s;
}

/* An article of that title, language and front matter, with text enough to be none
 * that was only begun. */
static inline const char *fixture_written(struct fixture *f, const char *name,
                                          const char *front)
{
    const char *line = "여기에는 책에 실릴 만큼 넉넉한 본문이 이어집니다. ";
    char *text = arena_printf(&f->arena, "---\n%s\n---\n\n", front);

    for (int i = 0; i < 9; i++)
        text = arena_printf(&f->arena, "%s%s", text, line);
    return fixture_article(f, name, arena_printf(&f->arena, "%s\n", text));
}

/* The book of a single input that is not an article. */
static inline const char *fixture_bound(struct fixture *f, const char *input)
{
    fixture_make(f, &input, 1);
    return f->book ? fixture_outline(f) : NULL;
}

static inline void fixture_release(struct fixture *f)
{
    char command[128];

    media_store_destroy(f->params.media);
    arena_release(&f->arena);
    free(f->tree);
    free(f->report);
    snprintf(command, sizeof command, "rm -r %s", f->folder);
    assert_int_equal(system(command), 0);
}

static inline int fixture_count(const struct fixture *f, enum doc_kind kind)
{
    int count = 0;

    for (struct doc_walk w = doc_walk_from(f->book); doc_walk_next(&w);)
        count += w.event == DOC_ENTER && w.node->kind == kind;
    return count;
}

static inline const struct doc_node *fixture_first(const struct fixture *f,
                                                   enum doc_kind kind)
{
    for (struct doc_walk w = doc_walk_from(f->book); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == kind)
            return w.node;
    return NULL;
}

static inline bool fixture_has(const struct fixture *f, const char *text)
{
    return strstr(f->tree, text) != NULL;
}

static inline bool fixture_reported(const struct fixture *f, const char *line)
{
    return strstr(f->report, line) != NULL;
}

#endif
