#ifndef FUZZ_PDF_FILE_H
#define FUZZ_PDF_FILE_H

#include "util/arena.h"
#include "util/buf.h"
#include "util/str.h"

#include <stdint.h>

/* A PDF read back (ISO 32000-1 §7): just what our writer makes, strictly. Anything else
 * ends the process. Values live in the file's arena. */
struct pdf_value {
    enum pdf_kind {
        PDF_NULL,
        PDF_BOOL,
        PDF_NUMBER,
        PDF_NAME,
        PDF_STRING,
        PDF_ARRAY,
        PDF_DICT,
        PDF_REF
    } kind;
    double number;   /* of a reference: the object */
    struct str text; /* of a name, without "/" */
    struct str key;  /* in a dictionary */
    struct pdf_value *first, *next;
    struct str stream; /* of a dictionary: its bytes as they lie there */
};

struct pdf_file {
    struct arena arena;
    struct str bytes;
    size_t count; /* objects, 0 among them */
    struct pdf_value **objects; /* NULL: free */
    const struct pdf_value *trailer;
};

void pdf_file_open(struct pdf_file *f, const void *bytes, size_t len);
void pdf_file_close(struct pdf_file *f);

/* What a value is when it is no reference. */
const struct pdf_value *pdf_file_value(const struct pdf_file *f,
                                       const struct pdf_value *v);

/* The member of a dictionary, followed; NULL: there is none. */
const struct pdf_value *pdf_file_member(const struct pdf_file *f,
                                        const struct pdf_value *dict, const char *key);

/* The bytes of a stream, inflated where it says so. */
void pdf_file_inflate(const struct pdf_file *f, const struct pdf_value *stream,
                      struct buf *out);

/* A value alone, as in a content stream; `*s` is stepped over it. NULL at an operator,
 * which is put into `*word`, and at the end, where `*word` is empty. */
struct pdf_value *pdf_read_value(struct arena *a, struct str *s, struct str *word);

#endif
