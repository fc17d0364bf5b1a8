#include "pdf/font.h"

#include "pdf/codes.h"
#include "text/subset.h"
#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/pool.h"

#include <stdlib.h>
#include <string.h>

#define TAG_SIZE 7 /* six letters and "+" */

/* Bits of /Flags (ISO 32000-1, table 123). */
enum { FLAG_FIXED = 1, FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

struct pdf_fonts {
    struct pdf_file *file;
    struct pdf_font **list; /* in order of first use */
    int count;
};

struct pdf_fonts *pdf_fonts_create(struct pdf_file *file)
{
    struct pdf_fonts *f = heap_zalloc(1, sizeof *f);

    f->file = file;
    return f;
}

void pdf_fonts_destroy(struct pdf_fonts *f)
{
    if (!f)
        return;
    for (int i = 0; i < f->count; i++) {
        pdf_font_table_release(f->list[i]->table);
        heap_free(f->list[i]->table);
        heap_free(f->list[i]);
    }
    heap_free(f->list);
    heap_free(f);
}

const struct pdf_font *pdf_fonts_use(struct pdf_fonts *f, const struct text_font *face)
{
    struct pdf_font *font;

    for (int i = 0; i < f->count; i++)
        if (f->list[i]->face == face)
            return f->list[i];
    font = heap_zalloc(1, sizeof *font);
    *font = (struct pdf_font){.face = face, .number = f->count};
    font->id = pdf_reserve(f->file);
    font->table = heap_zalloc(1, sizeof *font->table);
    f->list = heap_resize(f->list, (size_t)f->count + 1, sizeof *f->list);
    f->list[f->count++] = font;
    return font;
}

uint32_t pdf_fonts_id(const struct pdf_fonts *f, int number)
{
    return f->list[number]->id;
}

struct pdf_code pdf_font_code(const struct pdf_font *font, uint32_t glyph,
                              const char *text, size_t len)
{
    const struct pdf_font_entry *e =
        pdf_font_table_find(font->table, font->face, glyph, text, len);

    if (!e) /* 65,535 glyphs of one face in one file: show the first, say the right text
             */
        return (struct pdf_code){font->table->entries[0].code, false,
                                 font->table->entries[0].width};
    return (struct pdf_code){e->code, pdf_font_entry_spells(font->table, e, text, len),
                             e->width};
}

/* One font on its way out: what a worker thread makes of it. */
struct job {
    const struct pdf_font *font;
    uint32_t *glyphs; /* ascending, unique */
    size_t glyph_count;
    struct text_subset subset;
    struct buf program, map, unicode; /* deflated */
    char name[160];                   /* with the subset's tag */
    struct arena arena;
    struct diag_list messages;
    bool ok;
};

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static void collect_glyphs(struct job *j)
{
    const struct pdf_font_table *t = j->font->table;
    size_t kept = 0;

    j->glyphs = heap_zalloc(t->count, sizeof *j->glyphs);
    for (size_t i = 0; i < t->count; i++)
        j->glyphs[i] = t->entries[i].glyph;
    qsort(j->glyphs, t->count, sizeof *j->glyphs, by_value);
    for (size_t i = 0; i < t->count; i++)
        if (kept == 0 || j->glyphs[kept - 1] != j->glyphs[i])
            j->glyphs[kept++] = j->glyphs[i];
    j->glyph_count = kept;
}

/* CIDToGIDMap: two bytes for each code up to the last. */
static void make_map(struct job *j)
{
    const struct pdf_font_table *t = j->font->table;
    size_t size = ((size_t)pdf_font_table_last(t) + 1) * 2;
    uint8_t *map = heap_zalloc(size, 1);

    for (size_t i = 0; i < t->count; i++) {
        const uint32_t *at = bsearch(&t->entries[i].glyph, j->glyphs, j->glyph_count,
                                     sizeof *j->glyphs, by_value);
        uint32_t id = j->subset.new_ids[at - j->glyphs];

        map[t->entries[i].code * 2] = (uint8_t)(id >> 8);
        map[t->entries[i].code * 2 + 1] = (uint8_t)id;
    }
    deflate_bytes(&j->map, map, size, DEFLATE_ZLIB, DEFLATE_LEVEL);
    heap_free(map);
}

/* "ABCDEF+Name": the letters from the bytes of the subset, so that they are its own. */
static void make_name(struct job *j)
{
    uint8_t hash[HASH_SHA1_SIZE];
    struct buf name = {0};
    size_t len;

    hash_sha1(j->subset.data.data, j->subset.data.len, hash);
    for (int i = 0; i < TAG_SIZE - 1; i++)
        buf_putc(&name, (char)('A' + hash[i] % 26));
    buf_putc(&name, '+');
    buf_puts(&name, j->font->face->name);
    len = name.len < 100 ? name.len : 100; /* room for "-Identity-H" in 127 bytes */
    memcpy(j->name, name.data, len);
    j->name[len] = '\0';
    buf_release(&name);
}

static void make_job(void *user, size_t index)
{
    struct job *j = (struct job *)user + index;
    struct diag diag;
    struct buf map = {0};

    j->messages.arena = &j->arena;
    diag = diag_into(&j->messages);
    collect_glyphs(j);
    j->ok =
        text_subset_make(j->font->face, j->glyphs, j->glyph_count, &j->subset, &diag);
    if (!j->ok)
        return;
    make_name(j);
    deflate_bytes(&j->program, j->subset.data.data, j->subset.data.len, DEFLATE_ZLIB,
                  DEFLATE_LEVEL);
    if (!j->font->face->cff)
        make_map(j);
    pdf_font_table_unicode(j->font->table, &map);
    deflate_bytes(&j->unicode, map.data, map.len, DEFLATE_ZLIB, DEFLATE_LEVEL);
    buf_release(&map);
}

static void release_job(struct job *j)
{
    heap_free(j->glyphs);
    text_subset_release(&j->subset);
    buf_release(&j->program);
    buf_release(&j->map);
    buf_release(&j->unicode);
    arena_release(&j->arena);
}

static struct pdf_value *per_mille(struct pdf_values *v, int units, int upem)
{
    int64_t product = (int64_t)units * 1000;

    return pdf_integer(v,
                       (int32_t)((product + (product < 0 ? -upem : upem) / 2) / upem));
}

static int flags_of(const struct text_font *face)
{
    return FLAG_SYMBOLIC | (face->serif ? FLAG_SERIF : 0) |
           (face->monospaced ? FLAG_FIXED : 0) | (face->italic ? FLAG_ITALIC : 0);
}

static uint32_t emit_program(struct pdf_file *file, const struct job *j)
{
    struct pdf_values *v = pdf_file_values(file);
    struct pdf_value *dict = pdf_dict(v);
    uint32_t id = pdf_reserve(file);

    if (j->font->face->cff)
        pdf_dict_put(dict, "Subtype", pdf_name(v, "CIDFontType0C"));
    else
        pdf_dict_put(dict, "Length1", pdf_integer(v, (int32_t)j->subset.data.len));
    pdf_emit_stream(file, id, dict, &j->program, PDF_DEFLATED);
    return id;
}

static uint32_t emit_descriptor(struct pdf_file *file, const struct job *j)
{
    const struct text_font *face = j->font->face;
    struct pdf_values *v = pdf_file_values(file);
    uint32_t id = pdf_reserve(file), program = emit_program(file, j);
    struct pdf_value *dict = pdf_dict(v), *box = pdf_array(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "FontDescriptor"));
    pdf_dict_put(dict, "FontName", pdf_name(v, j->name));
    pdf_dict_put(dict, "Flags", pdf_integer(v, flags_of(face)));
    for (int i = 0; i < 4; i++)
        pdf_array_add(box, per_mille(v, face->bbox[i], face->upem));
    pdf_dict_put(dict, "FontBBox", box);
    pdf_dict_put(dict, "ItalicAngle", pdf_integer(v, face->italic_angle));
    pdf_dict_put(dict, "Ascent", per_mille(v, face->ascent, face->upem));
    pdf_dict_put(dict, "Descent", per_mille(v, face->descent, face->upem));
    pdf_dict_put(dict, "CapHeight", per_mille(v, face->cap_height, face->upem));
    /* No table says how thick stems are; this is the usual guess from the weight. */
    pdf_dict_put(dict, "StemV", pdf_integer(v, 10 + (face->weight - 50) * 244 / 1000));
    pdf_dict_put(dict, face->cff ? "FontFile3" : "FontFile2", pdf_ref(v, program));
    pdf_emit(file, id, dict);
    return id;
}

/* The commonest width of whole thousandths: what /DW says, so that /W need not. Some
 * viewers take no other number for /DW. */
static int32_t default_width(const struct pdf_font_table *t)
{
    uint32_t *widths = heap_zalloc(t->count, sizeof *widths);
    size_t run = 0, best = 0;
    int32_t found = 10000; /* what no /DW means */

    for (size_t i = 0; i < t->count; i++)
        widths[i] = (uint32_t)t->entries[i].width;
    qsort(widths, t->count, sizeof *widths, by_value);
    for (size_t i = 0; i < t->count; i++) {
        run = i > 0 && widths[i] == widths[i - 1] ? run + 1 : 1;
        if (run > best && widths[i] % 10 == 0) {
            best = run;
            found = (int32_t)widths[i];
        }
    }
    heap_free(widths);
    return found;
}

#define WIDTH_GAP 3 /* so many default widths cost less than a new group */

/* `c [w …]` for each stretch of codes whose widths are not the default. */
static struct pdf_value *width_groups(struct pdf_values *v, const int32_t *widths,
                                      int32_t count, int32_t usual)
{
    struct pdf_value *all = pdf_array(v);

    for (int32_t i = 0; i < count; i++) {
        struct pdf_value *group;
        int32_t last = i;

        if (widths[i] == usual)
            continue;
        for (int32_t k = i; k < count && k - last <= WIDTH_GAP; k++)
            if (widths[k] != usual)
                last = k;
        group = pdf_array(v);
        if (last - i >= 10000)
            last = i + 9999;
        pdf_array_add(all, pdf_integer(v, i));
        for (; i <= last; i++)
            pdf_array_add(group, pdf_real(v, (int64_t)widths[i] * 100));
        pdf_array_add(all, group);
        i--;
    }
    return all;
}

static void put_widths(struct pdf_values *v, struct pdf_value *dict,
                       const struct pdf_font_table *t)
{
    int32_t count = pdf_font_table_last(t) + 1, usual = default_width(t);
    int32_t *widths = heap_zalloc((size_t)count, sizeof *widths);

    for (int32_t i = 0; i < count; i++)
        widths[i] = usual;
    for (size_t i = 0; i < t->count; i++)
        widths[t->entries[i].code] = t->entries[i].width;
    pdf_dict_put(dict, "DW", pdf_real(v, (int64_t)usual * 100));
    pdf_dict_put(dict, "W", width_groups(v, widths, count, usual));
    heap_free(widths);
}

static struct pdf_value *system_info(struct pdf_values *v)
{
    struct pdf_value *info = pdf_dict(v);

    pdf_dict_put(info, "Registry", pdf_string(v, "Adobe", 5));
    pdf_dict_put(info, "Ordering", pdf_string(v, "Identity", 8));
    pdf_dict_put(info, "Supplement", pdf_integer(v, 0));
    return info;
}

static uint32_t emit_descendant(struct pdf_file *file, const struct job *j)
{
    struct pdf_values *v = pdf_file_values(file);
    uint32_t id = pdf_reserve(file), map = 0, descriptor = emit_descriptor(file, j);
    bool cff = j->font->face->cff;
    struct pdf_value *dict;

    if (!cff) {
        map = pdf_reserve(file);
        pdf_emit_stream(file, map, pdf_dict(v), &j->map, PDF_DEFLATED);
    }
    dict = pdf_dict(v);
    pdf_dict_put(dict, "Type", pdf_name(v, "Font"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, cff ? "CIDFontType0" : "CIDFontType2"));
    pdf_dict_put(dict, "BaseFont", pdf_name(v, j->name));
    pdf_dict_put(dict, "CIDSystemInfo", system_info(v));
    pdf_dict_put(dict, "FontDescriptor", pdf_ref(v, descriptor));
    put_widths(v, dict, j->font->table);
    if (map)
        pdf_dict_put(dict, "CIDToGIDMap", pdf_ref(v, map));
    pdf_emit(file, id, dict);
    return id;
}

static void emit_font(struct pdf_file *file, const struct job *j)
{
    struct pdf_values *v = pdf_file_values(file);
    uint32_t descendant = emit_descendant(file, j), unicode = pdf_reserve(file);
    struct pdf_value *dict, *list;
    struct buf name = {0};

    pdf_emit_stream(file, unicode, pdf_dict(v), &j->unicode, PDF_DEFLATED);
    dict = pdf_dict(v);
    list = pdf_array(v);
    buf_printf(&name, "%s%s", j->name, j->font->face->cff ? "-Identity-H" : "");
    pdf_dict_put(dict, "Type", pdf_name(v, "Font"));
    pdf_dict_put(dict, "Subtype", pdf_name(v, "Type0"));
    pdf_dict_put(dict, "BaseFont", pdf_name(v, buf_str(&name)));
    pdf_dict_put(dict, "Encoding", pdf_name(v, "Identity-H"));
    pdf_array_add(list, pdf_ref(v, descendant));
    pdf_dict_put(dict, "DescendantFonts", list);
    pdf_dict_put(dict, "ToUnicode", pdf_ref(v, unicode));
    pdf_emit(file, j->font->id, dict);
    buf_release(&name);
}

bool pdf_fonts_emit(struct pdf_fonts *f, int threads, struct diag *diag)
{
    struct job *jobs = heap_zalloc((size_t)f->count, sizeof *jobs);
    size_t count = 0;
    bool ok = true;

    for (int i = 0; i < f->count; i++)
        if (f->list[i]->table->count > 0)
            jobs[count++].font = f->list[i];
    pool_run(threads, count, make_job, jobs);
    for (size_t i = 0; i < count; i++) {
        diag_replay(&jobs[i].messages, diag);
        if (jobs[i].ok)
            emit_font(f->file, &jobs[i]);
        ok = ok && jobs[i].ok;
        release_job(&jobs[i]);
    }
    heap_free(jobs);
    return ok;
}
