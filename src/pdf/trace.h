#ifndef PDF_TRACE_H
#define PDF_TRACE_H

#include "pdf/stream.h"
#include "text/font.h"

/*
 * Writes the outline of a glyph as a form XObject (ISO 32000-1, 8.10) whose em is the
 * unit square, painted in the colour in force. Returns its object number; 0: there is
 * nothing to paint.
 */
uint32_t pdf_trace_emit(struct pdf_file *file, const struct text_font *face,
                        uint32_t glyph);

#endif
