#ifndef BOOK_PASS_H
#define BOOK_PASS_H

#include "book/book.h"
#include "book/index.h"
#include "book/plan.h"
#include "util/hash.h"

/* One article on its way into the book. */
struct book_article {
    const char *path; /* as given */
    struct doc_node *node;
    uint8_t sha1[HASH_SHA1_SIZE]; /* of the file's bytes */
    const char *file;             /* absolute; NULL: standard input */
    const char *root;             /* absolute: the folder it may read from */
    const char *folder;           /* its own folder, from the root ("." for the root) */
    const char *inside;           /* the file, from the root; NULL: standard input */
    bool in_site;                 /* the root holds `.vuepress` */
    const char *base_url; /* where the root is published, with a final "/", or NULL */
    struct book_index slugs; /* of its headings */
    bool stub;               /* hardly any text: nobody wrote it yet */
};

/* What the passes work on. */
struct book_work {
    const struct book_params *params;
    struct diag *diag;
    struct arena *arena;
    struct doc_node *book;
    struct book_article *articles;
    size_t count;
    struct book_index members; /* absolute paths and addresses of the articles */
    struct book_index routes;  /* ends of those addresses (route.c) */
    struct book_article **by_node; /* sorted, for book_article_of */
    const struct book_plan *plan;
};

/* The passes, one file each; book.c has their order. */
void book_boilerplate(struct book_work *w); /* the web's furniture goes */
void book_places(
    struct book_work *w); /* where each article lies: files and addresses */
void book_resolve(struct book_work *w); /* links and cards: inside, absolute, or gone */
void book_images(struct book_work *w);  /* image files into the media store */
void book_print(struct book_work *w);  /* addresses of links in print, when asked for */
void book_number(struct book_work *w);  /* heading levels, ids */
void book_identity(struct book_work *w); /* title, language, cover, identifier */
void book_sources(struct book_work *w);  /* the list of where the texts come from */
void book_colophon(struct book_work *w); /* what the book is made of */

/* Where the article lies: fills file, root, folder, inside, in_site. Before it is read. */
void book_locate(struct book_work *w, struct book_article *article);

/*
 * The folder, from the article's root, that addresses in `file` are meant from: another
 * than the article's own where an included file says them.
 */
const char *book_folder_of(struct book_work *w, const struct book_article *article,
                           const char *file);

/* Real paths of the folders that the articles of w->plan may read from, before any is
 * read, and of the cover. */
const char *const *book_reach(struct book_work *w, size_t *count);

/* Reads the articles of w->plan into w->articles (those that could be read) and w->book. */
void book_collect(struct book_work *w);

/* Everybody who wrote one of the articles, once, in the order of the book. */
void book_join_authors(struct book_work *w, struct doc_meta *book);

/* The day SOURCE_DATE_EPOCH names; year 0: none. */
struct doc_date book_issued(void);

/* What the article that is `node` is. */
const struct book_article *book_article_of(const struct book_work *w,
                                           const struct doc_node *node);

/* Where the article's root is published, with a final "/"; NULL: nobody knows. */
const char *book_base_url(struct book_work *w, const struct doc_meta *meta,
                          const char *inside);

#endif
