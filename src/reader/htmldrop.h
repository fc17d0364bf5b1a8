#ifndef READER_HTMLDROP_H
#define READER_HTMLDROP_H

#include "reader/html.h"

#include <stddef.h>

/* Elements of HTML, SVG and MathML for which a book has no place. */

/*
 * True for a tag that says nothing to a reader and is left out: one with attributes, or
 * one that closes, of an element that is known; any tag with an event handler. A bare
 * opening tag (`<head>`) may be meant as text: authors forget its code marks.
 */
bool reader_html_is_dropped(const struct html_tag *tag);

/* Elements whose content is no text either: <script>, <style>, <svg>, … Which of them
 * has that name, or -1. */
enum { READER_RAW_ELEMENTS = 5 };
int reader_html_raw(const char *name);

/* True when `html` is the tag that closes `name`. */
bool reader_html_closes(struct str html, const char *name);

/*
 * Bytes of the tag at s.s[0] == '<' whose name and attributes are parted by "/"
 * (`<img/src=x/onerror=…>`), which is no tag of Markdown's but one of HTML's; or 0.
 */
size_t reader_html_slashed_length(struct str s);

#endif
