/*
 * Any bytes as an article, through both writers: each makes a file, and the files are what
 * they should be.
 */
#include "book/book.h"
#include "cover/draw.h"
#include "epub/writer.h"
#include "fuzz.h"
#include "layout/layout.h"
#include "pdf/writer.h"
#include "text/subset.h"
#include "util/path.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

/* What the program opens once. */
struct house {
    struct arena arena;
    struct diag diag;
    struct theme *theme;
    struct text_fontset *fonts;
    struct buf cover; /* of the first article: drawing takes longer than all else */
};

/* A font with a few hundred characters, since cutting the whole ones takes longest. */
static void cut_font(const char *name, struct arena *a)
{
    uint32_t cps[400];
    struct diag diag = {0};
    struct buf cut = {0};
    size_t count = 0;
    struct text_font *font;

    for (uint32_t cp = ' '; cp < 0x180; cp++)
        cps[count++] = cp;
    for (uint32_t cp = 0xAC00; cp <= 0xD7A3 && count < 400; cp += 233)
        cps[count++] = cp;
    font = text_font_open(arena_printf(a, FUZZ_ROOT "/fonts/%s", name), 0, &diag);
    if (!font)
        fuzz_fail("no font");
    if (font->colour)
        cps[0] = 0x1F600;
    if (text_subset_codepoints(font, cps, count, &cut, &diag))
        fuzz_write(arena_printf(a, "fonts/%s", name), cut.data, cut.len);
    text_font_close(font);
    buf_release(&cut);
}

static const char *cut_fonts(struct arena *a)
{
    const char *folder = arena_printf(a, "%s/fonts", fuzz_folder());
    DIR *dir = opendir(FUZZ_ROOT "/fonts");
    const struct dirent *e;

    if (mkdir(folder, 0700) != 0 || !dir)
        fuzz_fail("no folder of fonts");
    while ((e = readdir(dir))) {
        const char *ext = path_ext(e->d_name);

        if (strcmp(ext, ".otf") == 0 || strcmp(ext, ".ttf") == 0 ||
            strcmp(ext, ".ttc") == 0)
            cut_font(e->d_name, a);
    }
    closedir(dir);
    return folder;
}

static void open_house(struct house *h)
{
    if (h->theme)
        return;
    h->theme = theme_load(FUZZ_ROOT "/templates", NULL, "a5", &h->arena, &h->diag);
    h->fonts = text_fontset_create(cut_fonts(&h->arena), NULL, &h->diag);
    if (!h->theme || !h->fonts)
        fuzz_fail("no theme or no fonts");
}

/* Reads back what was written. */
static void check(struct file_out *out, bool good, const char *path,
                  void (*checked)(const void *bytes, size_t len))
{
    struct diag diag = {0};
    struct buf bytes = {0};

    if (!good || !file_out_keep(out, path, &diag) ||
        !file_read(path, FILE_LIMIT, &bytes, &diag))
        fuzz_fail("nothing was written");
    checked(bytes.data, bytes.len);
    buf_release(&bytes);
}

static void write_both(const struct house *h, struct doc_node *book,
                       struct media_store *media, struct arena *a)
{
    struct diag diag = {0};
    struct doc_pagemap pagemap = {0};
    const char *modified = book_modified(book, a);
    struct pdf_params pdf = {.theme = h->theme,
                             .fonts = h->fonts,
                             .media = media,
                             .pagemap = &pagemap,
                             .modified = modified,
                             .threads = 1,
                             .diag = &diag};
    struct epub_params epub = {.templates = FUZZ_ROOT "/templates/epub",
                               .media = media,
                               .pagemap = &pagemap,
                               .modified = modified,
                               .threads = 1,
                               .diag = &diag};
    const char *path = arena_strdup(a, fuzz_write("out", "", 0));
    struct file_out out;

    if (!file_out_open(&out, path, &diag))
        fuzz_fail("no output");
    check(&out, pdf_write(&pdf, book, &out), path, fuzz_check_pdf);
    if (!file_out_open(&out, path, &diag))
        fuzz_fail("no output");
    check(&out, epub_write(&epub, book, &out), path, fuzz_check_epub);
    doc_pagemap_release(&pagemap);
}

static void draw_cover(struct house *h, struct doc_node *book,
                       struct media_store *media)
{
    struct diag diag = {0};

    if (h->cover.len == 0)
        cover_draw(h->fonts, book->as.meta, 1, &h->cover);
    if (!book->as.meta->cover_asset)
        book->as.meta->cover_asset = media_store_add_bytes(
            media, h->cover.data, h->cover.len, (struct diag_pos){0}, &diag);
    if (!book->as.meta->cover_asset)
        fuzz_fail("no cover");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct house house;
    struct diag diag = {0};
    struct arena arena = {0};
    struct media_store *media = media_store_create();
    struct book_params params = {.media = media, .threads = 1, .diag = &diag};
    const char *paths[] = {arena_strdup(&arena, fuzz_write("fuzz.md", data, size))};
    struct doc_node *book;

    open_house(&house);
    book = book_make(&params, paths, 1, &arena);
    if (!book)
        fuzz_fail("no book");
    draw_cover(&house, book, media);
    write_both(&house, book, media, &arena);
    media_store_destroy(media);
    arena_release(&arena);
    return 0;
}
