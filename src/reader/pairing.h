#ifndef READER_PAIRING_H
#define READER_PAIRING_H

#include "reader/prepass.h"

/*
 * Pairs the ":::" lines of a text (rules R1 to R6 of the dialect) into p->pairs, notes
 * code that looks like a tab's marker in p->coded_tabs, and blanks closers that close
 * nothing ([stray-close]). A container may open after a list marker ("1. ::: tip"); a
 * line that is indented less than an opener leaves its item and so ends it.
 */
void reader_pair_containers(struct reader_prepass *p, struct buf *text,
                            const char *path, struct arena *a, struct diag *diag);

#endif
