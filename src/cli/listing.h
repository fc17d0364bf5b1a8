#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include "doc/node.h"

#include <stdio.h>

/*
 * What a book binds, for --list: a line with the title of each part, and for each
 * article its number in the book, its title and its file, indented by its part.
 */
void cli_listing(const struct doc_node *book, FILE *out);

#endif
