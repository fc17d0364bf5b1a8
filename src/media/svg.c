#include "media/svg.h"

#include <fontconfig/fontconfig.h>
#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

/*
 * What a drawing's font names come to among the program's own fonts. Nothing of the
 * system's configuration is read, so the same drawing looks the same everywhere.
 */
#define ALIAS(name, family)                                                    \
    "<alias binding=\"same\"><family>" name "</family><prefer><family>" family \
    "</family></prefer></alias>"
#define SANS         "Noto Sans CJK KR"
#define SERIF        "Noto Serif CJK KR"
#define CODE         "D2Coding"
#define LAST(family) "<string>" family "</string>"

static const char families[] =
    "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
    /* clang-format off */
    ALIAS("sans-serif", SANS) ALIAS("Noto Sans KR", SANS)
    ALIAS("serif", SERIF) ALIAS("Noto Serif KR", SERIF) ALIAS("Times New Roman", SERIF)
    ALIAS("Times", SERIF) ALIAS("Georgia", SERIF) ALIAS("Batang", SERIF)
    ALIAS("monospace", CODE) ALIAS("Courier New", CODE) ALIAS("Courier", CODE)
    ALIAS("Consolas", CODE) ALIAS("Menlo", CODE) ALIAS("Monaco", CODE)
    "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\" binding=\"weak\">"
    LAST(SANS) LAST("Noto Sans Symbols") LAST("Noto Sans Symbols2")
    LAST("Noto Sans Math") LAST("Noto Color Emoji")
    /* clang-format on */
    "</edit></match></fontconfig>";

/* Also the configuration of the process: Pango has fontconfig find one as soon as there
 * is a map, and to find the system's is to read all its fonts and to write caches. */
static struct media_svg_fonts *open_fonts(const char *const *files)
{
    FcConfig *config = FcConfigCreate();

    if (!config)
        return NULL;
    for (; *files; files++)
        FcConfigAppFontAddFile(config, (const FcChar8 *)*files);
    if (!FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)families, FcFalse) ||
        !FcConfigSetCurrent(config)) {
        FcConfigDestroy(config);
        return NULL;
    }
    return (struct media_svg_fonts *)config;
}

/* Pango's default map is this thread's own; librsvg draws text with it. */
static void use_fonts(const struct media_svg_fonts *fonts)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    union {
        const struct media_svg_fonts *in;
        FcConfig *out;
    } config = {fonts};

    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config.out);
    pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(map));
    g_object_unref(map);
}

static bool render(RsvgHandle *handle, const struct media_svg_drawing *d,
                   uint32_t *pixels)
{
    RsvgRectangle whole = {0, 0, d->width, d->height};
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels, CAIRO_FORMAT_ARGB32, d->width, d->height,
        4 * d->width);
    cairo_t *cr = cairo_create(surface);
    bool good;

    rsvg_handle_set_dpi(handle, 96);
    good = rsvg_handle_render_document(handle, cr, &whole, NULL) &&
           cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return good;
}

/* Without a base address librsvg opens nothing but data: addresses. */
static bool draw(const struct media_svg_drawing *d, uint32_t *pixels)
{
    GInputStream *in =
        g_memory_input_stream_new_from_data(d->bytes, (gssize)d->len, NULL);
    RsvgHandle *handle =
        rsvg_handle_new_from_stream_sync(in, NULL, RSVG_HANDLE_FLAGS_NONE, NULL, NULL);
    bool good = false;

    g_object_unref(in);
    if (!handle)
        return false;
    if (d->fonts)
        use_fonts(d->fonts);
    good = render(handle, d, pixels);
    if (d->fonts)
        pango_cairo_font_map_set_default(NULL);
    g_object_unref(handle);
    return good;
}

extern const struct media_svg_module media_svg_module;
const struct media_svg_module media_svg_module = {sizeof media_svg_module, open_fonts,
                                                  draw};
