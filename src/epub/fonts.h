#ifndef EPUB_FONTS_H
#define EPUB_FONTS_H

#include "epub/xhtml.h"

#define EPUB_FONT_COUNT 6

/* The fonts that go into one book, each cut to the characters of its pages. */
struct epub_fonts {
    struct epub_font {
        const char *name; /* of its file in the book; NULL: not needed */
        const char *type; /* media type */
        struct buf bytes;
    } list[EPUB_FONT_COUNT];
    struct buf css;     /* its @font-face rules */
    struct buf licence; /* the SIL Open Font License, with the names of the makers */
};

/*
 * Cuts the fonts in `folder` to what stands in the `count` pages of `texts`: one for
 * code only when there is any, italics only for emphasis that is not Korean. False
 * after reporting [font-subset], [font-open], [file-missing]. The caller releases `out`
 * either way.
 */
bool epub_fonts_make(const struct epub_book *book, const struct buf *texts,
                     size_t count, const char *folder, int threads,
                     struct epub_fonts *out);
void epub_fonts_release(struct epub_fonts *f);

#endif
