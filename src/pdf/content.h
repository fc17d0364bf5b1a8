#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "layout/page.h"
#include "pdf/font.h"
#include "pdf/image.h"
#include "pdf/marks.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The content stream of a page (ISO 32000-1, 7.8 and 8 to 9): the operators that paint
 * its items, with y turned upwards. What the viewer knows already (font, colour,
 * line width) is not said again. A zeroed struct is ready for pdf_content_begin.
 */
struct pdf_content {
    struct buf out;
    struct pdf_fonts *fonts;   /* borrowed */
    struct pdf_images *images; /* borrowed */
    struct pdf_marks *marks;   /* borrowed; NULL: what is read stays unmarked */
    int32_t width, height;     /* of the page, sp; swapped while turned */

    /* What the page needs in its resources: numbers of fonts and images. */
    bool *font_used, *image_used;
    int font_cap, image_cap;
    struct pdf_slot {
        int number;
        size_t at; /* in `out`: what it holds, painted from (0, 0), goes there */
    } *slots;      /* painted on the page, in order */
    size_t slot_count, slot_cap;

    /* The graphics state as the viewer has it. */
    const struct pdf_font *font;
    int32_t size, rise, stroke_width, dash;
    int32_t fill, stroke; /* 0xRRGGBB; -1: not set yet */
    bool in_text, turned;
    int64_t x, y;     /* of the text line, thousandths of a point; in_text only */
    bool marked;      /* inside marked content */
    bool tagged;      /* of the structure, not an artifact */
    bool interrupted; /* by text that is said otherwise, inside an item */
    uint32_t mcid;    /* tagged only */
    const char *tag;  /* likewise */
    size_t mark_start, mark_end; /* where in `out` its BDC is */
    enum layout_role role;       /* of an artifact */
};

/* Starts a page of that size and forgets the one before. */
void pdf_content_begin(struct pdf_content *c, int32_t width, int32_t height);

/* Paints one item, inside the marked content it belongs to. */
void pdf_content_item(struct pdf_content *c, const struct layout_item *item);

/* Closes what is open; `c->out` is complete. */
void pdf_content_end(struct pdf_content *c);

void pdf_content_release(struct pdf_content *c);

/* Parts of content.c that the text operators in show.c need. */

void pdf_content_fill(struct pdf_content *c, struct layout_colour colour);
void pdf_content_text_end(struct pdf_content *c);

/* Appends an operand and a space. */
void pdf_content_number(struct pdf_content *c, int64_t thousandths);
void pdf_content_length(struct pdf_content *c, int64_t sp);

/*
 * What is painted between say and said stands for `len` bytes of `text`: a sequence
 * of its own beside the text around it, since viewers lose text after nested ones. Text
 * after it in the same item is preceded by resume.
 */
void pdf_content_say(struct pdf_content *c, const char *text, size_t len);
void pdf_content_said(struct pdf_content *c);
void pdf_content_resume(struct pdf_content *c);

/* Paints image `number` into a box with its lower left corner at (x, y), sp from the
 * page's. */
void pdf_content_place(struct pdf_content *c, int number, const int64_t box[4]);

/* show.c */

void pdf_content_run(struct pdf_content *c, const struct layout_run *run);

/* trace.c: the same as outlines, which nobody can copy. */

void pdf_content_trace(struct pdf_content *c, const struct layout_run *run);

#endif
