#include "pdf/picture.h"

#include "media/jpeg.h"
#include "media/pixels.h"
#include "media/png.h"
#include "media/png_rows.h"

struct picture {
    struct pdf_file *file;
    struct pdf_values *v;
    const struct media_asset *asset;
    struct diag_pos pos;
    struct diag *diag;
};

/* A plane of PNG rows, deflated (7.4.4.4). */
struct plane {
    const struct buf *data;
    int colours, bits;
    const struct buf *palette; /* NULL: not indexed */
};

static struct pdf_value *image_dict(const struct picture *p, int bits)
{
    struct pdf_value *dict = pdf_dict(p->v);

    pdf_dict_put(dict, "Type", pdf_name(p->v, "XObject"));
    pdf_dict_put(dict, "Subtype", pdf_name(p->v, "Image"));
    pdf_dict_put(dict, "Width", pdf_integer(p->v, p->asset->width));
    pdf_dict_put(dict, "Height", pdf_integer(p->v, p->asset->height));
    pdf_dict_put(dict, "BitsPerComponent", pdf_integer(p->v, bits));
    return dict;
}

static struct pdf_value *device_space(struct pdf_values *v, int components)
{
    return pdf_name(v, components == 1 ? "DeviceGray" : "DeviceRGB");
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

static struct pdf_value *plane_dict(const struct picture *p, struct plane plane)
{
    struct pdf_values *v = p->v;
    struct pdf_value *dict = image_dict(p, plane.bits), *parms = pdf_dict(v);

    pdf_dict_put(dict, "ColorSpace",
                 plane.palette ? indexed_space(v, plane.palette)
                               : device_space(v, plane.colours));
    pdf_dict_put(parms, "Predictor", pdf_integer(v, 15));
    pdf_dict_put(parms, "Colors", pdf_integer(v, plane.colours));
    pdf_dict_put(parms, "BitsPerComponent", pdf_integer(v, plane.bits));
    pdf_dict_put(parms, "Columns", pdf_integer(v, p->asset->width));
    pdf_dict_put(dict, "DecodeParms", parms);
    return dict;
}

/* The object of a soft mask; 0 when all is opaque. */
static uint32_t emit_mask(const struct picture *p, const struct buf *data, int bits)
{
    uint32_t id;

    if (data->len == 0)
        return 0;
    id = pdf_reserve(p->file);
    pdf_emit_stream(p->file, id, plane_dict(p, (struct plane){data, 1, bits, NULL}),
                    data, PDF_DEFLATED);
    return id;
}

static uint32_t emit_rows(const struct picture *p, const struct media_png_rows *rows)
{
    struct plane plane = {&rows->colour, rows->colours, rows->bits,
                          rows->palette.len ? &rows->palette : NULL};
    uint32_t id = pdf_reserve(p->file);
    uint32_t mask = emit_mask(p, &rows->alpha, rows->alpha_bits);
    struct pdf_value *dict = plane_dict(p, plane);

    if (mask) {
        pdf_dict_put(dict, "SMask", pdf_ref(p->v, mask));
    } else if (rows->key_count > 0) {
        struct pdf_value *key = pdf_array(p->v);

        for (int i = 0; i < rows->key_count; i++)
            pdf_array_add(key, pdf_integer(p->v, rows->key[i]));
        pdf_dict_put(dict, "Mask", key);
    }
    pdf_emit_stream(p->file, id, dict, &rows->colour, PDF_DEFLATED);
    return id;
}

/* Adobe's marker (APP14) with transform 0: the components are red, green and blue. */
static const char says_rgb[] = "\xFF\xEE\0\x0E"
                               "Adobe\0\x64\0\0\0\0";

/*
 * Colours stored as RGB with nothing that says so: programs guess from the names of the
 * components, viewers of PDF by rules of their own (7.4.8). What they all follow is the
 * marker.
 */
static struct buf with_marker(const struct media_bytes *bytes)
{
    struct buf out = {0};

    buf_reserve(&out, bytes->len + sizeof says_rgb);
    buf_add(&out, bytes->data, 2);
    buf_add(&out, says_rgb, sizeof says_rgb);
    buf_add(&out, bytes->data + 2, bytes->len - 2);
    return out;
}

/* The file itself (DCTDecode). */
static uint32_t emit_jpeg(const struct picture *p, const struct media_bytes *bytes)
{
    struct buf whole = {(char *)(uintptr_t)bytes->data, bytes->len, bytes->len},
               marked = {0};
    uint32_t id = pdf_reserve(p->file);
    struct pdf_value *dict = image_dict(p, 8);
    struct media_jpeg head;

    pdf_dict_put(dict, "ColorSpace", device_space(p->v, p->asset->components));
    pdf_dict_put(dict, "Filter", pdf_name(p->v, "DCTDecode"));
    media_jpeg_read(bytes->data, bytes->len, &head);
    if (head.named_rgb && !head.adobe && !head.jfif)
        whole = marked = with_marker(bytes);
    pdf_emit_stream(p->file, id, dict, &whole, PDF_PLAIN);
    buf_release(&marked);
    return id;
}

static struct buf packed(struct buf *plane, const struct media_pixels *pixels,
                         int components)
{
    struct buf out = {0};

    media_png_pack(&out, plane->data, (size_t)pixels->width * (size_t)components,
                   (size_t)pixels->height, (size_t)components);
    buf_release(plane);
    return out;
}

/* Decoded and compressed again; what is transparent becomes a soft mask. */
static uint32_t emit_pixels(const struct picture *p)
{
    struct media_png_rows rows = {.bits = 8, .alpha_bits = 8};
    struct media_pixels pixels = {0};
    struct media_asset drawn = *p->asset;
    struct picture as_drawn = *p;
    uint32_t id;

    if (!media_pixels_decode(p->asset, &pixels, p->pos, p->diag))
        return 0;
    drawn.width = pixels.width;
    drawn.height = pixels.height;
    as_drawn.asset = &drawn;
    rows.colours = pixels.components;
    rows.colour = packed(&pixels.colour, &pixels, pixels.components);
    if (pixels.alpha.len > 0)
        rows.alpha = packed(&pixels.alpha, &pixels, 1);
    id = emit_rows(&as_drawn, &rows);
    media_png_rows_release(&rows);
    media_pixels_release(&pixels);
    return id;
}

/* CMYK has no place beside an sRGB output intent, and DCTDecode knows Huffman codes
 * only. */
static bool is_plain_jpeg(const struct media_asset *asset)
{
    return asset->type == MEDIA_JPEG && asset->components != 4 && !asset->rare;
}

uint32_t pdf_picture_emit(struct pdf_file *file, const struct media_asset *asset,
                          struct diag_pos pos, struct diag *diag)
{
    struct picture p = {file, pdf_file_values(file), asset, pos, diag};
    struct media_png_rows rows;
    struct media_bytes bytes;
    uint32_t id = 0;
    bool passed = true;

    if (asset->type != MEDIA_PNG && !is_plain_jpeg(asset))
        return emit_pixels(&p);
    if (!media_asset_open(asset, &bytes)) {
        media_asset_changed(asset, pos, diag);
        return 0;
    }
    if (asset->type == MEDIA_JPEG) {
        id = emit_jpeg(&p, &bytes);
    } else {
        passed = media_png_rows(asset, &bytes, &rows);
        if (passed) {
            id = emit_rows(&p, &rows);
            media_png_rows_release(&rows);
        }
    }
    media_bytes_close(&bytes);
    return passed ? id : emit_pixels(&p);
}
