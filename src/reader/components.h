#ifndef READER_COMPONENTS_H
#define READER_COMPONENTS_H

#include "reader/context.h"
#include "reader/html.h"

enum reader_component_use {
    READER_NO_COMPONENT, /* not in the registry: text */
    READER_DROPPED,      /* site furniture: nothing is printed */
    READER_BLOCK,        /* *node is a block, for reader_add_component */
    READER_INLINE, /* *node is an inline; its content follows until the closing tag */
    READER_WRAPPER /* the content alone */
};

/* What a component's tag stands for; `*node` is made in c->arena. */
enum reader_component_use reader_component(struct reader_context *c,
                                           const struct html_tag *tag,
                                           struct diag_pos pos, struct doc_node **node);

/* Appends a component's block; several travel in a DOC_ARTICLE. */
void reader_add_component(struct doc_node *parent, struct doc_node *n);

/* The body of a ```component NAME fence: JSON when it begins with "{", else YAML. NULL
 * after reporting [component-json]. */
struct doc_node *reader_component_fence(struct reader_context *c, struct str name,
                                        const char *body, struct diag_pos pos);

/* "fas fa-folder-open" as a word: what an icon says where it is the only label. */
const char *reader_icon_word(struct reader_context *c, const char *icon);

#endif
