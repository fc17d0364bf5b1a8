#include "text/subset.h"

#include "text/face.h"
#include "util/heap.h"

#include <hb-ot.h>
#include <hb-subset.h>

/* What a PDF viewer needs of a font: outlines and widths. */
static const hb_tag_t dropped[] = {
    HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
    HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
    HB_TAG('v', 'm', 't', 'x'), HB_TAG('O', 'S', '/', '2'), HB_TAG('n', 'a', 'm', 'e'),
    HB_TAG('p', 'o', 's', 't'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('D', 'S', 'I', 'G'),
    HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'), HB_TAG('k', 'e', 'r', 'n'),
    HB_TAG('M', 'A', 'T', 'H'), HB_TAG('g', 'a', 's', 'p'), HB_TAG('S', 'T', 'A', 'T'),
};

static hb_subset_input_t *input_of(const struct text_font *f, const uint32_t *glyphs,
                                   size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_t *set, *drop;
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE;

    if (!input)
        heap_exhausted();
    set = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(set, glyphs[i]);
    /* No features: otherwise GSUB closure would drag glyphs in before the table is
     * dropped. */
    hb_set_clear(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
    drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(drop, dropped[i]);
    /* The codes of a name-keyed CFF are its glyph ids, which must stay. */
    if (f->cff && !f->cid_keyed)
        flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    hb_subset_input_set_flags(input, flags);
    return input;
}

static void take_blob(struct buf *out, hb_blob_t *blob)
{
    unsigned len;
    const char *bytes = hb_blob_get_data(blob, &len);

    buf_add(out, bytes, len);
    hb_blob_destroy(blob);
}

static void take_plan(struct text_subset *out, hb_subset_plan_t *plan,
                      const uint32_t *glyphs, size_t count)
{
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);

    out->new_ids = heap_zalloc(count, sizeof *out->new_ids);
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t id = hb_map_get(map, glyphs[i]);

        out->new_ids[i] = id == HB_MAP_VALUE_INVALID ? 0 : id;
    }
}

bool text_subset_make(const struct text_font *f, const uint32_t *glyphs, size_t count,
                      struct text_subset *out, struct diag *diag)
{
    hb_subset_input_t *input = input_of(f, glyphs, count);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(f->impl->face, input);
    hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;

    *out = (struct text_subset){0};
    if (face) {
        out->glyph_count = (int32_t)hb_face_get_glyph_count(face);
        take_blob(&out->data,
                  f->cff ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '))
                         : hb_face_reference_blob(face));
        if (!f->cff)
            take_plan(out, plan, glyphs, count);
    }
    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    file_map_forget(&f->impl->map); /* the largest file there is, seldom used again */
    if (out->data.len > 0)
        return true;
    diag_error(diag, (struct diag_pos){.file = f->path}, "font-subset",
               "cannot be cut to the glyphs that are used; name another font");
    text_subset_release(out);
    return false;
}

void text_subset_release(struct text_subset *s)
{
    buf_release(&s->data);
    heap_free(s->new_ids);
    *s = (struct text_subset){0};
}

bool text_subset_codepoints(const struct text_font *f, const uint32_t *cps,
                            size_t count, struct buf *out, struct diag *diag)
{
    hb_subset_input_t *input;
    hb_set_t *names;
    hb_face_t *face;

    if (f->rights != TEXT_RIGHTS_FREE) {
        diag_error(diag, (struct diag_pos){.file = f->path}, "font-rights",
                   "may be embedded for looking at and printing only (OS/2 fsType), and "
                   "an EPUB gives it away; name another font");
        return false;
    }
    input = hb_subset_input_create_or_fail();
    if (!input)
        heap_exhausted();
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_unicode_set(input), cps[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    /* A name may be reserved for the font as it was; its copyright and licence stay. */
    names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
    hb_set_clear(names);
    hb_set_add(names, HB_OT_NAME_ID_COPYRIGHT);
    hb_set_add(names, HB_OT_NAME_ID_LICENSE);
    hb_set_add(names, HB_OT_NAME_ID_LICENSE_URL);
    face = hb_subset_or_fail(f->impl->face, input);
    if (face)
        take_blob(out, hb_face_reference_blob(face));
    hb_face_destroy(face);
    hb_subset_input_destroy(input);
    if (face && out->len > 0)
        return true;
    diag_error(diag, (struct diag_pos){.file = f->path}, "font-subset",
               "cannot be cut to the characters that are used; name another font");
    return false;
}
