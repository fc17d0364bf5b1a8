#include "epub/split.h"

#include "doc/walk.h"
#include "util/hash.h"

#include <string.h>

struct epub_place {
    const struct doc_node *node;
    const struct epub_file *file;
};

static bool is_named(const struct doc_node *n)
{
    return n->id || n->kind == DOC_PART || n->kind == DOC_ARTICLE || n->kind == DOC_FOOTNOTE ||
           n->kind == DOC_NOTE_REF;
}

static struct epub_place *place_of(const struct epub_files *files,
                                   const struct doc_node *n)
{
    size_t slot = hash_fnv1a(&n, sizeof n) & (files->slots - 1);

    while (files->places[slot].node && files->places[slot].node != n)
        slot = (slot + 1) & (files->slots - 1);
    return &files->places[slot];
}

const struct epub_file *epub_file_of(const struct epub_files *files,
                                     const struct doc_node *n)
{
    return files->slots && n ? place_of(files, n)->file : NULL;
}

static void place(struct epub_files *files, const struct doc_node *n,
                  const struct epub_file *f)
{
    *place_of(files, n) = (struct epub_place){n, f};
}

/* About what a node takes as XHTML. */
static size_t weight_of(const struct doc_node *n)
{
    switch ((int)n->kind) {
    case DOC_TEXT:
    case DOC_CODE:
    case DOC_MATH:
    case DOC_MATH_BLOCK:
        return 16 + strlen(n->as.text);
    case DOC_CODE_BLOCK:
    case DOC_DIAGRAM:
        return 64 + n->as.code.len + n->as.code.line_count * 30;
    default:
        return 16;
    }
}

/* Room for every file and every place there may be. */
static void make_room(struct epub_files *out, const struct doc_node *book,
                      struct arena *a)
{
    size_t files = 0, named = 0;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        files += w.node->kind == DOC_PART || w.node->kind == DOC_ARTICLE ||
                 w.node->kind == DOC_HEADING;
        named += is_named(w.node);
    }
    for (out->slots = 16; out->slots < named * 2;)
        out->slots *= 2;
    out->files = arena_array(a, struct epub_file, files + 1);
    out->places = arena_array(a, struct epub_place, out->slots);
}

/* What a file is called before the number of its part. */
static const char *stem_of(const struct doc_node *article, size_t number,
                           struct arena *a)
{
    if (article->kind == DOC_PART)
        return arena_printf(a, "part-%zu", number);
    if (article->as.meta && article->as.meta->matter == DOC_MATTER_SOURCES)
        return "sources";
    if (article->as.meta && article->as.meta->matter == DOC_MATTER_COLOPHON)
        return "colophon";
    return arena_printf(a, "art-%zu", number);
}

static struct epub_file *add_file(struct epub_files *out,
                                  const struct doc_node *article, size_t number,
                                  size_t part, struct arena *a)
{
    struct epub_file *f = &out->files[out->count++];

    f->article = article;
    f->opening = part == 1;
    f->name = part == 1 ? arena_printf(a, "%s.xhtml", stem_of(article, number, a))
                        : arena_printf(a, "%s-%zu.xhtml", stem_of(article, number, a),
                                       part);
    return f;
}

/* Notes what is in a block of `f`; returns the block's weight. */
static size_t take_block(struct epub_files *out, const struct doc_node *block,
                         const struct epub_file *f)
{
    size_t weight = 0;

    if (block->kind == DOC_FOOTNOTE && epub_file_of(out, block->as.footnote.ref))
        f = epub_file_of(out, block->as.footnote.ref);
    for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        weight += weight_of(w.node);
        if (is_named(w.node))
            place(out, w.node, f);
    }
    return weight;
}

static void split_article(struct epub_files *out, const struct doc_node *article,
                          size_t number, struct arena *a)
{
    struct epub_file *f = add_file(out, article, number, 1, a);
    size_t size = 0, part = 1;

    place(out, article, f);
    f->first = article->first;
    for (const struct doc_node *n = article->first; n; n = n->next) {
        if (n->kind == DOC_HEADING && size > EPUB_FILE_SIZE) {
            f->end = n;
            f = add_file(out, article, number, ++part, a);
            f->first = n;
            size = 0;
        }
        size += take_block(out, n, f);
    }
}

struct epub_files epub_split(const struct doc_node *book, struct arena *a)
{
    struct epub_files out = {0};
    size_t number = 0, parts = 0;

    make_room(&out, book, a);
    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        if (w.node->kind == DOC_PART) {
            place(&out, w.node, add_file(&out, w.node, ++parts, 1, a));
        } else if (w.node->kind == DOC_ARTICLE) {
            split_article(&out, w.node, ++number, a);
            doc_walk_skip(&w);
        }
    }
    return out;
}
