#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "doc/node.h"
#include "pdf/element.h"
#include "pdf/marks.h"
#include "pdf/parents.h"
#include "util/arena.h"

/*
 * The structure of a tagged PDF (ISO 32000-1, 14.7 and 14.8; ISO 14289-1): the tree of
 * the book as standard structure elements. While pages pass, marks.c notes what of
 * the article they hold; when the article's pages are over, structure.c walks its tree
 * in reading order and writes its elements. Notes come after the block that calls for
 * them, a paragraph over two pages is one P, and ornament is in nobody's.
 */
struct pdf_tags {
    const struct doc_node *book, *article; /* borrowed */
    const struct doc_node *part;           /* whose element is open; NULL: none */
    struct pdf_elements elements;
    struct pdf_marks marks;
    struct pdf_parents parents;
    struct arena scratch; /* until the article is written */
    int level;            /* of the last heading */
    bool in_note;
    const struct doc_node **notes; /* called for, in order */
    size_t note_count, note_cap;
    struct pdf_grid *grid; /* of the innermost table */
};

/* Either of `file` and `dump` may be NULL; all is borrowed. */
void pdf_tags_init(struct pdf_tags *t, const struct doc_node *book,
                   struct pdf_file *file, FILE *dump);
void pdf_tags_release(struct pdf_tags *t);

/* A page begins, which will be object `id`; its key in the parent tree. */
uint32_t pdf_tags_page(struct pdf_tags *t, const struct layout_page *page, uint32_t id);

/* The same on paper that another page may share; how many marks it has afterwards is
 * paper.first and pdf_tags_on_page. */
void pdf_tags_paper(struct pdf_tags *t, const struct layout_page *page,
                    struct pdf_paper paper);
uint32_t pdf_tags_on_page(const struct pdf_tags *t);

/* The clickable link has the annotation `id` on `page`; its key in the parent tree. */
uint32_t pdf_tags_link(struct pdf_tags *t, const struct layout_link *link,
                       uint32_t page, uint32_t id);

/* Writes what is left and returns the object of the structure tree root; 0 without a
 * file. */
uint32_t pdf_tags_finish(struct pdf_tags *t);

/* structure.c: writes the elements of the article that was on the pages. */

void pdf_structure_article(struct pdf_tags *t, const struct doc_node *article);

/* phrase.c: text and what is inline in it. */

/* Attributes of what stands alone, though its type is one of the line. */
#define PDF_PLACED_BLOCK "<</O/Layout/Placement/Block>>"

#define PDF_ROLE(role) (1u << (role))
#define PDF_ALL_ROLES  (~0u)

/* The marks of a block that have one of `roles`, with their inline elements, inside the
 * innermost open element. */
void pdf_phrase(struct pdf_tags *t, const struct pdf_marked *block, unsigned roles);

/* All of them, without inline elements. */
void pdf_phrase_bare(struct pdf_tags *t, const struct pdf_marked *block);

/* The annotations of a clickable node, inside the open Link. */
void pdf_phrase_link(struct pdf_tags *t, const struct doc_node *node);

/* Opens the Figure of an IMAGE, whose mark is given. */
void pdf_phrase_picture(struct pdf_tags *t, const struct pdf_mark *mark);

/* The node's own language as a tag that may be written, or NULL. */
const char *pdf_phrase_lang(const struct doc_node *node);

/* grid.c: tables, whose rows all have the same number of cells in the end. */

void pdf_grid_open(struct pdf_tags *t, const struct doc_node *table);
void pdf_grid_close(struct pdf_tags *t);
void pdf_grid_row_open(struct pdf_tags *t, const struct doc_node *row);
void pdf_grid_row_close(struct pdf_tags *t);
void pdf_grid_cell_open(struct pdf_tags *t, const struct doc_node *cell);

#endif
