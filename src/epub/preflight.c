#include "epub/preflight.h"

#include "doc/walk.h"
#include "epub/profile.h"

/* Larger files of text are slow in any reader. */
#define TEXT_BYTES 250000u

static void check_cover(const struct epub_book *book)
{
    const struct epub_profile *rules = book->profile;
    const struct epub_picture *cover =
        epub_picture_of(book->pictures, book->meta->cover_asset);
    struct diag_pos pos = {.file = book->meta->cover ? book->meta->cover
                                                     : book->meta->path};
    int width, height;

    if (!cover) {
        diag_warning(book->diag, pos, "profile-cover", "%s wants a cover", rules->name);
        return;
    }
    width = media_asset_shown_width(cover->asset);
    height = media_asset_shown_height(cover->asset);
    if (width < rules->cover_least || height < rules->cover_least)
        diag_warning(book->diag, pos, "profile-cover",
                     "the cover has %d x %d pixels; %s wants %d on each side at least",
                     width, height, rules->name, rules->cover_least);
    else if (rules->cover_most &&
             (width > rules->cover_most || height > rules->cover_most))
        diag_warning(book->diag, pos, "profile-cover",
                     "the cover has %d x %d pixels; %s takes %d on each side at most",
                     width, height, rules->name, rules->cover_most);
}

static bool is_shown(const struct epub_book *book, const struct doc_node *n)
{
    return n->kind == DOC_IMAGE &&
           epub_picture_of(book->pictures, n->as.image.asset) != NULL;
}

static void check_image(const struct epub_book *book, const struct doc_node *n)
{
    const struct epub_profile *rules = book->profile;
    const struct media_asset *asset =
        epub_picture_of(book->pictures, n->as.image.asset)->asset;

    if (rules->opaque && asset->alpha)
        diag_warning(book->diag, n->pos, "profile-image",
                     "this image may be transparent, which %s shows on black at night; "
                     "save it with a white ground",
                     rules->name);
    if (rules->image_pixels && asset->animated &&
        (long)asset->width * asset->height > rules->image_pixels)
        diag_warning(book->diag, n->pos, "profile-image",
                     "this moving image has %d x %d pixels, too many for %s",
                     asset->width, asset->height, rules->name);
    if (rules->drawing_side && asset->type == MEDIA_SVG &&
        (asset->width > rules->drawing_side || asset->height > rules->drawing_side))
        diag_warning(book->diag, n->pos, "profile-image",
                     "this drawing has %d x %d pixels; %s takes %d on each side at most",
                     asset->width, asset->height, rules->name, rules->drawing_side);
}

static void check_table(const struct epub_book *book, const struct doc_node *n)
{
    const struct epub_profile *rules = book->profile;
    int rows = 0;

    for (const struct doc_node *row = n->first; row; row = row->next)
        rows += row->kind == DOC_ROW;
    if (rules->table_rows && rows > rules->table_rows)
        diag_warning(book->diag, n->pos, "profile-table",
                     "this table has %d rows; %s advises %d at most", rows,
                     rules->name, rules->table_rows);
    if (rules->table_columns && n->as.table.columns > rules->table_columns)
        diag_warning(book->diag, n->pos, "profile-table",
                     "this table has %d columns; %s advises %d at most",
                     n->as.table.columns, rules->name, rules->table_columns);
}

/* An image is told of once, however often it is shown. */
static bool take_first(bool *seen, int asset)
{
    bool first = !seen[asset];

    seen[asset] = true;
    return first;
}

static void check_nodes(const struct epub_book *book, bool *seen)
{
    for (struct doc_walk w = doc_walk_from(book->root); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        if (book->profile && w.node->kind == DOC_TABLE)
            check_table(book, w.node);
        if (!is_shown(book, w.node))
            continue;
        if (book->profile && take_first(seen, w.node->as.image.asset))
            check_image(book, w.node);
        if (book->claim.level && !*w.node->as.image.alt)
            diag_warning(book->diag, w.node->pos, "claim",
                         "this image has no alternative text, so the book may not "
                         "conform to WCAG as --conforms-to says");
    }
}

void epub_preflight(const struct epub_book *book)
{
    struct arena scratch = {0};

    if (!book->profile && !book->claim.level)
        return;
    if (book->profile)
        check_cover(book);
    check_nodes(book, arena_array(&scratch, bool,
                                  (size_t)(book->pictures ? book->pictures->count : 0) +
                                      1));
    arena_release(&scratch);
}

static size_t bytes_of_images(const struct epub_book *book,
                              const struct epub_file *file)
{
    size_t bytes = 0;

    for (const struct doc_node *n = file->first; n && n != file->end; n = n->next)
        for (struct doc_walk w = doc_walk_from(n); doc_walk_next(&w);)
            if (w.event == DOC_ENTER && is_shown(book, w.node))
                bytes += epub_picture_of(book->pictures, w.node->as.image.asset)->len;
    return bytes;
}

void epub_preflight_file(const struct epub_book *book, const struct epub_file *file,
                         size_t bytes)
{
    const struct epub_profile *rules = book->profile;
    struct diag_pos pos = file->first ? file->first->pos : file->article->pos;

    if (!rules)
        return;
    if (bytes > TEXT_BYTES)
        diag_warning(book->diag, pos, "profile-file",
                     "%s has %zu kB of text that has no place to be cut; headings "
                     "would give it some",
                     file->name, bytes / 1000);
    if (!rules->file_bytes)
        return;
    bytes += bytes_of_images(book, file);
    if (bytes > rules->file_bytes)
        diag_warning(book->diag, pos, "profile-file",
                     "%s has %zu MB with its images; %s takes %zu; --images makes "
                     "them smaller",
                     file->name, bytes >> 20, rules->name, rules->file_bytes >> 20);
}

void epub_preflight_size(const struct epub_book *book, const char *path, size_t bytes)
{
    const struct epub_profile *rules = book->profile;

    if (rules && bytes > rules->book_bytes)
        diag_warning(book->diag, (struct diag_pos){.file = path}, "profile-book",
                     "has %zu MB; %s takes %zu; --images makes it smaller",
                     bytes >> 20, rules->name, rules->book_bytes >> 20);
    else if (rules && rules->book_advised && bytes > rules->book_advised)
        diag_warning(book->diag, (struct diag_pos){.file = path}, "profile-book",
                     "has %zu MB; %s advises %zu at most; --images makes it smaller",
                     bytes >> 20, rules->name, rules->book_advised >> 20);
}
