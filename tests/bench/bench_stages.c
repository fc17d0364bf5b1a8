/*
 * CPU time of each stage from articles to one PDF, median of several rounds:
 *   bench_stages DATA ARTICLE.md …
 * read: Markdown to tree; shape: text to glyphs, a fresh shaper each round; break: layout without shaping;
 * subset and deflate: the fonts; emit: what is left of writing the PDF.
 */
#include "book/book.h"
#include "doc/walk.h"
#include "layout/layout.h"
#include "media/store.h"
#include "pdf/writer.h"
#include "text/shape.h"
#include "text/subset.h"
#include "theme/theme.h"
#include "util/deflate.h"
#include "util/heap.h"
#include "util/path.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, FONTS = 32, GLYPHS = 65536 };

enum stage { READ, SHAPE, LAYOUT, SUBSET, DEFLATE, WRITE, STAGE_COUNT };

struct bench {
    struct arena arena;
    struct diag diag;
    struct text_fontset *fonts;
    struct theme *theme;
    const char *const *articles;
    size_t article_count;
    struct doc_node *book;
    struct media_store *media;
    bool *used[FONTS]; /* glyphs of each face on the pages */
    double ms[STAGE_COUNT][ROUNDS];
    int round;
    clock_t started;
};

static void begin(struct bench *b)
{
    b->started = clock();
}

static void end(struct bench *b, enum stage stage)
{
    b->ms[stage][b->round] = 1e3 * (double)(clock() - b->started) / CLOCKS_PER_SEC;
}

static void read_articles(struct bench *b)
{
    struct book_params params = {.media = b->media, .diag = &b->diag};

    begin(b);
    b->book = book_make(&params, b->articles, b->article_count, &b->arena);
    end(b, READ);
    if (!b->book)
        exit(1);
}

static void shape_all(struct bench *b)
{
    struct text_shaper *shaper = text_shaper_create(b->fonts);
    struct arena scratch = {0};

    begin(b);
    for (struct doc_walk w = doc_walk_from(b->book); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_TEXT)
            text_shape(shaper, (struct text_style){.family = TEXT_SERIF}, "ko",
                       str_of(w.node->as.text), w.node->pos, &scratch);
    end(b, SHAPE);
    arena_release(&scratch);
    text_shaper_destroy(shaper);
}

static void mark_glyphs(void *user, const struct layout_page *page)
{
    struct bench *b = user;

    for (size_t i = 0; i < page->item_count; i++) {
        const struct layout_run *run = &page->items[i].as.run;

        if (page->items[i].kind != LAYOUT_RUN || run->font->index >= FONTS)
            continue;
        if (!b->used[run->font->index])
            b->used[run->font->index] = heap_zalloc(GLYPHS, sizeof(bool));
        for (size_t j = 0; j < run->count; j++)
            if (run->glyphs[j].id < GLYPHS)
                b->used[run->font->index][run->glyphs[j].id] = true;
    }
}

static void lay_out(struct bench *b)
{
    struct layout_params params = {
        .theme = b->theme, .fonts = b->fonts, .media = b->media, .diag = &b->diag};

    begin(b);
    layout_book(&params, b->book, (struct layout_sink){mark_glyphs, b});
    end(b, LAYOUT);
}

static size_t collect(const bool *used, uint32_t *glyphs)
{
    size_t count = 0;

    for (uint32_t i = 0; i < GLYPHS; i++)
        if (used[i])
            glyphs[count++] = i;
    return count;
}

static void cut_fonts(struct bench *b)
{
    static uint32_t glyphs[GLYPHS];
    struct text_subset subsets[FONTS] = {{{0}, NULL, 0}};
    struct buf packed = {0};

    begin(b);
    for (int i = 0; i < FONTS; i++)
        if (b->used[i])
            text_subset_make(text_fontset_font(b->fonts, i), glyphs, collect(b->used[i], glyphs),
                             &subsets[i], &b->diag);
    end(b, SUBSET);
    begin(b);
    for (int i = 0; i < FONTS; i++)
        deflate_bytes(&packed, buf_str(&subsets[i].data), subsets[i].data.len, DEFLATE_ZLIB,
                      DEFLATE_LEVEL);
    end(b, DEFLATE);
    for (int i = 0; i < FONTS; i++)
        text_subset_release(&subsets[i]);
    buf_release(&packed);
}

static void write_pdf(struct bench *b)
{
    struct file_out out;
    struct pdf_params params = {.theme = b->theme, .fonts = b->fonts, .media = b->media,
                                .modified = "1980-01-01T00:00:00Z", .threads = 1, .diag = &b->diag};

    if (!file_out_open(&out, "bench.pdf", &b->diag))
        exit(1);
    begin(b);
    if (!pdf_write(&params, b->book, &out))
        exit(1);
    end(b, WRITE);
    file_out_abort(&out);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(struct bench *b, enum stage stage)
{
    qsort(b->ms[stage], ROUNDS, sizeof(double), by_size);
    return b->ms[stage][ROUNDS / 2];
}

static void report(struct bench *b)
{
    double shape = median(b, SHAPE), layout = median(b, LAYOUT), subset = median(b, SUBSET);
    double deflate = median(b, DEFLATE), write = median(b, WRITE);

    printf("read %.2f ms, shape %.2f, break %.2f, emit %.2f, subset %.2f, deflate %.2f; "
           "all of the PDF %.2f ms\n",
           median(b, READ), shape, layout - shape, write - layout - subset - deflate, subset, deflate,
           write);
}

static void show(void *user, const struct diag_message *msg)
{
    (void)user;
    if (msg->level == DIAG_ERROR)
        diag_format(stderr, msg);
}

int main(int argc, char **argv)
{
    struct bench b = {.diag = {.report = show}, .media = media_store_create()};

    if (argc < 3)
        return 2;
    b.articles = (const char *const *)argv + 2;
    b.article_count = (size_t)argc - 2;
    b.fonts = text_fontset_create(path_join(&b.arena, argv[1], "fonts"), NULL, &b.diag);
    b.theme = theme_load(path_join(&b.arena, argv[1], "templates"), NULL, "a4", &b.arena, &b.diag);
    if (!b.fonts || !b.theme)
        return 1;
    for (b.round = 0; b.round < ROUNDS; b.round++) {
        read_articles(&b);
        shape_all(&b);
        lay_out(&b);
        cut_fonts(&b);
        write_pdf(&b);
    }
    report(&b);
    for (int i = 0; i < FONTS; i++)
        heap_free(b.used[i]);
    media_store_destroy(b.media);
    text_fontset_destroy(b.fonts);
    arena_release(&b.arena);
    return 0;
}
