#ifndef BOOK_MATTER_H
#define BOOK_MATTER_H

#include "book/pass.h"

/* Pages that a book of several articles has of its own, built of ordinary nodes. */

/* A new article at the end of the book, with an id and a heading for its title. */
struct doc_node *book_matter_new(struct book_work *w, enum doc_matter matter,
                                 const char *id, const char *title);

/* New children; what they return is for more to be put into it. */
struct doc_node *book_matter_block(struct book_work *w, struct doc_node *parent,
                                   enum doc_kind kind);
void book_matter_text(struct book_work *w, struct doc_node *parent, const char *text);

/* A link to `target` or, without one, to `url`. */
void book_matter_link(struct book_work *w, struct doc_node *parent, const char *text,
                      const struct doc_node *target, const char *url);

/* "한서가, 김활자"; "" when nobody is known. */
const char *book_matter_people(struct book_work *w, const struct doc_meta *meta);

/* "2025. 2. 4." that does not break, "4 February 2025"; "" when there is no date. */
const char *book_matter_date(struct book_work *w, struct doc_date date);

bool book_is_korean(const struct book_work *w);

#endif
