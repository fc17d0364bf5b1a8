#include "reader/bigtable.h"

#include <string.h>

/* Longer than any fence that a table's cells may hold. */
#define FENCE "~~~~~~~~~~~~~~~~"

/* The text on its way from one buffer into the other. */
struct tables {
    struct buf out;
    size_t line_start; /* of the last line of `out` */
    struct str fenced; /* what stands before the head of the open fence */
    bool open;
    int number;     /* of the line read last */
    int next_blank; /* the first blank line after it, once it was looked for */
};

static int bar_count(struct str line)
{
    int bars = 0;

    for (size_t i = 0; i < line.len; i++)
        bars += line.s[i] == '|' && (i == 0 || line.s[i - 1] != '\\');
    return bars;
}

bool reader_is_table_rule(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (!strchr("|:-> \t", line.s[i]))
            return false;
    return line.len > 4 && str_find_char(line, '|') < line.len &&
           str_find_char(line, '-') < line.len;
}

/* Length of the quote signs, list marker and indentation before the text of a line. */
static size_t prefix_length(struct str line)
{
    size_t at = strspn(line.s, " >"), marker = at;

    if (at < line.len && strchr("-*+", line.s[at]))
        marker = at + 1;
    else
        while (marker < line.len && line.s[marker] >= '0' && line.s[marker] <= '9')
            marker++;
    if (marker > at && marker < line.len && strchr(".)", line.s[marker]))
        marker++;
    if (marker > at && marker < line.len && line.s[marker] == ' ')
        at = marker + strspn(line.s + marker, " ");
    return at < line.len ? at : line.len;
}

/* The same width without the marker: what the lines after it begin with. */
static void put_continued(struct buf *out, struct str prefix)
{
    for (size_t i = 0; i < prefix.len; i++)
        buf_putc(out, prefix.s[i] == '>' ? '>' : ' ');
}

static bool is_blank(struct str line)
{
    return line.len == 0 || strspn(line.s, " >\t") >= line.len;
}

/* How many columns times rows the parser would make: rows go on to a blank line. */
static bool is_too_large(struct tables *t, struct str rule, struct str rest)
{
    long columns = bar_count(rule) + 1;
    struct str line;

    if (t->next_blank <= t->number) {
        t->next_blank = t->number + 1;
        while (str_next_line(&rest, &line) && !is_blank(line))
            t->next_blank++;
    }
    return columns > READER_TABLE_COLUMNS ||
           columns * (t->next_blank - t->number + 1L) > READER_TABLE_CELLS;
}

/* The line before becomes the fence, this one what that line was. */
static void open_fence(struct tables *t, struct str head)
{
    struct str prefix = str_head(head, prefix_length(head));

    t->out.len = t->line_start;
    buf_add(&t->out, prefix.s, prefix.len);
    buf_puts(&t->out, FENCE "\n");
    t->line_start = t->out.len;
    put_continued(&t->out, prefix);
    head = str_skip(head, prefix.len);
    buf_add(&t->out, head.s, head.len);
    t->fenced = prefix;
    t->open = true;
}

static void put_line(struct tables *t, struct str line)
{
    t->line_start = t->out.len;
    if (t->open && is_blank(line)) {
        t->open = false;
        /* A blank line that ends a quote ends the code in it, too. */
        if (str_find_char(t->fenced, '>') == t->fenced.len || line.len > 0) {
            put_continued(&t->out, t->fenced);
            line = STR(FENCE);
        }
    }
    buf_add(&t->out, line.s, line.len);
}

void reader_fence_big_tables(struct buf *text, const int *rules, size_t count,
                             const char *path, struct diag *diag)
{
    struct str rest = {text->data, text->len}, line, before = {0};
    struct tables t = {0};
    size_t next = 0;

    if (count == 0)
        return;
    while (str_next_line(&rest, &line)) {
        bool rule = next < count && rules[next] == t.number + 1;

        t.number++;
        next += rule;
        if (rule && !t.open && !is_blank(before) && is_too_large(&t, line, rest)) {
            diag_warning(
                diag, (struct diag_pos){path, t.number, 1}, "table-limit",
                "a table of more than %d columns or %d cells is shown as code; "
                "split it",
                READER_TABLE_COLUMNS, READER_TABLE_CELLS);
            open_fence(&t, before);
        } else {
            put_line(&t, line);
        }
        buf_putc(&t.out, '\n');
        before = line;
    }
    buf_release(text);
    *text = t.out;
}
