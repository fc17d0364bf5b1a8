#ifndef PDF_IMAGE_H
#define PDF_IMAGE_H

#include "media/store.h"
#include "pdf/stream.h"
#include "text/font.h"
#include "util/diag.h"

/*
 * Pictures as image XObjects (ISO 32000-1, 8.9), each written once, when it is first
 * painted; outlines of glyphs likewise. JPEG goes in as it is, PNG as its own compressed
 * rows where PDF can read them.
 */
struct pdf_images;

/* All borrowed; `media` may be NULL when no page shows an asset. */
struct pdf_images *pdf_images_create(struct pdf_file *file,
                                     const struct media_store *media,
                                     struct diag *diag);
void pdf_images_destroy(struct pdf_images *i);

/*
 * Number of the image (its resource name is /I<number>); -1 when it cannot be shown,
 * which is reported once, at `pos`.
 */
int pdf_images_asset(struct pdf_images *i, int asset, struct diag_pos pos);

/* The same for the bitmap of a colour glyph. */
int pdf_images_glyph(struct pdf_images *i, const struct text_font *face,
                     uint32_t glyph);

/* The same for the outline of a glyph, as a form XObject in the colour in force; -1 when
 * nothing is to be seen. */
int pdf_images_outline(struct pdf_images *i, const struct text_font *face,
                       uint32_t glyph);

/* Object number of image `number`. */
uint32_t pdf_images_id(const struct pdf_images *i, int number);

/* How image `number` is turned upright when it is painted: EXIF orientation, 1 to 8. */
int pdf_images_orientation(const struct pdf_images *i, int number);

#endif
