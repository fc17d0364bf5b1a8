#include "book/matter.h"

#include "util/str.h"

/*
 * What the book is made of: its title, rows of a label and what it says, a note. It says
 * nothing of the run that made it, so that the same texts give the same bytes: the day
 * it was issued is what the list or SOURCE_DATE_EPOCH says. The last two
 * rows are of this very book; paper has some of its own before them.
 */

enum { MOST_NAMES = 12 }; /* more than these are counted */

static void put_row(struct book_work *w, struct doc_node *table, const char *label,
                    const char *value)
{
    struct doc_node *row, *cell;

    if (!*value)
        return;
    row = book_matter_block(w, table, DOC_ROW);
    cell = book_matter_block(w, row, DOC_CELL);
    cell->as.cell =
        (struct doc_cell){.column = 0, .colspan = 1, .rowspan = 1, .head = true};
    book_matter_text(w, book_matter_block(w, cell, DOC_PLAIN), label);
    cell = book_matter_block(w, row, DOC_CELL);
    cell->as.cell = (struct doc_cell){.column = 1, .colspan = 1, .rowspan = 1};
    book_matter_text(w, book_matter_block(w, cell, DOC_PLAIN), value);
}

/* "2023. 7. 3. – 2025. 2. 4.": when the texts were published. */
static const char *span_of_dates(struct book_work *w)
{
    struct doc_date first = {0}, last = {0};

    for (size_t i = 0; i < w->count; i++) {
        struct doc_date d = w->articles[i].node->as.meta->date;

        if (!doc_date_valid(d))
            continue;
        if (!first.year || doc_date_after(first, d))
            first = d;
        if (!last.year || doc_date_after(d, last))
            last = d;
    }
    if (!last.year || !doc_date_after(last, first))
        return book_matter_date(w, first);
    return arena_printf(w->arena, "%s – %s", book_matter_date(w, first),
                        book_matter_date(w, last));
}

/* The sites the texts come from, each once, in the order of the book. */
static const char *sites(struct book_work *w)
{
    const char **names = arena_array(w->arena, const char *, w->count);
    size_t count = 0, most = 12; /* more than these are in the list of sources */
    const char *all = "";

    for (size_t i = 0; i < w->count && count < most; i++) {
        const char *site = w->articles[i].node->as.meta->source.site;
        bool known = cstr_blank(site);

        for (size_t k = 0; k < count && !known; k++)
            known = cstr_eq(names[k], site);
        if (!known)
            names[count++] = site;
    }
    for (size_t i = 0; i < count; i++)
        all = arena_printf(w->arena, "%s%s%s", all, i ? ", " : "", names[i]);
    return all;
}

/* "2025년 2월 4일"; "" when nobody says. */
static const char *issued(struct book_work *w)
{
    const struct doc_meta *book = w->book->as.meta;
    char text[DOC_DATE_SIZE];

    doc_date_format(doc_date_valid(book->date) ? book->date : book_issued(), book->lang,
                    text);
    return arena_strdup(w->arena, text);
}

/* Everybody who wrote a text; of many the first. */
static const char *writers(struct book_work *w)
{
    struct doc_meta all = {0};
    bool more;

    book_join_authors(w, &all);
    more = all.author_count > MOST_NAMES;
    if (!more)
        return book_matter_people(w, &all);
    all.author_count = MOST_NAMES;
    return arena_printf(w->arena, book_is_korean(w) ? "%s 외" : "%s, …",
                        book_matter_people(w, &all));
}

/* Where what is due to whom can be found. */
static const char *note_of(struct book_work *w)
{
    bool korean = book_is_korean(w);
    const char *property = korean ? "실린 글의 저작권은 각 글쓴이에게 있습니다."
                                  : "The texts remain the property of their authors.";

    for (const struct doc_node *n = w->book->last; n; n = n->prev)
        if (n->kind == DOC_ARTICLE && n->as.meta->matter == DOC_MATTER_SOURCES)
            return arena_printf(w->arena, "%s %s", property,
                                korean ? "원문의 주소는 ‘출처’에 적었습니다."
                                       : "Their addresses are listed under “Sources”.");
    return property;
}

static void put_rows(struct book_work *w, struct doc_node *table)
{
    const struct doc_meta *book = w->book->as.meta;
    bool korean = book_is_korean(w);

    put_row(w, table, korean ? "펴낸날" : "Issued", issued(w));
    if (book->edited)
        put_row(w, table, korean ? "엮은이" : "Editor", book_matter_people(w, book));
    put_row(w, table, korean ? "글쓴이" : "Authors", writers(w));
    put_row(w, table, korean ? "실린 글" : "Contents",
            arena_printf(w->arena, korean ? "%zu편" : "%zu texts", w->count));
    put_row(w, table, korean ? "글의 날짜" : "Published", span_of_dates(w));
    put_row(w, table, korean ? "실렸던 곳" : "From", sites(w));
    put_row(w, table, korean ? "이용 조건" : "Rights", book->rights ? book->rights : "");
    put_row(w, table, korean ? "만든 도구" : "Made with", "Seoga");
    put_row(w, table, korean ? "식별자" : "Identifier", book->identifier);
}

void book_colophon(struct book_work *w)
{
    static const enum doc_align align[] = {DOC_ALIGN_NONE, DOC_ALIGN_NONE};
    bool korean = book_is_korean(w);
    struct doc_node *page, *table, *note;

    if (w->count < 2)
        return;
    page = book_matter_new(w, DOC_MATTER_COLOPHON, "colophon",
                           korean ? "판권" : "Colophon");
    note = book_matter_block(w, page, DOC_PARAGRAPH);
    book_matter_text(w, book_matter_block(w, note, DOC_STRONG),
                     w->book->as.meta->title);
    table = book_matter_block(w, page, DOC_TABLE);
    table->as.table = (struct doc_table){.align = align, .columns = 2};
    put_rows(w, table);
    note = book_matter_block(w, page, DOC_PARAGRAPH);
    book_matter_text(w, note, note_of(w));
}
