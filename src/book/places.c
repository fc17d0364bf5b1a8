#include "book/pass.h"

#include "book/address.h"
#include "book/route.h"
#include "doc/walk.h"
#include "util/path.h"
#include "util/str.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What an article's address ends in, after its site's: "/a/b.html", or "/a/" for
 * README.md. */
static const char *own_route(struct arena *a, const char *file)
{
    const char *base = path_base(file);

    if (strcmp(base, "README.md") == 0)
        return arena_printf(a, "/%.*s", (int)(base - file), file);
    if (strcmp(path_ext(file), ".md") != 0)
        return NULL;
    return arena_printf(a, "/%.*s.html", (int)strlen(file) - 3, file);
}

/*
 * --site-url, else what is left of the article's own address when its place in the site
 * is taken off the end.
 */
const char *book_base_url(struct book_work *w, const struct doc_meta *meta,
                          const char *inside)
{
    const char *given = book_web_url(w->arena, w->params->site_url);
    const char *own = book_web_url(w->arena, meta->canonical);
    const char *tail = inside ? own_route(w->arena, inside) : NULL;

    if (given)
        return str_ends(str_of(given), "/") ? given
                                            : arena_printf(w->arena, "%s/", given);
    if (!own || !tail)
        return NULL;
    tail = path_percent_encode(w->arena, tail);
    if (!*tail || !str_ends(str_of(own), tail))
        return NULL;
    return arena_strndup(w->arena, own, strlen(own) - strlen(tail) + 1);
}

static void index_slugs(struct book_work *w, struct book_article *article)
{
    for (struct doc_walk at = doc_walk_from(article->node); doc_walk_next(&at);)
        if (at.event == DOC_ENTER && at.node->kind == DOC_HEADING)
            book_index_add(&article->slugs, w->arena, at.node->as.heading.slug,
                           at.node);
    book_index_sort(&article->slugs);
}

static void clean_meta(struct book_work *w, struct doc_meta *meta)
{
    struct doc_person *people =
        arena_array(w->arena, struct doc_person, meta->author_count + 1);

    meta->canonical = book_web_url(w->arena, meta->canonical);
    meta->source.url = book_web_url(w->arena, meta->source.url);
    for (size_t i = 0; i < meta->author_count; i++) {
        people[i] = meta->authors[i];
        people[i].url = book_web_url(w->arena, people[i].url);
    }
    meta->authors = people;
}

static int by_address(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)(*(struct book_article *const *)a)->node;
    uintptr_t y = (uintptr_t)(*(struct book_article *const *)b)->node;

    return (x > y) - (x < y);
}

static int node_against(const void *key, const void *element)
{
    uintptr_t x = (uintptr_t)key;
    uintptr_t y = (uintptr_t)(*(struct book_article *const *)element)->node;

    return (x > y) - (x < y);
}

const struct book_article *book_article_of(const struct book_work *w,
                                           const struct doc_node *node)
{
    struct book_article **found = bsearch(node, w->by_node, w->count,
                                          sizeof(struct book_article *), node_against);

    return found ? *found : NULL;
}

static void index_nodes(struct book_work *w)
{
    w->by_node = arena_array(w->arena, struct book_article *, w->count);
    for (size_t i = 0; i < w->count; i++)
        w->by_node[i] = &w->articles[i];
    qsort(w->by_node, w->count, sizeof(struct book_article *), by_address);
}

void book_places(struct book_work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct book_article *article = &w->articles[i];
        struct doc_meta *meta = article->node->as.meta;

        clean_meta(w, meta);
        article->base_url = book_base_url(w, meta, article->inside);
        index_slugs(w, article);
        book_index_add(&w->members, w->arena, article->file, article->node);
        book_index_add(&w->members, w->arena, meta->canonical, article->node);
        book_routes_add(w, meta->canonical, article->node);
    }
    book_index_sort(&w->members);
    book_index_sort(&w->routes);
    index_nodes(w);
}
