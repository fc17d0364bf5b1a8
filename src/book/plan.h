#ifndef BOOK_PLAN_H
#define BOOK_PLAN_H

#include "book/book.h"

/* One line of the plan: an article, or the beginning or end of a part. */
struct book_item {
    enum book_item_kind { BOOK_ITEM_ARTICLE, BOOK_ITEM_PART } kind;
    const char *path;    /* of an article, as it is opened and named in messages */
    const char *title;   /* of a part; NULL: the parts of that depth end, none begins */
    int depth;           /* of a part: 1, or 2 for one within another */
    struct diag_pos pos; /* where the manuscript names it; {0}: the command line does */
    bool found;          /* by a search or in an index: it may be left out as a stub */
};

/* What is to be bound, in order, before any of it is read; grows in the arena. */
struct book_plan {
    const struct book_params *params;
    struct arena *arena;
    struct diag *diag;
    struct book_item *items;
    size_t count, cap;
    struct doc_meta meta; /* of the book, where a list or an index says so */
    const char *site, *site_url, *cover;
    bool lang_given; /* by a list: an index's word is not good enough */
    size_t inputs; /* what the command line names: one may speak for the book */
    size_t searches, named; /* in lists and indexes, so far */
};

/*
 * Each search of a reading list goes through a folder or an index, and each may find all
 * of it again: so many of them, and so many articles that lists and indexes name
 * ([list-limit]). Those past it are left out.
 */
enum { BOOK_SEARCHES = 1000, BOOK_NAMED = 200000 };

/* Parts deeper than this are taken into the one above: with their articles they are
 * the three levels that reading systems show. */
#define BOOK_PART_DEPTH 2

/*
 * Expands the inputs: "-" and files are articles, FILE.yaml is a reading list, a folder
 * is every article below it, and each of params->follow is an index. Articles named
 * twice are there once ([duplicate]); those that are not there are reported.
 */
void book_plan_make(struct book_plan *plan, const char *const *paths, size_t count);

void book_plan_article(struct book_plan *plan, const char *path, struct diag_pos pos,
                       bool found);

/* Begins a part; `title` NULL ends the parts of that depth and deeper. */
void book_plan_part(struct book_plan *plan, const char *title, int depth,
                    struct diag_pos pos);

/* Fields of `meta` that are not known yet are taken from `from`. */
void book_plan_describe(struct book_plan *plan, const struct doc_meta *from);

/* The kinds of inputs, one file each. */

/* A reading list: see list.c for its keys. Reports [list-syntax], [list-key], … */
void book_list(struct book_plan *plan, const char *path);

/* What an index leads to, and where its parts go. */
struct book_follow {
    const char *index;   /* the file */
    int depth;           /* of the parts made of it */
    bool only;           /* the index is the whole book and says what it is about */
    bool wrap;           /* all goes into one part with the title of the index */
    struct diag_pos pos; /* where it is named */
};

/*
 * The articles that an index (a page of cards and links) leads to, in its order.
 * Headings, details and tabs are parts. Reports [follow-missing], [follow-empty].
 */
void book_follow(struct book_plan *plan, const struct book_follow *f);

#endif
