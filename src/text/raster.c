#include "text/face.h"
#include "util/heap.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include FT_OUTLINE_H

struct text_freetype {
    FT_Library library;
    FT_Face face;
};

/* Made by whichever thread comes first. NULL when FreeType refuses what HarfBuzz took.
 */
static struct text_freetype *freetype_of(const struct text_font *f)
{
    struct text_freetype *ft;

    pthread_mutex_lock(&f->impl->opening);
    ft = f->impl->freetype;
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
    pthread_mutex_unlock(&f->impl->opening);
    return ft->face ? ft : NULL;
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
    struct text_freetype *ft = freetype_of(f);
    FT_UInt cid = 0;

    if (!ft || FT_Get_CID_From_Glyph_Index(ft->face, glyph, &cid) != 0)
        return glyph;
    return cid;
}

bool text_font_raster(const struct text_font *f, uint32_t glyph, int ppem_26_6,
                      int shift, struct text_bitmap *out)
{
    struct text_freetype *ft = freetype_of(f);
    FT_GlyphSlot slot;

    if (!ft || FT_Set_Char_Size(ft->face, ppem_26_6, ppem_26_6, 72, 72) != 0 ||
        FT_Load_Glyph(ft->face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0)
        return false;
    slot = ft->face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE)
        return false;
    FT_Outline_Translate(&slot->outline, shift, 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0)
        return false;
    *out = (struct text_bitmap){
        .pixels = slot->bitmap.buffer,
        .width = (int)slot->bitmap.width,
        .height = (int)slot->bitmap.rows,
        .stride = slot->bitmap.pitch,
        .left = slot->bitmap_left,
        .top = slot->bitmap_top,
    };
    return true;
}
