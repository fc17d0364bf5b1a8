#ifndef BOOK_ROUTE_H
#define BOOK_ROUTE_H

#include "book/pass.h"

/*
 * What "/site/absolute/page.md" means. A site may be published from several folders,
 * each under a prefix that is no folder ("/blog.example.org/" for blog/src), and an
 * article may lie in a copy of the site that holds no more than its own folder. So a
 * path is looked for in several places, the plainest first.
 */

#define BOOK_ROUTES 12

/*
 * The paths from the root of `from` that the local address `url`, said in `file`, may
 * mean; returns their number. None leads out of the root, none need be there.
 */
size_t book_route_paths(struct book_work *w, const struct book_article *from,
                        const char *file, const char *url,
                        const char *paths[BOOK_ROUTES]);

/*
 * The published address that the site-absolute path `*path` (without its first "/") of
 * an article that is not in the book goes on, or NULL; what the address says already
 * is taken off the path.
 */
const char *book_route_base(struct book_work *w, const struct book_article *from,
                            const char **path);

/* The published path of a file: "a/b.html" for "a/b.md", "a/" for "a/README.md". */
const char *book_route_of(struct arena *a, const char *path);

/* Every end of an article's address of two names or more is a name for it. */
void book_routes_add(struct book_work *w, const char *canonical, struct doc_node *node);

/* The article whose address ends in the path of `url`, or NULL. */
struct doc_node *book_route_find(struct book_work *w, const char *url);

#endif
