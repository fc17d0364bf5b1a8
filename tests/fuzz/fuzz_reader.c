/* Any bytes become a tree: no deeper than writers are promised, every text well-formed.
 */
#include "doc/walk.h"
#include "reader/article.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEEPEST = 110 };

/* Rows stand in tables alone and tables hold nothing else; so do cells and items. */
static bool is_in_place(const struct doc_node *n)
{
    enum doc_kind above = n->parent->kind;

    return (n->kind == DOC_ROW) == (above == DOC_TABLE) &&
           (n->kind == DOC_CELL) == (above == DOC_ROW) &&
           (n->kind == DOC_ITEM) == (above == DOC_LIST);
}

static void check_node(const struct doc_node *n, int depth)
{
    if (depth > DEEPEST)
        abort();
    if (n->kind == DOC_TEXT && !utf8_valid(n->as.text, strlen(n->as.text), NULL))
        abort();
    if (n->kind == DOC_TEXT && strstr(n->as.text, "\xEF\xB7\x90"))
        abort(); /* the reader's own mark */
    for (const struct doc_node *child = n->first; child; child = child->next)
        if (child->parent != n || !is_in_place(child))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct diag diag = {0};
    struct reader_params params = {.path = "fuzz.md", .diag = &diag};
    struct doc_node *article =
        reader_article(&params, (const char *)data, size, &arena);
    int depth = 0;

    for (struct doc_walk w = doc_walk_from(article); doc_walk_next(&w);) {
        if (w.event == DOC_ENTER)
            check_node(w.node, depth++);
        else
            depth--;
    }
    if (!article->as.meta->title || !article->as.meta->lang)
        abort();
    arena_release(&arena);
    return 0;
}
