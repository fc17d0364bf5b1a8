#ifndef FIXTURE_H
#define FIXTURE_H

#include "doc/dump.h"
#include "doc/walk.h"
#include "reader/article.h"
#include "util/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One article read from a string: its tree, the tree as text, and what was reported. */
struct fixture {
    struct arena arena;
    struct diag diag;
    struct buf report; /* "line:code" and a space for each message */
    struct doc_node *article;
    char *tree; /* without the line of the article itself */
};

static void fixture_report(void *user, const struct diag_message *msg)
{
    struct fixture *f = user;

    buf_printf(&f->report, "%d:%s ", msg->pos.line, msg->code);
}

static inline void fixture_read_bytes(struct fixture *f, const char *path,
                                      const char *bytes, size_t len)
{
    struct reader_params params = {.path = path, .diag = &f->diag};
    char *dump = NULL, *body;
    size_t size = 0;
    FILE *out;

    *f = (struct fixture){.diag = {.report = fixture_report, .user = f}};
    f->article = reader_article(&params, bytes, len, &f->arena);
    assert_non_null(f->article);
    out = open_memstream(&dump, &size);
    doc_dump(f->article, out);
    fclose(out);
    body = strchr(dump, '\n');
    f->tree = arena_strdup(&f->arena, body ? body + 1 : "");
    free(dump);
}

static inline void fixture_read(struct fixture *f, const char *text)
{
    fixture_read_bytes(f, "some/article.md", text, strlen(text));
}

static inline void fixture_release(struct fixture *f)
{
    buf_release(&f->report);
    arena_release(&f->arena);
}

/* Reads `text` and compares the tree below the article, and the messages. */
static inline void assert_reads(const char *text, const char *tree, const char *report)
{
    struct fixture f;

    fixture_read(&f, text);
    assert_string_equal(f.tree, tree);
    assert_string_equal(buf_str(&f.report), report);
    fixture_release(&f);
}

static inline int fixture_count(const struct fixture *f, enum doc_kind kind)
{
    int count = 0;

    for (struct doc_walk w = doc_walk_from(f->article); doc_walk_next(&w);)
        count += w.event == DOC_ENTER && w.node->kind == kind;
    return count;
}

static inline int fixture_depth(const struct fixture *f)
{
    int depth = 0, deepest = 0;

    for (struct doc_walk w = doc_walk_from(f->article); doc_walk_next(&w);) {
        depth += w.event == DOC_ENTER ? 1 : -1;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

#endif
