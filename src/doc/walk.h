#ifndef DOC_WALK_H
#define DOC_WALK_H

#include "doc/node.h"

#include <stdbool.h>

enum doc_event { DOC_DONE, DOC_ENTER, DOC_LEAVE };

/*
 * A cursor over a tree: no recursion, no callback, nothing to free. Every ENTER
 * has its LEAVE, leaves included. While at ENTER the children may be changed. To
 * unlink the node itself, move on first and remember it.
 */
struct doc_walk {
    enum doc_event event;
    struct doc_node *node;
    struct doc_node *top;
    bool skip;
};

/* Stands before `top`. The tree is only read; the cast lets passes share the cursor. */
struct doc_walk doc_walk_from(const struct doc_node *top);

/* Moves on; false after the LEAVE of the top. */
bool doc_walk_next(struct doc_walk *w);

/* After ENTER: the next event is this node's LEAVE. */
void doc_walk_skip(struct doc_walk *w);

#endif
