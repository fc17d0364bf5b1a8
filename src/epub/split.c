#include "epub/split.h"

#include "doc/walk.h"
#include "epub/weigh.h"
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

/* Room for every file and every place there may be. */
static void make_room(struct epub_files *out, const struct doc_node *book,
                      struct arena *a)
{
    size_t files = 0, named = 0;

    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        files += w.node->kind == DOC_PART || w.node->kind == DOC_ARTICLE ||
                 (w.node->parent && w.node->parent->kind == DOC_ARTICLE);
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

/* Notes what is in a block of `f`. */
static void take_block(struct epub_files *out, const struct doc_node *block,
                       const struct epub_file *f)
{
    if (block->kind == DOC_FOOTNOTE && epub_file_of(out, block->as.footnote.ref))
        f = epub_file_of(out, block->as.footnote.ref);
    for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && is_named(w.node))
            place(out, w.node, f);
}

/* The heading before which a file that has grown too large had best end. */
struct cut {
    const struct doc_node *at;
    bool late; /* in the second half of the file */
};

/* Late beats early, a higher level beats a lower one, and then the last wins. */
static void consider(struct cut *cut, const struct doc_node *heading, bool late)
{
    if (cut->at && cut->late && heading->as.heading.level > cut->at->as.heading.level)
        return;
    *cut = (struct cut){heading, late};
}

/*
 * The first block that the file beginning with `first` has no room for: best a heading,
 * where a part has none any block, NULL when all of them fit.
 */
static const struct doc_node *end_of_file(const struct doc_node *first)
{
    struct arena scratch = {0};
    const struct doc_node *end = NULL;
    struct cut cut = {0};
    size_t size = 0;
    bool any = false; /* more than headings, which never stand alone */

    for (const struct doc_node *n = first; n && !end; n = n->next) {
        if (n->kind == DOC_FOOTNOTE && n->as.footnote.ref)
            continue;
        if (n->kind == DOC_HEADING && any)
            consider(&cut, n, size > EPUB_FILE_SIZE / 2);
        size += epub_weigh(n, &scratch);
        if (size > EPUB_FILE_SIZE && any)
            end = cut.at ? cut.at : n;
        any |= n->kind != DOC_HEADING;
    }
    arena_release(&scratch);
    return end;
}

static size_t index_of(const struct epub_files *files, const struct doc_node *note)
{
    return (size_t)(epub_file_of(files, note) - files->files);
}

/* The notes of the article's files, which begin at `from`, in their order. */
static void share_notes(struct epub_files *out, const struct doc_node *article,
                        size_t from, struct arena *a)
{
    const struct doc_node ***lists =
        arena_array(a, const struct doc_node **, out->count - from);
    const struct doc_node *n = article->last;

    for (; n && n->kind == DOC_FOOTNOTE; n = n->prev)
        out->files[index_of(out, n)].note_count++;
    for (size_t i = from; i < out->count; i++) {
        lists[i - from] =
            arena_array(a, const struct doc_node *, out->files[i].note_count);
        out->files[i].notes = lists[i - from];
    }
    for (n = n ? n->next : article->first; n; n = n->next)
        *lists[index_of(out, n) - from]++ = n;
}

static void split_article(struct epub_files *out, const struct doc_node *article,
                          size_t number, struct arena *a)
{
    const struct doc_node *first = article->first;
    size_t part = 0, from = out->count;

    do {
        struct epub_file *f = add_file(out, article, number, ++part, a);

        if (part == 1)
            place(out, article, f);
        f->first = first;
        f->end = end_of_file(first);
        for (const struct doc_node *n = first; n && n != f->end; n = n->next)
            take_block(out, n, f);
        first = f->end;
    } while (first);
    share_notes(out, article, from, a);
}

struct epub_files epub_split(const struct doc_node *book, struct arena *a)
{
    struct epub_files out = {0};
    size_t number = 0, parts = 0;
    int top = 0;

    make_room(&out, book, a);
    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        if (w.node->kind == DOC_PART) {
            struct epub_file *f = add_file(&out, w.node, ++parts, 1, a);

            if (!w.node->parent || w.node->parent->kind != DOC_PART)
                f->number = ++top;
            place(&out, w.node, f);
        } else if (w.node->kind == DOC_ARTICLE) {
            split_article(&out, w.node, ++number, a);
            doc_walk_skip(&w);
        }
    }
    return out;
}
