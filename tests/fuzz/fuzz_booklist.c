/*
 * Reading lists, over two articles that are there: what becomes a book has parts and
 * articles that hang together.
 */
#include "book/book.h"
#include "doc/walk.h"
#include "fuzz.h"

#include <string.h>

static const char one[] = "---\ntitle: One\ncategory: A\ntag: [b]\n---\n\n[two](two.md)\n";
static const char two[] = "---\ntitle: Two\ndate: 2025-02-04\n---\n\n## a\n\ntext\n";
static const char index_page[] = "# Index\n\n## Part\n\n- [one](one.md)\n- [two](two.md)\n";

/* Lists may name any folder; a fuzzer shall not look through this machine. */
static bool leads_away(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == '/' || data[i] == '\\' ||
            (data[i] == '.' && i + 1 < size && data[i + 1] == '.'))
            return true;
    return false;
}

static void check(const struct doc_node *book)
{
    if (book->kind != DOC_BOOK || !book->as.meta->title || !book->as.meta->lang)
        fuzz_fail("a book without title or language");
    for (struct doc_walk w = doc_walk_from(book); doc_walk_next(&w);)
        for (const struct doc_node *n = w.node->first; n; n = n->next)
            if (n->parent != w.node || (n->next && n->next->prev != n))
                fuzz_fail("a tree that does not hang together");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag diag = {0};
    struct arena arena = {0};
    struct media_store *media;
    struct book_params params = {.threads = 1, .diag = &diag};
    const char *paths[1];
    struct doc_node *book;

    if (leads_away(data, size))
        return 0;
    fuzz_write("one.md", one, sizeof one - 1);
    fuzz_write("two.md", two, sizeof two - 1);
    fuzz_write("index.md", index_page, sizeof index_page - 1);
    paths[0] = arena_strdup(&arena, fuzz_write("fuzz.yaml", data, size));
    params.media = media = media_store_create();
    book = book_make(&params, paths, 1, &arena);
    if (book)
        check(book);
    else if (diag.counts[DIAG_ERROR] == 0)
        fuzz_fail("no book, and no word");
    media_store_destroy(media);
    arena_release(&arena);
    return 0;
}
