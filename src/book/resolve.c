#include "book/pass.h"

#include "book/address.h"
#include "doc/walk.h"
#include "util/utf8.h"

/* Why a link's text stays and its address does not. */
static void report(struct book_work *w, const struct doc_node *n, enum book_lead lead,
                   const char *url)
{
    if (lead == BOOK_NO_FRAGMENT)
        diag_note(w->diag, n->pos, "frag",
                  "there is no heading for %s; the text stays without the link", url);
    else if (lead == BOOK_NO_SITE)
        diag_note(w->diag, n->pos, "link-outside",
                  "%s is not in this book; --site-url says where it is published", url);
    else if (lead == BOOK_UNSAFE)
        diag_warning(w->diag, n->pos, "link-unsafe",
                     "the address %.*s has no place in a book; its text stays",
                     (int)utf8_head(url, 80), url);
}

static void resolve_link(struct book_work *w, const struct book_article *from,
                         struct doc_node *n)
{
    struct doc_link *link = &n->as.link;
    const char *url = link->url;
    struct book_address to;

    if (doc_node_ancestor(n->parent, DOC_LINK)) {
        diag_note(w->diag, n->pos, "html-dropped",
                  "a link within a link has no place in a book; its text stays");
        doc_node_unwrap(n);
        return;
    }
    to = book_address_of(w, from, n->pos.file, url);
    if (to.lead == BOOK_NO_FRAGMENT && to.target != from->node) {
        diag_note(w->diag, n->pos, "frag",
                  "there is no heading for %s; the link leads to where its article begins",
                  url);
        to.lead = BOOK_INSIDE;
    }
    if (to.lead == BOOK_INSIDE || to.lead == BOOK_OUTSIDE) {
        link->target = to.target;
        link->url = to.target ? NULL : to.url;
        return;
    }
    report(w, n, to.lead, url);
    doc_node_unwrap(n);
}

/* A card without an address is still a title and a text. */
static void resolve_card(struct book_work *w, const struct book_article *from,
                         struct doc_node *n)
{
    struct doc_card *card = &n->as.card;
    struct book_address to = book_address_of(w, from, n->pos.file, card->url);

    if (to.lead != BOOK_INSIDE && to.lead != BOOK_OUTSIDE)
        report(w, n, to.lead, card->url);
    card->target = to.target;
    card->url = to.target ? NULL : to.url;
}

static void resolve_article(struct book_work *w, const struct book_article *article)
{
    struct doc_walk at = doc_walk_from(article->node);
    bool more = doc_walk_next(&at);

    while (more) {
        struct doc_node *n = at.node;
        bool leaving = at.event == DOC_LEAVE;

        more = doc_walk_next(&at);
        if (leaving && n->kind == DOC_LINK)
            resolve_link(w, article, n);
        else if (leaving && n->kind == DOC_CARD)
            resolve_card(w, article, n);
    }
}

void book_resolve(struct book_work *w)
{
    for (size_t i = 0; i < w->count; i++)
        resolve_article(w, &w->articles[i]);
}
