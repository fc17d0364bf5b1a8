#include "pdf/stream.h"

#include "pdf/number.h"
#include "util/deflate.h"
#include "util/hash.h"
#include "util/heap.h"

#include <assert.h>
#include <string.h>

#include <hpdf_conf.h>
#include <hpdf_consts.h>
#include <hpdf_streams.h>

#define PACK_SIZE    200        /* objects of one object stream */
#define FLUSH_SIZE   (1u << 16) /* bytes kept before a write */
#define OBJECT_LIMIT 8388607    /* ISO 19005-2, 6.1.13 */
#define OFFSET_LIMIT 0x7FFFFFFF
#define ID_SIZE      16

/* Types of cross-reference entries (ISO 32000-1, table 18). */
enum { ENTRY_FREE, ENTRY_OFFSET, ENTRY_PACKED };
#define ENTRY_WIDTH 7 /* bytes: 1 type, 4 offset or object stream, 2 index in it */

struct entry {
    uint8_t type;
    uint16_t index;
    uint32_t place;
};

struct pdf_file {
    struct file_out *out;
    struct pdf_values *values;
    struct _HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Stream writer; /* over `out`; its size is the offset */
    struct buf waiting; /* not handed to `out` yet */
    struct hash_sha1 hash;
    struct entry *entries;
    uint32_t count, cap;
    bool over_limit;
    struct {
        uint32_t id;
        int count;
        struct buf index, body;
    } pack;
};

static void *allocate(HPDF_UINT size)
{
    return heap_alloc(size);
}

static void release(void *p)
{
    heap_free(p);
}

static void flush(struct pdf_file *f)
{
    file_out_write(f->out, f->waiting.data, f->waiting.len);
    buf_clear(&f->waiting);
}

static HPDF_STATUS sink(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
    struct pdf_file *f = stream->attr;

    hash_sha1_add(&f->hash, bytes, len);
    if (f->waiting.len + len > FLUSH_SIZE)
        flush(f);
    if (len > FLUSH_SIZE)
        file_out_write(f->out, bytes, len);
    else
        buf_add(&f->waiting, bytes, len);
    return HPDF_OK;
}

static void put(struct pdf_file *f, const void *bytes, size_t len)
{
    if (f->over_limit || len > OFFSET_LIMIT - f->writer->size) {
        f->over_limit = true;
        return;
    }
    HPDF_Stream_Write(f->writer, bytes, (HPDF_UINT)len);
}

static void put_text(struct pdf_file *f, const char *s)
{
    put(f, s, strlen(s));
}

struct pdf_file *pdf_file_create(struct file_out *out)
{
    struct pdf_file *f = heap_zalloc(1, sizeof *f);

    f->out = out;
    f->values = pdf_values_create();
    HPDF_Error_Init(&f->error, NULL);
    f->memory = HPDF_MMgr_New(&f->error, 0, allocate, release);
    f->writer = HPDF_CallbackWriter_New(f->memory, sink, f);
    hash_sha1_init(&f->hash);
    pdf_reserve(f); /* object 0 heads the list of free ones */
    /* Bytes above 127 tell transfer programs that this is no text (7.5.2). */
    put_text(f, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return f;
}

void pdf_file_destroy(struct pdf_file *f)
{
    if (!f)
        return;
    HPDF_Stream_Free(f->writer);
    HPDF_MMgr_Free(f->memory);
    pdf_values_destroy(f->values);
    buf_release(&f->waiting);
    buf_release(&f->pack.index);
    buf_release(&f->pack.body);
    heap_free(f->entries);
    heap_free(f);
}

struct pdf_values *pdf_file_values(struct pdf_file *f)
{
    return f->values;
}

uint32_t pdf_reserve(struct pdf_file *f)
{
    if (f->count > OBJECT_LIMIT) {
        f->over_limit = true;
        return OBJECT_LIMIT;
    }
    if (f->count == f->cap) {
        f->cap = f->cap ? f->cap * 2 : 256;
        f->entries = heap_resize(f->entries, f->cap, sizeof *f->entries);
    }
    f->entries[f->count] = (struct entry){ENTRY_FREE, 0, 0};
    return f->count++;
}

/* `head` is the dictionary, written out. */
static void put_stream(struct pdf_file *f, uint32_t id, const struct buf *head,
                       const struct buf *bytes)
{
    struct buf start = {0};

    f->entries[id] = (struct entry){ENTRY_OFFSET, 0, f->writer->size};
    buf_printf(&start, "%u 0 obj\n", id);
    put(f, start.data, start.len);
    put(f, head->data, head->len);
    put_text(f, "\nstream\n");
    put(f, bytes->data, bytes->len);
    put_text(f, "\nendstream\nendobj\n");
    buf_release(&start);
}

/* A third less time than DEFLATE_LEVEL takes for pages of text, which become 1 % larger. */
#define LEVEL 5

void pdf_emit_stream(struct pdf_file *f, uint32_t id, struct pdf_value *dict,
                     const struct buf *bytes, enum pdf_coding coding)
{
    struct buf packed = {0}, head = {0};

    if (coding == PDF_DEFLATE) {
        deflate_bytes(&packed, bytes->data, bytes->len, DEFLATE_ZLIB, LEVEL);
        bytes = &packed;
    }
    if (coding != PDF_PLAIN)
        pdf_dict_put(dict, "Filter", pdf_name(f->values, "FlateDecode"));
    pdf_dict_put(dict, "Length", pdf_integer(f->values, (int32_t)bytes->len));
    pdf_value_write(f->values, dict, &head);
    put_stream(f, id, &head, bytes);
    buf_release(&head);
    buf_release(&packed);
}

static void flush_pack(struct pdf_file *f)
{
    struct pdf_value *dict;
    size_t first = f->pack.index.len;

    if (f->pack.count == 0)
        return;
    dict = pdf_dict(f->values);
    pdf_dict_put(dict, "Type", pdf_name(f->values, "ObjStm"));
    pdf_dict_put(dict, "N", pdf_integer(f->values, f->pack.count));
    pdf_dict_put(dict, "First", pdf_integer(f->values, (int32_t)first));
    buf_add(&f->pack.index, f->pack.body.data, f->pack.body.len);
    pdf_emit_stream(f, f->pack.id, dict, &f->pack.index, PDF_DEFLATE);
    buf_clear(&f->pack.index);
    buf_clear(&f->pack.body);
    f->pack.count = 0;
}

struct buf *pdf_emit_begin(struct pdf_file *f, uint32_t id)
{
    if (f->pack.count == 0)
        f->pack.id = pdf_reserve(f);
    assert(f->entries[id].type == ENTRY_FREE || f->over_limit);
    f->entries[id] = (struct entry){ENTRY_PACKED, (uint16_t)f->pack.count, f->pack.id};
    pdf_number_put_count(&f->pack.index, id);
    buf_putc(&f->pack.index, ' ');
    pdf_number_put_count(&f->pack.index, (uint32_t)f->pack.body.len);
    buf_putc(&f->pack.index, ' ');
    return &f->pack.body;
}

void pdf_emit_end(struct pdf_file *f)
{
    buf_putc(&f->pack.body, '\n');
    if (++f->pack.count == PACK_SIZE)
        flush_pack(f);
}

void pdf_emit(struct pdf_file *f, uint32_t id, struct pdf_value *value)
{
    pdf_value_write(f->values, value, pdf_emit_begin(f, id));
    pdf_emit_end(f);
}

/* The table as rows of the PNG predictor "up": each byte less the one above it. */
static void put_entries(const struct pdf_file *f, struct buf *rows)
{
    uint8_t above[ENTRY_WIDTH] = {0};

    for (uint32_t i = 0; i < f->count; i++) {
        const struct entry *e = &f->entries[i];
        uint8_t row[ENTRY_WIDTH] = {e->type,
                                    (uint8_t)(e->place >> 24),
                                    (uint8_t)(e->place >> 16),
                                    (uint8_t)(e->place >> 8),
                                    (uint8_t)e->place,
                                    (uint8_t)(e->index >> 8),
                                    (uint8_t)e->index};

        if (i == 0) /* the head of the free list is never used again */
            row[5] = row[6] = 0xFF;
        buf_putc(rows, 2);
        for (int k = 0; k < ENTRY_WIDTH; k++)
            buf_putc(rows, (char)(row[k] - above[k]));
        memcpy(above, row, sizeof above);
    }
}

static struct pdf_value *integers(struct pdf_values *v, const int32_t *list,
                                  size_t count)
{
    struct pdf_value *array = pdf_array(v);

    for (size_t i = 0; i < count; i++)
        pdf_array_add(array, pdf_integer(v, list[i]));
    return array;
}

static struct pdf_value *file_id(struct pdf_file *f)
{
    struct pdf_value *array = pdf_array(f->values);
    struct hash_sha1 hash = f->hash;
    uint8_t digest[HASH_SHA1_SIZE];

    hash_sha1_final(&hash, digest);
    pdf_array_add(array, pdf_string(f->values, digest, ID_SIZE));
    pdf_array_add(array, pdf_string(f->values, digest, ID_SIZE));
    return array;
}

static struct pdf_value *trailer(struct pdf_file *f, uint32_t root, uint32_t info)
{
    static const int32_t widths[] = {1, 4, 2};
    struct pdf_values *v = f->values;
    struct pdf_value *dict = pdf_dict(v), *parms = pdf_dict(v);

    pdf_dict_put(dict, "Type", pdf_name(v, "XRef"));
    pdf_dict_put(dict, "W", integers(v, widths, 3));
    pdf_dict_put(dict, "Size", pdf_integer(v, (int32_t)f->count));
    pdf_dict_put(dict, "Root", pdf_ref(v, root));
    pdf_dict_put(dict, "Info", pdf_ref(v, info));
    pdf_dict_put(dict, "ID", file_id(f));
    pdf_dict_put(parms, "Predictor", pdf_integer(v, 12));
    pdf_dict_put(parms, "Columns", pdf_integer(v, ENTRY_WIDTH));
    pdf_dict_put(dict, "DecodeParms", parms);
    return dict;
}

bool pdf_file_finish(struct pdf_file *f, uint32_t root, uint32_t info,
                     struct diag *diag)
{
    struct buf rows = {0}, end = {0};
    uint32_t id, offset;

    flush_pack(f);
    id = pdf_reserve(f);
    offset = f->writer->size;
    f->entries[id] = (struct entry){ENTRY_OFFSET, 0, offset};
    put_entries(f, &rows);
    pdf_emit_stream(f, id, trailer(f, root, info), &rows, PDF_DEFLATE);
    buf_printf(&end, "startxref\n%u\n%%%%EOF\n", offset);
    put(f, end.data, end.len);
    flush(f);
    buf_release(&rows);
    buf_release(&end);
    if (!f->over_limit)
        return true;
    diag_error(diag, (struct diag_pos){.file = f->out->path}, "pdf-limit",
               "the PDF would be larger than the format allows; split the book");
    return false;
}
