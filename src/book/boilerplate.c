#include "book/pass.h"

#include "book/address.h"
#include "doc/walk.h"
#include "util/str.h"

#include <string.h>

/*
 * An article's page on the site carries what a book has itself or does not need: its
 * title once more, a card back to a hub, a table of contents, rules around headings, a
 * card of itself at the end. The first SiteInfo says where the text was first
 * published.
 */
struct opening {
    struct doc_node *article;
    const struct doc_meta *meta;
    bool toc_seen;
    bool drop;
};

static bool same_text(struct str a, struct str b)
{
    while (a.len > 0 && b.len > 0) {
        if ((unsigned char)*a.s <= ' ')
            a = str_skip(a, 1);
        else if ((unsigned char)*b.s <= ' ')
            b = str_skip(b, 1);
        else if (*a.s != *b.s)
            return false;
        else
            a = str_skip(a, 1), b = str_skip(b, 1);
    }
    return str_trim(a).len == 0 && str_trim(b).len == 0;
}

/* "TITLE 관련" ("about TITLE") is how the site heads its pages. */
static bool repeats_title(struct arena *a, const struct doc_node *heading,
                          const char *title)
{
    static const char about[] = "관련";
    struct str text = str_trim(str_of(doc_plain_text(a, heading)));

    if (heading->as.heading.level != 1 || !title)
        return false;
    if (same_text(text, str_of(title)))
        return true;
    if (!str_ends(text, about))
        return false;
    return same_text(str_head(text, text.len - strlen(about)), str_of(title));
}

static void take_source(struct book_work *w, struct doc_meta *meta,
                        const struct doc_card *card)
{
    const char *url = book_web_url(w->arena, card->url);

    if (!url || meta->source.url)
        return;
    meta->source.url = url;
    meta->source.name = card->title;
}

static bool own_site(const struct doc_meta *meta, const char *url)
{
    struct str host = book_url_host(url), own = book_url_host(meta->canonical);

    return host.len > 0 && str_eq_nocase(host, own);
}

/* A card before the text: of the original when it leads to another site, else
 * navigation. */
static bool opening_card_goes(struct book_work *w, struct opening *o,
                              const struct doc_node *n)
{
    const struct doc_card *card = &n->as.card;
    struct doc_meta *meta = o->article->as.meta;
    bool abroad = book_web_url(w->arena, card->url) && !own_site(meta, card->url);

    if (card->kind != DOC_CARD_LINK || card->origin == DOC_FROM_OTHER)
        return false;
    if (!abroad)
        return card->origin == DOC_FROM_CARD && !o->toc_seen;
    if (meta->source.url)
        return false;
    take_source(w, meta, card);
    return true;
}

/* True when `n` belongs to the opening; the cursor goes on behind it. */
static bool opening_block(struct book_work *w, struct opening *o, struct doc_node *n)
{
    bool goes = false;

    switch ((int)n->kind) {
    case DOC_HEADING:
        if (o->toc_seen || !repeats_title(w->arena, n, o->meta->title))
            return false;
        goes = true;
        break;
    case DOC_TOC:
        o->toc_seen = goes = true;
        break;
    case DOC_RULE:
        break;
    case DOC_CARD:
        goes = opening_card_goes(w, o, n);
        break;
    default:
        return false;
    }
    if (goes && o->drop)
        doc_node_unlink(n);
    return true;
}

static void clear_opening(struct book_work *w, struct doc_node *article, bool drop)
{
    struct opening o = {.article = article, .meta = article->as.meta, .drop = drop};
    struct doc_node *n = article->first, *next;

    for (; n; n = next) {
        next = n->next;
        if (!opening_block(w, &o, n))
            return;
    }
}

/* The first SiteInfo of the text, where the opening had none; the page's address is the
 * last resort. */
static void find_source(struct book_work *w, struct doc_node *article)
{
    struct doc_meta *meta = article->as.meta;

    for (struct doc_walk at = doc_walk_from(article); doc_walk_next(&at);)
        if (at.event == DOC_ENTER && at.node->kind == DOC_CARD &&
            at.node->as.card.origin == DOC_FROM_SITE)
            take_source(w, meta, &at.node->as.card);
    if (!meta->source.url)
        meta->source.url = book_web_url(w->arena, meta->canonical);
    if (meta->source.url && !meta->source.site) {
        struct str host = book_url_host(meta->source.url);

        if (str_starts(host, "www."))
            host = str_skip(host, 4);
        meta->source.site = arena_strndup(w->arena, host.s, host.len);
    }
}

static bool own_card(struct book_work *w, const struct doc_meta *meta,
                     const struct doc_card *card)
{
    const char *url = book_web_url(w->arena, card->url);

    if (card->origin != DOC_FROM_CARD)
        return false;
    if (url && meta->canonical && strcmp(url, meta->canonical) == 0)
        return true;
    if (url && meta->canonical && !own_site(meta, url))
        return false;
    return card->title && meta->title &&
           same_text(str_of(card->title), str_of(meta->title));
}

static void clear_closing(struct book_work *w, struct doc_node *article)
{
    struct doc_node *n = article->last, *before;

    for (; n; n = before) {
        before = n->prev;
        if (n->kind == DOC_CARD && own_card(w, article->as.meta, &n->as.card))
            doc_node_unlink(n);
        else if (n->kind != DOC_FOOTNOTE && n->kind != DOC_RULE && n->kind != DOC_CARD)
            return;
    }
}

/* A rule divides text from text; beside a heading, another rule or nothing it divides
 * nothing. */
static bool idle_rule(const struct doc_node *n)
{
    const struct doc_node *before = n->prev, *after = n->next;

    if (n->kind != DOC_RULE)
        return false;
    if (!before || !after)
        return true;
    return before->kind == DOC_HEADING || before->kind == DOC_TITLE ||
           after->kind == DOC_HEADING || after->kind == DOC_RULE ||
           after->kind == DOC_FOOTNOTE;
}

static bool empty_box(const struct doc_node *n)
{
    if (n->kind != DOC_CALLOUT && n->kind != DOC_DETAILS)
        return false;
    return !n->first || (n->first->kind == DOC_TITLE && !n->first->next);
}

static bool idle(const struct doc_node *n)
{
    return n->kind == DOC_TOC || empty_box(n) || idle_rule(n);
}

/* On the way up, so that a box is seen after what was in it has gone. */
static void clear_idle(struct book_work *w, struct doc_node *article)
{
    struct doc_walk at = doc_walk_from(article);
    bool more = doc_walk_next(&at);

    while (more) {
        struct doc_node *n = at.node;
        bool leaving = at.event == DOC_LEAVE;

        more = doc_walk_next(&at);
        if (!leaving || !idle(n))
            continue;
        if (n->first)
            diag_note(w->diag, n->pos, "empty-box",
                      "the box has a title and nothing else; it was left out");
        doc_node_unlink(n);
    }
}

void book_boilerplate(struct book_work *w)
{
    bool drop = !w->params->keep_furniture;

    for (size_t i = 0; i < w->count; i++) {
        struct doc_node *article = w->articles[i].node;

        clear_opening(w, article, drop);
        find_source(w, article);
        if (drop) {
            clear_closing(w, article);
            clear_idle(w, article);
            clear_idle(w, article); /* rules beside boxes that the first round emptied */
        }
    }
}
