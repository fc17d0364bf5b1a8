#include "book/pass.h"

#include "doc/walk.h"
#include "reader/article.h"
#include "util/file.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/pool.h"
#include "util/utf8.h"

#include <string.h>

/* The two or four digits at `s`, or -1. */
static int digits(const char *s, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + s[i] - '0';
    }
    return value;
}

/* "2025-02-04" or "2025/02/04" at `s`; year 0 when it is no date. */
static struct doc_date date_at(const char *s, char separator)
{
    struct doc_date d = {digits(s, 4), 0, 0};

    if (d.year < 0 || s[4] != separator)
        return (struct doc_date){0};
    d.month = digits(s + 5, 2);
    if (d.month < 0 || s[7] != separator)
        return (struct doc_date){0};
    d.day = digits(s + 8, 2);
    if (!doc_date_valid(d) || (s[10] >= '0' && s[10] <= '9'))
        return (struct doc_date){0};
    return d;
}

/* A post's date may be in its name (2025-02-04-title.md) or its folders (2025/02/04/).
 */
static struct doc_date date_of_path(const char *path)
{
    struct doc_date d = date_at(path_base(path), '-');

    for (const char *s = path; s && !d.year; s = strchr(s, '/')) {
        s += *s == '/';
        d = date_at(s, '/');
    }
    return d;
}

/* Reading, in parallel */

/* An article with fewer characters of text and code than this is a skeleton. */
#define STUB_SIZE 200

/* What one article is read with: nothing of it is shared until all are read. */
struct job {
    const struct book_item *item;
    struct book_article article;
    struct arena arena;
    struct diag_list messages;
    struct diag diag;
    bool read;
};

struct jobs {
    const struct book_work *work;
    struct job *list;
    size_t count;
};

/* How much there is to read: cards, headings and comments say nothing by themselves. */
static size_t text_size(const struct doc_node *article)
{
    size_t size = 0;

    for (struct doc_walk at = doc_walk_from(article); doc_walk_next(&at);) {
        const struct doc_node *n = at.node;

        if (at.event != DOC_ENTER)
            continue;
        if (n->kind == DOC_HEADING)
            doc_walk_skip(&at);
        else if (n->kind == DOC_TEXT || n->kind == DOC_CODE || n->kind == DOC_MATH ||
                 n->kind == DOC_MATH_BLOCK)
            size += utf8_count(n->as.text, strlen(n->as.text));
        else if (n->kind == DOC_CODE_BLOCK || n->kind == DOC_DIAGRAM)
            size += utf8_count(n->as.code.text, n->as.code.len);
        else if (n->kind == DOC_IMAGE)
            size += STUB_SIZE;
    }
    return size;
}

static void read_article(void *user, size_t index)
{
    const struct jobs *jobs = user;
    struct job *job = &jobs->list[index];
    struct book_work w = *jobs->work; /* with memory and messages of its own */
    const char *path = job->item->path;
    struct book_article *article = &job->article;
    struct reader_params reader = {
        .path = strcmp(path, "-") == 0 ? "standard input" : path,
        .diag = &job->diag,
        .deps = jobs->work->params->deps};
    struct buf bytes = {0};

    w.arena = job->messages.arena = &job->arena;
    job->diag = diag_into(&job->messages);
    w.diag = &job->diag;
    if (strcmp(path, "-") != 0)
        deps_add(reader.deps, NULL, path);
    if (file_read(path, READER_ARTICLE_LIMIT, &bytes, w.diag)) {
        article->path = path;
        book_locate(&w, article);
        reader.lang = jobs->count == 1 ? w.params->lang : NULL;
        reader.root = article->root;
        reader.file = article->inside;
        article->node = reader_article(&reader, buf_str(&bytes), bytes.len, w.arena);
        article->stub = text_size(article->node) < STUB_SIZE;
        hash_sha1(buf_str(&bytes), bytes.len, article->sha1);
        job->read = true;
    }
    buf_release(&bytes);
}

/* Joining, in order */

static bool only_footnotes(const struct doc_node *article)
{
    return !article->first || article->first->kind == DOC_FOOTNOTE;
}

static void complete_meta(struct book_work *w, struct book_article *article)
{
    struct doc_meta *meta = article->node->as.meta;
    const char *name =
        strcmp(article->path, "-") == 0 ? "standard input" : article->path;

    meta->path = name;
    if (!doc_date_valid(meta->date))
        meta->date = date_of_path(name);
    if (!meta->title || !*meta->title)
        meta->title = path_stem(w->arena, name);
    if (only_footnotes(article->node))
        diag_note(w->diag, (struct diag_pos){.file = name}, "empty",
                  "has no text; the book has only its title");
}

/* The article, when it is to be in the book; its messages are worth reading then. */
static struct doc_node *take(struct book_work *w, struct job *job)
{
    struct book_article *article;

    arena_adopt(w->arena, &job->arena);
    if (job->article.stub && job->item->found && !w->params->keep_stubs) {
        diag_note(w->diag, (struct diag_pos){.file = job->item->path}, "stub",
                  "has hardly any text and was left out; --keep-stubs takes it in");
        return NULL;
    }
    diag_replay(&job->messages, w->diag);
    if (!job->read)
        return NULL;
    article = &w->articles[w->count++];
    *article = job->article;
    complete_meta(w, article);
    return article->node;
}

static struct doc_node *part_of(struct book_work *w, const struct book_item *item)
{
    struct doc_node *part = doc_node_new(w->arena, DOC_PART, item->pos);

    part->as.meta = arena_new(w->arena, struct doc_meta);
    part->as.meta->title = item->title;
    return part;
}

static void join(struct book_work *w, struct jobs *jobs)
{
    struct doc_node *open[BOOK_PART_DEPTH + 1] = {w->book};
    struct job *job = jobs->list;
    int depth = 0;

    for (size_t i = 0; i < w->plan->count; i++) {
        const struct book_item *item = &w->plan->items[i];
        struct doc_node *n;

        if (item->kind == BOOK_ITEM_ARTICLE) {
            n = take(w, job++);
            if (n)
                doc_node_append(open[depth], n);
            continue;
        }
        if (item->depth <= depth)
            depth = item->depth - 1;
        if (!item->title)
            continue;
        n = part_of(w, item);
        doc_node_append(open[depth], n);
        open[++depth] = n;
    }
}

/* Parts that nothing came into go, and all parts of a single article. */
static void clear_parts(struct book_work *w)
{
    struct doc_walk at = doc_walk_from(w->book);
    bool more = doc_walk_next(&at);

    while (more) {
        struct doc_node *n = at.node;
        bool leaving = at.event == DOC_LEAVE;

        if (n->kind == DOC_ARTICLE && !leaving)
            doc_walk_skip(&at);
        more = doc_walk_next(&at);
        if (!leaving || n->kind != DOC_PART)
            continue;
        if (w->count == 1) {
            doc_node_unwrap(n);
        } else if (!n->first) {
            diag_note(w->diag, n->pos, "part-empty",
                      "the part '%s' has no article and was left out",
                      n->as.meta->title);
            doc_node_unlink(n);
        }
    }
}

void book_collect(struct book_work *w)
{
    struct jobs jobs = {.work = w};

    jobs.list = heap_zalloc(w->plan->count + 1, sizeof *jobs.list);
    for (size_t i = 0; i < w->plan->count; i++)
        if (w->plan->items[i].kind == BOOK_ITEM_ARTICLE)
            jobs.list[jobs.count++].item = &w->plan->items[i];
    pool_run(w->params->threads, jobs.count, read_article, &jobs);
    w->articles = arena_array(w->arena, struct book_article, jobs.count + 1);
    w->book = doc_node_new(w->arena, DOC_BOOK, (struct diag_pos){0});
    w->book->as.meta = arena_new(w->arena, struct doc_meta);
    join(w, &jobs);
    heap_free(jobs.list);
    clear_parts(w);
}
