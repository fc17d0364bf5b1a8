#include "reader/codeblock.h"

#include "util/buf.h"
#include "util/heap.h"
#include "util/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBER = 1000000000 }; /* of a first line: those after it fit as well */

static size_t line_count(const char *text, size_t len)
{
    size_t lines = 0;

    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n';
    return lines + (len > 0 && text[len - 1] != '\n');
}

/* Counts what begins and what ends at each line. */
static void count_ranges(struct str s, int *change, size_t lines)
{
    const char *at = s.s, *end = s.s + s.len;

    while (at < end) {
        char *after;
        long first = strtol(at, &after, 10), last = first;

        if (after == at) {
            at++;
            continue;
        }
        if (after < end && *after == '-')
            last = strtol(after + 1, &after, 10);
        first = first < 1 ? 1 : first;
        last = last < (long)lines ? last : (long)lines;
        if (first <= last) {
            change[first - 1]++;
            change[last]--;
        }
        at = after;
    }
}

/* "1,3-5": marks those lines, each once, however many ranges it is in. */
static void mark_ranges(struct str s, unsigned char *marks, size_t lines)
{
    int *change = heap_zalloc(lines + 1, sizeof *change), open = 0;

    count_ranges(s, change, lines);
    for (size_t i = 0; i < lines; i++) {
        open += change[i];
        if (open > 0)
            marks[i] |= DOC_LINE_HIGHLIGHT;
    }
    heap_free(change);
}

/* The braces of the line ranges: digits, commas, hyphens and spaces alone. */
static struct str find_ranges(struct str info)
{
    for (size_t i = 0; i < info.len; i++) {
        size_t end = i + 1;

        if (info.s[i] != '{')
            continue;
        while (end < info.len &&
               (isdigit((unsigned char)info.s[end]) || strchr(",- ", info.s[end])))
            end++;
        if (end < info.len && info.s[end] == '}' && end > i + 1)
            return (struct str){info.s + i + 1, end - i - 1};
    }
    return (struct str){0};
}

/* The quoted value of `title=` or of a key that was meant to be it. */
static const char *find_title(struct reader_context *c, struct str info,
                              struct diag_pos pos)
{
    for (size_t i = 1; i + 1 < info.len; i++) {
        size_t key = i, value = i + 1, end;
        char quote;

        if (info.s[i] != '=' && info.s[i] != '+')
            continue;
        while (key > 0 && isalpha((unsigned char)info.s[key - 1]))
            key--;
        if (key == i || (key > 0 && !strchr(" }", info.s[key - 1])) ||
            str_distance((struct str){info.s + key, i - key}, STR("title"), 2) > 2)
            continue;
        while (value < info.len && !strchr("\"'", info.s[value]) && value < i + 3)
            value++;
        if (value >= info.len || !strchr("\"'", info.s[value]))
            continue;
        quote = info.s[value++];
        end = value + str_find_char(str_skip(info, value), quote);
        if (end == info.len || i - key != 5 || info.s[i] != '=' || value != i + 2)
            diag_warning(c->diag, pos, "info-typo",
                         "the code's title is written unusually; write title=\"…\"");
        return reader_prose(c, arena_strndup(c->arena, info.s + value, end - value));
    }
    return NULL;
}

/* "=5": what the first line is called. */
static int first_number(struct str value)
{
    long number = str_starts(value, "=") ? strtol(value.s + 1, NULL, 10) : 1;

    return number < 0 ? 0 : number > MOST_NUMBER ? MOST_NUMBER : (int)number;
}

static void read_info(struct reader_context *c, struct doc_node *n, struct str info)
{
    struct doc_code *code = &n->as.code;
    size_t lang = 0, numbers;
    struct str ranges;

    info = str_trim(info);
    while (lang < info.len && !strchr(" :[{\t", info.s[lang]))
        lang++;
    code->lang = arena_strndup(c->arena, info.s, lang);
    info = str_skip(info, lang);
    code->title = find_title(c, info, n->pos);
    ranges = find_ranges(info);
    if (ranges.len) {
        unsigned char *marks =
            arena_array(c->arena, unsigned char, code->line_count + 1);

        mark_ranges(ranges, marks, code->line_count);
        code->marks = marks;
    }
    numbers = str_find(info, ":line-numbers");
    code->numbered = numbers < info.len;
    if (code->numbered)
        code->first_number =
            first_number(str_skip(info, numbers + strlen(":line-numbers")));
}

/* Notations: `[!code ++]` and its kin, in a comment of their own at the end of a line.
 */

static const struct {
    const char *word;
    enum doc_line_mark mark;
} notations[] = {
    {"++", DOC_LINE_ADDED},
    {"--", DOC_LINE_REMOVED},
    {"highlight", DOC_LINE_HIGHLIGHT},
    {"hl", DOC_LINE_HIGHLIGHT},
    {"focus", DOC_LINE_FOCUS},
    {"error", DOC_LINE_ERROR},
    {"warning", DOC_LINE_WARNING},
    {"word", 0}, /* of one word in the line: the site colours it */
};

static bool is_notation(struct str word, unsigned char *mark)
{
    for (size_t i = 0; i < sizeof notations / sizeof *notations; i++)
        if (str_is(word, notations[i].word)) {
            *mark = (unsigned char)notations[i].mark;
            return true;
        }
    return false;
}

/* The line without the notation and the comment marks that are empty then. */
static struct str without_comment(struct str line)
{
    static const char *const openers[] = {"//", "#", "<!--", "/*",
                                          "--", ";", "{/*",  "%"};

    for (bool again = true; again;) {
        again = false;
        line = (struct str){line.s, line.len};
        while (line.len > 0 && line.s[line.len - 1] == ' ')
            line.len--;
        for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
            if (str_ends(line, openers[i])) {
                line.len -= strlen(openers[i]);
                again = i == 6;
                break;
            }
    }
    while (line.len > 0 && line.s[line.len - 1] == ' ')
        line.len--;
    return line;
}

/* What a line's notation says: `[!code ++:2]` is for two lines. */
struct notation {
    unsigned char mark;
    long lines;
    struct str rest; /* the line without it */
};

static bool take_notation(struct str line, struct notation *n)
{
    size_t at = str_find(line, "[!code "), end, colon;
    struct str word;

    n->rest = line;
    if (at == line.len)
        return false;
    word = str_skip(line, at + strlen("[!code "));
    end = str_find_char(word, ']');
    if (end == word.len)
        return false;
    word = str_head(word, end);
    colon = str_find_char(word, ':');
    if (!is_notation(str_head(word, colon), &n->mark))
        return false;
    n->lines = n->mark && colon < word.len ? strtol(word.s + colon + 1, NULL, 10) : 1;
    n->rest = without_comment(str_head(line, at));
    return true;
}

/* A line; "[\!code" is how it says "[!code" without meaning it. */
static void add_line(struct buf *out, struct str line)
{
    for (size_t at; (at = str_find(line, "[\\!code")) < line.len;) {
        buf_add(out, line.s, at + 1);
        line = str_skip(line, at + 2);
    }
    buf_add(out, line.s, line.len);
    buf_putc(out, '\n');
}

/* A notation that has a line for itself is for the lines after it, and its line goes.
 */
static void read_notations(struct reader_context *c, struct doc_code *code)
{
    struct str rest = {code->text, code->len}, line;
    struct notation last = {0};
    unsigned char *marks;
    struct buf out = {0};
    size_t number = 0;

    if (str_find(rest, "!code") == rest.len)
        return;
    marks = arena_array(c->arena, unsigned char, code->line_count + 1);
    if (code->marks)
        memcpy(marks, code->marks, code->line_count);
    while (str_next_line(&rest, &line)) {
        struct notation here = {0};

        if (take_notation(line, &here))
            last = here;
        if (here.rest.len < line.len && str_trim(here.rest).len == 0)
            continue;
        marks[number++] |= last.lines-- > 0 ? last.mark : 0;
        add_line(&out, here.rest);
    }
    code->text = arena_strndup(c->arena, buf_str(&out), out.len);
    code->len = out.len;
    code->line_count = number;
    code->marks = marks;
    buf_release(&out);
}

void reader_code_block(struct reader_context *c, struct doc_node *n, const char *info,
                       const char *text)
{
    struct doc_code *code = &n->as.code;

    code->text = reader_verbatim(c, text);
    code->len = strlen(code->text);
    code->line_count = line_count(code->text, code->len);
    if (code->len > 0 && code->text[code->len - 1] != '\n') {
        code->text = arena_printf(c->arena, "%s\n", code->text);
        code->len++;
    }
    read_info(c, n, str_of(reader_verbatim(c, info)));
    read_notations(c, code);
}
