#ifndef EPUB_XML_H
#define EPUB_XML_H

#include "util/buf.h"

/*
 * Well-formed XML 1.0 into a buffer. Text is escaped and freed of what XML cannot hold;
 * names are the program's own.
 */

/* `text` as character data; also right between double quotes. */
void epub_xml_text(struct buf *out, const char *text);

/* Appends ` name="value"`; nothing when `value` is NULL. */
void epub_xml_attribute(struct buf *out, const char *name, const char *value);

/* `<name>text</name>`; nothing when `text` is NULL or blank. */
void epub_xml_element(struct buf *out, const char *name, const char *text);

#endif
