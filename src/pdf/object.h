#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include "util/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * PDF values (ISO 32000-1, 7.3) as libharu's objects, behind a seam of our own. A value
 * is built, written once and gone, and one is built at a time: writing it also ends the
 * references made since the last one. A container owns what was added to it. Names and
 * texts over the limits of PDF/A (127 and 32,767 bytes) are cut; an array may hold
 * PDF_ARRAY_LIMIT elements.
 */
struct pdf_value;

/* Where values are made. */
struct pdf_values;

#define PDF_ARRAY_LIMIT 32767

struct pdf_values *pdf_values_create(void);
void pdf_values_destroy(struct pdf_values *v);

struct pdf_value *pdf_null(struct pdf_values *v);
struct pdf_value *pdf_bool(struct pdf_values *v, bool value);
struct pdf_value *pdf_integer(struct pdf_values *v, int32_t value);

/* `thousandths` / 1000. */
struct pdf_value *pdf_real(struct pdf_values *v, int64_t thousandths);

/* A length of 1/65536 pt, in points. */
struct pdf_value *pdf_length(struct pdf_values *v, int64_t sp);

/* Bytes a name cannot hold (white space, controls, beyond ASCII) become '_'. */
struct pdf_value *pdf_name(struct pdf_values *v, const char *name);

/* A byte string. */
struct pdf_value *pdf_string(struct pdf_values *v, const void *bytes, size_t len);

/* A text string: well-formed UTF-8, written as UTF-16BE with its mark. */
struct pdf_value *pdf_text(struct pdf_values *v, const char *text, size_t len);

/* A reference to the indirect object `id`, "id 0 R". Only to be added to a container.
 */
struct pdf_value *pdf_ref(struct pdf_values *v, uint32_t id);

struct pdf_value *pdf_array(struct pdf_values *v);
struct pdf_value *pdf_dict(struct pdf_values *v);

void pdf_array_add(struct pdf_value *array, struct pdf_value *item);

/* `key` is a literal of ours. */
void pdf_dict_put(struct pdf_value *dict, const char *key, struct pdf_value *value);

/* Appends the value's bytes to `out` and frees it, with every reference made so far. */
void pdf_value_write(struct pdf_values *v, struct pdf_value *value, struct buf *out);

/* UTF-8 as UTF-16BE without a mark: what text strings and ToUnicode maps are made of.
 */
void pdf_utf16_put(struct buf *out, const char *text, size_t len);

#endif
