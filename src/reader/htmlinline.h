#ifndef READER_HTMLINLINE_H
#define READER_HTMLINLINE_H

#include "reader/context.h"
#include "reader/html.h"

/* True for the elements of running text: <b>, <br>, <img>, <ruby>, … */
bool reader_html_is_inline(const char *name);

/* Elements that take no content and say nothing on paper. */
bool reader_html_is_silent(const char *name);

/*
 * One tag within inline text. Appends to `*at` or opens an element there and moves
 * `*at` into it; a closing tag leaves its element when that is open below `floor`.
 * False when the tag is not known.
 */
bool reader_html_inline_tag(struct reader_context *c, struct doc_node **at,
                            struct doc_node *floor, const struct html_tag *tag,
                            struct diag_pos pos);

/* A frame, a video: what moves on the site is a card with its address here. NULL when
 * the tag is none of these, closes one, or names no address. */
struct doc_node *reader_html_frame(struct reader_context *c, const struct html_tag *tag,
                                   struct diag_pos pos);
bool reader_html_is_frame(const char *name);

/* The value of an attribute as a number from 0 to 100000; 0 when it is none. */
int reader_html_number(const char *s);

/* True when the tree above `n` is as deep as it may get. */
bool reader_html_is_deep(const struct doc_node *n);

#endif
