#include "book/matter.h"

#include <string.h>

#define NO_BREAK "\u00A0"

bool book_is_korean(const struct book_work *w)
{
    return doc_lang_is_korean(w->book->as.meta->lang);
}

struct doc_node *book_matter_new(struct book_work *w, enum doc_matter matter,
                                 const char *id, const char *title)
{
    struct doc_node *article =
        doc_node_new(w->arena, DOC_ARTICLE, (struct diag_pos){0});
    struct doc_meta *meta = arena_new(w->arena, struct doc_meta);

    meta->title = title;
    meta->lang = w->book->as.meta->lang;
    meta->matter = matter;
    article->as.meta = meta;
    article->id = id;
    doc_node_append(w->book, article);
    return article;
}

struct doc_node *book_matter_block(struct book_work *w, struct doc_node *parent,
                                   enum doc_kind kind)
{
    struct doc_node *n = doc_node_new(w->arena, kind, (struct diag_pos){0});

    doc_node_append(parent, n);
    return n;
}

void book_matter_text(struct book_work *w, struct doc_node *parent, const char *text)
{
    if (*text)
        doc_node_append(parent,
                        doc_text_new(w->arena, text, (struct diag_pos){0}));
}

void book_matter_link(struct book_work *w, struct doc_node *parent, const char *text,
                      const struct doc_node *target, const char *url)
{
    struct doc_node *link = book_matter_block(w, parent, DOC_LINK);

    link->as.link.target = target;
    link->as.link.url = target ? NULL : url;
    book_matter_text(w, link, text);
}

const char *book_matter_people(struct book_work *w, const struct doc_meta *meta)
{
    size_t len = 1;
    char *names, *to;

    for (size_t i = 0; i < meta->author_count; i++)
        len += strlen(meta->authors[i].name) + 2;
    names = to = arena_alloc(w->arena, len);
    for (size_t i = 0; i < meta->author_count; i++) {
        to = stpcpy(to, i ? ", " : "");
        to = stpcpy(to, meta->authors[i].name);
    }
    return names;
}

const char *book_matter_date(struct book_work *w, struct doc_date date)
{
    char text[DOC_DATE_SIZE];

    if (doc_date_valid(date) && book_is_korean(w))
        return arena_printf(w->arena, "%d." NO_BREAK "%d." NO_BREAK "%d.", date.year,
                            date.month, date.day);
    doc_date_format(date, w->book->as.meta->lang, text);
    return arena_strdup(w->arena, text);
}
