#include "reader/prepass.h"

#include "reader/bigtable.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { DEEPEST = 100 };

/* A line that opens or closes a container. */
struct fence_line {
    int line, indent, colons;
    bool opens;
    int next_closer; /* index of the next closer in the list, or the list's length */
};

/* Numbers of lines, ascending. */
struct numbers {
    int *lines;
    size_t count, cap;
};

/* One reading of the lines: code fences and comments are stepped over. */
struct line_scan {
    struct fence_line *list;
    size_t count, cap;
    struct numbers headings;   /* lines with a heading of level 1 or 2 */
    struct numbers coded_tabs; /* lines of code that begin with "@tab" */
    struct numbers rules;      /* lines that may be a table's rule */
    int lines;
    char code_char; /* of the open code fence, or 0 */
    size_t code_len;
    bool in_comment;
    size_t
        endless[2]; /* runs of ` and ~ this long are closed by nothing that follows */
    bool endless_comment;
};

static void add_number(struct numbers *n, int line)
{
    if (n->count == n->cap) {
        n->cap = n->cap * 2 + 32;
        n->lines = heap_resize(n->lines, n->cap, sizeof *n->lines);
    }
    n->lines[n->count++] = line;
}

/* Index of the first line that is not before `line`. */
static size_t find_number(const int *lines, size_t count, int line)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (lines[middle] < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t indent_of(struct str line)
{
    size_t n = 0;

    while (n < line.len && line.s[n] == ' ')
        n++;
    return n;
}

static size_t run_length(struct str s, char c)
{
    size_t n = 0;

    while (n < s.len && s.s[n] == c)
        n++;
    return n;
}

/* True when `line` ends code fenced by at least `run` of `c`. */
static bool ends_code(struct str line, char c, size_t run)
{
    size_t indent = indent_of(line), n;

    line = str_skip(line, indent);
    n = run_length(line, c);
    return indent < 4 && n >= run && str_trim(str_skip(line, n)).len == 0;
}

/* R3: a fence that nothing closes hides no container. What was sought in vain is
 * remembered. */
static bool code_ends(struct line_scan *s, struct str rest, char c, size_t run)
{
    size_t *endless = &s->endless[c == '~'];
    struct str line;

    if (*endless && run >= *endless)
        return false;
    while (str_next_line(&rest, &line))
        if (ends_code(line, c, run))
            return true;
    *endless = run;
    return false;
}

static bool comment_ends(struct line_scan *s, struct str rest)
{
    if (!s->endless_comment)
        s->endless_comment = str_find(rest, "-->") == rest.len;
    return !s->endless_comment;
}

static bool begins_code(struct line_scan *s, struct str body, struct str rest)
{
    char c = body.len ? body.s[0] : 0;
    size_t run = c == '`' || c == '~' ? run_length(body, c) : 0;

    if (run < 3 ||
        (c == '`' && str_find_char(str_skip(body, run), '`') < body.len - run) ||
        !code_ends(s, rest, c, run))
        return false;
    s->code_char = c;
    s->code_len = run;
    return true;
}

/* True when the line is part of fenced code or a comment; `rest` is what follows it. */
static bool step_over(struct line_scan *s, struct str line, struct str rest)
{
    size_t indent = indent_of(line);
    struct str body = str_skip(line, indent);

    if (s->in_comment) {
        s->in_comment = str_find(body, "-->") == body.len;
        return true;
    }
    if (s->code_char) {
        if (ends_code(line, s->code_char, s->code_len))
            s->code_char = 0;
        else if (str_starts(body, "@tab"))
            add_number(&s->coded_tabs, s->lines);
        return true;
    }
    if (indent < 4 && begins_code(s, body, rest))
        return true;
    if (!str_starts(body, "<!--"))
        return false;
    s->in_comment =
        str_find(str_skip(body, 4), "-->") == body.len - 4 && comment_ends(s, rest);
    return true;
}

static void add_fence_line(struct line_scan *s, struct str body, size_t indent,
                           int line)
{
    struct str rest;
    bool typo;
    int colons;
    const char *name = reader_container_name(body, &colons, &rest, &typo);
    bool closes = reader_container_closes(body);

    if (!name && !closes)
        return;
    if (s->count == s->cap) {
        s->cap = s->cap * 2 + 32;
        s->list = heap_resize(s->list, s->cap, sizeof *s->list);
    }
    s->list[s->count++] =
        (struct fence_line){line, (int)indent, colons, name != NULL, 0};
}

static void add_heading(struct line_scan *s, struct str body, int line)
{
    size_t level = run_length(body, '#');

    if (level < 1 || level > 2 || level == body.len || body.s[level] != ' ')
        return;
    add_number(&s->headings, line);
}

static void scan_lines(struct line_scan *s, struct str text)
{
    struct str line;

    while (str_next_line(&text, &line)) {
        size_t indent = indent_of(line);
        struct str body = str_skip(line, indent);

        s->lines++;
        if (step_over(s, line, text))
            continue;
        if (reader_is_table_rule(body))
            add_number(&s->rules, s->lines);
        if (indent >= 4)
            continue;
        if (str_starts(body, ":::"))
            add_fence_line(s, body, indent, s->lines);
        else if (str_starts(body, "#"))
            add_heading(s, body, s->lines);
    }
    for (size_t i = s->count, next = s->count; i-- > 0;) {
        s->list[i].next_closer = (int)next;
        if (!s->list[i].opens)
            next = i;
    }
}

/* Pairing */

struct pairing {
    struct line_scan *scan;
    struct reader_prepass *out;
    bool *used; /* closers that close something */
    struct {
        size_t end;
    } open[DEEPEST];
    int depth;
    long budget; /* keeps hostile texts linear */
};

static bool closes(const struct fence_line *closer, const struct fence_line *opener)
{
    return !closer->opens && closer->indent == opener->indent &&
           closer->colons >= opener->colons;
}

/* R1: the first closer that fits, wherever it stands; `limit` when there is none. */
static size_t first_closer(struct pairing *p, size_t i, size_t limit)
{
    const struct fence_line *list = p->scan->list;
    size_t j = (size_t)list[i].next_closer;

    while (j < limit && !closes(&list[j], &list[i]) && p->budget-- > 0)
        j = (size_t)list[j].next_closer;
    return j < limit && closes(&list[j], &list[i]) ? j : limit;
}

/* R2: stray closers right after it show that same-length openers inside were meant to
 * nest. */
static size_t extend(struct pairing *p, size_t i, size_t j, size_t limit)
{
    const struct fence_line *list = p->scan->list;
    int swallowed = 0;

    for (size_t k = i + 1; k < j && p->budget-- > 0; k++)
        swallowed += list[k].opens && list[k].colons == list[i].colons &&
                     list[k].indent == list[i].indent;
    while (swallowed-- > 0 && j + 1 < limit && closes(&list[j + 1], &list[i]))
        j++;
    return j;
}

/* The line where a container that is never closed ends: before the next h1 or h2. */
static int heading_after(const struct line_scan *s, int line)
{
    size_t i = find_number(s->headings.lines, s->headings.count, line + 1);

    return i < s->headings.count ? s->headings.lines[i] : s->lines + 1;
}

static void pair_opener(struct pairing *p, size_t i)
{
    const struct fence_line *list = p->scan->list;
    size_t limit = p->depth ? p->open[p->depth - 1].end : p->scan->count;
    struct reader_pair *pair = &p->out->pairs[p->out->pair_count++];
    size_t j;

    *pair = (struct reader_pair){.open = list[i].line};
    if (p->depth == DEEPEST)
        return; /* close 0: it stays text */
    j = first_closer(p, i, limit);
    if (j < limit) {
        j = extend(p, i, j, limit);
        pair->close = list[j].line;
        pair->eats = true;
        p->used[j] = true;
    } else {
        pair->close = heading_after(p->scan, list[i].line);
        if (limit < p->scan->count && list[limit].line < pair->close)
            pair->close = list[limit].line;
    }
    p->open[p->depth++].end = j;
}

static void pair_all(struct line_scan *s, struct reader_prepass *out, bool *used,
                     struct arena *a)
{
    struct pairing p = {
        .scan = s, .out = out, .used = used, .budget = 64 + 64 * (long)s->count};

    out->pairs = arena_array(a, struct reader_pair, s->count);
    for (size_t i = 0; i < s->count; i++) {
        while (p.depth > 0 && p.open[p.depth - 1].end <= i)
            p.depth--;
        if (s->list[i].opens)
            pair_opener(&p, i);
    }
}

const struct reader_pair *reader_pair_at(const struct reader_prepass *p, int line)
{
    size_t low = 0, high = p ? p->pair_count : 0;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (p->pairs[middle].open < line)
            low = middle + 1;
        else
            high = middle;
    }
    return p && low < p->pair_count && p->pairs[low].open == line ? &p->pairs[low]
                                                                  : NULL;
}

bool reader_is_coded_tab(const struct reader_prepass *p, int line)
{
    size_t i = p ? find_number(p->coded_tabs, p->coded_tab_count, line) : 0;

    return p && i < p->coded_tab_count && p->coded_tabs[i] == line;
}

/* R4: closers that close nothing are blanked. */
static void blank_strays(const struct line_scan *s, const bool *used, struct buf *text,
                         const char *path, struct diag *diag)
{
    size_t next = 0, at = 0;

    for (int line = 1; next < s->count && at < text->len; line++) {
        size_t end =
            at + str_find_char((struct str){text->data + at, text->len - at}, '\n');

        if (s->list[next].line == line) {
            if (!s->list[next].opens && !used[next]) {
                memset(text->data + at, ' ', end - at);
                diag_warning(
                    diag, (struct diag_pos){path, line, s->list[next].indent + 1},
                    "stray-close", "this ':::' closes nothing and was dropped");
            }
            next++;
        }
        at = end + 1;
    }
}

/* Sentinels */

static bool is_cjk(uint32_t cp)
{
    return unicode_is_hangul(cp) ||
           (cp >= 0x1100 && unicode_is_wide(cp) && cp < 0x1F000) ||
           (cp >= 0x20000 && unicode_is_han(cp));
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

void reader_add_sentinels(struct reader_prepass *p, struct buf *out, struct str in,
                          struct arena *a)
{
    size_t cap = 0, line_start = out->len, copied = 0, at = 0;
    int line = 1;

    buf_reserve(out, in.len);
    while (at < in.len) {
        char c = in.s[at];
        size_t run;
        uint32_t before, after;

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
        if (unicode_is_punct(before) && is_cjk(after) && !unicode_is_punct(after)) {
            buf_add(out, in.s + copied, at - copied);
            copied = at;
            add_mark(p, &cap, line, out->len - line_start + 1, a);
            buf_puts(out, READER_SENTINEL);
        } else if (is_cjk(before) && !unicode_is_punct(before) &&
                   unicode_is_punct(after)) {
            buf_add(out, in.s + copied, at + run - copied);
            copied = at + run;
            add_mark(p, &cap, line, out->len - line_start + 1, a);
            buf_puts(out, READER_SENTINEL);
        }
        at += run;
    }
    buf_add(out, in.s + copied, in.len - copied);
}

int reader_shift_at(const struct reader_prepass *p, int line, int column)
{
    size_t low = 0, high = p ? p->mark_count : 0;
    int shift = 0;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (p->marks[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    for (; p && low < p->mark_count && p->marks[low].line == line &&
           p->marks[low].column < column;
         low++)
        shift += 3;
    return shift;
}

void reader_prepass(struct reader_prepass *p, struct buf *out, struct buf *in,
                    const char *path, struct arena *a, struct diag *diag)
{
    struct line_scan scan = {0};
    bool *used;

    *p = (struct reader_prepass){0};
    if (in->len == 0)
        return;
    scan_lines(&scan, (struct str){in->data, in->len});
    used = heap_zalloc(scan.count, sizeof *used);
    pair_all(&scan, p, used, a);
    p->coded_tab_count = scan.coded_tabs.count;
    p->coded_tabs = arena_array(a, int, scan.coded_tabs.count);
    if (scan.coded_tabs.count)
        memcpy(p->coded_tabs, scan.coded_tabs.lines,
               scan.coded_tabs.count * sizeof(int));
    blank_strays(&scan, used, in, path, diag);
    reader_fence_big_tables(in, scan.rules.lines, scan.rules.count, path, diag);
    reader_add_sentinels(p, out, (struct str){in->data, in->len}, a);
    heap_free(used);
    heap_free(scan.list);
    heap_free(scan.headings.lines);
    heap_free(scan.coded_tabs.lines);
    heap_free(scan.rules.lines);
}
