#ifndef EPUB_RULES_H
#define EPUB_RULES_H

#include "epub/xhtml.h"

/* The enter and leave functions of the rule table, by file, and what they share. */

/* prose.c */
void epub_enter_wrap(struct epub_page *p, const struct doc_node *n);
void epub_leave_wrap(struct epub_page *p, const struct doc_node *n);
void epub_enter_heading(struct epub_page *p, const struct doc_node *n);
void epub_leave_heading(struct epub_page *p, const struct doc_node *n);
void epub_enter_paragraph(struct epub_page *p, const struct doc_node *n);
void epub_leave_paragraph(struct epub_page *p, const struct doc_node *n);
void epub_enter_plain(struct epub_page *p, const struct doc_node *n);
void epub_enter_rule(struct epub_page *p, const struct doc_node *n);
void epub_enter_list(struct epub_page *p, const struct doc_node *n);
void epub_leave_list(struct epub_page *p, const struct doc_node *n);
void epub_enter_item(struct epub_page *p, const struct doc_node *n);
void epub_leave_item(struct epub_page *p, const struct doc_node *n);
void epub_enter_footnote(struct epub_page *p, const struct doc_node *n);
void epub_leave_footnote(struct epub_page *p, const struct doc_node *n);

/* The class of text that is aligned otherwise than its page, or NULL. */
const char *epub_align_class(enum doc_align align);

/* table.c */
void epub_enter_table(struct epub_page *p, const struct doc_node *n);
void epub_leave_table(struct epub_page *p, const struct doc_node *n);
void epub_enter_row(struct epub_page *p, const struct doc_node *n);
void epub_leave_row(struct epub_page *p, const struct doc_node *n);
void epub_enter_cell(struct epub_page *p, const struct doc_node *n);
void epub_leave_cell(struct epub_page *p, const struct doc_node *n);

/* box.c */
void epub_enter_callout(struct epub_page *p, const struct doc_node *n);
void epub_leave_callout(struct epub_page *p, const struct doc_node *n);
void epub_enter_section(struct epub_page *p, const struct doc_node *n);
void epub_leave_section(struct epub_page *p, const struct doc_node *n);
void epub_enter_title(struct epub_page *p, const struct doc_node *n);
void epub_leave_title(struct epub_page *p, const struct doc_node *n);
void epub_enter_card(struct epub_page *p, const struct doc_node *n);

/* code.c */
void epub_enter_code_block(struct epub_page *p, const struct doc_node *n);
void epub_enter_math_block(struct epub_page *p, const struct doc_node *n);

/* image.c */
void epub_enter_image(struct epub_page *p, const struct doc_node *n);

/* inlines.c */
void epub_enter_text(struct epub_page *p, const struct doc_node *n);
void epub_enter_soft_break(struct epub_page *p, const struct doc_node *n);
void epub_enter_line_break(struct epub_page *p, const struct doc_node *n);
void epub_enter_mark_up(struct epub_page *p, const struct doc_node *n);
void epub_leave_mark_up(struct epub_page *p, const struct doc_node *n);
void epub_enter_code(struct epub_page *p, const struct doc_node *n);
void epub_enter_link(struct epub_page *p, const struct doc_node *n);
void epub_leave_link(struct epub_page *p, const struct doc_node *n);
void epub_enter_note_ref(struct epub_page *p, const struct doc_node *n);

#endif
