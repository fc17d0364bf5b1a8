#ifndef PDF_CODES_H
#define PDF_CODES_H

#include "text/font.h"
#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which code of a font stands for what: the table behind pdf/font.h. */
struct pdf_font_entry {
    uint32_t glyph;
    uint16_t code;
    int32_t width;    /* tenths of 1/1000 em */
    uint32_t text_at; /* in the table's texts */
    uint32_t text_len;
};

struct pdf_font_table {
    struct pdf_font_entry *entries;
    size_t count, cap;
    uint32_t *slots; /* hash table of entry numbers + 1 */
    size_t slot_count;
    struct buf texts;
};

void pdf_font_table_release(struct pdf_font_table *t);

/*
 * The entry of the pair, made when it is new. With `one_text` a glyph has one entry,
 * whose text is its first. NULL when all 65,535 codes are taken and the glyph has none.
 */
const struct pdf_font_entry *pdf_font_table_find(struct pdf_font_table *t,
                                                 const struct text_font *face,
                                                 uint32_t glyph, const char *text,
                                                 size_t len);

/* True when the entry's own text is `text` and its code alone may say so: a ToUnicode
 * map can hold it, and it is not of private use (ISO 19005-2, 6.2.11.7.3). */
bool pdf_font_entry_spells(const struct pdf_font_table *t,
                           const struct pdf_font_entry *e, const char *text,
                           size_t len);

/* The highest code given. */
uint16_t pdf_font_table_last(const struct pdf_font_table *t);

/* Appends the ToUnicode map (ISO 32000-1, 9.10.3). */
void pdf_font_table_unicode(const struct pdf_font_table *t, struct buf *out);

/*
 * Appends `len` bytes of `text` as hexadecimal UTF-16BE without what no map may hold
 * (U+0000, U+FEFF, noncharacters), controls as spaces; U+200B when nothing is left.
 */
void pdf_font_unicode_put(struct buf *out, const char *text, size_t len);

#endif
