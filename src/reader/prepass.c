#include "reader/prepass.h"

#include "reader/bigtable.h"
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

static void add_mark(struct reader_prepass *p, size_t *cap, int line, size_t column,
                     struct arena *a)
{
    if (p->mark_count == *cap) {
        struct reader_mark *grown;

        *cap = *cap * 2 + 64;
        grown = arena_array(a, struct reader_mark, *cap);
        if (p->mark_count)
            memcpy(grown, p->marks, p->mark_count * sizeof *grown);
        p->marks = grown;
    }
    p->marks[p->mark_count++] = (struct reader_mark){line, (int)column};
}

/* Brackets that are open when nothing closes them any more: the parser looks at each of
 * them for every link that follows, so past this many no image begins. A blank line
 * ends them all. */
enum { MOST_BRACKETS = 100 };

/* True when the "![" at `at` must not begin an image; counts the brackets. */
static bool is_one_too_many(struct str in, size_t at, int *brackets)
{
    if (in.s[at] == ']')
        *brackets -= *brackets > 0;
    else if (in.s[at] == '[')
        ++*brackets;
    else if (in.s[at] == '\n' && at + 1 < in.len && in.s[at + 1] == '\n')
        *brackets = 0;
    return in.s[at] == '[' && at > 0 && in.s[at - 1] == '!' &&
           *brackets > MOST_BRACKETS;
}

void reader_add_sentinels(struct reader_prepass *p, struct buf *out, struct str in,
                          struct arena *a)
{
    size_t cap = 0, line_start = out->len, copied = 0, at = 0;
    int line = 1, brackets = 0;

    buf_reserve(out, in.len);
    while (at < in.len) {
        char c = in.s[at];
        size_t run;
        uint32_t before, after;

        if (is_one_too_many(in, at, &brackets)) {
            buf_add(out, in.s + copied, at - copied);
            copied = at;
            add_mark(p, &cap, line, out->len - line_start + 1, a);
            buf_puts(out, READER_SENTINEL);
        }
        if (c == '\n') {
            buf_add(out, in.s + copied, ++at - copied);
            copied = at;
            line_start = out->len;
            line++;
            continue;
        }
        if (c == '\\' && at + 1 < in.len && in.s[at + 1] != '\n') {
            at += 2;
            continue;
        }
        run = c == '*' || c == '~' ? run_length(str_skip(in, at), c) : 0;
        if (run < (c == '~' ? 2u : 1u)) {
            at++;
            continue;
        }
        before = code_point_before(in, at);
        after = code_point_at(in, at + run);
        if (is_punct(before) && is_cjk(after) && !is_punct(after)) {
            buf_add(out, in.s + copied, at - copied);
            copied = at;
            add_mark(p, &cap, line, out->len - line_start + 1, a);
            buf_puts(out, READER_SENTINEL);
        } else if (is_cjk(before) && !is_punct(before) && is_punct(after)) {
            buf_add(out, in.s + copied, at + run - copied);
            copied = at + run;
            add_mark(p, &cap, line, out->len - line_start + 1, a);
            buf_puts(out, READER_SENTINEL);
        }
        at += run;
    }
    buf_add(out, in.s + copied, in.len - copied);
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
    *p = (struct reader_prepass){0};
    if (in->len == 0)
        return;
    reader_pair_containers(p, in, path, a, diag);
    reader_fence_big_tables(in, p->rules, p->rule_count, path, diag);
    reader_add_sentinels(p, out, (struct str){in->data, in->len}, a);
}
