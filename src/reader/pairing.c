#include "reader/pairing.h"

#include "reader/bigtable.h"
#include "util/heap.h"

#include <string.h>

enum { DEEPEST = 100 };

/* A line that opens or closes a container. */
struct fence_line {
    int line, indent, colons;
    bool opens, unnamed;
    int leaves;      /* the line that ends the list item it opens in; 0: none does */
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
    struct numbers rules;      /* lines that may be a table's rule */
    struct numbers headings;   /* lines with a heading of level 1 or 2 */
    struct numbers coded_tabs; /* lines of code that begin with "@tab" */
    struct numbers notes;      /* lines that define a footnote */
    struct numbers inside; /* openers (by index) whose item is still open, by indent */
    int lines;
    char code_char; /* of the open code fence, or 0 */
    size_t code_len;
    bool in_comment;
    size_t
        endless[2]; /* runs of ` and ~ this long are closed by nothing that follows */
    bool endless_comment;
    int endless_line; /* of the first fence that nothing closes */
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
    if (!s->endless_line)
        s->endless_line = s->lines;
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
    if (name && indent > 0)
        add_number(&s->inside, (int)s->count);
    s->list[s->count++] = (struct fence_line){line,
                                              (int)indent,
                                              colons,
                                              name != NULL,
                                              name && strcmp(name, READER_UNNAMED) == 0,
                                              0,
                                              0};
}

/* A line that is indented less than an opener is not in the opener's item any more. */
static void leave_items(struct line_scan *s, size_t indent)
{
    struct numbers *n = &s->inside;

    while (n->count > 0 && s->list[n->lines[n->count - 1]].indent > (int)indent)
        s->list[n->lines[--n->count]].leaves = s->lines;
}

/* Bytes of the list marker at the start of `s` with the spaces after it, or 0. */
static size_t marker_length(struct str s)
{
    size_t n = 0, space;

    while (n < s.len && n < 9 && s.s[n] >= '0' && s.s[n] <= '9')
        n++;
    if (n == s.len || !strchr(n ? ".)" : "-+*", s.s[n]))
        return 0;
    space = run_length(str_skip(s, ++n), ' ');
    return space > 0 && space < 5 ? n + space : 0;
}

/* "- ::: tip": the indent of the colons that follow list markers, or 0. From four
 * columns on the closers are not sought here either: the block parser closes those
 * containers by the plain rule. */
static size_t indent_in_item(struct str body, size_t indent)
{
    size_t n, inner = indent;

    while ((n = marker_length(body)) > 0) {
        body = str_skip(body, n);
        inner += n;
    }
    return inner > indent && inner < 4 && str_starts(body, ":::") ? inner : 0;
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
        size_t inner = indent_in_item(body, indent);

        s->lines++;
        if (str_trim(body).len > 0)
            leave_items(s, indent);
        if (step_over(s, line, text))
            continue;
        if (reader_is_table_rule(body))
            add_number(&s->rules, s->lines);
        if (indent >= 4)
            continue;
        if (inner)
            add_fence_line(s, str_skip(line, inner), inner, s->lines);
        else if (str_starts(body, ":::"))
            add_fence_line(s, body, indent, s->lines);
        else if (str_starts(body, "#"))
            add_heading(s, body, s->lines);
        else if (str_starts(body, "[^") &&
                 str_find(body, "]:") < str_find_char(body, ' '))
            add_number(&s->notes, s->lines);
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
    long budget, spare_budget; /* keep hostile texts linear */
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
    return j < limit && closes(&list[j], &list[i]) &&
                   (list[i].leaves == 0 || list[j].line < list[i].leaves)
               ? j
               : limit;
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

/* The first closer after the opener that no opener between them needs; `limit` when
 * there is none. */
static size_t spare_closer(struct pairing *p, size_t i, size_t limit)
{
    const struct fence_line *list = p->scan->list;
    int open = 0;

    for (size_t k = i + 1; k < limit && p->spare_budget-- > 0; k++) {
        if (list[k].opens)
            open += !list[k].unnamed;
        else if (open-- == 0)
            return k;
    }
    return limit;
}

/*
 * A closer that is too short, and no other's, ends what would else run on: to its end,
 * or to the closer `j` that a later opener needs. `limit` when there is none.
 */
static size_t shorter_closer(struct pairing *p, size_t i, size_t j, size_t limit)
{
    const struct fence_line *list = p->scan->list;
    size_t k = spare_closer(p, i, limit);

    if (k >= j || list[k].indent != list[i].indent ||
        list[k].line > heading_after(p->scan, list[i].line) ||
        (list[i].leaves > 0 && list[k].line >= list[i].leaves))
        return limit;
    return j == limit || spare_closer(p, k, limit) > j ? k : limit;
}

/* The closer `j` has more colons than the opener because it is of a box inside: the
 * next that no box needs is the opener's own, if it comes before a heading. */
static size_t own_closer(struct pairing *p, size_t i, size_t j, size_t limit)
{
    const struct fence_line *list = p->scan->list;
    size_t k;

    if (j == limit || list[j].colons <= list[i].colons)
        return j;
    k = spare_closer(p, i, limit);
    return k > j && k < limit && closes(&list[k], &list[i]) &&
                   list[k].line < heading_after(p->scan, list[i].line)
               ? k
               : j;
}

static void pair_opener(struct pairing *p, size_t i)
{
    const struct fence_line *list = p->scan->list;
    size_t limit = p->depth ? p->open[p->depth - 1].end : p->scan->count;
    struct reader_pair *pair = &p->out->pairs[p->out->pair_count++];
    size_t j, k;

    *pair = (struct reader_pair){.open = list[i].line};
    if (p->depth == DEEPEST)
        return; /* close 0: it stays text */
    j = own_closer(p, i, first_closer(p, i, limit), limit);
    if (list[i].unnamed && (j == limit || spare_closer(p, i, limit) != j))
        return; /* text after colons is a box only with a closer of its own */
    k = shorter_closer(p, i, j, limit);
    if (k < limit) {
        j = k;
        pair->close = list[j].line;
        pair->eats = pair->shorter = true;
        p->used[j] = true;
    } else if (j < limit) {
        j = extend(p, i, j, limit);
        pair->close = list[j].line;
        pair->eats = true;
        p->used[j] = true;
    } else {
        pair->close = heading_after(p->scan, list[i].line);
        if (limit < p->scan->count && list[limit].line < pair->close)
            pair->close = list[limit].line;
        if (list[i].leaves > 0 && list[i].leaves < pair->close)
            pair->close = list[i].leaves;
    }
    p->open[p->depth++].end = j;
}

static void pair_all(struct line_scan *s, struct reader_prepass *out, bool *used,
                     struct arena *a)
{
    struct pairing p = {.scan = s,
                        .out = out,
                        .used = used,
                        .budget = 64 + 64 * (long)s->count,
                        .spare_budget = 64 + 64 * (long)s->count};

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

static int *copy_numbers(const struct numbers *n, struct arena *a)
{
    int *lines = arena_array(a, int, n->count);

    if (n->count)
        memcpy(lines, n->lines, n->count * sizeof *lines);
    return lines;
}

/* Index of `line` in the ascending list, or `count`. */
static size_t index_of(const int *lines, size_t count, int line)
{
    size_t i = find_number(lines, count, line);

    return i < count && lines[i] == line ? i : count;
}

bool reader_is_coded_tab(const struct reader_prepass *p, int line)
{
    return p && index_of(p->coded_tabs, p->coded_tab_count, line) < p->coded_tab_count;
}

size_t reader_note_at(const struct reader_prepass *p, int line)
{
    return p ? index_of(p->notes, p->note_count, line) : 0;
}

void reader_pair_containers(struct reader_prepass *p, struct buf *text,
                            const char *path, struct arena *a, struct diag *diag)
{
    struct line_scan scan = {0};
    bool *used;

    scan_lines(&scan, (struct str){text->data, text->len});
    used = heap_zalloc(scan.count, sizeof *used);
    pair_all(&scan, p, used, a);
    p->rule_count = scan.rules.count;
    p->rules = arena_array(a, int, scan.rules.count);
    if (scan.rules.count)
        memcpy(p->rules, scan.rules.lines, scan.rules.count * sizeof(int));
    p->coded_tab_count = scan.coded_tabs.count;
    p->coded_tabs = copy_numbers(&scan.coded_tabs, a);
    p->note_count = scan.notes.count;
    p->notes = copy_numbers(&scan.notes, a);
    blank_strays(&scan, used, text, path, diag);
    if (scan.endless_line)
        diag_warning(
            diag, (struct diag_pos){path, scan.endless_line, 1}, "unclosed",
            "this code is not closed; it goes on to the end of what it stands in");
    heap_free(used);
    heap_free(scan.list);
    heap_free(scan.rules.lines);
    heap_free(scan.headings.lines);
    heap_free(scan.coded_tabs.lines);
    heap_free(scan.notes.lines);
    heap_free(scan.inside.lines);
}
