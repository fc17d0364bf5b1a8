#ifndef PDF_ELEMENT_H
#define PDF_ELEMENT_H

#include "pdf/stream.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * Structure elements (ISO 32000-1, 14.7.2) as they are opened and closed, one inside
 * the other. An element is written when it closes, and one that turns out to hold
 * nothing is not written at all; so what stays in memory is the open ones and the
 * numbers of their kids. All strings are borrowed until the element closes.
 */
struct pdf_element {
    const char *type; /* "P", "H1", … */
    const char *alt;  /* UTF-8; NULL: none. Likewise: */
    const char *actual_text;
    const char *lang;       /* a language tag */
    const char *id;         /* ASCII, unique in the file */
    const char *attributes; /* an attribute dictionary, written out */
    bool keep;              /* even when it holds nothing */
};

struct pdf_elements {
    struct pdf_file *file; /* borrowed; NULL: nothing is written */
    FILE *dump;            /* the tree as text; NULL: not wanted */
    struct pdf_frame *frames;
    size_t depth, frame_cap;
    struct pdf_kid *kids; /* of all open elements, those of the innermost last */
    size_t kid_count, kid_cap;
    struct buf names; /* `id` and object of elements with one: const char *, uint32_t */
    uint32_t count;   /* of elements so far */
    uint32_t root;    /* object of the structure tree root */
};

void pdf_element_open(struct pdf_elements *e, const struct pdf_element *element);

/* The object of the element; 0 when it held nothing. */
uint32_t pdf_element_close(struct pdf_elements *e);

/* Type of the innermost open element. */
const char *pdf_element_type(const struct pdf_elements *e);

/*
 * Adds the marked content `mcid` of page `page` (an object) to the innermost element,
 * whose object is returned. `text` is what it says, for the dump; may be NULL.
 */
uint32_t pdf_element_content(struct pdf_elements *e, uint32_t page, uint32_t mcid,
                             const char *text);

/* The same with an annotation. */
uint32_t pdf_element_object(struct pdf_elements *e, uint32_t page, uint32_t annotation);

/* Writes the tree of the elements with an id and returns its object; 0: there are none.
 */
uint32_t pdf_elements_emit_names(struct pdf_elements *e);

void pdf_elements_release(struct pdf_elements *e);

#endif
