#include "pdf/object.h"

#include "pdf/number.h"
#include "util/heap.h"
#include "util/utf8.h"

#include <assert.h>
#include <string.h>

#include <hpdf_conf.h>
#include <hpdf_consts.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

/* ISO 19005-2, 6.1.13. */
#define NAME_LIMIT   127
#define STRING_LIMIT 32767

/*
 * libharu's reals are 32-bit floats of five decimals (841.89 comes out as 841.89001),
 * and its raw token object came after 2.3.0. So a number of ours travels as a name that
 * begins with this mark, which our writer takes off again. No other name may begin with
 * it.
 */
#define REAL_MARK '~'

struct pdf_values {
    struct _HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Stream writer; /* appends to `out` */
    struct buf *out;
    struct buf
        stubs; /* of HPDF_Null: what references point to until they are written */
};

static void *allocate(HPDF_UINT size)
{
    return heap_alloc(size);
}

static void release(void *p)
{
    heap_free(p);
}

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
    struct pdf_values *v = stream->attr;

    if (len >= 2 && bytes[0] == '/' && bytes[1] == REAL_MARK)
        buf_add(v->out, bytes + 2, len - 2);
    else
        buf_add(v->out, bytes, len);
    return HPDF_OK;
}

struct pdf_values *pdf_values_create(void)
{
    struct pdf_values *v = heap_zalloc(1, sizeof *v);

    HPDF_Error_Init(&v->error, NULL);
    v->memory = HPDF_MMgr_New(&v->error, 0, allocate, release);
    v->writer = HPDF_CallbackWriter_New(v->memory, append, v);
    return v;
}

static void free_stubs(struct pdf_values *v)
{
    HPDF_Null stub;

    for (size_t at = 0; at < v->stubs.len; at += sizeof stub) {
        memcpy(&stub, v->stubs.data + at, sizeof stub);
        HPDF_FreeMem(v->memory, stub);
    }
    buf_clear(&v->stubs);
}

void pdf_values_destroy(struct pdf_values *v)
{
    if (!v)
        return;
    free_stubs(v);
    buf_release(&v->stubs);
    HPDF_Stream_Free(v->writer);
    HPDF_MMgr_Free(v->memory);
    heap_free(v);
}

static struct pdf_value *made(void *object)
{
    assert(object); /* memory never runs out here (util/heap.h) */
    return object;
}

struct pdf_value *pdf_null(struct pdf_values *v)
{
    return made(HPDF_Null_New(v->memory));
}

struct pdf_value *pdf_bool(struct pdf_values *v, bool value)
{
    return made(HPDF_Boolean_New(v->memory, value ? HPDF_TRUE : HPDF_FALSE));
}

struct pdf_value *pdf_integer(struct pdf_values *v, int32_t value)
{
    return made(HPDF_Number_New(v->memory, value));
}

struct pdf_value *pdf_real(struct pdf_values *v, int64_t thousandths)
{
    struct buf token = {0};
    struct pdf_value *value;

    buf_putc(&token, REAL_MARK);
    pdf_number_put(&token, thousandths);
    value = made(HPDF_Name_New(v->memory, buf_str(&token)));
    buf_release(&token);
    return value;
}

struct pdf_value *pdf_length(struct pdf_values *v, int64_t sp)
{
    return pdf_real(v, pdf_number_of_sp(sp));
}

struct pdf_value *pdf_name(struct pdf_values *v, const char *name)
{
    char safe[NAME_LIMIT + 1];
    size_t len = 0;

    for (; len < NAME_LIMIT && name[len]; len++) {
        char c = name[len];
        bool plain = c > ' ' && c < 0x7F && !(len == 0 && c == REAL_MARK);

        safe[len] = '_';
        if (plain)
            safe[len] = c;
    }
    safe[len] = '\0';
    return made(HPDF_Name_New(v->memory, len ? safe : "_"));
}

struct pdf_value *pdf_string(struct pdf_values *v, const void *bytes, size_t len)
{
    HPDF_UINT cut = (HPDF_UINT)(len < STRING_LIMIT ? len : STRING_LIMIT);
    char *copy = heap_strndup(bytes, cut); /* libharu takes a pointer it may write to */
    void *binary = HPDF_Binary_New(v->memory, (HPDF_BYTE *)copy, cut);

    heap_free(copy);
    return made(binary);
}

void pdf_utf16_put(struct buf *out, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t cp;
        uint32_t high;

        at += utf8_decode(text + at, len - at, &cp);
        if (cp > 0xFFFF) {
            high = 0xD800 + ((cp - 0x10000) >> 10);
            buf_putc(out, (char)(high >> 8));
            buf_putc(out, (char)high);
            cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
        }
        buf_putc(out, (char)(cp >> 8));
        buf_putc(out, (char)cp);
    }
}

struct pdf_value *pdf_text(struct pdf_values *v, const char *text, size_t len)
{
    struct buf wide = {0};
    struct pdf_value *value;
    size_t cut;

    buf_add(&wide, "\xFE\xFF", 2);
    pdf_utf16_put(&wide, text, len);
    cut = wide.len < STRING_LIMIT ? wide.len : STRING_LIMIT - 1;
    if (cut < wide.len && ((unsigned char)wide.data[cut - 2] & 0xFC) == 0xD8)
        cut -= 2; /* not between surrogates */
    value = pdf_string(v, wide.data, cut);
    buf_release(&wide);
    return value;
}

struct pdf_value *pdf_ref(struct pdf_values *v, uint32_t id)
{
    HPDF_Null stub = HPDF_Null_New(v->memory);

    assert(stub);
    stub->header.obj_id = HPDF_OTYPE_INDIRECT | id;
    buf_add(&v->stubs, &stub, sizeof stub);
    return made(stub);
}

struct pdf_value *pdf_array(struct pdf_values *v)
{
    return made(HPDF_Array_New(v->memory));
}

struct pdf_value *pdf_dict(struct pdf_values *v)
{
    return made(HPDF_Dict_New(v->memory));
}

void pdf_array_add(struct pdf_value *array, struct pdf_value *item)
{
    HPDF_STATUS status = HPDF_Array_Add((void *)array, item);

    assert(status == HPDF_OK);
    (void)status;
}

void pdf_dict_put(struct pdf_value *dict, const char *key, struct pdf_value *value)
{
    HPDF_STATUS status = HPDF_Dict_Add((void *)dict, key, value);

    assert(status == HPDF_OK);
    (void)status;
}

void pdf_value_write(struct pdf_values *v, struct pdf_value *value, struct buf *out)
{
    HPDF_STATUS status;

    v->out = out;
    status = HPDF_Obj_WriteValue(value, v->writer, NULL);
    assert(status == HPDF_OK);
    (void)status;
    HPDF_Obj_Free(v->memory, value);
    free_stubs(v);
}
