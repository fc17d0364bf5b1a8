#include "epub/writer.h"

#include "epub/breaks.h"
#include "epub/fonts.h"
#include "epub/nav.h"
#include "epub/package.h"
#include "epub/pages.h"
#include "epub/preflight.h"
#include "epub/zip.h"
#include "util/heap.h"
#include "util/path.h"

#include <string.h>

/* The files of the book as they are made. */
struct assembly {
    struct epub_book book;
    const struct epub_params *params;
    struct epub_item *items;
    struct epub_entry *entries;
    struct buf *texts; /* owned contents, one for each entry that is no image */
    size_t item_count, entry_count, text_count;
    struct epub_fonts fonts;
    struct arena *arena;
};

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
    "<container version=\"1.0\" "
    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/>\n</rootfiles>\n</container>\n";

static const char mimetype[] = "application/epub+zip";

static void add_entry(struct assembly *as, const char *name, const void *bytes,
                      size_t len, bool stored)
{
    as->entries[as->entry_count++] =
        (struct epub_entry){name, bytes, len, stored, NULL};
}

/* A file of text: the caller writes it and then calls finish_text. */
static struct buf *begin_text(struct assembly *as)
{
    return &as->texts[as->text_count++];
}

static void finish_text(struct assembly *as, const struct buf *text, const char *href)
{
    add_entry(as, arena_printf(as->arena, "EPUB/%s", href), text->data, text->len,
              false);
}

static void add_item(struct assembly *as, struct epub_item item)
{
    as->items[as->item_count++] = item;
}

static bool add_style(struct assembly *as)
{
    struct buf *css = begin_text(as);

    if (!file_read(path_join(as->arena, as->params->templates, "style.css"), 1 << 20,
                   css, as->params->diag))
        return false;
    buf_add(css, as->fonts.css.data, as->fonts.css.len);
    finish_text(as, css, "style.css");
    add_item(as,
             (struct epub_item){.id = "css", .href = "style.css", .type = "text/css"});
    return true;
}

static const char xhtml_type[] = "application/xhtml+xml";

static void add_front(struct assembly *as, const struct epub_picture *cover)
{
    bool has_page = cover && !(as->book.profile && as->book.profile->no_cover_page);
    struct buf *text;

    if (has_page) {
        text = begin_text(as);
        epub_page_cover(&as->book, epub_picture_name(cover, as->arena), text);
        finish_text(as, text, "cover.xhtml");
        add_item(as, (struct epub_item){"cover", "cover.xhtml", xhtml_type, NULL, true,
                                        true});
    }
    text = begin_text(as);
    epub_page_title(&as->book, text);
    finish_text(as, text, "titlepage.xhtml");
    add_item(as, (struct epub_item){"titlepage", "titlepage.xhtml", xhtml_type, NULL,
                                    true, true});
    text = begin_text(as);
    epub_write_nav(&as->book, has_page, text);
    finish_text(as, text, "nav.xhtml");
    add_item(as, (struct epub_item){"nav", "nav.xhtml", xhtml_type, "nav", true, true});
    text = begin_text(as);
    epub_write_ncx(&as->book, text);
    finish_text(as, text, "toc.ncx");
    add_item(as, (struct epub_item){.id = "ncx",
                                    .href = "toc.ncx",
                                    .type = "application/x-dtbncx+xml"});
}

/* The pages of the articles are written before all others: these say where they are. */
static const struct buf *write_articles(struct assembly *as)
{
    const struct buf *first = &as->texts[as->text_count];

    for (size_t i = 0; i < as->book.files->count; i++) {
        const struct epub_file *file = &as->book.files->files[i];
        struct buf *text = begin_text(as);

        if (file->article->kind == DOC_PART)
            epub_page_part(&as->book, file, text);
        else
            epub_page_article(&as->book, file, text);
    }
    return first;
}

static void add_articles(struct assembly *as, const struct buf *texts)
{
    for (size_t i = 0; i < as->book.files->count; i++) {
        const struct epub_file *file = &as->book.files->files[i];
        const char *id = arena_strndup(as->arena, file->name, strcspn(file->name, "."));

        finish_text(as, &texts[i], file->name);
        epub_preflight_file(&as->book, file, texts[i].len);
        add_item(as, (struct epub_item){id, file->name, xhtml_type, NULL, true, true});
    }
}

static void add_images(struct assembly *as, const struct epub_picture *cover)
{
    for (int i = 1; i <= as->book.pictures->count; i++) {
        const struct epub_picture *picture = epub_picture_of(as->book.pictures, i);
        const char *name;

        if (!picture)
            continue;
        name = epub_picture_name(picture, as->arena);
        as->entries[as->entry_count++] =
            (struct epub_entry){.name = arena_printf(as->arena, "EPUB/%s", name),
                                .len = picture->len,
                                .stored = picture->type != MEDIA_SVG,
                                .picture = picture};
        add_item(as, (struct epub_item){.id = arena_printf(as->arena, "img%d", i),
                                        .href = name,
                                        .type = media_type_mime(picture->type),
                                        .properties =
                                            picture == cover ? "cover-image" : NULL});
    }
}

/* All pages are there by now, so what they are set in is known. */
static bool make_fonts(struct assembly *as)
{
    if (!as->params->fonts)
        return true;
    return epub_fonts_make(&as->book, as->texts, as->text_count, as->params->fonts,
                           as->params->threads, &as->fonts);
}

static void add_file(struct assembly *as, const struct buf *bytes, struct epub_item item)
{
    add_entry(as, arena_printf(as->arena, "EPUB/%s", item.href), bytes->data,
              bytes->len, false);
    add_item(as, item);
}

static void add_fonts(struct assembly *as)
{
    for (size_t i = 0; i < EPUB_FONT_COUNT; i++) {
        const struct epub_font *f = &as->fonts.list[i];

        if (f->name)
            add_file(as, &f->bytes,
                     (struct epub_item){.id = arena_printf(as->arena, "font%zu", i + 1),
                                        .href = f->name,
                                        .type = f->type});
    }
    if (as->params->fonts)
        add_file(as, &as->fonts.licence,
                 (struct epub_item){
                     .id = "licence", .href = "OFL.txt", .type = "text/plain"});
}

static bool assemble(struct assembly *as)
{
    const struct epub_picture *cover =
        epub_picture_of(as->book.pictures, as->book.meta->cover_asset);
    const struct buf *articles = write_articles(as);
    struct buf *package;

    epub_preflight(&as->book);
    add_entry(as, "mimetype", mimetype, sizeof mimetype - 1, true);
    add_entry(as, "META-INF/container.xml", container, sizeof container - 1, false);
    add_front(as, cover);
    add_articles(as, articles);
    if (!make_fonts(as) || !add_style(as))
        return false;
    add_fonts(as);
    add_images(as, cover);
    package = begin_text(as);
    epub_write_package(&as->book, as->items, as->item_count, as->params->modified,
                       package);
    finish_text(as, package, "package.opf");
    return true;
}

static bool make_pictures(const struct epub_params *params, const struct doc_node *book,
                          const struct file_out *out, struct epub_pictures *pictures)
{
    struct epub_pictures_params wanted = {.media = params->media,
                                          .fit = params->fit,
                                          .pixels = params->profile
                                                        ? params->profile->image_pixels
                                                        : 0,
                                          .output = out->path,
                                          .threads = params->threads,
                                          .diag = params->diag};

    return epub_pictures_make(&wanted, book, pictures);
}

bool epub_write(const struct epub_params *params, const struct doc_node *book,
                struct file_out *out)
{
    struct arena scratch = {0};
    struct epub_pictures pictures = {0};
    struct epub_files files = epub_split(book, &scratch);
    size_t room =
        files.count + (size_t)media_store_count(params->media) + EPUB_FONT_COUNT + 9;
    struct assembly as = {
        .book = {.root = book,
                 .meta = book->as.meta,
                 .files = &files,
                 .pictures = &pictures,
                 .diag = params->diag,
                 .profile = params->profile,
                 .claim = params->claim,
                 .own_fonts = params->fonts != NULL,
                 .breaks = params->pagemap && params->pagemap->break_count
                               ? epub_breaks_new(params->pagemap, &scratch)
                               : NULL},
        .params = params,
        .arena = &scratch,
        .items = arena_array(&scratch, struct epub_item, room),
        .entries = arena_array(&scratch, struct epub_entry, room),
        .texts = arena_array(&scratch, struct buf, room),
    };
    bool good =
        make_pictures(params, book, out, &pictures) && assemble(&as) &&
        epub_zip_write(as.entries, as.entry_count, params->threads, out, params->diag);

    if (good)
        epub_preflight_size(&as.book, out->path, out->written);
    for (size_t i = 0; i < as.text_count; i++)
        buf_release(&as.texts[i]);
    epub_fonts_release(&as.fonts);
    epub_pictures_release(&pictures);
    arena_release(&scratch);
    return good;
}
