#include "text/font.h"

#include "text/face.h"
#include "util/heap.h"

#include <ctype.h>
#include <hb-ot.h>
#include <string.h>

/* A table of the font, read with bounds checks: 0 past its end. */
struct table {
    hb_blob_t *blob;
    const uint8_t *bytes;
    unsigned len;
};

static struct table table_open(hb_face_t *face, hb_tag_t tag)
{
    struct table t = {.blob = hb_face_reference_table(face, tag)};

    t.bytes = (const uint8_t *)hb_blob_get_data(t.blob, &t.len);
    return t;
}

static void table_close(struct table *t)
{
    hb_blob_destroy(t->blob);
}

static unsigned u8_at(const struct table *t, unsigned at)
{
    return at < t->len ? t->bytes[at] : 0;
}

static unsigned u16_at(const struct table *t, unsigned at)
{
    return u8_at(t, at) << 8 | u8_at(t, at + 1);
}

static int s16_at(const struct table *t, unsigned at)
{
    return (int16_t)u16_at(t, at);
}

/* The byte after an INDEX of a CFF table (Adobe TN 5176 §5) and where its first object
 * is. */
static unsigned cff_index_end(const struct table *t, unsigned at, unsigned *first)
{
    unsigned count = u16_at(t, at), size = u8_at(t, at + 2), last = 0;

    *first = at + 2;
    if (count == 0 || size == 0 || size > 4)
        return at + 2;
    for (unsigned i = 0; i < size; i++)
        last = last << 8 | u8_at(t, at + 3 + count * size + i);
    *first = at + 3 + (count + 1) * size;
    return *first - 1 + last;
}

/* A CID-keyed font says so in the first operator of its Top DICT: 12 30 (ROS). */
static bool cff_is_cid_keyed(const struct table *t)
{
    unsigned first, at = cff_index_end(t, u8_at(t, 2), &first);

    cff_index_end(t, at, &at);
    for (int operands = 0; operands < 4; operands++) {
        unsigned b = u8_at(t, at);

        if (b <= 21)
            return b == 12 && u8_at(t, at + 1) == 30;
        if (b == 28)
            at += 3;
        else if (b == 29)
            at += 5;
        else
            at += b >= 247 && b <= 254 ? 2 : 1;
    }
    return false;
}

static void read_metrics(struct text_font *f, hb_face_t *face)
{
    struct table head = table_open(face, HB_TAG('h', 'e', 'a', 'd'));
    struct table hhea = table_open(face, HB_TAG('h', 'h', 'e', 'a'));
    struct table os2 = table_open(face, HB_TAG('O', 'S', '/', '2'));
    struct table post = table_open(face, HB_TAG('p', 'o', 's', 't'));

    for (unsigned i = 0; i < 4; i++)
        f->bbox[i] = s16_at(&head, 36 + 2 * i);
    f->ascent = s16_at(&hhea, 4);
    f->descent = s16_at(&hhea, 6);
    f->weight = u16_at(&os2, 4) ? (int)u16_at(&os2, 4) : 400;
    f->x_height = u16_at(&os2, 0) >= 2 ? s16_at(&os2, 86) : 0;
    f->cap_height = u16_at(&os2, 0) >= 2 ? s16_at(&os2, 88) : 0;
    if (f->cap_height <= 0)
        f->cap_height = f->upem * 7 / 10;
    f->italic_angle = s16_at(&post, 4);
    f->italic = f->italic_angle != 0;
    f->monospaced = u16_at(&post, 14) != 0 || u16_at(&post, 12) != 0;
    f->serif = strstr(f->name, "Serif") != NULL;
    table_close(&head);
    table_close(&hhea);
    table_close(&os2);
    table_close(&post);
}

static void read_kind(struct text_font *f, hb_face_t *face)
{
    struct table cff = table_open(face, HB_TAG('C', 'F', 'F', ' '));
    struct table bitmaps = table_open(face, HB_TAG('C', 'B', 'D', 'T'));

    f->cff = cff.len > 0;
    f->cid_keyed = f->cff && cff_is_cid_keyed(&cff);
    f->colour = bitmaps.len > 0;
    table_close(&cff);
    table_close(&bitmaps);
}

/* A name of the font, kept to the characters a PDF name may hold as they are, and what is
 * in `also`. */
static char *read_name(hb_face_t *face, hb_ot_name_id_t id, const char *also)
{
    char text[128];
    unsigned size = sizeof text, to = 0;

    hb_ot_name_get_utf8(face, id, hb_language_from_string("en", -1), &size, text);
    for (unsigned i = 0; text[i]; i++)
        if (isalnum((unsigned char)text[i]) || strchr(also, text[i]))
            text[to++] = text[i];
    return to ? heap_strndup(text, to) : heap_strndup("Font", 4);
}

static bool has_needed_tables(hb_face_t *face)
{
    static const hb_tag_t needed[] = {
        HB_TAG('c', 'm', 'a', 'p'), HB_TAG('h', 'e', 'a', 'd'),
        HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('m', 'a', 'x', 'p')};

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        struct table t = table_open(face, needed[i]);
        bool there = t.len > 0;

        table_close(&t);
        if (!there)
            return false;
    }
    return hb_face_get_glyph_count(face) > 1 && hb_face_get_upem(face) >= 16;
}

static enum text_rights read_rights(hb_face_t *face)
{
    struct table os2 = table_open(face, HB_TAG('O', 'S', '/', '2'));
    enum text_rights rights = text_sfnt_rights(u16_at(&os2, 0), u16_at(&os2, 8));

    table_close(&os2);
    return rights;
}

/* A PDF holds every font cut to what is used. */
static bool check_rights(enum text_rights rights, const char *path, struct diag *diag)
{
    static const char *const refusals[] = {
        [TEXT_RIGHTS_WHOLE] = "may be embedded whole only, and would be cut",
        [TEXT_RIGHTS_BITMAPS] = "may be embedded as bitmaps only",
        [TEXT_RIGHTS_RESTRICTED] = "may not be embedded"};

    if (rights <= TEXT_RIGHTS_PRINT)
        return true;
    diag_error(diag, (struct diag_pos){.file = path}, "font-rights",
               "%s (OS/2 fsType); name another font", refusals[rights]);
    return false;
}

static bool check_face(const struct text_font_impl *impl, int face_index, bool foreign,
                       const char *path, struct diag *diag)
{
    const char *fault = foreign ? text_sfnt_fault(impl->map.data, impl->map.len, face_index)
                                : NULL;

    if (!fault && !has_needed_tables(impl->face))
        fault = "is not a usable OpenType font";
    if (!fault)
        return check_rights(read_rights(impl->face), path, diag);
    diag_error(diag, (struct diag_pos){.file = path}, "font-damaged",
               "%s; name another font or leave it out", fault);
    return false;
}

static struct text_font *open_font(const char *path, int face_index, bool foreign,
                                   struct diag *diag)
{
    struct text_font_impl *impl = heap_zalloc(1, sizeof *impl);
    struct text_font *f;
    hb_blob_t *blob;

    if (!file_map_open(&impl->map, path, diag)) {
        heap_free(impl);
        return NULL;
    }
    blob = hb_blob_create(impl->map.data, (unsigned)impl->map.len,
                          HB_MEMORY_MODE_READONLY, NULL, NULL);
    impl->face = hb_face_create(blob, (unsigned)face_index);
    impl->glyphs = hb_face_get_glyph_count(impl->face);
    impl->foreign = foreign;
    hb_blob_destroy(blob);
    if (!check_face(impl, face_index, foreign, path, diag)) {
        hb_face_destroy(impl->face);
        file_map_close(&impl->map);
        heap_free(impl);
        return NULL;
    }
    f = heap_zalloc(1, sizeof *f);
    f->impl = impl;
    pthread_mutex_init(&impl->lock, NULL);
    f->path = heap_strndup(path, strlen(path));
    f->face_index = face_index;
    f->upem = (int)hb_face_get_upem(impl->face);
    f->name = read_name(impl->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, "-+");
    f->family = read_name(impl->face, HB_OT_NAME_ID_FONT_FAMILY, "-+ ");
    read_metrics(f, impl->face);
    read_kind(f, impl->face);
    f->rights = read_rights(impl->face);
    impl->font = hb_font_create(impl->face);
    hb_font_set_scale(impl->font, f->upem, f->upem);
    hb_font_make_immutable(impl->font);
    return f;
}

struct text_font *text_font_open(const char *path, int face_index, struct diag *diag)
{
    return open_font(path, face_index, false, diag);
}

struct text_font *text_font_open_foreign(const char *path, int face_index,
                                         struct diag *diag)
{
    return open_font(path, face_index, true, diag);
}

static void free_name(const char *s)
{
    union {
        const char *in;
        char *out;
    } name = {s};

    heap_free(name.out);
}

void text_font_close(struct text_font *f)
{
    if (!f)
        return;
    text_freetype_close(f);
    pthread_mutex_destroy(&f->impl->lock);
    hb_font_destroy(f->impl->font);
    hb_face_destroy(f->impl->face);
    file_map_close(&f->impl->map);
    heap_free(f->impl);
    free_name(f->path);
    free_name(f->name);
    free_name(f->family);
    heap_free(f);
}

static bool has_picture(const struct text_font *f, uint32_t glyph)
{
    hb_blob_t *blob = hb_ot_color_glyph_reference_png(f->impl->font, glyph);
    bool there = hb_blob_get_length(blob) > 0;

    hb_blob_destroy(blob);
    return there;
}

uint32_t text_font_glyph(const struct text_font *f, uint32_t cp)
{
    hb_codepoint_t glyph = 0;

    if (!hb_font_get_nominal_glyph(f->impl->font, cp, &glyph) ||
        glyph >= f->impl->glyphs ||
        (f->colour && f->impl->foreign && !has_picture(f, glyph)))
        return 0;
    return glyph;
}

int32_t text_font_advance(const struct text_font *f, uint32_t glyph)
{
    return f->colour ? f->upem : hb_font_get_glyph_h_advance(f->impl->font, glyph);
}

bool text_font_bearings(const struct text_font *f, uint32_t glyph, int *left,
                        int *right)
{
    hb_glyph_extents_t ink;

    *left = *right = 0;
    if (f->colour || !hb_font_get_glyph_extents(f->impl->font, glyph, &ink) ||
        ink.width <= 0)
        return false;
    *left = ink.x_bearing;
    *right = text_font_advance(f, glyph) - ink.x_bearing - ink.width;
    return true;
}

bool text_font_colour_png(const struct text_font *f, uint32_t glyph, struct buf *png)
{
    hb_blob_t *blob = hb_ot_color_glyph_reference_png(f->impl->font, glyph);
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);

    if (len > 0)
        buf_add(png, bytes, len);
    hb_blob_destroy(blob);
    return len > 0;
}
