#include "book/pass.h"

#include "doc/walk.h"
#include "util/heap.h"
#include "util/str.h"

#include <stdlib.h>
#include <string.h>

/*
 * Paper cannot be clicked: the address of a link goes to the foot of the page, as a
 * note like the author's own, or to a list at the end, once in an article. Not where the
 * text says it already, nor where the book names it among its sources.
 */
struct printed {
    struct doc_node *link;
    size_t place; /* in reading order */
};

struct printing {
    struct book_work *w;
    struct doc_node *article;
    struct printed *links;
    size_t count, cap;
    struct doc_node *list; /* of addresses, at the end of the article */
    struct str *sources; /* addresses of the articles */
    size_t source_count;
};

static bool is_web(const char *url)
{
    return str_starts(str_of(url), "http://") || str_starts(str_of(url), "https://");
}

/* Without the scheme and a slash at the end: as people write it. */
static struct str bare_address(struct str url)
{
    size_t scheme = str_find(url, "://");

    if (scheme < url.len)
        url = str_skip(url, scheme + 3);
    while (url.len > 1 && url.s[url.len - 1] == '/')
        url.len--;
    return url;
}

static bool says_address(struct book_work *w, const struct doc_node *link)
{
    struct str address = bare_address(str_of(link->as.link.url));
    struct str text = bare_address(str_trim(str_of(doc_plain_text(w->arena, link))));

    return text.len == address.len && memcmp(text.s, address.s, text.len) == 0;
}

static int by_address(const void *a, const void *b)
{
    const struct str *x = a, *y = b;
    size_t common = x->len < y->len ? x->len : y->len;
    int order = common ? memcmp(x->s, y->s, common) : 0;

    return order ? order : (x->len > y->len) - (x->len < y->len);
}

static bool is_source(const struct printing *p, const char *url)
{
    struct str address = bare_address(str_of(url));

    return p->source_count && bsearch(&address, p->sources, p->source_count,
                                      sizeof *p->sources, by_address);
}

/* Where the articles of the book were published, sorted. */
static void gather_sources(struct printing *p)
{
    p->sources = heap_zalloc(p->w->count + 1, sizeof *p->sources);
    for (size_t i = 0; i < p->w->count; i++) {
        const char *url = p->w->articles[i].node->as.meta->source.url;

        if (url)
            p->sources[p->source_count++] = bare_address(str_of(url));
    }
    qsort(p->sources, p->source_count, sizeof *p->sources, by_address);
}

/* Notes inside notes and in the text of pictures would lead nowhere. */
static bool may_call(const struct doc_node *link)
{
    return link->as.link.url && is_web(link->as.link.url) && link->first &&
           link->parent->kind != DOC_FIGURE && !doc_node_ancestor(link, DOC_FOOTNOTE) &&
           !doc_node_ancestor(link, DOC_HEADING);
}

static void gather(struct printing *p)
{
    for (struct doc_walk at = doc_walk_from(p->article); doc_walk_next(&at);) {
        if (at.event != DOC_ENTER || at.node->kind != DOC_LINK || !may_call(at.node))
            continue;
        if (p->count == p->cap) {
            p->cap = p->cap ? 2 * p->cap : 32;
            p->links = heap_resize(p->links, p->cap, sizeof *p->links);
        }
        p->links[p->count] = (struct printed){at.node, p->count};
        p->count++;
    }
}

static int by_url(const void *a, const void *b)
{
    const struct printed *x = a, *y = b;
    int order = strcmp(x->link->as.link.url, y->link->as.link.url);

    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_place(const void *a, const void *b)
{
    const struct printed *x = a, *y = b;

    return (x->place > y->place) - (x->place < y->place);
}

/* A new `kind` in `parent` that holds a `line` with the link's address. */
static struct doc_node *add_address(struct doc_node *parent, enum doc_kind kind,
                                    enum doc_kind line, const struct doc_node *link,
                                    struct arena *a)
{
    struct doc_node *block = doc_node_new(a, kind, link->pos);
    struct doc_node *text = doc_node_new(a, line, link->pos);
    struct doc_node *address = doc_node_new(a, DOC_LINK, link->pos);

    address->as.link.url = link->as.link.url;
    doc_node_append(address, doc_text_new(a, link->as.link.url, link->pos));
    doc_node_append(text, address);
    doc_node_append(block, text);
    doc_node_append(parent, block);
    return block;
}

static void add_note(struct printing *p, struct doc_node *link)
{
    struct arena *a = p->w->arena;
    struct doc_node *note =
        add_address(p->article, DOC_FOOTNOTE, DOC_PARAGRAPH, link, a);
    struct doc_node *ref = doc_node_new(a, DOC_NOTE_REF, link->pos);

    note->as.footnote.label = ref->as.note_ref.label = "";
    ref->as.note_ref.note = note;
    doc_node_insert_after(link, ref);
}

static void add_list(struct printing *p)
{
    struct arena *a = p->w->arena;
    struct doc_node *heading = doc_node_new(a, DOC_HEADING, p->article->pos);
    bool korean = doc_lang_is_korean(p->article->as.meta->lang);

    heading->as.heading.level = 2;
    doc_node_append(
        heading, doc_text_new(a, korean ? "링크 주소" : "Links", p->article->pos));
    p->list = doc_node_new(a, DOC_LIST, p->article->pos);
    p->list->as.list = (struct doc_list){.ordered = true, .tight = true, .start = 1};
    doc_node_append(p->article, heading);
    doc_node_append(p->article, p->list);
}

/* "[3]" behind the link, its address the third of the list. */
static void add_entry(struct printing *p, struct doc_node *link, int number)
{
    struct arena *a = p->w->arena;
    struct doc_node *mark = doc_node_new(a, DOC_SUP, link->pos);

    if (!p->list)
        add_list(p);
    add_address(p->list, DOC_ITEM, DOC_PLAIN, link, a);
    doc_node_append(mark,
                    doc_text_new(a, arena_printf(a, "[%d]", number), link->pos));
    doc_node_insert_after(link, mark);
}

/* A footnote reached through the const pointer of its mark is the article's own. */
static struct doc_node *own(const struct printing *p, const struct doc_node *note)
{
    struct doc_node *n = note->prev ? note->prev->next : p->article->first;

    return n;
}

/* The author's notes and these together, as they are called for. */
static void number_notes(struct printing *p)
{
    int number = 0;

    for (struct doc_node *n = p->article->first; n; n = n->next)
        if (n->kind == DOC_FOOTNOTE)
            n->as.footnote.number = n->as.footnote.ref_count = 0;
    for (struct doc_walk at = doc_walk_from(p->article); doc_walk_next(&at);) {
        struct doc_node *note;

        if (at.event != DOC_ENTER || at.node->kind != DOC_NOTE_REF ||
            !at.node->as.note_ref.note)
            continue;
        note = own(p, at.node->as.note_ref.note);
        if (!note->as.footnote.number) {
            note->as.footnote.number = ++number;
            note->as.footnote.ref = at.node;
        }
        at.node->as.note_ref.number = note->as.footnote.number;
        at.node->as.note_ref.occurrence = ++note->as.footnote.ref_count;
    }
}

/* Keeps the links whose addresses are to be printed, in reading order. */
static void choose(struct printing *p)
{
    const char *before = "";
    size_t kept = 0;

    if (p->count > 0)
        qsort(p->links, p->count, sizeof *p->links, by_url);
    for (size_t i = 0; i < p->count; i++) {
        const char *url = p->links[i].link->as.link.url;

        if (strcmp(before, url) != 0 && !says_address(p->w, p->links[i].link) &&
            !is_source(p, url))
            p->links[kept++] = p->links[i];
        before = url;
    }
    p->count = kept;
    if (p->count > 0)
        qsort(p->links, p->count, sizeof *p->links, by_place);
}

static void print_article(struct printing *p)
{
    p->count = 0;
    p->list = NULL;
    gather(p);
    choose(p);
    for (size_t i = 0; i < p->count; i++) {
        if (p->w->params->links == BOOK_LINKS_LIST)
            add_entry(p, p->links[i].link, (int)i + 1);
        else
            add_note(p, p->links[i].link);
    }
    number_notes(p);
}

void book_print(struct book_work *w)
{
    struct printing p = {.w = w};

    if (w->params->links == BOOK_LINKS_PLAIN)
        return;
    gather_sources(&p);
    for (size_t i = 0; i < w->count; i++) {
        p.article = w->articles[i].node;
        print_article(&p);
    }
    heap_free(p.sources);
    heap_free(p.links);
}
