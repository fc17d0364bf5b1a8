#include "book/pass.h"

#include "doc/walk.h"

enum { MOST_LEVELS = 6 };

/* Counters of one article's ids, and the levels that are open above the current
 * heading. */
struct numbering {
    struct arena *arena;
    int article;
    int headings, titles;
    int open[MOST_LEVELS + 1];
    int depth;
};

/* The article's title is level 1; below it no level is left out. */
static void set_level(struct numbering *s, struct doc_node *n)
{
    int level = n->as.heading.level;

    while (s->depth > 0 && s->open[s->depth - 1] >= level)
        s->depth--;
    if (s->depth < MOST_LEVELS)
        s->open[s->depth++] = level;
    n->as.heading.level = s->depth + 1 > MOST_LEVELS ? MOST_LEVELS : s->depth + 1;
}

static void number_heading(struct numbering *s, struct doc_node *n)
{
    set_level(s, n);
    n->id = arena_printf(s->arena, "a%d-h%d", s->article, ++s->headings);
}

static void number_title(struct numbering *s, struct doc_node *n)
{
    n->id = arena_printf(s->arena, "a%d-t%d", s->article, ++s->titles);
}

static void number_footnote(struct numbering *s, struct doc_node *n)
{
    n->id = arena_printf(s->arena, "a%d-fn%d", s->article, n->as.footnote.number);
}

static void number_note_ref(struct numbering *s, struct doc_node *n)
{
    const struct doc_note_ref *ref = &n->as.note_ref;

    if (ref->occurrence > 1)
        n->id = arena_printf(s->arena, "a%d-fnr%d-%d", s->article, ref->number,
                             ref->occurrence);
    else
        n->id = arena_printf(s->arena, "a%d-fnr%d", s->article, ref->number);
}

static void (*const rules[DOC_KIND_COUNT])(struct numbering *s, struct doc_node *n) = {
    [DOC_HEADING] = number_heading,
    [DOC_TITLE] = number_title,
    [DOC_FOOTNOTE] = number_footnote,
    [DOC_NOTE_REF] = number_note_ref,
};

static void number_parts(struct book_work *w)
{
    int parts = 0;

    for (struct doc_walk at = doc_walk_from(w->book); doc_walk_next(&at);) {
        if (at.event != DOC_ENTER)
            continue;
        if (at.node->kind == DOC_PART)
            at.node->id = arena_printf(w->arena, "p%d", ++parts);
        else if (at.node->kind == DOC_ARTICLE)
            doc_walk_skip(&at);
    }
}

void book_number(struct book_work *w)
{
    number_parts(w);
    for (size_t i = 0; i < w->count; i++) {
        struct doc_node *article = w->articles[i].node;
        struct numbering s = {.arena = w->arena, .article = (int)i + 1};

        article->id = arena_printf(w->arena, "a%d", s.article);
        for (struct doc_walk at = doc_walk_from(article); doc_walk_next(&at);)
            if (at.event == DOC_ENTER && rules[at.node->kind])
                rules[at.node->kind](&s, at.node);
    }
}
