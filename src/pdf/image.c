#include "pdf/image.h"

#include "media/jpeg.h"
#include "media/pixels.h"
#include "util/heap.h"

/* What was painted: an asset of the book or a glyph of a colour face. */
struct image {
    const struct text_font *face; /* NULL: an asset */
    uint32_t key;                 /* asset number or glyph */
    uint32_t id;                  /* 0: cannot be shown, and was reported */
};

struct pdf_images {
    struct pdf_file *file;
    const struct media_store *media;
    struct media_store *glyphs; /* what the bitmaps of glyphs are read through */
    struct diag *diag;
    struct image *list;
    int count;
};

struct pdf_images *pdf_images_create(struct pdf_file *file,
                                     const struct media_store *media, struct diag *diag)
{
    struct pdf_images *i = heap_zalloc(1, sizeof *i);

    i->file = file;
    i->media = media;
    i->diag = diag;
    i->glyphs = media_store_create();
    return i;
}

void pdf_images_destroy(struct pdf_images *i)
{
    if (!i)
        return;
    media_store_destroy(i->glyphs);
    heap_free(i->list);
    heap_free(i);
}

uint32_t pdf_images_id(const struct pdf_images *i, int number)
{
    return i->list[number].id;
}

static struct pdf_value *image_dict(struct pdf_values *v,
                                    const struct media_asset *asset, const char *space,
                                    int bits)
{
    struct pdf_value *dict = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "XObject"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Image"));
    pdf_dict_put(dict, "Width", pdf_integer(v, asset->width));
    pdf_dict_put(dict, "Height", pdf_integer(v, asset->height));
    pdf_dict_put(dict, "BitsPerComponent", pdf_integer(v, bits));
    if (space)
        pdf_dict_put(dict, "ColorSpace", pdf_name(v, space));
    return dict;
}

static const char *space_of(int components)
{
    return components == 1 ? "DeviceGray" : "DeviceRGB";
}

/* The file itself (DCTDecode). CMYK has no place beside an sRGB output intent. */
static uint32_t emit_jpeg(struct pdf_images *i, const struct media_asset *asset)
{
    struct pdf_values *v = pdf_file_values(i->file);
    struct media_jpeg head;
    const struct buf bytes = {(char *)(uintptr_t)asset->bytes, asset->len, asset->len};
    struct pdf_value *dict;
    uint32_t id;

    if (!media_jpeg_read(asset->bytes, asset->len, &head) || head.bits != 8 ||
        (head.components != 1 && head.components != 3)) {
        diag_warning(i->diag, (struct diag_pos){0}, "img-format",
                     "a JPEG in CMYK cannot be shown in the PDF; save it as RGB");
        return 0;
    }
    id = pdf_reserve(i->file);
    dict = image_dict(v, asset, space_of(head.components), 8);
    pdf_dict_put(dict, "Filter", pdf_name(v, "DCTDecode"));
    pdf_emit_stream(i->file, id, dict, &bytes, PDF_PLAIN);
    return id;
}

/* [/Indexed /DeviceRGB last <RGB…>] */
static struct pdf_value *indexed_space(struct pdf_values *v, const struct buf *palette)
{
    struct pdf_value *space = pdf_array(v);

    pdf_array_add(space, pdf_name(v, "Indexed"));
    pdf_array_add(space, pdf_name(v, "DeviceRGB"));
    pdf_array_add(space, pdf_integer(v, (int32_t)(palette->len / 3) - 1));
    pdf_array_add(space, pdf_string(v, palette->data, palette->len));
    return space;
}

static uint32_t emit_rows(struct pdf_images *i, const struct media_asset *asset,
                          const struct media_png_rows *rows)
{
    struct pdf_values *v = pdf_file_values(i->file);
    uint32_t id = pdf_reserve(i->file);
    bool indexed = rows->palette.len > 0;
    struct pdf_value *parms = pdf_dict(v);
    struct pdf_value *dict =
        image_dict(v, asset, indexed ? NULL : space_of(rows->colours), rows->bits);

    if (indexed)
        pdf_dict_put(dict, "ColorSpace", indexed_space(v, &rows->palette));
    pdf_dict_put(parms, "Predictor", pdf_integer(v, 15));
    pdf_dict_put(parms, "Colors", pdf_integer(v, rows->colours));
    pdf_dict_put(parms, "BitsPerComponent", pdf_integer(v, rows->bits));
    pdf_dict_put(parms, "Columns", pdf_integer(v, asset->width));
    pdf_dict_put(dict, "DecodeParms", parms);
    pdf_emit_stream(i->file, id, dict, &rows->data, PDF_DEFLATED);
    return id;
}

/* Decoded and compressed again; what is transparent becomes a soft mask. */
static uint32_t emit_pixels(struct pdf_images *i, const struct media_asset *asset)
{
    struct pdf_values *v = pdf_file_values(i->file);
    struct media_pixels pixels = {0};
    struct pdf_value *dict;
    uint32_t id, mask = 0;

    if (!media_pixels_decode(asset, &pixels, (struct diag_pos){0}, i->diag))
        return 0;
    id = pdf_reserve(i->file);
    if (pixels.alpha.len > 0) {
        mask = pdf_reserve(i->file);
        pdf_emit_stream(i->file, mask, image_dict(v, asset, "DeviceGray", 8),
                        &pixels.alpha, PDF_DEFLATE);
    }
    dict = image_dict(v, asset, space_of(pixels.components), 8);
    if (mask)
        pdf_dict_put(dict, "SMask", pdf_ref(v, mask));
    pdf_emit_stream(i->file, id, dict, &pixels.colour, PDF_DEFLATE);
    media_pixels_release(&pixels);
    return id;
}

static uint32_t emit_asset(struct pdf_images *i, const struct media_asset *asset)
{
    struct media_png_rows rows = {0};
    uint32_t id;

    if (!asset)
        return 0;
    if (asset->type == MEDIA_JPEG)
        return emit_jpeg(i, asset);
    if (!media_png_rows(asset, &rows))
        return emit_pixels(i, asset);
    id = emit_rows(i, asset, &rows);
    media_png_rows_release(&rows);
    return id;
}

static uint32_t emit_glyph(struct pdf_images *i, const struct text_font *face,
                           uint32_t glyph)
{
    struct buf png = {0};
    int number = 0;

    if (text_font_colour_png(face, glyph, &png))
        number = media_store_add_bytes(i->glyphs, png.data, png.len,
                                       (struct diag_pos){.file = face->path}, i->diag);
    buf_release(&png);
    return emit_asset(i, media_store_asset(i->glyphs, number));
}

static int find(const struct pdf_images *i, const struct text_font *face, uint32_t key)
{
    for (int n = 0; n < i->count; n++)
        if (i->list[n].face == face && i->list[n].key == key)
            return n;
    return -1;
}

static int add(struct pdf_images *i, struct image image)
{
    i->list = heap_resize(i->list, (size_t)i->count + 1, sizeof *i->list);
    i->list[i->count] = image;
    return i->count++;
}

int pdf_images_asset(struct pdf_images *i, int asset)
{
    int n = find(i, NULL, (uint32_t)asset);

    if (n < 0) {
        const struct media_asset *found =
            i->media ? media_store_asset(i->media, asset) : NULL;

        n = add(i, (struct image){NULL, (uint32_t)asset, emit_asset(i, found)});
    }
    return i->list[n].id ? n : -1;
}

int pdf_images_glyph(struct pdf_images *i, const struct text_font *face, uint32_t glyph)
{
    int n = find(i, face, glyph);

    if (n < 0)
        n = add(i, (struct image){face, glyph, emit_glyph(i, face, glyph)});
    return i->list[n].id ? n : -1;
}
