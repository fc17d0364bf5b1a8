#ifndef BOOK_WISHES_H
#define BOOK_WISHES_H

#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>

/* A word of a reading list; NULL: it says none. */
struct book_wish {
    const char *word;
    struct diag_pos pos;
};

/* How a reading list wants its book to be made: what the command line may say as well
 * and no part of the tree. */
struct book_wishes {
    struct book_wish page, theme, profile; /* the theme: a name, or a path from here */
    bool embed_fonts;
};

/*
 * Fills `w` from the list at `path`, in `a`. Reports [list-value]; all else that may be
 * wrong with a list is for those to report who bind it. The words themselves are for
 * those to judge who know them.
 */
void book_wishes_read(struct book_wishes *w, const char *path, struct arena *a,
                      struct diag *diag);

#endif
