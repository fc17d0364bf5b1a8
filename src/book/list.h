#ifndef BOOK_LIST_H
#define BOOK_LIST_H

#include "book/plan.h"
#include "data/value.h"

/* A reading list being read. */
struct book_reading {
    struct book_plan *plan;
    const char *path, *folder; /* of the list; what it names lies there */
    const char *site;          /* the folder that searches look through */
    bool speaks;               /* no other input does: it says what the book is about */
};

/* Where `v` stands in the list. */
struct diag_pos book_reading_pos(const struct book_reading *r,
                                 const struct data_value *v);

/* Reports [list-value]: `v` should be `what`. */
void book_reading_wrong(const struct book_reading *r, const struct data_value *v,
                        const char *what);

/* A text that says something, NFC, in the plan's arena; NULL otherwise, after a report
 * [list-value] when it is none. */
const char *book_reading_text(const struct book_reading *r, const struct data_value *map,
                              const char *key);

/* The list as a map; NULL after reporting [list-syntax] or why it cannot be read. */
const struct data_value *book_list_map(struct book_plan *plan, const char *path);

/* Reports every key of the map that is not among the `count` known ones: [list-key]. */
void book_reading_keys(const struct book_reading *r, const struct data_value *map,
                       const char *const *known, size_t count);

/*
 * The articles of the site whose front matter is as the map `query` asks: category,
 * tag, author, host, lang, since, until; in the order of `sort`. Reports [query-empty],
 * [list-key], [list-value].
 */
void book_query(const struct book_reading *r, const struct data_value *asked);

#endif
