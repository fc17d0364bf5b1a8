/*
 * Markdown read per second of CPU, on one core:
 *   bench_reader ARTICLE.md…
 * All of them are read, over and over, until 32 MB have gone by; the reader alone is timed.
 */
#include "reader/article.h"
#include "util/file.h"
#include "util/heap.h"

#include <stdlib.h>
#include <time.h>

enum { ENOUGH = 32 << 20 };

struct article {
    const char *path;
    struct buf text;
};

struct articles {
    struct diag diag;
    struct article *list;
    size_t count;
};

static void unheard(void *user, const struct diag_message *msg)
{
    (void)user, (void)msg;
}

static void add(struct articles *all, const char *path)
{
    struct article *a;

    all->list = heap_resize(all->list, all->count + 1, sizeof *all->list);
    a = &all->list[all->count++];
    *a = (struct article){.path = path};
    if (!file_read(path, FILE_LIMIT, &a->text, &all->diag))
        exit(1);
}

static size_t read_all(struct articles *all)
{
    size_t bytes = 0;

    for (size_t i = 0; i < all->count; i++) {
        struct article *a = &all->list[i];
        struct reader_params params = {.path = a->path, .diag = &all->diag};
        struct arena arena = {0};

        reader_article(&params, buf_str(&a->text), a->text.len, &arena);
        bytes += a->text.len;
        arena_release(&arena);
    }
    return bytes;
}

int main(int argc, char **argv)
{
    struct articles all = {.diag = {.report = unheard}};
    size_t bytes = 0, round;
    clock_t started;
    double seconds;

    for (int i = 1; i < argc; i++)
        add(&all, argv[i]);
    round = read_all(&all); /* warm */
    if (round == 0)
        return 2;
    started = clock();
    while (bytes < ENOUGH)
        bytes += read_all(&all);
    seconds = (double)(clock() - started) / CLOCKS_PER_SEC;
    printf("%zu articles of %.2f MB: %.1f MB of Markdown read per second of CPU\n",
           all.count, (double)round / 1e6, (double)bytes / 1e6 / seconds);
    for (size_t i = 0; i < all.count; i++)
        buf_release(&all.list[i].text);
    heap_free(all.list);
    return 0;
}
