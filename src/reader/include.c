#include "reader/include.h"

#include "reader/source.h"
#include "util/file.h"
#include "util/path.h"
#include "util/root.h"
#include "util/str.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file being copied. */
struct source {
    const char *file;   /* for messages */
    const char *inside; /* beneath the root */
    struct str rest;
    int line, last; /* the line copied last, and the one to stop after (0: the end) */
    size_t indent;
};

struct inclusion {
    struct reader_lines *lines;
    struct buf out;
    int line; /* of `out` */
    struct root root;
    struct arena *arena;
    struct diag *diag;
    struct deps *deps;
    struct source open[READER_INCLUDE_DEPTH + 1];
    int depth;
    size_t taken; /* bytes of included files */
    char fence;   /* of the code the copy is in, or 0 */
    size_t fence_len;
};

/* What a line asks for. */
struct request {
    struct str path, region, info;
    int first, last; /* 0: not said */
    bool code;
    size_t indent;
};

/* Places */

static void add_run(struct inclusion *in, const char *file, int line, bool still)
{
    struct reader_lines *l = in->lines;
    const struct reader_line_run *end = l->count ? &l->runs[l->count - 1] : NULL;

    if (end && end->file == file && !still && !end->still &&
        end->line + (in->line - end->at) == line)
        return;
    if (l->count == l->cap) {
        struct reader_line_run *grown;

        l->cap = l->cap * 2 + 16;
        grown = arena_array(in->arena, struct reader_line_run, l->cap);
        if (l->count)
            memcpy(grown, l->runs, l->count * sizeof *grown);
        l->runs = grown;
    }
    l->runs[l->count++] = (struct reader_line_run){in->line, line, file, still};
}

struct diag_pos reader_lines_pos(const struct reader_lines *lines, struct diag_pos pos)
{
    size_t low = 0, high = lines->count;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (lines->runs[middle].at <= pos.line)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0) {
        const struct reader_line_run *run = &lines->runs[low - 1];

        pos.file = run->file;
        pos.line = run->line + (run->still ? 0 : pos.line - run->at);
    }
    return pos;
}

static void report_placed(void *user, const struct diag_message *m)
{
    const struct reader_placing *p = user;
    struct diag_pos pos = reader_lines_pos(p->lines, m->pos);

    switch (m->level) {
    case DIAG_NOTE:
        diag_note(p->diag, pos, m->code, "%s", m->text);
        break;
    case DIAG_WARNING:
        diag_warning(p->diag, pos, m->code, "%s", m->text);
        break;
    case DIAG_ERROR:
        diag_error(p->diag, pos, m->code, "%s", m->text);
        break;
    }
}

struct diag reader_placing_diag(struct reader_placing *p)
{
    return (struct diag){.report = report_placed, .user = p};
}

static void put_line(struct inclusion *in, const struct source *s, struct str line,
                     bool still)
{
    in->line++;
    add_run(in, s->file, s->line, still);
    for (size_t i = 0; i < s->indent && line.len > 0; i++)
        buf_putc(&in->out, ' ');
    buf_add(&in->out, line.s, line.len);
    buf_putc(&in->out, '\n');
}

/* Requests */

/* "{2-5}", "{2-}", "{-5}", "{2}" at the start of `s`: its bytes, or 0. */
static size_t read_range(struct str s, struct request *r)
{
    size_t end = str_find_char(s, '}');
    const char *at = s.s + 1;
    char *after;

    if (s.len == 0 || *s.s != '{' || end == s.len || end > 10)
        return 0;
    r->first = (int)strtol(at, &after, 10);
    r->last = after > at && *after == '}' ? r->first : 0;
    if (*after == '-' || (r->first < 0 && *after == '}')) {
        r->last = r->first < 0 ? -r->first : (int)strtol(after + 1, &after, 10);
        r->first = r->first < 0 ? 1 : r->first;
    }
    return *after == '}' ? end + 1 : 0;
}

static bool read_comment(struct str s, struct request *r)
{
    size_t end;

    if (!str_starts(s, "<!--") || !str_ends(s, "-->"))
        return false;
    s = str_head(s, s.len - 3);
    while (s.len > 0 && s.s[s.len - 1] == '-')
        s.len--;
    s = str_skip(s, 4);
    while (str_starts(s, "-"))
        s = str_skip(s, 1);
    s = str_trim(s);
    if (!str_starts(s, "@include:"))
        return false;
    s = str_trim(str_skip(s, strlen("@include:")));
    end = str_find_char(s, '{');
    if (end < s.len && !read_range(str_skip(s, end), r))
        return false;
    s = str_trim(str_head(s, end));
    end = str_find_char(s, '#');
    r->path = str_head(s, end);
    r->region = str_skip(s, end + 1);
    return r->path.len > 0;
}

static bool read_code(struct str s, struct request *r)
{
    size_t end;

    if (!str_starts(s, "@[code"))
        return false;
    s = str_skip(s, strlen("@[code"));
    s = str_skip(s, read_range(s, r));
    end = str_find(s, "](");
    if (end == s.len || !str_ends(s, ")") || (end > 0 && *s.s != ' '))
        return false;
    r->info = str_trim(str_head(s, end));
    r->path = str_trim(str_head(str_skip(s, end + 2), s.len - end - 3));
    r->code = true;
    return r->path.len > 0;
}

static bool read_request(struct str line, struct request *r)
{
    *r = (struct request){0};
    while (r->indent < line.len && line.s[r->indent] == ' ')
        r->indent++;
    line = str_trim(line);
    return r->indent < 4 && (read_comment(line, r) || read_code(line, r));
}

/* Follows fences, so that code that shows an include is left alone. */
static bool in_code(struct inclusion *in, struct str line)
{
    struct str s = str_trim(line);
    char c = s.len ? *s.s : 0;
    size_t run = 0;

    while ((c == '`' || c == '~') && run < s.len && s.s[run] == c)
        run++;
    if (!in->fence && run >= 3 &&
        (c == '~' || str_find_char(str_skip(s, run), c) == s.len - run)) {
        in->fence = c;
        in->fence_len = run;
        return true;
    }
    if (in->fence && in->fence == c && run >= in->fence_len && run == s.len) {
        in->fence = 0;
        return true;
    }
    return in->fence != 0;
}

/* Files */

static struct diag_pos place(const struct source *s)
{
    return (struct diag_pos){s->file, s->line, 1};
}

static bool is_open(const struct inclusion *in, const char *inside)
{
    for (int i = 0; i < in->depth; i++)
        if (strcmp(in->open[i].inside, inside) == 0)
            return true;
    return false;
}

static bool read_file(struct inclusion *in, const struct source *from,
                      const char *inside, struct buf *bytes)
{
    struct diag quiet = {0};
    bool ok;
    int fd;

    deps_add(in->deps, in->root.path, inside);
    fd = root_open_file(&in->root, inside);
    if (fd < 0) {
        diag_warning(in->diag, place(from), "missing",
                     "%s is not there, or not beneath the folder that may be read; it "
                     "was left out",
                     inside);
        return false;
    }
    ok = file_read_fd(fd, inside, READER_INCLUDE_LIMIT - in->taken, bytes, &quiet);
    close(fd);
    if (!ok)
        diag_warning(in->diag, place(from), "include-limit",
                     "%s would make more than 1 MiB of included files; it was left out",
                     inside);
    else
        in->taken += bytes->len;
    return ok;
}

/* The path beneath the root of what `from` asks for, or NULL after reporting. */
static const char *find(struct inclusion *in, const struct source *from,
                        const struct request *r)
{
    const char *asked = arena_strndup(in->arena, r->path.s, r->path.len), *inside;

    if (path_has_scheme(asked)) {
        diag_note(in->diag, place(from), "remote-include",
                  "%s is on the network and was not included", asked);
        return NULL;
    }
    inside = *asked == '/'
                 ? asked + strspn(asked, "/")
                 : path_join(in->arena, path_dir(in->arena, from->inside), asked);
    inside = path_normal(in->arena, inside);
    if (!inside || in->root.fd < 0)
        diag_warning(in->diag, place(from), "missing",
                     "%s lies outside the folder that may be read; it was left out",
                     asked);
    else if (in->depth > READER_INCLUDE_DEPTH || is_open(in, inside))
        diag_warning(in->diag, place(from), "include-limit",
                     "%s includes itself, or is more than %d files deep; it was left "
                     "out",
                     asked, READER_INCLUDE_DEPTH);
    else
        return inside;
    return NULL;
}

/* Moves past lines: an opening front matter, what stands before a range or region. */
static void skip_lines(struct source *s, int count)
{
    struct str line;

    while (count-- > 0 && str_next_line(&s->rest, &line))
        s->line++;
}

static void skip_frontmatter(struct source *s)
{
    struct str rest = s->rest, line;
    int count = 0;

    while (str_next_line(&rest, &line)) {
        bool fence = str_is(str_trim(line), "---");

        if (++count == 1 && !fence)
            return;
        if (count > 1 && fence) {
            skip_lines(s, count);
            return;
        }
    }
}

/* From the line after "#region name" to the one before "#endregion", in whatever
 * comment they stand. */
static bool enter_region(struct source *s, struct str name)
{
    struct str rest = s->rest, line;
    int number = s->line, first = 0;

    while (!s->last && str_next_line(&rest, &line)) {
        const char *mark = first ? "#endregion" : "#region ";
        size_t at = str_find(line, mark);

        number++;
        if (at == line.len)
            continue;
        line = str_trim(str_skip(line, at + strlen(mark)));
        if (first)
            s->last = number - 1;
        else if (str_eq(str_head(line, str_find_char(line, ' ')), name))
            first = number;
    }
    skip_lines(s, first - s->line);
    return first > 0;
}

static void add_code(struct inclusion *in, const struct source *from,
                     struct source *code, const struct request *r)
{
    size_t longest = 2, run = 0;
    struct source fence = *from;
    struct buf text = {0};
    struct str line;

    for (size_t i = 0; i < code->rest.len; i++) {
        run = code->rest.s[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    fence.indent += r->indent;
    for (size_t i = 0; i <= longest; i++)
        buf_putc(&text, '`');
    run = text.len;
    if (r->info.len)
        buf_add(&text, r->info.s, r->info.len);
    else if (*path_ext(code->file))
        buf_puts(&text, path_ext(code->file) + 1);
    put_line(in, &fence, (struct str){text.data, text.len}, true);
    while ((!code->last || code->line < code->last) &&
           str_next_line(&code->rest, &line)) {
        code->line++;
        put_line(in, code, line, false);
    }
    put_line(in, &fence, (struct str){text.data, run}, true);
    buf_release(&text);
}

/* What messages call a file beneath the root: after the article's own name when it lies
 * beside or below the article. */
static const char *name_of(const struct inclusion *in, const char *inside)
{
    const struct source *article = &in->open[0];
    size_t folder = (size_t)(path_base(article->inside) - article->inside);
    const char *dir = path_dir(in->arena, article->file);

    if (strncmp(inside, article->inside, folder) == 0)
        return path_join(in->arena, dir, inside + folder);
    return path_join(in->arena, in->root.path, inside);
}

/* Opens what is asked for; the copy goes on in it. */
static void include(struct inclusion *in, const struct request *r)
{
    struct source *from = &in->open[in->depth - 1];
    const char *inside = find(in, from, r);
    struct buf bytes = {0}, text = {0};
    struct source s = {.inside = inside, .indent = from->indent + r->indent};

    if (inside && read_file(in, from, inside, &bytes)) {
        s.file = name_of(in, inside);
        reader_source(&text, buf_str(&bytes), bytes.len, s.file, in->diag);
        s.rest =
            (struct str){arena_strndup(in->arena, buf_str(&text), text.len), text.len};
        s.last = r->last;
        if (r->first > 1)
            skip_lines(&s, r->first - 1);
        else if (!r->last && !r->code)
            skip_frontmatter(&s);
        if (r->region.len && !enter_region(&s, r->region))
            diag_warning(in->diag, place(from), "missing",
                         "%s has no such region; it was left out", inside);
        else if (r->code)
            add_code(in, from, &s, r);
        else
            in->open[in->depth++] = s;
    }
    buf_release(&bytes);
    buf_release(&text);
}

static void copy(struct inclusion *in)
{
    while (in->depth > 0) {
        struct source *s = &in->open[in->depth - 1];
        struct request r;
        struct str line;

        if ((s->last && s->line >= s->last) || !str_next_line(&s->rest, &line)) {
            in->depth--;
            continue;
        }
        s->line++;
        if (in_code(in, line) || !read_request(line, &r))
            put_line(in, s, line, false);
        else
            include(in, &r);
    }
}

void reader_include(struct reader_lines *lines, struct buf *text,
                    const struct reader_params *params, struct arena *a)
{
    struct str all = {buf_str(text), text->len};
    struct inclusion in = {
        .lines = lines, .arena = a, .diag = params->diag, .deps = params->deps,
        .depth = 1};
    const char *folder = path_dir(a, params->path);

    *lines = (struct reader_lines){0};
    if (str_find(all, "@include:") == all.len && str_find(all, "@[code") == all.len)
        return;
    in.root.path = params->root ? params->root : folder;
    if (!root_open(&in.root, in.root.path))
        in.root.fd = -1;
    in.open[0] =
        (struct source){.file = params->path,
                        .inside = params->file ? params->file : path_base(params->path),
                        .rest = all};
    copy(&in);
    if (in.root.fd >= 0)
        root_close(&in.root);
    buf_release(text);
    *text = in.out;
}
