#ifndef MEDIA_VECTOR_H
#define MEDIA_VECTOR_H

#include "media/probe.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* How large a drawing wants to be, in CSS px (1/96 in); SVG 2 §7.2, §8.2. */
struct media_vector_size {
    double width, height;
};

/* By the root's width and height, else its viewBox, else 300 × 150. False when it is no
 * SVG. */
bool media_vector_size(const void *bytes, size_t len, struct media_vector_size *out);

/* The height in px of a drawing that is `width` px wide, at least 1. */
int media_vector_height(const struct media_vector_size *size, int width);

/*
 * Appends `bytes`, an SVG document, to `out` as SVG 1.1 that neither acts nor reaches
 * out: only elements and attributes of an allow-list, no script, animation, foreign
 * content, document type or processing instruction; references lead to the drawing's
 * own ids, or are PNG, JPEG and GIF data. Style sheets keep plain rules only. Ids
 * become XML names and unique. MEDIA_DAMAGED when it is not well-formed or its entities
 * refer to one another, MEDIA_TOO_LARGE when it has more than 200,000 elements or
 * expands much.
 */
enum media_verdict media_vector_clean(const void *bytes, size_t len, struct buf *out);

#endif
