#include "epub/split.h"

#include "doc/walk.h"

#include <string.h>

/* About what a block's text takes, markup aside. */
static size_t weight_of(const struct doc_node *block)
{
    size_t weight = 0;

    for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        weight += 16;
        if (w.node->kind == DOC_TEXT || w.node->kind == DOC_CODE)
            weight += strlen(w.node->as.text);
        else if (w.node->kind == DOC_CODE_BLOCK)
            weight += w.node->as.code.len + w.node->as.code.line_count * 30;
    }
    return weight;
}

static size_t article_count(const struct doc_node *book)
{
    size_t count = 0;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_ARTICLE) {
            count++;
            doc_walk_skip(&w);
        }
    return count;
}

static size_t heading_count(const struct doc_node *book)
{
    size_t count = 0;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);)
        count += w.event == DOC_ENTER && w.node->kind == DOC_HEADING;
    return count;
}

static struct epub_file *add_file(struct epub_files *out, const struct doc_node *article,
                                  size_t number, size_t part, struct arena *a)
{
    struct epub_file *f = &out->files[out->count++];

    f->article = article;
    f->opening = part == 1;
    f->name = part == 1 ? arena_printf(a, "art-%zu.xhtml", number)
                        : arena_printf(a, "art-%zu-%zu.xhtml", number, part);
    return f;
}

static void split_article(struct epub_files *out, const struct doc_node *article, size_t number,
                          struct arena *a)
{
    struct epub_file *f = add_file(out, article, number, 1, a);
    size_t size = 0, part = 1;

    f->first = article->first;
    for (const struct doc_node *n = article->first; n; n = n->next) {
        if (n->kind == DOC_HEADING && size > EPUB_FILE_SIZE) {
            f->end = n;
            f = add_file(out, article, number, ++part, a);
            f->first = n;
            size = 0;
        }
        size += weight_of(n);
    }
}

struct epub_files epub_split(const struct doc_node *book, struct arena *a)
{
    struct epub_files out = {
        .files = arena_array(a, struct epub_file, article_count(book) + heading_count(book))};
    size_t number = 0;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_ARTICLE) {
            split_article(&out, w.node, ++number, a);
            doc_walk_skip(&w);
        }
    return out;
}

static bool comes_before(const struct doc_node *a, const struct doc_node *b)
{
    while (a && a != b)
        a = a->next;
    return a == b && b;
}

/* The child of the article that holds `n`. */
static const struct doc_node *block_of(const struct doc_node *n)
{
    while (n->parent && n->parent->kind != DOC_ARTICLE)
        n = n->parent;
    return n;
}

static bool holds(const struct epub_file *f, const struct doc_node *block)
{
    return comes_before(f->first, block) && !(f->end && comes_before(f->end, block));
}

const struct epub_file *epub_file_of(const struct epub_files *files, const struct doc_node *n)
{
    const struct doc_node *article = doc_node_ancestor(n, DOC_ARTICLE), *block;
    const struct epub_file *first = NULL;
    const struct doc_node *note = doc_node_ancestor(n, DOC_FOOTNOTE);

    if (note && note->as.footnote.ref)
        n = note->as.footnote.ref;
    block = block_of(n);
    for (size_t i = 0; i < files->count; i++) {
        const struct epub_file *f = &files->files[i];

        if (f->article != article)
            continue;
        if (!first)
            first = f;
        if (n == article || (!f->end && f == first) || holds(f, block))
            return f;
    }
    return first;
}

bool epub_file_has_note(const struct epub_files *files, const struct epub_file *file,
                        const struct doc_node *note)
{
    return note->kind == DOC_FOOTNOTE && epub_file_of(files, note) == file;
}
