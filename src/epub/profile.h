#ifndef EPUB_PROFILE_H
#define EPUB_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

/* What a shop or a reading system takes. 0: anything. */
struct epub_profile {
    const char *name;
    long image_pixels;    /* of an image; larger ones are made smaller */
    int drawing_side;     /* px, of each side of an SVG */
    size_t book_bytes;    /* of the EPUB */
    size_t book_advised;  /* is better not exceeded either */
    size_t file_bytes;    /* of a file of content with the images it shows */
    int table_rows, table_columns;
    int cover_least, cover_most; /* px, of each side of the cover */
    bool opaque;                 /* images let nothing shine through */
    bool no_scrolling;           /* wide tables are not put in boxes that scroll */
    bool specified_fonts;        /* must be asked to show the book's own fonts */
    bool no_cover_page;          /* the cover image alone is shown */
};

/* "generic", "kindle", "kobo" or "apple"; NULL when there is none of that name. */
const struct epub_profile *epub_profile_find(const char *name);

#endif
