#ifndef PDF_FONT_H
#define PDF_FONT_H

#include "pdf/stream.h"
#include "text/font.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Fonts of a PDF: Type 0, embedded, cut to what was shown (ISO 32000-1, 9.7). Codes are
 * given while pages are written; the fonts themselves come out at the end. A TrueType
 * face has one code for each (glyph, text) pair, so that text comes back exactly;
 * in a CFF face the code is the glyph's CID and only its first text is the code's own.
 */
struct pdf_fonts;

/* One face in use. */
struct pdf_font {
    const struct text_font *face;
    int number;  /* its resource name is /F<number> */
    uint32_t id; /* of the Type 0 font dictionary */
    struct pdf_font_table *table;
};

/* How a glyph is shown. */
struct pdf_code {
    uint16_t code;
    bool exact;    /* false: what it stands for must be said with ActualText */
    int32_t width; /* as the viewer will advance: tenths of 1/1000 em */
};

struct pdf_fonts *pdf_fonts_create(struct pdf_file *file);
void pdf_fonts_destroy(struct pdf_fonts *f);

/* The font for `face`, from its first use on. Stays where it is until destroyed. */
const struct pdf_font *pdf_fonts_use(struct pdf_fonts *f, const struct text_font *face);

/* Object number of font `number`. */
uint32_t pdf_fonts_id(const struct pdf_fonts *f, int number);

/* The code of `glyph` (not 0) when it stands for `len` bytes of `text`. */
struct pdf_code pdf_font_code(const struct pdf_font *font, uint32_t glyph,
                              const char *text, size_t len);

/* Cuts and compresses the faces on `threads` threads and writes all of them. False
 * after reporting [font-subset]. */
bool pdf_fonts_emit(struct pdf_fonts *f, int threads, struct diag *diag);

#endif
