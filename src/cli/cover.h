#ifndef CLI_COVER_H
#define CLI_COVER_H

#include "doc/node.h"
#include "layout/cover.h"
#include "text/fontset.h"
#include "theme/theme.h"
#include "util/arena.h"

/* A spine for every article of a book, for every section of a single one. */
int cli_cover_spines(const struct doc_node *book);

/*
 * The cover of the book as page 1 of its PDF, in `a`: the picture it was given, else a
 * drawn one. NULL: an article that stands alone has none unless it was given one.
 */
const struct layout_cover *cli_cover_page(const struct doc_node *book,
                                          const struct theme *theme,
                                          struct text_fontset *fonts, struct arena *a);

#endif
