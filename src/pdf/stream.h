#ifndef PDF_STREAM_H
#define PDF_STREAM_H

#include "pdf/object.h"
#include "util/diag.h"
#include "util/file.h"

/*
 * A PDF 1.7 file while it is written: objects go out as they are finished, in any
 * order, the others 200 at a time in object streams (ISO 32000-1, 7.5.7); what stays in
 * memory is one table entry an object. The cross-reference is a stream (7.5.8).
 */
struct pdf_file;

/* How the bytes given to pdf_emit_stream are stored. */
enum pdf_coding {
    PDF_PLAIN,   /* as they are; a /Filter in the dictionary is the caller's */
    PDF_DEFLATE, /* deflated here */
    PDF_DEFLATED /* given deflated (zlib): only said so */
};

/* `out` is borrowed. Writes the header. */
struct pdf_file *pdf_file_create(struct file_out *out);
void pdf_file_destroy(struct pdf_file *f);

/* Where the values of this file are made. */
struct pdf_values *pdf_file_values(struct pdf_file *f);

/* A number for an object to come. One that never comes is null to who refers to it. */
uint32_t pdf_reserve(struct pdf_file *f);

/* Writes the object `id`; the value is gone. */
void pdf_emit(struct pdf_file *f, uint32_t id, struct pdf_value *value);

/*
 * The same without a value, for objects that come by the thousand: the caller appends
 * the object's text to what is returned, then ends it.
 */
struct buf *pdf_emit_begin(struct pdf_file *f, uint32_t id);
void pdf_emit_end(struct pdf_file *f);

/* Writes the stream `id`; /Length and /Filter for deflate are added to `dict`. */
void pdf_emit_stream(struct pdf_file *f, uint32_t id, struct pdf_value *dict,
                     const struct buf *bytes, enum pdf_coding coding);

/*
 * Writes what is pending, the cross-reference and the trailer, whose /ID is the hash of
 * all before it. False after reporting [pdf-limit]: more than 8,388,607 objects or 2
 * GiB.
 */
bool pdf_file_finish(struct pdf_file *f, uint32_t root, uint32_t info,
                     struct diag *diag);

#endif
