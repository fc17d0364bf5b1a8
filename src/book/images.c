#include "book/pass.h"

#include "book/address.h"
#include "doc/walk.h"
#include "util/path.h"
#include "util/root.h"

#include <string.h>
#include <unistd.h>

static bool is_in(const char *folder, const char *relative)
{
    struct root root;
    int fd;

    if (!root_open(&root, folder))
        return false;
    fd = root_open_file(&root, relative);
    if (fd >= 0)
        close(fd);
    root_close(&root);
    return fd >= 0;
}

/*
 * The folder that "/image.png" is beneath: public files and documents of the article's
 * site, of --site and of its src/. NULL when it is in none of them.
 */
static const char *folder_of_absolute(struct book_work *w,
                                      const struct book_article *in,
                                      const char *relative)
{
    const char *site = w->params->site;
    const char *const sites[] = {in->in_site ? in->root : NULL, site,
                                 site ? path_join(w->arena, site, "src") : NULL};

    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
        const char *folder;

        if (!sites[i])
            continue;
        folder = path_join(w->arena, sites[i], ".vuepress/public");
        if (is_in(folder, relative))
            return folder;
        if (is_in(sites[i], relative))
            return sites[i];
    }
    return NULL;
}

/* The asset of a local image, or 0 after reporting why there is none. */
static int add_local(struct book_work *w, const struct book_article *in,
                     const char *url, struct diag_pos pos)
{
    const char *relative = book_local_path(w, in, pos.file, url);
    const char *folder = in->root;

    if (!relative) {
        diag_warning(w->diag, pos, "img-outside",
                     "the image %s lies outside the folders that may be read", url);
        return 0;
    }
    if (url[0] == '/')
        folder = folder_of_absolute(w, in, relative);
    if (!folder) {
        diag_warning(w->diag, pos, "img-missing",
                     "the image %s is in no site; --site names the site's folder", url);
        return 0;
    }
    return media_store_add_file(w->params->media, folder, relative, pos, w->diag);
}

static void find_image(struct book_work *w, const struct book_article *in,
                       struct doc_node *n)
{
    struct doc_image *image = &n->as.image;
    const char *web = book_web_url(w->arena, image->url);

    if (web) {
        image->url = web;
        diag_note(w->diag, n->pos, "img-remote",
                  "the image is not fetched; a box with its address stands for it: %s",
                  web);
    } else if (!image->url || !*image->url) {
        diag_warning(w->diag, n->pos, "img-missing", "the image has no address");
    } else if (path_has_scheme(image->url)) {
        diag_warning(w->diag, n->pos, "img-missing",
                     "images at %.40s… cannot be read; name a file", image->url);
    } else {
        image->asset = add_local(w, in, image->url, n->pos);
    }
}

static void find_cover(struct book_work *w, const struct book_article *in)
{
    struct doc_meta *meta = in->node->as.meta;

    if (!meta->cover || !*meta->cover || path_has_scheme(meta->cover) ||
        strncmp(meta->cover, "//", 2) == 0)
        return; /* a remote cover is as none: one is drawn */
    meta->cover_asset =
        add_local(w, in, meta->cover, (struct diag_pos){.file = meta->path});
}

void book_images(struct book_work *w)
{
    if (!w->params->media)
        return;
    for (size_t i = 0; i < w->count; i++) {
        struct book_article *article = &w->articles[i];

        for (struct doc_walk at = doc_walk_from(article->node); doc_walk_next(&at);)
            if (at.event == DOC_ENTER && at.node->kind == DOC_IMAGE)
                find_image(w, article, at.node);
        if (!w->params->cover)
            find_cover(w, article);
    }
}
