#include "doc/walk.h"

#include <assert.h>

struct doc_walk doc_walk_from(const struct doc_node *top)
{
    union {
        const struct doc_node *in;
        struct doc_node *out;
    } node = {top};

    return (struct doc_walk){.event = DOC_DONE, .top = node.out};
}

void doc_walk_skip(struct doc_walk *w)
{
    assert(w->event == DOC_ENTER);
    w->skip = true;
}

bool doc_walk_next(struct doc_walk *w)
{
    if (!w->node) {
        w->node = w->top;
        w->event = w->node ? DOC_ENTER : DOC_DONE;
    } else if (w->event == DOC_ENTER && w->node->first && !w->skip) {
        w->node = w->node->first;
    } else if (w->event == DOC_ENTER) {
        w->event = DOC_LEAVE;
    } else if (w->node == w->top) {
        w->event = DOC_DONE;
    } else if (w->node->next) {
        w->node = w->node->next;
        w->event = DOC_ENTER;
    } else {
        w->node = w->node->parent;
    }
    w->skip = false;
    return w->event != DOC_DONE;
}
