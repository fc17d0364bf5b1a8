#include "book/matter.h"

#include "util/str.h"

#include <string.h>

#define NO_BREAK "\u00A0"

enum { LONGEST_NAME = 24 }; /* of a license; more is a sentence */

/*
 * Where the texts were first published, numbered in the order of the book: a note, and a
 * list whose items are a reference and an address. On paper the layout sets them in its
 * own way and adds the pages.
 */

static size_t count_sources(const struct book_work *w)
{
    size_t count = 0;

    for (size_t i = 0; i < w->count; i++)
        count += w->articles[i].node->as.meta->source.url != NULL;
    return count;
}

/* The name of a license is one word. */
static const char *unbroken(struct book_work *w, const char *rights)
{
    char *all, *to;

    if (strlen(rights) > LONGEST_NAME)
        return rights;
    all = to = arena_alloc(w->arena, strlen(NO_BREAK) * LONGEST_NAME + 1);
    for (const char *s = rights; *s; s++)
        if (*s == ' ')
            to = stpcpy(to, NO_BREAK);
        else
            *to++ = *s;
    *to = '\0';
    return all;
}

/* "글쓴이, 「글」, 『사이트』, 2025. 2. 4., CC BY 4.0"; the title leads back to the
 * article. */
static void put_reference(struct book_work *w, struct doc_node *line,
                          const struct doc_node *article)
{
    const struct doc_meta *meta = article->as.meta;
    const char *people = book_matter_people(w, meta);
    const char *date = book_matter_date(w, meta->date);
    const char *site = meta->source.site;
    bool korean = book_is_korean(w);

    if (*people)
        book_matter_text(w, line, arena_printf(w->arena, "%s, ", people));
    book_matter_text(w, line, korean ? "「" : "“");
    book_matter_link(w, line, meta->title, article, NULL);
    book_matter_text(w, line, korean ? "」" : "”");
    if (!cstr_blank(site))
        book_matter_text(w, line,
                         arena_printf(w->arena, korean ? ", 『%s』" : ", %s", site));
    if (*date)
        book_matter_text(w, line, arena_printf(w->arena, ", %s", date));
    if (!cstr_blank(meta->rights))
        book_matter_text(w, line,
                         arena_printf(w->arena, ", %s", unbroken(w, meta->rights)));
}

static void put_source(struct book_work *w, struct doc_node *list,
                       const struct doc_node *article)
{
    struct doc_node *item = book_matter_block(w, list, DOC_ITEM);
    const char *url = article->as.meta->source.url;

    put_reference(w, book_matter_block(w, item, DOC_PARAGRAPH), article);
    book_matter_link(w, book_matter_block(w, item, DOC_PARAGRAPH), url, NULL, url);
}

void book_sources(struct book_work *w)
{
    bool korean = book_is_korean(w);
    struct doc_node *page, *list;

    if (w->count < 2 || count_sources(w) == 0)
        return;
    page = book_matter_new(w, DOC_MATTER_SOURCES, "sources",
                           korean ? "출처" : "Sources");
    book_matter_text(w, book_matter_block(w, page, DOC_PARAGRAPH),
                     korean ? "이 책에 실은 글의 원문입니다."
                            : "Where the texts of this book were first published.");
    list = book_matter_block(w, page, DOC_LIST);
    list->as.list = (struct doc_list){.ordered = true, .start = 1};
    for (size_t i = 0; i < w->count; i++)
        if (w->articles[i].node->as.meta->source.url)
            put_source(w, list, w->articles[i].node);
}
