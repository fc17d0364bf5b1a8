#include "reader/prepass.h"

#include "reader/bigtable.h"
#include "reader/defuse.h"
#include "reader/pairing.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <ctype.h>
#include <string.h>

/* Sentinels */

static bool is_cjk(uint32_t cp)
{
    return unicode_is_hangul(cp) ||
           (cp >= 0x1100 && unicode_is_wide(cp) && cp < 0x1F000) ||
           (cp >= 0x20000 && unicode_is_han(cp));
}

static size_t run_length(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.s[n] == c)
        n++;
    return n;
}

/* As the parser has it: symbols of ASCII are punctuation too. */
static bool is_punct(uint32_t cp)
{
    return cp < 0x80 ? ispunct((int)cp) != 0 : unicode_is_punct(cp);
}

static uint32_t code_point_before(struct str s, size_t at)
{
    uint32_t cp = ' ';
    size_t start = at;

    if (at == 0)
        return ' ';
    do
        start--;
    while (start > 0 && at - start < 4 && ((unsigned char)s.s[start] & 0xC0) == 0x80);
    utf8_decode(s.s + start, at - start, &cp);
    return cp == '\n' ? ' ' : cp;
}

static uint32_t code_point_at(struct str s, size_t at)
{
    uint32_t cp = ' ';

    if (at < s.len)
        utf8_decode(s.s + at, s.len - at, &cp);
    return cp == '\n' ? ' ' : cp;
}

/* A text on its way to the parser, with sentinels put in. */
struct marking {
    struct reader_prepass *p;
    struct buf *out;
    struct str in;
    struct arena *arena;
    size_t cap;        /* of p->marks */
    size_t copied;     /* bytes of `in` that are in `out` */
    size_t line_start; /* in `out` */
    int line;
};

static void copy_to(struct marking *m, size_t at)
{
    buf_add(m->out, m->in.s + m->copied, at - m->copied);
    m->copied = at;
}

/* A sentinel before the byte at `at`. */
static void put_mark(struct marking *m, size_t at)
{
    struct reader_prepass *p = m->p;

    copy_to(m, at);
    if (p->mark_count == m->cap) {
        struct reader_mark *grown;

        m->cap = m->cap * 2 + 64;
        grown = arena_array(m->arena, struct reader_mark, m->cap);
        if (p->mark_count)
            memcpy(grown, p->marks, p->mark_count * sizeof *grown);
        p->marks = grown;
    }
    p->marks[p->mark_count++] =
        (struct reader_mark){m->line, (int)(m->out->len - m->line_start) + 1};
    buf_puts(m->out, READER_SENTINEL);
}

static void end_line(struct marking *m, size_t at)
{
    copy_to(m, at + 1);
    m->line_start = m->out->len;
    m->line++;
}

/* Beside Hangul, where the marks of emphasis would not be taken for such. */
static void mark_emphasis(struct marking *m, size_t at, size_t run)
{
    uint32_t before = code_point_before(m->in, at);
    uint32_t after = code_point_at(m->in, at + run);

    if (is_punct(before) && is_cjk(after) && !is_punct(after))
        put_mark(m, at);
    else if (is_cjk(before) && !is_punct(before) && is_punct(after))
        put_mark(m, at + run);
}

/* Bytes of an escaped character at `at`, or 0. A "<" that is escaped begins no tag,
 * however it is read later. */
static size_t take_escaped(struct marking *m, size_t at)
{
    struct str here = str_skip(m->in, at);
    size_t length = str_starts(here, "&lt;") ? 4 : 2;

    if (length == 2 && (here.s[0] != '\\' || here.len < 2 || here.s[1] == '\n'))
        return 0;
    if (length == 4 || here.s[1] == '<')
        put_mark(m, at + length);
    return length;
}

static void add_sentinels(struct marking *m, struct reader_places refused)
{
    struct reader_defuse defuse = {0};
    size_t next = 0;

    for (size_t at = 0, run; at < m->in.len; at += run) {
        char c = m->in.s[at];

        if (next < refused.count && refused.at[next] == at) {
            put_mark(m, at);
            next++;
        }
        run = c == '\\' || c == '&' ? take_escaped(m, at) : 0;
        if (run > 0)
            continue;
        run = 1;
        if (reader_defuse(&defuse, m->in, at))
            put_mark(m, at);
        if (c == '\n')
            end_line(m, at);
        if (c != '*' && c != '~')
            continue;
        run = run_length(str_skip(m->in, at), c);
        if (run >= (c == '~' ? 2u : 1u))
            mark_emphasis(m, at, run);
    }
    copy_to(m, m->in.len);
}

static void feed(struct reader_prepass *p, struct buf *out, struct str in,
                 struct reader_places refused, struct arena *a)
{
    struct marking m = {.p = p,
                        .out = out,
                        .in = in,
                        .arena = a,
                        .line_start = out->len,
                        .line = 1};

    buf_reserve(out, in.len);
    add_sentinels(&m, refused);
}

void reader_add_sentinels(struct reader_prepass *p, struct buf *out, struct str in,
                          struct arena *a)
{
    feed(p, out, in, (struct reader_places){0}, a);
}

/* Index of the first mark that is not before the place. */
static size_t find_mark(const struct reader_prepass *p, int line, int column)
{
    size_t low = 0, high = p->mark_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct reader_mark *m = &p->marks[middle];

        if (m->line < line || (m->line == line && m->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int reader_shift_at(const struct reader_prepass *p, int line, int column)
{
    if (!p || p->mark_count == 0)
        return 0;
    return 3 * (int)(find_mark(p, line, column) - find_mark(p, line, 0));
}

void reader_prepass(struct reader_prepass *p, struct buf *out, struct buf *in,
                    const char *path, struct arena *a, struct diag *diag)
{
    struct str text;

    *p = (struct reader_prepass){0};
    if (in->len == 0)
        return;
    reader_pair_containers(p, in, path, a, diag);
    reader_fence_big_tables(in, p->rules, p->rule_count, path, diag);
    text = (struct str){in->data, in->len};
    feed(p, out, text, reader_long_references(text, path, a, diag), a);
}
