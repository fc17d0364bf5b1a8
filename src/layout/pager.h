#ifndef LAYOUT_PAGER_H
#define LAYOUT_PAGER_H

#include "layout/flow.h"
#include "layout/layout.h"

/* Stacks the bands of one article after another on pages and hands those to the sink.
 */
struct layout_pager {
    const struct layout_params *params;
    struct layout_sink sink;
    int number; /* of the last page, 0 before the first */
};

/* All pages of one article, the first of which begins with its opening. The
 * running head says the article's short title on the others. */
void layout_pager_article(struct layout_pager *p, const struct layout_tools *tools,
                          const struct layout_flow *flow,
                          const struct doc_node *article);

/* A page with nothing on it. */
void layout_pager_blank(struct layout_pager *p);

#endif
