#ifndef MEDIA_SVG_SIZE_H
#define MEDIA_SVG_SIZE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * True when the text is an SVG document: its root element, after XML declaration,
 * comments and document type, is svg, whatever its prefix. Its size in CSS px is what
 * the start tag says (SVG 1.1 §7.2: width and height, else the viewBox), else 300 ×
 * 150.
 */
bool media_svg_size(const void *text, size_t len, int *width, int *height);

#endif
