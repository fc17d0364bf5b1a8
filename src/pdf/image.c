#include "pdf/image.h"

#include "media/probe.h"
#include "pdf/picture.h"
#include "pdf/trace.h"
#include "util/heap.h"

/* What was painted: an asset of the book, a glyph of a colour face, the outline of any
 * other. */
struct image {
    const struct text_font *face; /* NULL: an asset */
    uint32_t key;                 /* asset number or glyph */
    uint32_t id;                  /* 0: cannot be shown, and was reported */
    int orientation;
};

struct pdf_images {
    struct pdf_file *file;
    const struct media_store *media;
    struct diag *diag;
    struct image *list;
    int count, cap;
    int *slots; /* places in the list, from 1, by hash; 2 × cap of them */
};

struct pdf_images *pdf_images_create(struct pdf_file *file,
                                     const struct media_store *media, struct diag *diag)
{
    struct pdf_images *i = heap_zalloc(1, sizeof *i);

    i->file = file;
    i->media = media;
    i->diag = diag;
    return i;
}

void pdf_images_destroy(struct pdf_images *i)
{
    if (!i)
        return;
    heap_free(i->list);
    heap_free(i->slots);
    heap_free(i);
}

uint32_t pdf_images_id(const struct pdf_images *i, int number)
{
    return i->list[number].id;
}

int pdf_images_orientation(const struct pdf_images *i, int number)
{
    return i->list[number].orientation;
}

/* The table */

static int *slot_of(const struct pdf_images *i, const struct text_font *face,
                    uint32_t key)
{
    size_t mask = (size_t)i->cap * 2 - 1;
    size_t at = (key + (size_t)((uintptr_t)face >> 4) * 31) * 0x9E3779B1u >> 7;

    for (;; at++) {
        int *slot = &i->slots[at & mask];

        if (*slot == 0 ||
            (i->list[*slot - 1].face == face && i->list[*slot - 1].key == key))
            return slot;
    }
}

static void grow(struct pdf_images *i)
{
    i->cap = i->cap ? i->cap * 2 : 32;
    i->list = heap_resize(i->list, (size_t)i->cap, sizeof *i->list);
    heap_free(i->slots);
    i->slots = heap_zalloc((size_t)i->cap * 2, sizeof *i->slots);
    for (int n = 0; n < i->count; n++)
        *slot_of(i, i->list[n].face, i->list[n].key) = n + 1;
}

/* The entry of the picture; a new one is still to be written (*added). */
static int entry(struct pdf_images *i, const struct text_font *face, uint32_t key,
                 bool *added)
{
    int *slot;

    if (i->count == i->cap)
        grow(i);
    slot = slot_of(i, face, key);
    *added = *slot == 0;
    if (*added) {
        i->list[i->count] = (struct image){face, key, 0, 1};
        *slot = ++i->count;
    }
    return *slot - 1;
}

int pdf_images_asset(struct pdf_images *i, int asset, struct diag_pos pos)
{
    const struct media_asset *found =
        i->media ? media_store_asset(i->media, asset) : NULL;
    bool added;
    int n;

    if (!found)
        return -1;
    n = entry(i, NULL, (uint32_t)asset, &added);
    if (added) {
        i->list[n].id = pdf_picture_emit(i->file, found, pos, i->diag);
        i->list[n].orientation = found->orientation;
    }
    return i->list[n].id ? n : -1;
}

static uint32_t emit_glyph(struct pdf_images *i, const struct text_font *face,
                           uint32_t glyph)
{
    struct media_asset asset = {0};
    struct buf png = {0};
    uint32_t id = 0;

    if (text_font_colour_png(face, glyph, &png) &&
        media_probe(png.data, png.len, &asset) == MEDIA_GOOD) {
        asset.bytes = png.data;
        asset.len = png.len;
        id = pdf_picture_emit(i->file, &asset, (struct diag_pos){.file = face->path},
                              i->diag);
    }
    buf_release(&png);
    return id;
}

int pdf_images_glyph(struct pdf_images *i, const struct text_font *face, uint32_t glyph)
{
    bool added;
    int n = entry(i, face, glyph, &added);

    if (added)
        i->list[n].id = emit_glyph(i, face, glyph);
    return i->list[n].id ? n : -1;
}

int pdf_images_outline(struct pdf_images *i, const struct text_font *face,
                       uint32_t glyph)
{
    bool added;
    int n = entry(i, face, glyph, &added);

    if (added)
        i->list[n].id = pdf_trace_emit(i->file, face, glyph);
    return i->list[n].id ? n : -1;
}
