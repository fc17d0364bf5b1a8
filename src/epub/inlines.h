#ifndef EPUB_INLINES_H
#define EPUB_INLINES_H

#include "epub/xhtml.h"

/* Rules of the inline kinds. */
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
