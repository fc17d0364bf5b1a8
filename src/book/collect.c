#include "book/pass.h"

#include "reader/article.h"
#include "util/file.h"
#include "util/path.h"

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

static bool only_footnotes(const struct doc_node *article)
{
    return !article->first || article->first->kind == DOC_FOOTNOTE;
}

static void read_article(struct book_work *w, const char *path)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct reader_params reader = {
        .path = name, .lang = w->params->lang, .diag = w->diag};
    struct book_article *article = &w->articles[w->count];
    struct buf bytes = {0};

    if (file_read(path, FILE_LIMIT, &bytes, w->diag)) {
        article->path = path;
        book_locate(w, article);
        reader.root = article->root;
        reader.file = article->inside;
        article->node = reader_article(&reader, buf_str(&bytes), bytes.len, w->arena);
        hash_sha1(buf_str(&bytes), bytes.len, article->sha1);
        w->count++;
    }
    buf_release(&bytes);
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

void book_collect(struct book_work *w, const char *const *paths, size_t count)
{
    w->articles = arena_array(w->arena, struct book_article, count);
    for (size_t i = 0; i < count; i++)
        read_article(w, paths[i]);
    if (w->count == 0)
        return;
    w->book = doc_node_new(w->arena, DOC_BOOK, (struct diag_pos){0});
    w->book->as.meta = arena_new(w->arena, struct doc_meta);
    for (size_t i = 0; i < w->count; i++) {
        complete_meta(w, &w->articles[i]);
        doc_node_append(w->book, w->articles[i].node);
    }
}
