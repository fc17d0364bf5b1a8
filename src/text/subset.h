#ifndef TEXT_SUBSET_H
#define TEXT_SUBSET_H

#include "text/font.h"
#include "util/buf.h"

/* A font cut down to some glyphs, ready to embed. */
struct text_subset {
    struct buf data; /* TrueType: a whole sfnt; CFF: the bare CFF table */
    uint32_t
        *new_ids; /* TrueType: for each asked glyph its id in the subset; CFF: NULL */
    int32_t glyph_count; /* of the subset */
};

/*
 * Cuts `f` to `glyphs` (`count` of them, ascending, unique, 0 need not be among them)
 * with hb-subset: layout tables and hints dropped, .notdef kept. CFF keeps its CIDs; a
 * name-keyed CFF its glyph ids. False after reporting [font-subset]. May run in its own
 * thread.
 */
bool text_subset_make(const struct text_font *f, const uint32_t *glyphs, size_t count,
                      struct text_subset *out, struct diag *diag);
void text_subset_release(struct text_subset *s);

/* A whole OpenType font cut to the code points, with layout kept but without its names,
 * which may be reserved: for EPUB. False after reporting [font-subset], or [font-rights]
 * where it may not be given away so. */
bool text_subset_codepoints(const struct text_font *f, const uint32_t *cps,
                            size_t count, struct buf *out, struct diag *diag);

#endif
