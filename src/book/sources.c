#include "book/matter.h"

#include "util/str.h"

/* Where the texts were first published, numbered in the order of the book. */

static size_t count_sources(const struct book_work *w)
{
    size_t count = 0;

    for (size_t i = 0; i < w->count; i++)
        count += w->articles[i].node->as.meta->source.url != NULL;
    return count;
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
        book_matter_text(w, line, arena_printf(w->arena, ", %s", meta->rights));
}

static void put_source(struct book_work *w, struct doc_node *list,
                       const struct doc_node *article)
{
    struct doc_node *item = book_matter_block(w, list, DOC_ITEM);
    struct doc_node *line = book_matter_block(w, item, DOC_PLAIN);
    const char *url = article->as.meta->source.url;

    put_reference(w, line, article);
    book_matter_block(w, line, DOC_LINE_BREAK);
    book_matter_link(w, line, url, NULL, url);
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
    list->as.list = (struct doc_list){.ordered = true, .tight = true, .start = 1};
    for (size_t i = 0; i < w->count; i++)
        if (w->articles[i].node->as.meta->source.url)
            put_source(w, list, w->articles[i].node);
}
