#include "pdf_file.h"

#include "fuzz.h"

#include "util/deflate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Values */

static bool is_delimiter(char c)
{
    return c == '\0' || isspace((unsigned char)c) || strchr("()<>[]{}/%", c);
}

static void skip_space(struct str *s)
{
    while (s->len > 0 && (isspace((unsigned char)s->s[0]) || s->s[0] == '\0'))
        *s = str_skip(*s, 1);
}

static struct str take_word(struct str *s)
{
    struct str word = {s->s, 0};

    while (word.len < s->len && !is_delimiter(s->s[word.len]))
        word.len++;
    *s = str_skip(*s, word.len);
    return word;
}

static void take_string(struct str *s, struct pdf_value *v)
{
    size_t at = 1;

    v->kind = PDF_STRING;
    if (s->s[0] == '<') {
        at = str_find_char(*s, '>');
        if (at == s->len)
            fuzz_fail("pdf: a string without end");
    } else {
        for (int depth = 1; depth > 0; at++) {
            if (at >= s->len)
                fuzz_fail("pdf: a string without end");
            if (s->s[at] == '\\')
                at++;
            else
                depth += (s->s[at] == '(') - (s->s[at] == ')');
        }
        at--;
    }
    v->text = str_head(str_skip(*s, 1), at - 1);
    *s = str_skip(*s, at + 1);
}

/* A dictionary or array; `end` is what closes it. */
static void take_members(struct arena *a, struct str *s, struct pdf_value *v,
                         const char *end)
{
    struct pdf_value **to = &v->first;
    struct str word;

    for (skip_space(s); !str_starts(*s, end); skip_space(s)) {
        struct pdf_value *member, *key = NULL;

        if (v->kind == PDF_DICT) {
            key = pdf_read_value(a, s, &word);
            if (!key || key->kind != PDF_NAME)
                fuzz_fail("pdf: a key that is no name");
        }
        member = pdf_read_value(a, s, &word);
        if (!member)
            fuzz_fail("pdf: a dictionary or array without end");
        if (key)
            member->key = key->text;
        *to = member;
        to = &member->next;
    }
    *s = str_skip(*s, strlen(end));
}

/* "12 0 R" where a number was read. */
static void take_reference(struct str *s, struct pdf_value *v)
{
    struct str rest = *s;

    skip_space(&rest);
    if (!str_is(take_word(&rest), "0"))
        return;
    skip_space(&rest);
    if (!str_is(take_word(&rest), "R"))
        return;
    v->kind = PDF_REF;
    *s = rest;
}

static bool take_atom(struct str *s, struct pdf_value *v, struct str *word)
{
    char text[40];
    char *end;

    *word = take_word(s);
    if (word->len == 0 && s->len > 0)
        fuzz_fail("pdf: no value");
    if (str_is(*word, "null") || str_is(*word, "true") || str_is(*word, "false")) {
        v->kind = str_is(*word, "null") ? PDF_NULL : PDF_BOOL;
        return true;
    }
    if (word->len == 0 || word->len >= sizeof text)
        return false;
    memcpy(text, word->s, word->len);
    text[word->len] = '\0';
    if (strspn(text, "+-.0123456789") != word->len)
        return false;
    v->kind = PDF_NUMBER;
    v->number = strtod(text, &end);
    if (*end)
        fuzz_fail("pdf: a number that is none");
    take_reference(s, v);
    return true;
}

struct pdf_value *pdf_read_value(struct arena *a, struct str *s, struct str *word)
{
    struct pdf_value *v = arena_new(a, struct pdf_value);

    skip_space(s);
    *word = (struct str){0};
    if (str_starts(*s, "<<")) {
        v->kind = PDF_DICT;
        *s = str_skip(*s, 2);
        take_members(a, s, v, ">>");
    } else if (str_starts(*s, "[")) {
        v->kind = PDF_ARRAY;
        *s = str_skip(*s, 1);
        take_members(a, s, v, "]");
    } else if (str_starts(*s, "/")) {
        v->kind = PDF_NAME;
        *s = str_skip(*s, 1);
        v->text = take_word(s);
    } else if (str_starts(*s, "(") || str_starts(*s, "<")) {
        take_string(s, v);
    } else if (!take_atom(s, v, word)) {
        return NULL;
    }
    return v;
}

/* Members */

const struct pdf_value *pdf_file_value(const struct pdf_file *f,
                                       const struct pdf_value *v)
{
    if (!v || v->kind != PDF_REF)
        return v;
    if (v->number < 1 || v->number >= (double)f->count ||
        !f->objects[(size_t)v->number])
        fuzz_fail("pdf: a reference to nothing");
    return f->objects[(size_t)v->number];
}

const struct pdf_value *pdf_file_member(const struct pdf_file *f,
                                        const struct pdf_value *dict, const char *key)
{
    for (const struct pdf_value *m = dict->first; m; m = m->next)
        if (str_is(m->key, key))
            return pdf_file_value(f, m);
    return NULL;
}

static size_t number(const struct pdf_file *f, const struct pdf_value *dict,
                     const char *key)
{
    const struct pdf_value *v = pdf_file_member(f, dict, key);

    if (!v || v->kind != PDF_NUMBER || v->number < 0)
        fuzz_fail("pdf: a number is missing");
    return (size_t)v->number;
}

/* Objects */

static void expect(struct str *s, const char *word)
{
    skip_space(s);
    if (!str_starts(*s, word))
        fuzz_fail(word);
    *s = str_skip(*s, strlen(word));
}

static void take_stream(struct pdf_file *f, struct str *s, struct pdf_value *dict)
{
    size_t len = number(f, dict, "Length");

    expect(s, "stream");
    if (str_starts(*s, "\r\n"))
        *s = str_skip(*s, 1);
    if (!str_starts(*s, "\n") || len + 1 > s->len)
        fuzz_fail("pdf: a stream beyond the end");
    dict->stream = str_head(str_skip(*s, 1), len);
    *s = str_skip(*s, len + 1);
    expect(s, "endstream");
}

/* Object `id` at `offset`, with its stream. */
static struct pdf_value *take_object(struct pdf_file *f, size_t id, size_t offset)
{
    struct str s = str_skip(f->bytes, offset), word;
    struct pdf_value *v;
    char head[40];

    snprintf(head, sizeof head, "%zu 0 obj", id);
    if (offset >= f->bytes.len || !str_starts(s, head))
        fuzz_fail("pdf: an offset that leads to another object");
    s = str_skip(s, strlen(head));
    v = pdf_read_value(&f->arena, &s, &word);
    if (!v)
        fuzz_fail("pdf: an object without value");
    skip_space(&s);
    if (str_starts(s, "stream"))
        take_stream(f, &s, v);
    expect(&s, "endobj");
    return v;
}

static void inflate(struct str in, struct buf *out)
{
    struct deflate_reader *r = deflate_reader_create(in.s, in.len);
    char part[4096];
    size_t got;

    while ((got = deflate_reader_read(r, part, sizeof part)) > 0)
        buf_add(out, part, got);
    if (!deflate_reader_ended(r))
        fuzz_fail("pdf: a stream that does not inflate");
    deflate_reader_destroy(r);
}

void pdf_file_inflate(const struct pdf_file *f, const struct pdf_value *stream,
                      struct buf *out)
{
    const struct pdf_value *filter = pdf_file_member(f, stream, "Filter");

    if (filter && filter->kind == PDF_NAME && str_is(filter->text, "FlateDecode"))
        inflate(stream->stream, out);
    else
        buf_add(out, stream->stream.s, stream->stream.len);
}

/* The cross-reference stream (§7.5.8): rows of 7 bytes behind a predictor each, which is
 * Up. */

struct row {
    unsigned kind;
    size_t where;
    unsigned part;
};

static struct row *take_rows(struct pdf_file *f, const struct pdf_value *xref)
{
    struct row *rows = arena_array(&f->arena, struct row, f->count);
    uint8_t before[7] = {0};
    struct buf bytes = {0};

    pdf_file_inflate(f, xref, &bytes);
    if (bytes.len != f->count * 8)
        fuzz_fail("pdf: a cross-reference of another size");
    for (size_t i = 0; i < f->count; i++) {
        const char *row = bytes.data + 8 * i;

        if (row[0] != 2)
            fuzz_fail("pdf: another predictor");
        for (int k = 0; k < 7; k++)
            before[k] = (uint8_t)(before[k] + (uint8_t)row[k + 1]);
        rows[i] = (struct row){before[0],
                               (size_t)before[1] << 24 | (size_t)before[2] << 16 |
                                   (size_t)before[3] << 8 | before[4],
                               (unsigned)before[5] << 8 | before[6]};
    }
    buf_release(&bytes);
    return rows;
}

/* The objects of an object stream (§7.5.7): pairs of number and offset, then values. */
static void take_packed(struct pdf_file *f, size_t id, const struct row *rows)
{
    const struct pdf_value *stream = f->objects[id];
    size_t count = number(f, stream, "N"), first = number(f, stream, "First");
    struct buf bytes = {0};
    struct str head, all, word;

    pdf_file_inflate(f, stream, &bytes);
    all = (struct str){arena_strndup(&f->arena, bytes.data, bytes.len), bytes.len};
    head = str_head(all, first);
    for (size_t i = 0; i < count; i++) {
        const struct pdf_value *n = pdf_read_value(&f->arena, &head, &word);
        const struct pdf_value *at = pdf_read_value(&f->arena, &head, &word);
        struct str s;

        if (!n || !at || n->number >= (double)f->count ||
            rows[(size_t)n->number].kind != 2 || rows[(size_t)n->number].where != id ||
            rows[(size_t)n->number].part != i)
            fuzz_fail("pdf: a packed object that is not where it should be");
        s = str_skip(all, first + (size_t)at->number);
        f->objects[(size_t)n->number] = pdf_read_value(&f->arena, &s, &word);
        if (!f->objects[(size_t)n->number])
            fuzz_fail("pdf: a packed object without value");
    }
    buf_release(&bytes);
}

static void take_objects(struct pdf_file *f, const struct row *rows, size_t xref)
{
    for (size_t i = 1; i < f->count; i++)
        if (rows[i].kind == 1 && i != xref)
            f->objects[i] = take_object(f, i, rows[i].where);
    for (size_t i = 1; i < f->count; i++) {
        const struct pdf_value *type =
            f->objects[i] && rows[i].kind == 1 && f->objects[i]->kind == PDF_DICT
                ? pdf_file_member(f, f->objects[i], "Type")
                : NULL;

        if (type && type->kind == PDF_NAME && str_is(type->text, "ObjStm"))
            take_packed(f, i, rows);
    }
    for (size_t i = 1; i < f->count; i++)
        if (rows[i].kind == 2 && !f->objects[i])
            fuzz_fail("pdf: a packed object is missing");
}

/* Every reference leads somewhere. */
static void check_references(const struct pdf_file *f, const struct pdf_value *v)
{
    pdf_file_value(f, v);
    if (v->kind == PDF_ARRAY || v->kind == PDF_DICT)
        for (const struct pdf_value *m = v->first; m; m = m->next)
            check_references(f, m);
}

static size_t take_start(const struct pdf_file *f)
{
    const char *at = NULL, *next = f->bytes.s, *end = f->bytes.s + f->bytes.len;

    while ((next = memmem(next, (size_t)(end - next), "startxref", 9)))
        at = next++;
    if (!at)
        fuzz_fail("pdf: no startxref");
    return strtoul(at + 9, NULL, 10);
}

void pdf_file_open(struct pdf_file *f, const void *bytes, size_t len)
{
    struct pdf_value *xref;
    size_t start, id;

    *f = (struct pdf_file){.bytes = {bytes, len}};
    if (!str_starts(f->bytes, "%PDF-1.7") || !str_ends(f->bytes, "%%EOF\n"))
        fuzz_fail("pdf: no head or no end");
    start = take_start(f);
    if (start >= len)
        fuzz_fail("pdf: a cross-reference beyond the end");
    id = strtoul(f->bytes.s + start, NULL, 10);
    f->count = id + 1;
    f->objects = arena_array(&f->arena, struct pdf_value *, f->count);
    xref = take_object(f, id, start);
    f->objects[id] = xref;
    f->trailer = xref;
    if (number(f, xref, "Size") != f->count)
        fuzz_fail("pdf: another number of objects");
    take_objects(f, take_rows(f, xref), id);
    for (size_t i = 1; i < f->count; i++)
        if (f->objects[i])
            check_references(f, f->objects[i]);
}

void pdf_file_close(struct pdf_file *f)
{
    arena_release(&f->arena);
}
