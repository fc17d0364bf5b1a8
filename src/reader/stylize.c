#include "reader/stylize.h"

#include "doc/walk.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { FEWEST_SPOILERS = 2 };

void reader_stylize(struct doc_node *n)
{
    const struct doc_node *text = n->first;

    if (n->kind != DOC_EMPH || !text || text->next || text->kind != DOC_TEXT ||
        !cstr_eq(text->as.text, "Recommended"))
        return;
    n->kind = DOC_BADGE;
    n->as.badge = DOC_BADGE_TIP;
}

/* Space or punctuation, or the edge of the text. */
static bool is_border(const char *text, const char *at)
{
    const char *start = at;
    uint32_t cp = ' ';

    if (at == text)
        return true;
    do
        start--;
    while (start > text && ((unsigned char)*start & 0xC0) == 0x80);
    utf8_decode(start, (size_t)(at - start), &cp);
    return cp == ' ' || unicode_is_punct(cp);
}

/* The next run of exactly two exclamation marks, or NULL. */
static const char *next_run(const char *s)
{
    while ((s = strstr(s, "!!")) != NULL) {
        size_t run = strspn(s, "!");

        if (run == 2)
            return s;
        s += run;
    }
    return NULL;
}

/* The first pair from `from` on: an opener after a border, no space within. */
static bool find_pair(const char *text, const char *from, const char **open,
                      const char **close)
{
    const char *at = next_run(from);

    for (*open = NULL; at; at = next_run(at + 2)) {
        bool space_before = at == text || at[-1] == ' ';
        bool space_after = at[2] == '\0' || at[2] == ' ';

        if (*open && !space_before) {
            *close = at;
            return true;
        }
        *open = !space_after && is_border(text, at) ? at : NULL;
    }
    return false;
}

static int count_pairs(struct reader_context *c)
{
    int count = 0;

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        const char *at, *open, *close;

        if (w.event != DOC_ENTER || w.node->kind != DOC_TEXT)
            continue;
        for (at = w.node->as.text; find_pair(w.node->as.text, at, &open, &close);
             at = close + 2)
            count++;
    }
    return count;
}

static struct doc_node *new_text(struct reader_context *c, const struct doc_node *from,
                                 const char *s, const char *end)
{
    struct diag_pos pos = from->pos;

    pos.column += (int)(s - from->as.text);
    return doc_text_new(c->arena, arena_strndup(c->arena, s, (size_t)(end - s)), pos);
}

/* Puts texts and spoilers before `n` and takes it away. */
static void split(struct reader_context *c, struct doc_node *n)
{
    const char *at = n->as.text, *open, *close;
    struct doc_node *spoiler;

    while (find_pair(n->as.text, at, &open, &close)) {
        if (open > at)
            doc_node_insert_before(n, new_text(c, n, at, open));
        spoiler = doc_node_new(c->arena, DOC_SPOILER, n->pos);
        doc_node_append(spoiler, new_text(c, n, open + 2, close));
        spoiler->pos = spoiler->first->pos;
        doc_node_insert_before(n, spoiler);
        at = close + 2;
    }
    if (at == n->as.text)
        return;
    if (*at)
        doc_node_insert_before(n, new_text(c, n, at, at + strlen(at)));
    doc_node_unlink(n);
}

void reader_spoilers(struct reader_context *c)
{
    struct doc_node *last = NULL;

    if (count_pairs(c) < FEWEST_SPOILERS)
        return;
    /* A text is split when the walk has gone past it. */
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        if (last)
            split(c, last);
        last = w.event == DOC_LEAVE && w.node->kind == DOC_TEXT ? w.node : NULL;
    }
}
