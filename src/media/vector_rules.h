#ifndef MEDIA_VECTOR_RULES_H
#define MEDIA_VECTOR_RULES_H

#include "util/buf.h"
#include "util/str.h"

#include <stdbool.h>

/* What may stand in a cleaned drawing. */

struct media_vector_element {
    const char *name;
    bool holds_text;
};

/* The SVG element of this name; NULL: it must go. */
const struct media_vector_element *media_vector_element(const char *name);

/* Attributes without a namespace that are plain values (not id, class, style or href).
 */
bool media_vector_attribute(const char *name);

/* Appends `value` without what could close or open mark-up; white space is spaces, as an
 * attribute's is when it is read. */
void media_vector_escape(struct buf *out, struct str value);

/* Appends an id or a reference's target as an XML name (NCName). */
void media_vector_name(struct buf *out, struct str id);

/*
 * Appends a property's value, its url(#…) references mended. False, with nothing
 * appended, when it refers to anything else or hides behind escapes.
 */
bool media_vector_value(struct buf *out, struct str value);

/* Appends the declarations of a style attribute that are safe. */
void media_vector_style(struct buf *out, struct str declarations);

/* Appends the plain rules of a style sheet; @-rules go. */
void media_vector_sheet(struct buf *out, struct str css);

#endif
