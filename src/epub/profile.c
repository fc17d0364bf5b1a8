#include "epub/profile.h"

#include "util/str.h"

#define MB ((size_t)1 << 20)

/*
 * generic: what all of them take. kindle: Kindle Publishing Guidelines, and 50 MB that
 * can be sent by mail. kobo: Kobo EPUB specification. apple: Apple Books Asset Guide;
 * transparent images turn black at night. Covers of 640 to 7,200 px and drawings of
 * 3,200 px are for Google Play.
 */
static const struct epub_profile profiles[] = {
    {.name = "generic",
     .image_pixels = 5000000,
     .drawing_side = 3200,
     .book_bytes = 50 * MB,
     .file_bytes = 10 * MB,
     .table_rows = 50,
     .table_columns = 4,
     .cover_least = 640,
     .cover_most = 7200,
     .opaque = true},
    {.name = "kindle",
     .image_pixels = 5000000,
     .book_bytes = 50 * MB,
     .table_rows = 50,
     .cover_least = 500,
     .no_scrolling = true,
     .no_cover_page = true},
    {.name = "kobo",
     .book_bytes = 1024 * MB,
     .file_bytes = 10 * MB,
     .table_columns = 4,
     .opaque = true},
    {.name = "apple",
     .book_bytes = 2047 * MB,
     .book_advised = 500 * MB,
     .opaque = true,
     .specified_fonts = true},
};

const struct epub_profile *epub_profile_find(const char *name)
{
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
        if (cstr_eq(name, profiles[i].name))
            return &profiles[i];
    return NULL;
}
