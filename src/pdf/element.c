#include "pdf/element.h"

#include "pdf/number.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_FAN 64 /* of one leaf of the tree of ids */
#define TEXT_LIMIT \
    16000 /* UTF-16 units: within the 32,767 bytes of a string in PDF/A */

enum kid_kind { KID_ELEMENT, KID_CONTENT, KID_OBJECT };

struct pdf_kid {
    enum kid_kind kind;
    uint32_t page;   /* CONTENT, OBJECT */
    uint32_t number; /* an object, or the MCID */
};

/* An open element. */
struct pdf_frame {
    struct pdf_element as;
    uint32_t id; /* 0: nobody has asked for it yet */
    size_t first_kid;
};

struct name {
    const char *id;
    uint32_t element;
};

void pdf_element_open(struct pdf_elements *e, const struct pdf_element *element)
{
    if (e->depth == e->frame_cap) {
        e->frame_cap = e->frame_cap ? e->frame_cap * 2 : 64;
        e->frames = heap_resize(e->frames, e->frame_cap, sizeof *e->frames);
    }
    e->frames[e->depth++] =
        (struct pdf_frame){.as = *element, .first_kid = e->kid_count};
}

const char *pdf_element_type(const struct pdf_elements *e)
{
    return e->depth ? e->frames[e->depth - 1].as.type : "";
}

/* The dump */

static void dump_quoted(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            fputc('\\', out);
        fputc(*s == '\n' ? ' ' : *s, out);
    }
    fputc('"', out);
}

static void dump_text(FILE *out, const char *key, const char *text)
{
    if (!text)
        return;
    fprintf(out, " %s=", key);
    dump_quoted(out, text);
}

static void indent(const struct pdf_elements *e, size_t depth)
{
    fprintf(e->dump, "%*s", (int)(2 * depth), "");
}

static void dump_head(const struct pdf_elements *e, size_t depth)
{
    const struct pdf_element *el = &e->frames[depth].as;

    indent(e, depth);
    fputs(el->type, e->dump);
    if (el->attributes)
        fprintf(e->dump, " %s", el->attributes);
    dump_text(e->dump, "id", el->id);
    dump_text(e->dump, "lang", el->lang);
    dump_text(e->dump, "alt", el->alt);
    dump_text(e->dump, "text", el->actual_text);
    fputc('\n', e->dump);
}

/* Writing */

static void note_name(struct pdf_elements *e, const struct pdf_frame *f)
{
    const struct name name = {f->as.id, f->id};

    if (f->as.id)
        buf_add(&e->names, &name, sizeof name);
}

/* Gives the open elements down to `depth` their numbers: they will hold something. */
static uint32_t real(struct pdf_elements *e, size_t depth)
{
    size_t known = depth + 1;

    while (known > 0 && !e->frames[known - 1].id)
        known--;
    for (; known <= depth; known++) {
        struct pdf_frame *f = &e->frames[known];

        f->id = e->file ? pdf_reserve(e->file) : e->count + 1;
        e->count++;
        note_name(e, f);
        if (e->dump)
            dump_head(e, known);
    }
    return e->frames[depth].id;
}

static void add_kid(struct pdf_elements *e, struct pdf_kid kid)
{
    if (e->kid_count == e->kid_cap) {
        e->kid_cap = e->kid_cap ? e->kid_cap * 2 : 256;
        e->kids = heap_resize(e->kids, e->kid_cap, sizeof *e->kids);
    }
    e->kids[e->kid_count++] = kid;
}

uint32_t pdf_element_content(struct pdf_elements *e, uint32_t page, uint32_t mcid,
                             const char *text)
{
    uint32_t id = real(e, e->depth - 1);

    add_kid(e, (struct pdf_kid){KID_CONTENT, page, mcid});
    if (e->dump) {
        indent(e, e->depth);
        dump_quoted(e->dump, text ? text : "");
        fputc('\n', e->dump);
    }
    return id;
}

uint32_t pdf_element_object(struct pdf_elements *e, uint32_t page, uint32_t annotation)
{
    uint32_t id = real(e, e->depth - 1);

    add_kid(e, (struct pdf_kid){KID_OBJECT, page, annotation});
    if (e->dump) {
        indent(e, e->depth);
        fputs("annotation\n", e->dump);
    }
    return id;
}

/* A text string; controls and private characters say nothing to a reader, but when there
 * is nothing else it may not be empty. */
static void put_text(struct buf *out, const char *key, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    bool said = false;

    if (!text)
        return;
    buf_printf(out, "/%s<FEFF", key);
    for (size_t at = 0, count = 0; at < len && count < TEXT_LIMIT; count++) {
        uint32_t cp;

        at += utf8_decode(text + at, len - at, &cp);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || unicode_is_private(cp))
            cp = ' ';
        said = said || cp != ' ';
        if (cp > 0xFFFF) {
            buf_printf(out, "%04X%04X", 0xD800 + ((cp - 0x10000) >> 10),
                       0xDC00 + ((cp - 0x10000) & 0x3FF));
            count++;
        } else {
            buf_printf(out, "%04X", cp);
        }
    }
    buf_puts(out, said ? ">" : "FFFD>");
}

static void put_kid(struct buf *out, const struct pdf_kid *kid, uint32_t page)
{
    switch (kid->kind) {
    case KID_ELEMENT:
        pdf_number_put_ref(out, kid->number);
        break;
    case KID_CONTENT:
        if (kid->page == page)
            pdf_number_put_count(out, kid->number);
        else
            buf_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", kid->page, kid->number);
        break;
    case KID_OBJECT:
        buf_printf(out, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", kid->page, kid->number);
        break;
    }
}

static void put_kids(const struct pdf_elements *e, struct buf *out, size_t first)
{
    uint32_t page = 0;
    size_t count = e->kid_count - first;

    for (size_t i = first; i < e->kid_count && !page; i++)
        if (e->kids[i].kind == KID_CONTENT)
            page = e->kids[i].page;
    if (page) {
        buf_puts(out, "/Pg ");
        pdf_number_put_ref(out, page);
    }
    if (count == 0)
        return;
    buf_puts(out, count == 1 ? "/K" : "/K[");
    for (size_t i = first; i < e->kid_count; i++) {
        if (i > first || count == 1)
            buf_putc(out, ' ');
        put_kid(out, &e->kids[i], page);
    }
    if (count > 1)
        buf_putc(out, ']');
}

static void emit(struct pdf_elements *e, const struct pdf_frame *f)
{
    uint32_t parent = e->depth > 0 ? e->frames[e->depth - 1].id : e->root;
    struct buf *out = pdf_emit_begin(e->file, f->id);

    buf_puts(out, "<</S/");
    buf_puts(out, f->as.type);
    buf_puts(out, "/P ");
    pdf_number_put_ref(out, parent);
    if (f->as.id)
        buf_printf(out, "/ID(%s)", f->as.id);
    if (f->as.attributes)
        buf_printf(out, "/A%s", f->as.attributes);
    if (f->as.lang)
        buf_printf(out, "/Lang(%s)", f->as.lang);
    put_text(out, "Alt", f->as.alt);
    put_text(out, "ActualText", f->as.actual_text);
    put_kids(e, out, f->first_kid);
    buf_puts(out, ">>");
    pdf_emit_end(e->file);
}

uint32_t pdf_element_close(struct pdf_elements *e)
{
    struct pdf_frame f;

    assert(e->depth > 0);
    if (e->frames[e->depth - 1].as.keep)
        real(e, e->depth - 1);
    f = e->frames[--e->depth];
    if (f.id && e->file)
        emit(e, &f);
    e->kid_count = f.first_kid;
    if (f.id && e->depth > 0)
        add_kid(e, (struct pdf_kid){KID_ELEMENT, 0, f.id});
    return f.id;
}

/* Ids */

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct name *)a)->id, ((const struct name *)b)->id);
}

static uint32_t emit_leaf(struct pdf_file *file, const struct name *names, size_t count)
{
    uint32_t id = pdf_reserve(file);
    struct buf *out = pdf_emit_begin(file, id);

    buf_printf(out, "<</Limits[(%s)(%s)]/Names[", names[0].id, names[count - 1].id);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "(%s)%u 0 R", names[i].id, names[i].element);
    buf_puts(out, "]>>");
    pdf_emit_end(file);
    return id;
}

uint32_t pdf_elements_emit_names(struct pdf_elements *e)
{
    size_t count = e->names.len / sizeof(struct name);
    struct name *names;
    struct buf kids = {0};
    struct buf *out;
    uint32_t id;

    if (count == 0)
        return 0;
    names = heap_zalloc(count, sizeof *names);
    memcpy(names, e->names.data, count * sizeof *names);
    qsort(names, count, sizeof *names, by_id);
    for (size_t from = 0; from < count; from += NAMES_FAN)
        buf_printf(&kids, "%u 0 R ",
                   emit_leaf(e->file, names + from,
                             count - from > NAMES_FAN ? NAMES_FAN : count - from));
    id = pdf_reserve(e->file);
    out = pdf_emit_begin(e->file, id);
    buf_printf(out, "<</Kids[%s]>>", buf_str(&kids));
    pdf_emit_end(e->file);
    buf_release(&kids);
    heap_free(names);
    return id;
}

void pdf_elements_release(struct pdf_elements *e)
{
    heap_free(e->frames);
    heap_free(e->kids);
    buf_release(&e->names);
    *e = (struct pdf_elements){0};
}
