#ifndef LAYOUT_PAGER_H
#define LAYOUT_PAGER_H

#include "layout/break.h"
#include "layout/flow.h"
#include "layout/layout.h"

/* Stacks the bands of one article after another on pages and hands those to the sink.
 */
struct layout_pager {
    const struct layout_params *params;
    struct layout_sink sink;
    int number; /* of the last page, 0 before the first */
    struct layout_break broken;
};

/* Whose pages they are and what stands in their margins. */
struct layout_paper {
    const struct doc_node *article;
    const char *verso, *recto; /* running heads of all but the first page, or NULL */
    bool facing;               /* head and folio stand at the outer edge */
    bool bare;                 /* no folio either */
};

/* All pages of one article. */
void layout_pager_article(struct layout_pager *p, const struct layout_tools *tools,
                          const struct layout_flow *flow,
                          const struct layout_paper *paper);

/* A page that is ready but for its size and number; neither head nor folio. */
void layout_pager_page(struct layout_pager *p, struct layout_page page);

/* A page with nothing on it. */
void layout_pager_blank(struct layout_pager *p);

#endif
