#include "cli/listing.h"

#include "doc/walk.h"

void cli_listing(const struct doc_node *book, FILE *out)
{
    int depth = 0, number = 0;

    fprintf(out, "%s\n", book->as.meta->title);
    for (struct doc_walk at = doc_walk_from(book); doc_walk_next(&at);) {
        const struct doc_node *n = at.node;
        const struct doc_meta *meta = n->as.meta;

        if (n->kind == DOC_PART) {
            if (at.event == DOC_ENTER)
                fprintf(out, "%*s%s\n", 2 * depth, "", meta->title);
            depth += at.event == DOC_ENTER ? 1 : -1;
        } else if (n->kind == DOC_ARTICLE) {
            if (at.event != DOC_ENTER)
                continue;
            doc_walk_skip(&at);
            if (meta->matter == DOC_MATTER_TEXT)
                fprintf(out, "%*s%d. %s\t%s\n", 2 * depth, "", ++number, meta->title,
                        meta->path);
        }
    }
}
