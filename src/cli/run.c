#include "cli/run.h"

#include "book/book.h"
#include "cli/bounds.h"
#include "cli/cover.h"
#include "cli/data.h"
#include "cli/house.h"
#include "cli/listing.h"
#include "cli/progress.h"
#include "cover/draw.h"
#include "doc/dump.h"
#include "doc/pagemap.h"
#include "doc/walk.h"
#include "epub/writer.h"
#include "layout/layout.h"
#include "media/remote.h"
#include "media/store.h"
#include "pdf/writer.h"
#include "text/fontset.h"
#include "theme/theme.h"
#include "util/file.h"
#include "util/path.h"
#include "util/pool.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One run: what it was asked, what it has made so far. */
struct run {
    const struct cli_options *options;
    struct diag *diag;
    struct arena arena;
    struct cli_progress progress;
    struct cli_house *house;
    struct text_fontset *fonts; /* the house's, or what shares its faces */
    bool live;                  /* somebody looks how far it is */
    struct deps *deps;          /* told of what is read; NULL: nobody is */
    struct media_store *media;
    struct media_remote *remote; /* NULL: nothing is fetched */
    struct doc_node *book;
    struct doc_pagemap pagemap;
    const char *modified;
    bool cover_drawn; /* and said so */
    struct file_out pdf, epub;
};

/* Why `path` (NULL: something) cannot be written in the folder, as an errno, or 0. */
static int output_obstacle(const char *folder, const char *path)
{
    struct stat st;

    if (stat(folder, &st) != 0 || access(folder, W_OK | X_OK) != 0)
        return errno;
    if (!S_ISDIR(st.st_mode))
        return ENOTDIR;
    return path && lstat(path, &st) == 0 && S_ISDIR(st.st_mode) ? EISDIR : 0;
}

/* The output's folder must be there before work is spent on it. */
static bool output_possible(struct run *r, const char *path)
{
    const char *name = r->options->to_stdout ? NULL : path; /* it never gets that name */
    int obstacle = path ? output_obstacle(path_dir(&r->arena, path), name) : 0;

    if (obstacle)
        diag_error(r->diag, (struct diag_pos){.file = path}, "file-write",
                   "cannot be written: %s; check its folder", strerror(obstacle));
    return obstacle == 0;
}

static void show_images(void *user, const struct media_remote_progress *now)
{
    struct run *r = user;

    cli_progress_images(&r->progress, now->done, now->count, now->bytes);
    if (now->done == now->count)
        cli_progress_clear(&r->progress);
}

static int threads(const struct run *r)
{
    return r->options->threads ? r->options->threads : pool_processors();
}

static void open_remote(struct run *r)
{
    const struct cli_options *o = r->options;
    const struct media_remote_params params = {
        .cache = o->cache ? o->cache : cli_cache_folder(&r->arena),
        .agent = "seoga/" CLI_VERSION,
        .offline = o->offline,
        .refresh = o->refresh,
        .private_hosts = o->private_hosts,
        .seconds = o->fetch_seconds,
        .threads = threads(r),
        .progress = show_images,
        .user = r,
    };

    if (!params.cache)
        diag_note(r->diag, (struct diag_pos){0}, "cache",
                  "HOME is not set, so fetched images are not kept; --cache DIR names a "
                  "folder for them");
    r->progress.live = r->live;
    r->remote = media_remote_create(&params, r->diag);
}

static void bound_reads(void *user, const char *const *places, size_t count)
{
    const struct run *r = user;

    cli_bounds_reads(r->options, r->house, places, count);
}

static bool make_book(struct run *r)
{
    const struct cli_options *o = r->options;
    const struct theme *theme = r->house->theme;
    static const enum book_links links[] = {[THEME_LINKS_PLAIN] = BOOK_LINKS_PLAIN,
                                            [THEME_LINKS_NOTES] = BOOK_LINKS_NOTES,
                                            [THEME_LINKS_LIST] = BOOK_LINKS_LIST};
    struct book_params params = {
        .title = o->title,
        .author = o->author,
        .lang = o->lang,
        .identifier = o->identifier,
        .site = o->site,
        .site_url = o->site_url,
        .cover = o->cover,
        .follow = o->follow,
        .follow_count = o->follow_count,
        .series = o->series,
        .keep_furniture = o->keep_furniture,
        .links = theme && !o->epub ? links[theme->links] : BOOK_LINKS_PLAIN,
        .keep_stubs = o->keep_stubs,
        .threads = threads(r),
        .media = r->media,
        .remote = r->remote,
        .deps = r->deps,
        .planned = o->no_sandbox ? NULL : bound_reads,
        .user = r,
        .diag = r->diag,
    };

    r->book = book_make(&params, o->inputs, o->input_count, &r->arena);
    if (!r->book)
        return false;
    r->modified = book_modified(r->book, &r->arena);
    cli_progress_end(&r->progress, "book");
    return true;
}

static bool need_fonts(struct run *r)
{
    if (r->fonts)
        return true;
    if (cli_house_fonts(r->house, r->options, r->diag))
        r->fonts = r->house->fonts;
    cli_progress_end(&r->progress, "fonts");
    return r->fonts != NULL;
}

/* Said once, whatever was made. */
static void note_cover(struct run *r)
{
    if (!r->cover_drawn)
        diag_note(r->diag, (struct diag_pos){.file = r->book->as.meta->path},
                  "cover-drawn",
                  "a cover was drawn; --cover FILE puts an image in its place");
    r->cover_drawn = true;
}

/* The first page of the PDF; needs fonts. */
static const struct layout_cover *cover_page(struct run *r)
{
    const struct layout_cover *cover =
        cli_cover_page(r->book, r->house->theme, r->fonts, &r->arena);

    if (cover && !cover->asset)
        note_cover(r);
    return cover;
}

static void print_page(void *user, const struct layout_page *page)
{
    layout_dump(page, user);
}

static void print_late(void *user, int slot, const struct layout_line *line)
{
    layout_dump_late(slot, line, user);
}

static bool dump(struct run *r)
{
    const struct cli_options *o = r->options;
    struct layout_params params = {
        .theme = r->house->theme, .media = r->media, .diag = r->diag};
    struct layout_sink sink = {.page = print_page, .late = print_late, .user = stdout};

    if (o->list)
        cli_listing(r->book, stdout);
    if (o->dump_tree)
        doc_dump(r->book, stdout);
    if (!o->dump_pages && !o->dump_tags)
        return true;
    if (!need_fonts(r))
        return false;
    params.fonts = r->fonts;
    params.cover = cover_page(r);
    if (o->dump_pages)
        layout_book(&params, r->book, sink);
    if (o->dump_tags)
        pdf_dump_tags(&params, r->book, stdout);
    cli_progress_end(&r->progress, "layout");
    return true;
}

static bool write_pdf(struct run *r)
{
    struct pdf_params params = {.theme = r->house->theme,
                                .media = r->media,
                                .pagemap = &r->pagemap,
                                .modified = r->modified,
                                .threads = threads(r),
                                .booklet = r->options->booklet,
                                .diag = r->diag};
    int errors; /* a font that cannot be read is told, and nothing else is a sign of it */
    bool good;

    if (!r->options->pdf)
        return true;
    if (!need_fonts(r) || !file_out_open(&r->pdf, r->options->pdf, r->diag))
        return false;
    params.fonts = r->fonts;
    params.cover = cover_page(r);
    errors = r->diag->counts[DIAG_ERROR];
    good = pdf_write(&params, r->book, &r->pdf) && errors == r->diag->counts[DIAG_ERROR];
    if (!good)
        file_out_abort(&r->pdf);
    cli_progress_end(&r->progress, "pdf");
    return good;
}

/* The EPUB's cover is a picture, which its metadata name. */
static bool draw_cover(struct run *r)
{
    struct doc_meta *meta = r->book->as.meta;
    struct buf png = {0};

    if (meta->cover_asset)
        return true;
    if (!need_fonts(r))
        return false;
    cover_draw(r->fonts, meta, cli_cover_spines(r->book), &png);
    meta->cover_asset = media_store_add_bytes(r->media, png.data, png.len,
                                              (struct diag_pos){0}, r->diag);
    buf_release(&png);
    if (!meta->cover_asset)
        return false;
    note_cover(r);
    cli_progress_end(&r->progress, "cover");
    return true;
}

static bool write_epub(struct run *r)
{
    struct epub_params params = {.templates =
                                     path_join(&r->arena, r->house->data, "templates/epub"),
                                 .media = r->media,
                                 .pagemap = &r->pagemap,
                                 .modified = r->modified,
                                 .fit = {.width = r->options->image_width,
                                         .height = r->options->image_height,
                                         .grey = r->options->grey},
                                 .profile = r->options->profile,
                                 .claim = r->options->claim,
                                 .fonts = r->options->embed_fonts
                                              ? path_join(&r->arena, r->house->data, "fonts")
                                              : NULL,
                                 .threads = threads(r),
                                 .diag = r->diag};
    bool good;

    if (!r->options->epub)
        return true;
    if (!draw_cover(r) || !file_out_open(&r->epub, r->options->epub, r->diag))
        return false;
    good = epub_write(&params, r->book, &r->epub);
    if (!good)
        file_out_abort(&r->epub);
    cli_progress_end(&r->progress, "epub");
    return good;
}

static bool finish(struct run *r, struct file_out *out)
{
    if (!out->temp)
        return true;
    return r->options->to_stdout
               ? file_out_copy(out, STDOUT_FILENO, "standard output", r->diag)
               : file_out_commit(out, r->diag);
}

static bool commit(struct run *r)
{
    bool good = finish(r, &r->pdf);

    good = finish(r, &r->epub) && good;
    cli_progress_end(&r->progress, "commit");
    return good;
}

/* The PDF comes first: its layout says on which page everything is, and the EPUB lists
 * that. */
static int make(struct run *r)
{
    bool good;

    if (!make_book(r))
        return CLI_FAILED;
    good = dump(r);
    good = write_pdf(r) && good;
    good = write_epub(r) && good;
    if (r->options->strict &&
        r->diag->counts[DIAG_WARNING] + r->diag->counts[DIAG_ERROR] > 0) {
        diag_error(r->diag, (struct diag_pos){0}, "strict",
                   "there were warnings or errors, so nothing was written");
        return CLI_FAILED;
    }
    good = commit(r) && good;
    return good && r->diag->counts[DIAG_ERROR] == 0 ? CLI_DONE : CLI_FAILED;
}

static int run(struct run *r)
{
    const struct cli_options *o = r->options;
    int status;

    r->media = media_store_create();
    media_store_use_fonts(r->media, r->house->font_folders);
    if (o->fetch || o->offline)
        open_remote(r);
    status = make(r);
    file_out_abort(&r->pdf);
    file_out_abort(&r->epub);
    media_remote_destroy(r->remote);
    media_store_destroy(r->media);
    doc_pagemap_release(&r->pagemap);
    return status;
}

int cli_run(const struct cli_run_params *p, struct diag *diag)
{
    struct run r = {.options = p->options,
                    .house = p->house,
                    .fonts = p->fonts,
                    .deps = p->deps,
                    .diag = diag,
                    .live = !p->quiet && cli_progress_wanted(p->options)};

    int status = CLI_FAILED;

    r.progress.timings = p->options->timings || p->options->verbose;
    cli_progress_begin(&r.progress);
    if (output_possible(&r, p->options->epub) && output_possible(&r, p->options->pdf))
        status = run(&r);
    arena_release(&r.arena);
    return status;
}
