#include "book/list.h"

#include "book/folder.h"

#include "reader/frontmatter.h"
#include "reader/source.h"
#include "util/file.h"
#include "util/path.h"
#include "util/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const query_keys[] = {"category", "tag",   "author", "host",
                                         "lang",     "since", "until",  "sort"};

enum sort { BY_PATH, BY_DATE, BY_TITLE, BY_ORDER };

struct query {
    const struct book_reading *reading;
    const struct data_value *asked;
    struct doc_date since, until;
    enum sort sort;
};

/* An article that is as asked. */
struct match {
    const char *path;
    size_t place; /* in the order of paths */
    const struct doc_meta *meta;
    long order; /* what the site's own lists sort by; 0: not said */
};

struct matches {
    struct match *list;
    size_t count;
};

/* Reading front matter and nothing else */

/* Front matter mostly ends within the first piece. */
#define PIECE (8u << 10)

static bool has_end(const struct buf *head)
{
    struct str text = {buf_str(head), head->len};

    return !str_starts(text, "---") || str_find(str_skip(text, 3), "\n---") <
                                           text.len - 3;
}

/* The file up to the end of its front matter, or as far as such may reach. */
static bool read_head(const char *path, struct buf *head)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    ssize_t got = 1;

    if (fd < 0) {
        file_need_descriptors(errno);
        return false;
    }
    while (got > 0 && head->len < READER_FRONTMATTER_LIMIT + PIECE) {
        got = read(fd, buf_reserve(head, PIECE), PIECE);
        if (got > 0)
            buf_commit(head, (size_t)got);
        else if (got < 0 && errno == EINTR)
            got = 1;
        if (got > 0 && has_end(head))
            break;
    }
    close(fd);
    return got >= 0 && str_starts((struct str){buf_str(head), head->len}, "---");
}

/* Comparing */

/* `v` is the wanted text or a list that has it. */
static bool has(const struct data_value *v, const char *wanted)
{
    const struct data_value *m = v && v->kind == DATA_LIST ? v->first : v;

    for (; m; m = v->kind == DATA_LIST ? m->next : NULL)
        if (m->kind == DATA_STRING && str_eq_nocase(str_trim(str_of(m->string)),
                                                    str_trim(str_of(wanted))))
            return true;
    return false;
}

/* Either spelling of a key of the front matter. */
static bool has_either(const struct data_value *values, const char *one,
                       const char *other, const char *wanted)
{
    return has(data_get(values, one), wanted) || has(data_get(values, other), wanted);
}

static bool wrote(const struct doc_meta *meta, const char *wanted)
{
    for (size_t i = 0; i < meta->author_count; i++)
        if (str_eq_nocase(str_of(meta->authors[i].name), str_trim(str_of(wanted))))
            return true;
    return false;
}

/* Sites that collect articles put the host they come from into the path of a page. */
static bool is_from(const struct data_value *values, const struct doc_meta *meta,
                    const char *path, const char *wanted)
{
    struct str host = str_trim(str_of(wanted));
    const char *const places[] = {meta->canonical, path};

    for (size_t i = 0; i < 2; i++) {
        struct str rest = str_of(places[i]);

        while (rest.len > 0) {
            struct str part = str_head(rest, str_find_char(rest, '/'));

            if (str_eq_nocase(part, host))
                return true;
            rest = str_skip(rest, part.len + 1);
        }
    }
    return has_either(values, "tag", "tags", wanted);
}

static bool speaks(const struct doc_meta *meta, const char *wanted)
{
    struct str lang = str_of(meta->lang), want = str_trim(str_of(wanted));

    return str_eq_nocase(str_head(lang, want.len), want) &&
           (lang.len == want.len || lang.s[want.len] == '-');
}

/* One key of the query against one article. */
static bool fits_key(const char *key, const char *wanted,
                     const struct data_value *values, const struct match *m)
{
    if (strcmp(key, "category") == 0)
        return has_either(values, "category", "categories", wanted);
    if (strcmp(key, "tag") == 0)
        return has_either(values, "tag", "tags", wanted);
    if (strcmp(key, "author") == 0)
        return wrote(m->meta, wanted);
    if (strcmp(key, "host") == 0)
        return is_from(values, m->meta, m->path, wanted);
    if (strcmp(key, "lang") == 0)
        return speaks(m->meta, wanted);
    return true; /* dates and order are no matter of words */
}

/* Several values of one key: any will do. */
static bool fits_any(const struct data_value *v, const struct data_value *values,
                     const struct match *m)
{
    const struct data_value *one = v->kind == DATA_LIST ? v->first : v;

    for (; one; one = v->kind == DATA_LIST ? one->next : NULL)
        if (one->kind == DATA_STRING && fits_key(v->key, one->string, values, m))
            return true;
    return v->kind == DATA_NULL;
}

static bool fits(const struct query *q, const struct data_value *values,
                 const struct match *m)
{
    struct doc_date date = m->meta->date;

    for (const struct data_value *v = q->asked->first; v; v = v->next)
        if (!fits_any(v, values, m))
            return false;
    if (q->since.year && (!doc_date_valid(date) || doc_date_after(q->since, date)))
        return false;
    return !q->until.year || (doc_date_valid(date) && !doc_date_after(date, q->until));
}

/*
 * YAML takes longer than looking for a word: an article whose bytes do not hold the
 * category, tag or author asked for need not be parsed. Only for plain ASCII, which
 * has one spelling; case must not matter.
 */
static bool may_fit(const struct query *q, const struct buf *head)
{
    static const char *const words[] = {"category", "tag", "author"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *wanted = data_get_string(q->asked, words[i]);
        struct str w = str_trim(str_of(wanted)), at = {buf_str(head), head->len};
        bool plain = wanted && w.len > 0;

        for (size_t k = 0; k < w.len; k++)
            plain = plain && w.s[k] > ' ' && w.s[k] < 0x7F;
        if (!plain)
            continue;
        while (at.len >= w.len && !str_eq_nocase(str_head(at, w.len), w))
            at = str_skip(at, 1);
        if (at.len < w.len)
            return false;
    }
    return true;
}

static bool look_at(const struct query *q, const char *path, struct match *m)
{
    struct arena *a = q->reading->plan->arena;
    struct doc_meta *meta = arena_new(a, struct doc_meta);
    struct diag quiet = {0}; /* reading it as an article tells what is wrong with it */
    struct buf head = {0}, text = {0};
    const struct data_value *values = NULL;
    const char *order;
    bool good;

    deps_add(q->reading->plan->params->deps, NULL, path);
    good = read_head(path, &head) && may_fit(q, &head);
    if (good) {
        reader_source(&text, buf_str(&head), head.len, path, &quiet);
        values = reader_frontmatter(&text, path, meta, a, &quiet);
        order = data_get_string(values, "order");
        *m = (struct match){.path = path,
                            .meta = meta,
                            .order = order ? strtol(order, NULL, 10) : 0};
        good = values && fits(q, values, m);
    }
    buf_release(&text);
    buf_release(&head);
    return good;
}

/* Sorting */

static int by_place(const struct match *x, const struct match *y)
{
    return (x->place > y->place) - (x->place < y->place);
}

static int by_path(const void *a, const void *b)
{
    return by_place(a, b);
}

/* Those without a date come last. */
static int by_date(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    bool dated = doc_date_valid(x->meta->date);

    if (dated != doc_date_valid(y->meta->date))
        return dated ? -1 : 1;
    if (doc_date_after(x->meta->date, y->meta->date))
        return 1;
    if (doc_date_after(y->meta->date, x->meta->date))
        return -1;
    return by_place(x, y);
}

static int by_title(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    int order = strcmp(x->meta->title ? x->meta->title : "",
                       y->meta->title ? y->meta->title : "");

    return order ? order : by_place(x, y);
}

/* As theme-hope has it: 1, 2, … first, then those without, then …, -2, -1. */
static int by_order(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    int class_x = x->order > 0 ? 0 : x->order == 0 ? 1 : 2;
    int class_y = y->order > 0 ? 0 : y->order == 0 ? 1 : 2;

    if (class_x != class_y)
        return class_x - class_y;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return by_place(x, y);
}

static int (*const orders[])(const void *, const void *) = {
    [BY_PATH] = by_path, [BY_DATE] = by_date, [BY_TITLE] = by_title,
    [BY_ORDER] = by_order};

/* The query itself */

static struct doc_date date_of(const struct query *q, const char *key)
{
    const struct data_value *v = data_get(q->asked, key);
    struct doc_date d = reader_date(data_string(v));

    if (!v || v->kind == DATA_NULL || doc_date_valid(d))
        return d;
    book_reading_wrong(q->reading, v, "a day such as 2025-01-31");
    return (struct doc_date){0};
}

static enum sort sort_of(const struct query *q)
{
    static const char *const names[] = {"path", "date", "title", "order"};
    const struct data_value *v = data_get(q->asked, "sort");

    for (int i = 0; v && i < 4; i++)
        if (cstr_eq(data_string(v), names[i]))
            return (enum sort)i;
    if (v && v->kind != DATA_NULL)
        book_reading_wrong(q->reading, v, "path, date, title or order");
    return BY_PATH;
}

static struct matches search(const struct query *q)
{
    struct arena *a = q->reading->plan->arena;
    struct book_paths paths = {0};
    struct matches found = {0};

    book_folder_paths(&paths, q->reading->site, q->reading->plan->params->deps, a);
    found.list = arena_array(a, struct match, paths.count + 1);
    for (size_t i = 0; i < paths.count; i++) {
        struct arena_mark mark = arena_mark(a);

        if (look_at(q, paths.list[i], &found.list[found.count]))
            found.list[found.count++].place = i;
        else
            arena_rewind(a, mark);
    }
    if (found.count > 1)
        qsort(found.list, found.count, sizeof *found.list, orders[q->sort]);
    return found;
}

void book_query(const struct book_reading *r, const struct data_value *asked)
{
    struct query q = {.reading = r, .asked = asked};
    struct matches found;

    if (asked->kind != DATA_MAP) {
        if (asked->kind != DATA_NULL)
            book_reading_wrong(r, asked, "a map such as {category: AI, sort: date}");
        return;
    }
    book_reading_keys(r, asked, query_keys, sizeof query_keys / sizeof *query_keys);
    q.since = date_of(&q, "since");
    q.until = date_of(&q, "until");
    q.sort = sort_of(&q);
    found = search(&q);
    for (size_t i = 0; i < found.count; i++)
        book_plan_article(r->plan, found.list[i].path, book_reading_pos(r, asked),
                          true);
    if (found.count == 0)
        diag_warning(r->plan->diag, book_reading_pos(r, asked), "query-empty",
                     "no article of %s is as asked for", r->site);
}
