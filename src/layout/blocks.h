#ifndef LAYOUT_BLOCKS_H
#define LAYOUT_BLOCKS_H

#include "layout/flow.h"

/* Sets one block, or all blocks below a container, into the flow. Recursion ends at the
 * tree's greatest depth, 100. */
void layout_block(struct layout_flow *f, const struct doc_node *node);
void layout_blocks(struct layout_flow *f, const struct doc_node *container);

/* True when nodes of that kind are set, by a rule of their own or by the block around
 * them. */
bool layout_block_has_rule(enum doc_kind kind);

/* Rules, each in the file of its name. */
void layout_block_paragraph(struct layout_flow *f, const struct doc_node *node);
void layout_block_heading(struct layout_flow *f, const struct doc_node *node);
void layout_block_rule(struct layout_flow *f, const struct doc_node *node);
void layout_block_quote(struct layout_flow *f, const struct doc_node *node);
void layout_block_list(struct layout_flow *f, const struct doc_node *node);
void layout_block_code(struct layout_flow *f, const struct doc_node *node);
void layout_block_math(struct layout_flow *f, const struct doc_node *node);
void layout_block_table(struct layout_flow *f, const struct doc_node *node);
void layout_block_figure(struct layout_flow *f, const struct doc_node *node);
void layout_block_callout(struct layout_flow *f, const struct doc_node *node);
void layout_block_details(struct layout_flow *f, const struct doc_node *node);
void layout_block_tabs(struct layout_flow *f, const struct doc_node *node);
void layout_block_card(struct layout_flow *f, const struct doc_node *node);

/* The head of an article: rule, title, authors and date, source. `number` is its own
 * in a book, 0 when it stands alone. */
void layout_opening(struct layout_flow *f, const struct doc_node *article, int number);

/* A footnote's bands, for the foot of a page, in a flow of their own. */
void layout_note(struct layout_flow *f, const struct layout_tools *tools,
                 const struct doc_node *note, struct arena *a);

/* An address as people read it: no scheme, no slash at the end. */
const char *layout_address(struct arena *a, const char *url);

/* A style whose size and leading are scaled to `size`. */
struct layout_para_style layout_look(const struct theme_style *style);

/* Several stretches of generated text in one paragraph. */
struct layout_piece {
    const char *text;
    bool bold;
    bool link; /* to be clicked: looks like a link */
    enum layout_role role;
    struct theme_colour colour;
};
struct layout_generated {
    const struct layout_piece *pieces;
    size_t count;
    const struct doc_node *node; /* that they are of */
    const struct doc_node *link; /* where those to be clicked lead, or NULL */
};
struct layout_text layout_pieces(const struct layout_tools *tools,
                                 const struct theme_style *style,
                                 struct layout_generated said, struct arena *a);

#endif
