#ifndef MEDIA_SVG_H
#define MEDIA_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct media_svg_fonts;

struct media_svg_drawing {
    const void *bytes; /* cleaned (media/vector.h) */
    size_t len;
    const struct media_svg_fonts *fonts; /* NULL: no text is drawn */
    int width, height;                   /* px */
};

/* The module svg.so (media/module.h), exported as media_svg_module. */
struct media_svg_module {
    unsigned long size;
    /*
     * The fonts of `files` (NULL-terminated), and no other; NULL when none can be had.
     * They are never closed: what draws is a copy of the program that ends
     * (util/guard.h).
     */
    struct media_svg_fonts *(*open_fonts)(const char *const *files);
    /*
     * Draws onto `pixels`, which hold width × height zeros: native-endian words
     * 0xAARRGGBB, colour multiplied by alpha. False when it cannot be drawn.
     */
    bool (*draw)(const struct media_svg_drawing *d, uint32_t *pixels);
};

#endif
