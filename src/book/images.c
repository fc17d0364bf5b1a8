#include "book/pass.h"

#include "book/address.h"
#include "doc/walk.h"
#include "media/datauri.h"
#include "util/path.h"
#include "util/root.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>
#include <unistd.h>

static bool is_in(struct book_work *w, const char *folder, const char *relative)
{
    struct root root;
    int fd;

    deps_add(w->params->deps, folder, relative);
    if (!root_open(&root, folder))
        return false;
    fd = root_open_file(&root, relative);
    if (fd >= 0)
        close(fd);
    root_close(&root);
    return fd >= 0;
}

/* A file beneath a folder. */
struct place {
    const char *folder, *relative;
};

/*
 * Whether the file is there, under its name as written, composed or decomposed: names
 * that came from a Mac are NFD, what is typed is NFC.
 */
static bool is_there(struct book_work *w, struct place *p)
{
    const char *name = p->relative;
    const char *const spellings[] = {name,
                                     unicode_nfc(w->arena, name, strlen(name), NULL),
                                     unicode_nfd(w->arena, name)};

    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        p->relative = spellings[i];
        if (is_in(w, p->folder, p->relative))
            return true;
    }
    p->relative = name;
    return false;
}

/*
 * "/image.png" is beneath the public files or the documents of the article's site, of
 * --site or of its src/. False when it is in none of them.
 */
static bool find_absolute(struct book_work *w, const struct book_article *in,
                          struct place *p)
{
    const char *site = w->params->site;
    const char *const sites[] = {in->in_site ? in->root : NULL, site,
                                 site ? path_join(w->arena, site, "src") : NULL};

    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
        if (!sites[i])
            continue;
        p->folder = path_join(w->arena, sites[i], ".vuepress/public");
        if (is_there(w, p))
            return true;
        p->folder = sites[i];
        if (is_there(w, p))
            return true;
    }
    return false;
}

/* The asset of a local image, or 0 after reporting why there is none. */
static int add_local(struct book_work *w, const struct book_article *in,
                     const char *url, struct diag_pos pos)
{
    struct place p = {in->root, book_local_path(w, in, pos.file, url)};

    if (!p.relative) {
        diag_warning(w->diag, pos, "img-outside",
                     "the image %s lies outside the folders that may be read", url);
        return 0;
    }
    if (url[0] != '/') {
        is_there(w, &p);
    } else if (!find_absolute(w, in, &p)) {
        diag_warning(w->diag, pos, "img-missing",
                     "the image %s is in no site; --site names the site's folder", url);
        return 0;
    }
    return media_store_add_file(w->params->media, p.folder, p.relative, pos, w->diag);
}

/* An image whose bytes stand in the text itself. */
static int add_written(struct book_work *w, const char *url, struct diag_pos pos)
{
    struct buf bytes = {0};
    int number = 0;

    if (media_data_uri(url, &bytes))
        number = media_store_add_bytes(w->params->media, buf_str(&bytes), bytes.len,
                                       pos, w->diag);
    else
        diag_warning(w->diag, pos, "img-damaged",
                     "the image at %.*s… is not whole; put it into a file",
                     (int)utf8_head(url, 40), url);
    buf_release(&bytes);
    return number;
}

/* A picture that stands by itself says something; inside a line it may be ornament. */
static void check_alt(struct book_work *w, const struct doc_node *n)
{
    if (unicode_is_blank(n->as.image.alt) && doc_node_ancestor(n, DOC_FIGURE))
        diag_note(w->diag, n->pos, "img-alt",
                  "the image has no text for readers who cannot see it; write it "
                  "between the brackets: ![text](…)");
}

/* The asset of an image on the network, or 0 after reporting why it is not shown. */
static int add_remote(struct book_work *w, const char *url, struct diag_pos pos)
{
    if (w->params->remote)
        return media_remote_add(w->params->remote, url, w->params->media, pos, w->diag);
    diag_note(w->diag, pos, "img-remote",
              "the image is not fetched; a box with its address stands for it: %s",
              url);
    return 0;
}

/* True for what the box of a missing picture would link to: here it is no address. */
static bool would_lead(const char *url)
{
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};
    bool leads = false;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        leads = leads || str_eq_nocase(str_head(str_of(url), strlen(schemes[i])),
                                       str_of(schemes[i]));
    return leads;
}

static void find_image(struct book_work *w, const struct book_article *in,
                       struct doc_node *n)
{
    struct doc_image *image = &n->as.image;
    const char *web = book_web_url(w->arena, image->url);

    check_alt(w, n);
    if (web) {
        image->url = web;
        image->asset = add_remote(w, web, n->pos);
    } else if (!image->url || !*image->url) {
        diag_warning(w->diag, n->pos, "img-missing", "the image has no address");
    } else if (media_is_data_uri(image->url)) {
        image->asset = add_written(w, image->url, n->pos);
        image->url = NULL;
    } else if (path_has_scheme(image->url)) {
        diag_warning(w->diag, n->pos, "img-missing",
                     "images at %.*s… cannot be read; name a file",
                     (int)utf8_head(image->url, 40), image->url);
        image->url = would_lead(image->url) ? NULL : image->url;
    } else {
        image->asset = add_local(w, in, image->url, n->pos);
    }
}

/* A card's picture is ornament: shown when it is at hand, and not missed when it is
 * not. */
static void find_preview(struct book_work *w, const struct book_article *in,
                         struct doc_node *n)
{
    struct diag unheard = {0};
    struct doc_card *card = &n->as.card;
    const char *web = book_web_url(w->arena, card->preview);
    struct media_store *media = w->params->media;
    struct place p;

    if (cstr_blank(card->preview))
        return;
    if (web) {
        if (w->params->remote)
            card->image =
                media_remote_add(w->params->remote, web, media, n->pos, &unheard);
        return;
    }
    p = (struct place){in->root, book_local_path(w, in, n->pos.file, card->preview)};
    if (p.relative &&
        (card->preview[0] == '/' ? find_absolute(w, in, &p) : is_there(w, &p)))
        card->image =
            media_store_add_file(media, p.folder, p.relative, n->pos, &unheard);
}

static void find_pictures(struct book_work *w, const struct book_article *in)
{
    for (struct doc_walk at = doc_walk_from(in->node); doc_walk_next(&at);) {
        if (at.event == DOC_ENTER && at.node->kind == DOC_IMAGE)
            find_image(w, in, at.node);
        else if (at.event == DOC_ENTER && at.node->kind == DOC_CARD)
            find_preview(w, in, at.node);
    }
}

static void find_cover(struct book_work *w, const struct book_article *in)
{
    struct doc_meta *meta = in->node->as.meta;
    const struct diag_pos pos = {.file = meta->path};
    const char *web = book_web_url(w->arena, meta->cover);

    if (!meta->cover || !*meta->cover)
        return;
    if (web && w->params->remote)
        meta->cover_asset = add_remote(w, web, pos);
    else if (!path_has_scheme(meta->cover) && strncmp(meta->cover, "//", 2) != 0)
        meta->cover_asset = add_local(w, in, meta->cover, pos);
    /* A cover that stays on the network is as none: one is drawn. */
}

static void want(struct book_work *w, const char *url)
{
    const char *web = book_web_url(w->arena, url);

    if (web)
        media_remote_want(w->params->remote, web);
}

/* All at once, so that they come in parallel; what they become follows the book's
 * order. */
static void fetch(struct book_work *w)
{
    for (size_t i = 0; i < w->count; i++) {
        struct doc_node *article = w->articles[i].node;

        for (struct doc_walk at = doc_walk_from(article); doc_walk_next(&at);) {
            if (at.event == DOC_ENTER && at.node->kind == DOC_IMAGE)
                want(w, at.node->as.image.url);
            else if (at.event == DOC_ENTER && at.node->kind == DOC_CARD)
                want(w, at.node->as.card.preview);
        }
        if (!w->params->cover)
            want(w, article->as.meta->cover);
    }
    media_remote_fetch(w->params->remote);
}

void book_images(struct book_work *w)
{
    if (!w->params->media)
        return;
    if (w->params->remote)
        fetch(w);
    for (size_t i = 0; i < w->count; i++) {
        struct book_article *article = &w->articles[i];

        find_pictures(w, article);
        if (!w->params->cover && w->count == 1)
            find_cover(w, article);
    }
}
