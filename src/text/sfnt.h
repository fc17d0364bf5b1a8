#ifndef TEXT_SFNT_H
#define TEXT_SFNT_H

#include <stddef.h>
#include <stdint.h>

/*
 * What is wrong with face `face` of the font file in `bytes` (OpenType 1.9, or a
 * collection of such), or NULL when it can be used: its tables lie within the file, the
 * needed ones are there and as long as they say, and their counts, offsets and nested
 * glyphs agree with each other. The libraries check what they read as well; this is so
 * that a damaged font is told of as a whole and before anything was set in it. Takes
 * time linear in the size.
 */
const char *text_sfnt_fault(const void *bytes, size_t len, int face);

/* OS/2 fsType: what the font's maker lets be done with it. */
enum text_rights {
    TEXT_RIGHTS_FREE,     /* may be installed from a document, or edited in one */
    TEXT_RIGHTS_PRINT,    /* in documents that are looked at and printed: PDF */
    TEXT_RIGHTS_WHOLE,    /* not to be cut to what is used */
    TEXT_RIGHTS_BITMAPS,  /* its bitmaps alone */
    TEXT_RIGHTS_RESTRICTED /* in no document */
};
enum text_rights text_sfnt_rights(unsigned version, unsigned fs_type);

#endif
