#ifndef BOOK_ADDRESS_H
#define BOOK_ADDRESS_H

#include "doc/node.h"
#include "util/arena.h"
#include "util/str.h"

struct book_article;
struct book_work;

/*
 * `url` as an absolute http or https address that may stand in a book (RFC 3986:
 * encoded once, with a host), or NULL when it is not one. "//host/…" becomes https.
 * `url` may be NULL.
 */
const char *book_web_url(struct arena *a, const char *url);

/* The host and port of such an address; empty when there is none. */
struct str book_url_host(const char *url);

/* What a link or card of the manuscript leads to. */
enum book_lead {
    BOOK_INSIDE,      /* `target` is set */
    BOOK_OUTSIDE,     /* `url` is set */
    BOOK_NOWHERE,     /* empty */
    BOOK_NO_FRAGMENT, /* a page of the book that has no such heading; `target` is the
                         page or NULL */
    BOOK_NO_SITE,     /* a page of a site whose address is not known */
    BOOK_UNSAFE       /* a scheme that has no place in a book */
};

struct book_address {
    enum book_lead lead;
    const struct doc_node *target;
    const char *url;
};

/* `file` is where the manuscript says so: the article's, or one that it includes. */
struct book_address book_address_of(struct book_work *w,
                                    const struct book_article *from, const char *file,
                                    const char *url);

/*
 * The path of a local `url` (percent-decoded, without query and fragment) from the root
 * of `from`; NULL when it leads out of it. For "/absolute" ones, the path without its
 * first "/".
 */
const char *book_local_path(struct book_work *w, const struct book_article *from,
                            const char *file, const char *url);

#endif
