#ifndef TEXT_FONTSET_H
#define TEXT_FONTSET_H

#include "text/font.h"
#include "text/hyphen.h"
#include "util/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_family { TEXT_SERIF, TEXT_SANS, TEXT_MONO, TEXT_FAMILY_COUNT };

/* Features asked of the shaper, besides the font's defaults. */
enum text_feature {
    TEXT_TABULAR = 1 << 0,       /* tnum */
    TEXT_HALF_BRACKETS = 1 << 1, /* halt on runs of full-width brackets */
    TEXT_NO_LIGATURES = 1 << 2,  /* liga, clig, calt off: code */
    TEXT_RIGHT_TO_LEFT = 1 << 3  /* the text is all of one odd level (text/bidi.h) */
};

/* Which face text is set in; sizes are the layout's business. */
struct text_style {
    enum text_family family;
    bool bold, italic; /* italic: only where the face has true italics (Latin) */
    unsigned features; /* enum text_feature */
};

/*
 * The faces of fonts/ and of --font-dir, opened on first use, with the fallback
 * order per family: the family's own Latin italic (when asked), its Korean face, the
 * other families, symbols, mathematics, emoji, then --font-dir faces.
 */
struct text_fontset;

/* `fonts_dir` is the data folder's fonts/; `extra_dirs` names folders and single fonts,
 * NULL-terminated, or is NULL. A font of theirs that cannot be used is told and left
 * out. NULL after reporting [font-open] when a required face or a folder is missing. */
struct text_fontset *text_fontset_create(const char *fonts_dir,
                                         const char *const *extra_dirs,
                                         struct diag *diag);

/*
 * The same faces with what is missing told to another `diag`, so that several books are
 * made at once and each hears of its own characters. `of` outlives it and owns the faces.
 */
struct text_fontset *text_fontset_share(struct text_fontset *of, struct diag *diag);

/* Opens every face now: what is wrong with one is then told from this thread. */
void text_fontset_open(struct text_fontset *s);
void text_fontset_destroy(struct text_fontset *s);

/* The first face for the style: the one whose metrics lines are set by. */
const struct text_font *text_fontset_primary(struct text_fontset *s,
                                             struct text_style style);

/*
 * The face for one grapheme cluster: the first in the fallback order that has all of
 * its code points (default-ignorables aside). NULL when no face has them.
 */
const struct text_font *text_fontset_pick(struct text_fontset *s,
                                          struct text_style style, const uint32_t *cps,
                                          size_t count);

/* The English hyphenation patterns that lie beside the faces, or NULL without them. */
const struct text_hyphens *text_fontset_hyphens(struct text_fontset *s);

/* Face number `index` (text_font.index) of the set, or NULL past the end. */
const struct text_font *text_fontset_font(const struct text_fontset *s, int index);

/* Reports [glyph-missing] for `cp` at `pos`, once for each code point in the set's
 * life. */
void text_fontset_missing(struct text_fontset *s, uint32_t cp, struct diag_pos pos);

#endif
