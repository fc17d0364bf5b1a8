#ifndef MEDIA_AVIF_H
#define MEDIA_AVIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct media_avif;

/* What an AVIF file says of its picture, before anything is decoded. */
struct media_avif_facts {
    int width, height; /* px, as stored */
    int cost;          /* bytes that decoding takes for each pixel, beyond the result */
    bool alpha;
};

/* The module avif.so (media/module.h), exported as media_avif_module. */
struct media_avif_module {
    unsigned long size;
    /* NULL when the file is none, or damaged. `bytes` must outlive the result. */
    struct media_avif *(*open)(const void *bytes, size_t len,
                               struct media_avif_facts *facts);
    /* Decodes the first frame to RGB, or RGBA where there is alpha; false: damaged. */
    bool (*read)(struct media_avif *a, uint8_t *pixels);
    void (*close)(struct media_avif *a);
};

#endif
