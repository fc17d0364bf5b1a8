#ifndef DOC_DUMP_H
#define DOC_DUMP_H

#include "doc/node.h"

#include <stdio.h>

/*
 * One node a line, indented by depth: `kind line:col attributes "text"`. The form
 * the golden files are kept in, and what --dump-tree prints. Empty attributes are left out.
 */
void doc_dump(const struct doc_node *top, FILE *out);

#endif
