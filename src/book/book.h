#ifndef BOOK_BOOK_H
#define BOOK_BOOK_H

#include "doc/node.h"
#include "media/remote.h"
#include "media/store.h"
#include "util/arena.h"
#include "util/deps.h"
#include "util/diag.h"

#include <stdbool.h>

/* Where the addresses of links go, for paper. */
enum book_links {
    BOOK_LINKS_PLAIN, /* nowhere */
    BOOK_LINKS_NOTES, /* to footnotes */
    BOOK_LINKS_LIST   /* to a list at the end of their article */
};

/* All borrowed; NULL means "as the articles say". */
struct book_params {
    const char *title, *author, *lang, *identifier;
    const char *site;     /* --site: folder that /absolute paths mean */
    const char *site_url; /* --site-url */
    const char *cover;    /* --cover */
    const char *const *follow; /* --follow: indexes */
    size_t follow_count;
    struct doc_series series;
    bool keep_furniture;
    enum book_links links;
    bool keep_stubs; /* articles without text that a search or an index found */
    int threads;     /* that read articles; below 2: this one alone */
    struct media_store *media; /* images that are there are added */
    struct media_remote *remote; /* fetches those on the network; NULL: they stay there */
    struct deps *deps; /* told of files that are read; NULL: nobody is */
    /* Told, before any article is read, which folders and files all reading will be in;
     * NULL: nobody asks. */
    void (*planned)(void *user, const char *const *places, size_t count);
    void *user;
    struct diag *diag;
};

/* Whether an input is a reading list: its name says so. */
bool book_is_list(const char *path);

/*
 * Makes one finished tree of the inputs: articles, reading lists (FILE.yaml), folders,
 * "-" for standard input, and then the indexes in params->follow. Articles are read in
 * parallel, joined in order, and the passes run that finish the tree (see book.c for
 * their order). Articles that cannot be read are reported and left out. NULL, reported,
 * when there is none to bind. The tree lives in `a`.
 */
struct doc_node *book_make(const struct book_params *params, const char *const *paths,
                           size_t count, struct arena *a);

/*
 * What `planned` would be told of a book of each of these articles and lists, in `a`,
 * with what the lists themselves are read from. Reports nothing: who makes them does.
 */
const char *const *book_reach_of(const struct book_params *params,
                                 const char *const *paths, size_t count,
                                 struct arena *a, size_t *out_count);

/* False when SOURCE_DATE_EPOCH is set to what is no time between 1970 and 9999. */
bool book_epoch_valid(void);

/* dcterms:modified: SOURCE_DATE_EPOCH, else the newest article date, else
 * 1980-01-01T00:00:00Z. */
const char *book_modified(const struct doc_node *book, struct arena *a);

#endif
