#ifndef LAYOUT_BOUND_H
#define LAYOUT_BOUND_H

#include "layout/blocks.h"
#include "layout/pager.h"
#include "layout/slot.h"

/*
 * Several articles bound as a book: cover, title page, contents, pages of parts, sources,
 * colophon. Such pages have nodes of their own, made here: an article for each, so that
 * whoever reads the pages finds headings, lists and links as in any other. Sources and
 * colophon are in the book's tree; what is set is a copy, to which paper adds the pages
 * of the one and the format of the other.
 */
struct layout_bound {
    struct layout_tools *tools;
    struct layout_pager *pager;
    const struct doc_node *book;
    struct arena *nodes;
    const struct doc_node *sources, *colophon; /* articles; NULL: the book has none */
    bool korean;
};

/* An article of the book's own with that id and title. */
struct doc_node *layout_bound_article(struct layout_bound *b, const char *id,
                                      const char *title);
/* A copy of an article of the book, which leaves the id to it. */
struct doc_node *layout_bound_copy(struct layout_bound *b, const struct doc_node *of);
/* A child of `parent` that holds `text`; the text's node. */
struct doc_node *layout_bound_text(struct layout_bound *b, struct doc_node *parent,
                                   const char *text);
/* The same inside a link to `target` or, without one, to `url`. */
struct doc_node *layout_bound_link(struct layout_bound *b, struct doc_node *parent,
                                   const char *text, const struct doc_node *target,
                                   const char *url);

/* The next article after `n` (NULL: the first) of the book, in order. */
const struct doc_node *layout_bound_next(const struct doc_node *book,
                                         const struct doc_node *n);

/* The part of the book that holds `n`, the outermost; NULL: none. Parts within parts are
 * groups: they have no page and no number, since "제2부" in a part would be read as one
 * of the book's, and "1장" as the article beside it. */
const struct doc_node *layout_bound_part_of(const struct doc_node *n);

/* The outermost part around `article`, or within `part` (not NULL) the next one further
 * in, that does not hold `before` (NULL: nothing before): it begins with the article. */
const struct doc_node *layout_bound_begins(const struct doc_node *article,
                                           const struct doc_node *before,
                                           const struct doc_node *part);

/* How many groups are around the article. */
int layout_bound_depth(const struct doc_node *article);

/* "이재훈, 김서가"; "" when nobody is named. */
const char *layout_bound_authors(const struct doc_meta *meta, struct arena *a);

/* A heading such as "차례" in the room the theme gives it. */
void layout_bound_heading(struct layout_flow *f, const struct doc_node *article);

/* Starts a flow of such a page, and sends it out. */
void layout_bound_open(struct layout_bound *b, struct layout_flow *f, struct arena *a);
void layout_bound_send(struct layout_bound *b, struct layout_flow *f,
                       const struct doc_node *article, bool bare);

/* Page 1; what follows begins on a right-hand page too. */
void layout_bound_cover(struct layout_bound *b, const struct layout_cover *cover);

/* Pages, each in the file of its name. Contents that name nothing are not printed. */
void layout_bound_title(struct layout_bound *b);
void layout_bound_contents(struct layout_bound *b);
void layout_bound_part(struct layout_bound *b, const struct doc_node *part, int number);
void layout_bound_sources(struct layout_bound *b);
void layout_bound_colophon(struct layout_bound *b);

#endif
