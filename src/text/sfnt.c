#include "text/sfnt.h"

#include "util/heap.h"

#include <stdbool.h>

#define TAG(a, b, c, d)                                              \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | \
     (uint32_t)(d))

enum { TABLES = 256, FACES = 1024, NESTING = 16 };

struct span {
    const uint8_t *b;
    size_t len;
};

struct sfnt {
    struct span file;
    size_t directory;
    unsigned tables, glyphs;
};

/* Numbers, 0 past the end. */

static unsigned u16_at(struct span s, size_t at)
{
    return s.b && at + 2 <= s.len ? (unsigned)s.b[at] << 8 | s.b[at + 1] : 0;
}

static uint32_t u32_at(struct span s, size_t at)
{
    return (uint32_t)u16_at(s, at) << 16 | u16_at(s, at + 2);
}

/* Nothing where `s` is shorter. */
static struct span part(struct span s, size_t at, size_t len)
{
    if (len == 0 || at > s.len || len > s.len - at)
        return (struct span){0};
    return (struct span){s.b + at, len};
}

/* The directory */

static const char *find_face(struct sfnt *f, int face)
{
    if (u32_at(f->file, 0) != TAG('t', 't', 'c', 'f')) {
        f->directory = 0;
        return face == 0 ? NULL : "has one face only";
    }
    if (face < 0 || (uint32_t)face >= u32_at(f->file, 8) ||
        u32_at(f->file, 8) > FACES)
        return "is a collection without that face";
    f->directory = u32_at(f->file, 12 + 4 * (size_t)face);
    return NULL;
}

static const char *check_directory(struct sfnt *f)
{
    uint32_t version = u32_at(f->file, f->directory);

    if (version != 0x10000 && version != TAG('O', 'T', 'T', 'O') &&
        version != TAG('t', 'r', 'u', 'e'))
        return "is no OpenType font";
    f->tables = u16_at(f->file, f->directory + 4);
    if (f->tables == 0 || f->tables > TABLES ||
        part(f->file, f->directory, 12 + 16 * (size_t)f->tables).len == 0)
        return "has no whole table directory";
    for (unsigned i = 0; i < f->tables; i++) {
        size_t record = f->directory + 12 + 16 * (size_t)i;
        size_t at = u32_at(f->file, record + 8), len = u32_at(f->file, record + 12);

        if (at > f->file.len || len > f->file.len - at)
            return "has a table beyond its end";
    }
    return NULL;
}

static struct span table(const struct sfnt *f, uint32_t tag)
{
    for (unsigned i = 0; i < f->tables; i++) {
        size_t record = f->directory + 12 + 16 * (size_t)i;

        if (u32_at(f->file, record) == tag)
            return part(f->file, u32_at(f->file, record + 8),
                        u32_at(f->file, record + 12));
    }
    return (struct span){0};
}

/* head, maxp, hhea, hmtx */

static const char *check_head(struct sfnt *f)
{
    struct span head = table(f, TAG('h', 'e', 'a', 'd'));
    struct span maxp = table(f, TAG('m', 'a', 'x', 'p'));
    unsigned upem = u16_at(head, 18);

    if (head.len < 54 || u32_at(head, 12) != 0x5F0F3CF5)
        return "has no sound head table";
    if (upem < 16 || upem > 16384)
        return "has an em that is out of bounds";
    if (maxp.len < 6)
        return "has no sound maxp table";
    f->glyphs = u16_at(maxp, 4);
    return f->glyphs > 1 ? NULL : "has no glyphs";
}

static const char *check_metrics(const struct sfnt *f)
{
    struct span hhea = table(f, TAG('h', 'h', 'e', 'a'));
    struct span hmtx = table(f, TAG('h', 'm', 't', 'x'));
    unsigned full = u16_at(hhea, 34);

    if (hhea.len < 36 || full == 0 || full > f->glyphs)
        return "has no sound hhea table";
    if (hmtx.len < 4 * (size_t)full + 2 * (size_t)(f->glyphs - full))
        return "has widths for fewer glyphs than it has";
    /* HarfBuzz takes what is over 15 bits for negative, viewers do not. */
    for (size_t i = 0; i < full; i++)
        if (u16_at(hmtx, 4 * i) > 0x7FFF)
            return "has a glyph that is too wide";
    return NULL;
}

/* cmap */

/* The length that the subtable at the beginning of `s` says it has. */
static size_t subtable_length(struct span s)
{
    unsigned format = u16_at(s, 0);

    if (format == 14)
        return u32_at(s, 2);
    return format >= 8 ? u32_at(s, 4) : u16_at(s, 2);
}

static bool segments_fit(struct span s)
{
    size_t segments = u16_at(s, 6) / 2;

    return s.len >= 16 + 8 * segments && segments > 0;
}

static bool groups_fit(struct span s, unsigned glyphs)
{
    size_t groups = u32_at(s, 12);
    uint32_t next = 0;

    if (groups > (s.len - 16) / 12)
        return false;
    for (size_t i = 0; i < groups; i++) {
        uint32_t first = u32_at(s, 16 + 12 * i), last = u32_at(s, 20 + 12 * i);

        if (first < next || last < first || last > 0x10FFFF ||
            u32_at(s, 24 + 12 * i) >= glyphs)
            return false;
        next = last + 1;
    }
    return true;
}

static bool subtable_is_sound(const struct sfnt *f, struct span cmap, size_t at)
{
    struct span rest = {0}, s;

    if (at < cmap.len)
        rest = part(cmap, at, cmap.len - at);
    s = part(rest, 0, subtable_length(rest));
    /* A format 4 too long for its field says less than it has. */
    if (u16_at(rest, 0) == 4)
        return segments_fit(rest);
    if (s.len < 6)
        return false;
    return u16_at(s, 0) != 12 || (s.len >= 16 && groups_fit(s, f->glyphs));
}

static const char *check_cmap(const struct sfnt *f)
{
    struct span cmap = table(f, TAG('c', 'm', 'a', 'p'));
    size_t count = u16_at(cmap, 2);

    if (cmap.len < 4 || count == 0 || cmap.len < 4 + 8 * count)
        return "has no sound cmap table";
    for (size_t i = 0; i < count; i++)
        if (!subtable_is_sound(f, cmap, u32_at(cmap, 8 + 8 * i)))
            return "has a map of characters that is damaged";
    return NULL;
}

/* glyf and loca */

struct outlines {
    struct span loca, glyf;
    bool wide; /* loca of 32 bits */
    unsigned count;
};

static size_t location(const struct outlines *o, unsigned glyph)
{
    return o->wide ? u32_at(o->loca, 4 * (size_t)glyph)
                   : 2 * (size_t)u16_at(o->loca, 2 * (size_t)glyph);
}

static struct span glyph_at(const struct outlines *o, unsigned glyph)
{
    size_t start = location(o, glyph), end = location(o, glyph + 1);

    return part(o->glyf, start, end > start ? end - start : 0);
}

static bool is_composite(struct span glyph)
{
    return u16_at(glyph, 0) & 0x8000;
}

/* Bytes of a component record with these flags. */
static size_t component_size(unsigned flags)
{
    size_t size = 4 + (flags & 0x1 ? 4 : 2);

    if (flags & 0x8)
        size += 2;
    else if (flags & 0x40)
        size += 4;
    else if (flags & 0x80)
        size += 8;
    return size;
}

/* A composite glyph half way through its components. */
struct visit {
    unsigned glyph;
    size_t at; /* of the next component; 0: there is none */
};

/* The next component; false at the end. `*sound` is false where the record is cut. */
static bool next_component(const struct outlines *o, struct visit *v, unsigned *glyph,
                           bool *sound)
{
    struct span s = glyph_at(o, v->glyph);
    unsigned flags = u16_at(s, v->at);
    size_t size = component_size(flags);

    if (v->at == 0)
        return false;
    *glyph = u16_at(s, v->at + 2);
    *sound = v->at + size <= s.len && *glyph < o->count;
    v->at = flags & 0x20 ? v->at + size : 0;
    return *sound;
}

/* No chain of components is longer than NESTING, so none comes back to itself. */
static bool nests_soundly(const struct outlines *o, unsigned glyph, uint8_t *done)
{
    struct visit stack[NESTING];
    bool sound = true;
    int depth = 0;

    for (stack[depth++] = (struct visit){glyph, 10}; depth > 0 && sound;) {
        unsigned component;

        if (!next_component(o, &stack[depth - 1], &component, &sound)) {
            done[stack[--depth].glyph] = 1;
        } else if (!done[component] && is_composite(glyph_at(o, component))) {
            if (depth == NESTING)
                return false;
            stack[depth++] = (struct visit){component, 10};
        }
    }
    return sound;
}

static const char *check_glyphs(const struct outlines *o)
{
    uint8_t *done = heap_zalloc(o->count, 1);
    const char *fault = NULL;

    for (unsigned i = 0; i < o->count && !fault; i++) {
        size_t start = location(o, i), end = location(o, i + 1);

        if (end < start || end > o->glyf.len || (end > start && end - start < 10))
            fault = "has a glyph beyond its outlines";
    }
    for (unsigned i = 0; i < o->count && !fault; i++)
        if (!done[i] && is_composite(glyph_at(o, i)) && !nests_soundly(o, i, done))
            fault = "has a glyph that is made of itself";
    heap_free(done);
    return fault;
}

static const char *check_truetype(const struct sfnt *f)
{
    unsigned format = u16_at(table(f, TAG('h', 'e', 'a', 'd')), 50);
    struct outlines o = {table(f, TAG('l', 'o', 'c', 'a')),
                         table(f, TAG('g', 'l', 'y', 'f')), format == 1, f->glyphs};

    if (format > 1 || o.loca.len < ((size_t)f->glyphs + 1) * (o.wide ? 4 : 2))
        return "has outlines for fewer glyphs than it has";
    return check_glyphs(&o);
}

/* CFF (Adobe TN 5176) */

/* The byte after the INDEX at `at`, or 0 when it is damaged. */
static size_t index_end(struct span cff, size_t at, unsigned *count)
{
    unsigned size = at + 2 < cff.len ? cff.b[at + 2] : 0;
    size_t offsets, before = 1;

    *count = u16_at(cff, at);
    if (*count == 0)
        return at + 2 <= cff.len ? at + 2 : 0;
    offsets = ((size_t)*count + 1) * size;
    if (size < 1 || size > 4 || part(cff, at + 3, offsets).len == 0)
        return 0;
    for (size_t i = 0; i <= *count; i++) {
        size_t offset = 0;

        for (unsigned k = 0; k < size; k++)
            offset = offset << 8 | cff.b[at + 3 + i * size + k];
        if (offset < before)
            return 0;
        before = offset;
    }
    at += 2 + offsets + before;
    return at <= cff.len ? at : 0;
}

static const char *check_cff(struct span cff)
{
    size_t at = cff.len >= 4 && cff.b[0] == 1 && cff.b[2] >= 4 ? cff.b[2] : 0;
    unsigned count;

    /* Name, Top DICT, String and Global Subr. */
    for (int i = 0; i < 4 && at; i++) {
        at = index_end(cff, at, &count);
        if (i < 2 && count != 1)
            at = 0;
    }
    return at ? NULL : "has a CFF table that is damaged";
}

static const char *check_outlines(const struct sfnt *f)
{
    struct span cff = table(f, TAG('C', 'F', 'F', ' '));

    if (cff.len > 0)
        return check_cff(cff);
    if (table(f, TAG('g', 'l', 'y', 'f')).len > 0)
        return check_truetype(f);
    return table(f, TAG('C', 'B', 'D', 'T')).len > 0 &&
                   table(f, TAG('C', 'B', 'L', 'C')).len > 0
               ? NULL
               : "has no outlines that can be embedded";
}

const char *text_sfnt_fault(const void *bytes, size_t len, int face)
{
    struct sfnt f = {.file = {bytes, len}};
    const char *fault = find_face(&f, face);

    if (!fault)
        fault = check_directory(&f);
    if (!fault)
        fault = check_head(&f);
    if (!fault)
        fault = check_metrics(&f);
    if (!fault)
        fault = check_cmap(&f);
    return fault ? fault : check_outlines(&f);
}

/* Until version 2 several of the lower bits may be set; the kindest counts. */
enum text_rights text_sfnt_rights(unsigned version, unsigned fs_type)
{
    bool free = (fs_type & 0xF) == 0 || fs_type & 0x8;

    if ((fs_type & 0xF) == 2 || (version > 2 && fs_type & 0x2))
        return TEXT_RIGHTS_RESTRICTED;
    if (fs_type & 0x200)
        return TEXT_RIGHTS_BITMAPS;
    if (fs_type & 0x100)
        return TEXT_RIGHTS_WHOLE;
    return free ? TEXT_RIGHTS_FREE : TEXT_RIGHTS_PRINT;
}
