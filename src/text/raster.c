#include "text/face.h"
#include "util/heap.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H

#include <string.h>

struct text_freetype {
    FT_Library library;
    FT_Face face;
};

/* Under the face's lock. NULL when FreeType refuses what HarfBuzz took. */
static FT_Face freetype_of(const struct text_font *f)
{
    struct text_freetype *ft = f->impl->freetype;

    if (!ft) {
        ft = heap_zalloc(1, sizeof *ft);
        if (FT_Init_FreeType(&ft->library) != 0)
            heap_exhausted();
        if (FT_New_Memory_Face(ft->library, f->impl->map.data,
                               (FT_Long)f->impl->map.len, f->face_index,
                               &ft->face) != 0)
            ft->face = NULL;
        f->impl->freetype = ft;
    }
    return ft->face;
}

void text_freetype_close(struct text_font *f)
{
    struct text_freetype *ft = f->impl->freetype;

    if (!ft)
        return;
    FT_Done_FreeType(ft->library);
    heap_free(ft);
    f->impl->freetype = NULL;
}

uint32_t text_font_cid(const struct text_font *f, uint32_t glyph)
{
    FT_UInt cid = glyph;
    FT_Face face;

    pthread_mutex_lock(&f->impl->lock);
    face = freetype_of(f);
    if (!face || FT_Get_CID_From_Glyph_Index(face, glyph, &cid) != 0)
        cid = glyph;
    pthread_mutex_unlock(&f->impl->lock);
    return cid;
}

/* The slot's pixels are the face's until the next glyph. */
static struct text_bitmap copy_of(FT_GlyphSlot slot)
{
    struct text_bitmap b = {
        .width = (int)slot->bitmap.width,
        .height = (int)slot->bitmap.rows,
        .stride = slot->bitmap.pitch,
        .left = slot->bitmap_left,
        .top = slot->bitmap_top,
    };
    size_t len = (size_t)b.stride * (size_t)b.height;

    if (len > 0) {
        b.pixels = heap_alloc(len);
        memcpy(b.pixels, slot->bitmap.buffer, len);
    }
    return b;
}

static bool render(FT_Face face, uint32_t glyph, int ppem_26_6, int shift)
{
    FT_GlyphSlot slot;

    if (FT_Set_Char_Size(face, ppem_26_6, ppem_26_6, 72, 72) != 0 ||
        FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
        return false;
    slot = face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE)
        return false;
    FT_Outline_Translate(&slot->outline, shift, 0);
    return FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0;
}

bool text_font_raster(const struct text_font *f, uint32_t glyph, int ppem_26_6,
                      int shift, struct text_bitmap *out)
{
    FT_Face face;
    bool good;

    pthread_mutex_lock(&f->impl->lock);
    face = freetype_of(f);
    good = face && render(face, glyph, ppem_26_6, shift);
    if (good)
        *out = copy_of(face->glyph);
    pthread_mutex_unlock(&f->impl->lock);
    return good;
}

void text_bitmap_release(struct text_bitmap *b)
{
    heap_free(b->pixels);
    *b = (struct text_bitmap){0};
}
