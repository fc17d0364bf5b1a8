#include "pdf/codes.h"

#include "pdf/object.h"
#include "util/hash.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <assert.h>
#include <string.h>

#define CODE_LIMIT  65535
#define TEXT_LIMIT  64  /* bytes of UTF-8 one code may stand for by itself */
#define BLOCK_LIMIT 100 /* pairs of one bfchar block (CMap specification, 5014) */
#define FIRST_SLOTS 1024

void pdf_font_table_release(struct pdf_font_table *t)
{
    heap_free(t->entries);
    heap_free(t->slots);
    buf_release(&t->texts);
    *t = (struct pdf_font_table){0};
}

/* CFF: codes are CIDs, one for each glyph whatever it spells. */
static size_t key_len(const struct text_font *face, size_t len)
{
    return face->cff ? 0 : len;
}

static size_t slot_of(const struct pdf_font_table *t, uint32_t glyph, const char *text,
                      size_t len)
{
    uint64_t h = hash_fnv1a(text, len) ^ (glyph * UINT64_C(0x9E3779B97F4A7C15));

    return (size_t)(h ^ (h >> 29)) & (t->slot_count - 1);
}

static void grow(struct pdf_font_table *t, const struct text_font *face)
{
    t->slot_count = t->slot_count ? t->slot_count * 2 : FIRST_SLOTS;
    heap_free(t->slots);
    t->slots = heap_zalloc(t->slot_count, sizeof *t->slots);
    for (size_t i = 0; i < t->count; i++) {
        const struct pdf_font_entry *e = &t->entries[i];
        size_t at = slot_of(t, e->glyph, t->texts.data + e->text_at,
                            key_len(face, e->text_len));

        while (t->slots[at])
            at = (at + 1) & (t->slot_count - 1);
        t->slots[at] = (uint32_t)i + 1;
    }
}

static uint16_t new_code(const struct pdf_font_table *t, const struct text_font *face,
                         uint32_t glyph)
{
    if (!face->cff)
        return (uint16_t)(t->count + 1);
    return (uint16_t)(face->cid_keyed ? text_font_cid(face, glyph) : glyph);
}

static const struct pdf_font_entry *add(struct pdf_font_table *t,
                                        const struct text_font *face, uint32_t glyph,
                                        const char *text, size_t len)
{
    struct pdf_font_entry *e;
    int64_t advance = text_font_advance(face, glyph);

    if (t->count == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->entries = heap_resize(t->entries, t->cap, sizeof *t->entries);
    }
    e = &t->entries[t->count];
    *e = (struct pdf_font_entry){
        .glyph = glyph,
        .code = new_code(t, face, glyph),
        .width = (int32_t)((advance * 10000 + face->upem / 2) / face->upem),
        .text_at = (uint32_t)t->texts.len,
        .text_len = (uint32_t)len,
    };
    buf_add(&t->texts, text, len);
    t->count++;
    return e;
}

/* Any entry of the glyph, for when no code is left. */
static const struct pdf_font_entry *any(const struct pdf_font_table *t, uint32_t glyph)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->entries[i].glyph == glyph)
            return &t->entries[i];
    return NULL;
}

const struct pdf_font_entry *pdf_font_table_find(struct pdf_font_table *t,
                                                 const struct text_font *face,
                                                 uint32_t glyph, const char *text,
                                                 size_t len)
{
    size_t key = key_len(face, len), at;

    if (t->count * 2 >= t->slot_count)
        grow(t, face);
    at = slot_of(t, glyph, text, key);
    for (; t->slots[at]; at = (at + 1) & (t->slot_count - 1)) {
        const struct pdf_font_entry *e = &t->entries[t->slots[at] - 1];

        if (e->glyph == glyph && key_len(face, e->text_len) == key &&
            (key == 0 || memcmp(t->texts.data + e->text_at, text, key) == 0))
            return e;
    }
    if (t->count >= CODE_LIMIT)
        return any(t, glyph);
    t->slots[at] = (uint32_t)t->count + 1;
    return add(t, face, glyph, text, len);
}

/* Private characters are all written with a first byte of 0xEE or more. */
static bool has_private(const char *text, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        uint32_t cp = 0;

        if ((unsigned char)text[at] >= 0xEE)
            utf8_decode(text + at, len - at, &cp);
        if (unicode_is_private(cp))
            return true;
    }
    return false;
}

bool pdf_font_entry_spells(const struct pdf_font_table *t,
                           const struct pdf_font_entry *e, const char *text, size_t len)
{
    return len <= TEXT_LIMIT && e->text_len == len &&
           (len == 0 || memcmp(t->texts.data + e->text_at, text, len) == 0) &&
           !has_private(text, len);
}

uint16_t pdf_font_table_last(const struct pdf_font_table *t)
{
    uint16_t last = 0;

    for (size_t i = 0; i < t->count; i++)
        if (t->entries[i].code > last)
            last = t->entries[i].code;
    return last;
}

/* What ToUnicode and ActualText may hold of `cp` (ISO 14289-1, 7.21.7); 0: nothing. */
static uint32_t spoken(uint32_t cp)
{
    if (cp == 0 || cp == 0xFEFF || (cp & 0xFFFE) == 0xFFFE)
        return 0;
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ? ' ' : cp;
}

void pdf_font_unicode_put(struct buf *out, const char *text, size_t len)
{
    struct buf kept = {0}, wide = {0};

    for (size_t at = 0; at < len;) {
        uint32_t cp;

        at += utf8_decode(text + at, len - at, &cp);
        cp = spoken(cp);
        if (cp)
            buf_put_utf8(&kept, cp);
    }
    if (kept.len == 0)
        buf_put_utf8(&kept, 0x200B);
    pdf_utf16_put(&wide, kept.data, kept.len);
    for (size_t i = 0; i < wide.len; i++)
        buf_printf(out, "%02X", (unsigned char)wide.data[i]);
    buf_release(&kept);
    buf_release(&wide);
}

/* The longest head of `text` within the limit that ends between code points. */
static size_t head_len(const char *text, size_t len)
{
    if (len <= TEXT_LIMIT)
        return len;
    len = TEXT_LIMIT;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    return len;
}

void pdf_font_table_unicode(const struct pdf_font_table *t, struct buf *out)
{
    buf_puts(out,
             "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
             "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
             "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
             "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < t->count; i++) {
        const struct pdf_font_entry *e = &t->entries[i];
        const char *text = t->texts.data + e->text_at;
        size_t left = t->count - i;

        if (i % BLOCK_LIMIT == 0)
            buf_printf(out, "%zu beginbfchar\n",
                       left < BLOCK_LIMIT ? left : BLOCK_LIMIT);
        buf_printf(out, "<%04X> <", e->code);
        pdf_font_unicode_put(out, text, head_len(text, e->text_len));
        buf_puts(out, ">\n");
        if (left == 1 || i % BLOCK_LIMIT == BLOCK_LIMIT - 1)
            buf_puts(out, "endbfchar\n");
    }
    buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}
