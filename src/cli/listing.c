#include "cli/listing.h"

#include "doc/walk.h"
#include "util/diag.h"

static void put_article(FILE *out, int depth, int number, const struct doc_meta *meta)
{
    fprintf(out, "%*s%d. ", 2 * depth, "", number);
    diag_put(out, meta->title);
    fputc('\t', out);
    diag_put(out, meta->path);
    fputc('\n', out);
}

static void put_title(FILE *out, int depth, const struct doc_meta *meta)
{
    fprintf(out, "%*s", 2 * depth, "");
    diag_put(out, meta->title);
    fputc('\n', out);
}

void cli_listing(const struct doc_node *book, FILE *out)
{
    int depth = 0, number = 0;

    put_title(out, 0, book->as.meta);
    for (struct doc_walk at = doc_walk_from(book); doc_walk_next(&at);) {
        const struct doc_node *n = at.node;

        if (n->kind == DOC_PART) {
            if (at.event == DOC_ENTER)
                put_title(out, depth, n->as.meta);
            depth += at.event == DOC_ENTER ? 1 : -1;
        } else if (n->kind == DOC_ARTICLE) {
            if (at.event != DOC_ENTER)
                continue;
            doc_walk_skip(&at);
            if (n->as.meta->matter == DOC_MATTER_TEXT)
                put_article(out, depth, ++number, n->as.meta);
        }
    }
}
