#include "epub/picture.h"

#include "doc/walk.h"
#include "util/budget.h"
#include "util/heap.h"
#include "util/path.h"
#include "util/pool.h"

#include <string.h>

/* Memory that conversions going on at the same time may take. */
#define CONVERTING ((size_t)128 << 20)

struct work {
    struct epub_pictures *pictures;
    const struct epub_pictures_params *params;
    struct budget budget;
};

/* What fits within the sides asked for, and has no more pixels than it may. */
static struct media_fit fit_of(const struct epub_pictures_params *params,
                               const struct media_asset *asset)
{
    struct media_fit fit = params->fit;
    int64_t width = media_asset_shown_width(asset),
            height = media_asset_shown_height(asset), least = 1, most = width;

    if (params->pixels == 0 || width * height <= params->pixels)
        return fit;
    while (least < most) {
        int64_t middle = (least + most + 1) / 2;

        if (middle * (height * middle / width) <= params->pixels)
            least = middle;
        else
            most = middle - 1;
    }
    if (fit.width == 0 || fit.width > least)
        fit.width = (int)least;
    return fit;
}

/* The picture as it was converted goes to the spool. */
static void keep(struct work *w, struct epub_picture *p, struct media_converted *made)
{
    p->type = made->type;
    if (made->bytes.len == 0)
        return;
    p->len = made->bytes.len;
    p->spool = &w->pictures->spool;
    spool_add(p->spool, made->bytes.data, p->len, &p->offset);
    buf_release(&made->bytes);
}

static void convert(void *user, size_t index)
{
    struct work *w = user;
    struct epub_picture *p = &w->pictures->list[index];
    size_t cost = media_convert_cost(p->asset);
    struct media_fit fit = fit_of(w->params, p->asset);
    struct media_converted made = {0};
    struct media_bytes bytes;

    if (media_convert_keeps(p->asset, &fit))
        return;
    budget_take(&w->budget, cost);
    p->changed = !media_asset_open(p->asset, &bytes);
    if (p->changed) {
        p->verdict = MEDIA_DAMAGED;
    } else {
        p->verdict = media_convert(p->asset, &bytes, &fit, &made);
        media_bytes_close(&bytes);
    }
    if (p->verdict == MEDIA_GOOD)
        keep(w, p, &made);
    budget_give(&w->budget, cost);
}

/* Where the book shows an asset first; the cover may be shown nowhere else. */
static struct diag_pos position_of(const struct doc_node *book, int asset)
{
    for (struct doc_walk at = doc_walk_from(book); doc_walk_next(&at);)
        if (at.event == DOC_ENTER && at.node->kind == DOC_IMAGE &&
            at.node->as.image.asset == asset)
            return at.node->pos;
    return (struct diag_pos){.file = book->as.meta->path};
}

static void report(const struct epub_picture *p, const struct doc_node *book,
                   struct diag *diag)
{
    struct diag_pos pos;

    if (p->verdict == MEDIA_GOOD)
        return;
    pos = position_of(book, p->asset->number);
    if (p->changed)
        media_asset_changed(p->asset, pos, diag);
    else
        media_pixels_refuse(p->verdict, p->asset, pos, diag);
}

static bool any_to_convert(const struct epub_pictures *p,
                           const struct epub_pictures_params *params)
{
    for (int i = 0; i < p->count; i++) {
        struct media_fit fit = fit_of(params, p->list[i].asset);

        if (!media_convert_keeps(p->list[i].asset, &fit))
            return true;
    }
    return false;
}

static void convert_all(struct epub_pictures *p,
                        const struct epub_pictures_params *params)
{
    struct work w = {.pictures = p, .params = params};

    budget_init(&w.budget, CONVERTING);
    pool_run(params->threads, (size_t)p->count, convert, &w);
    budget_release(&w.budget);
}

bool epub_pictures_make(const struct epub_pictures_params *params,
                        const struct doc_node *book, struct epub_pictures *out)
{
    struct arena scratch = {0};

    *out = (struct epub_pictures){.count = media_store_count(params->media),
                                  .spool.fd = -1};
    out->list = heap_zalloc((size_t)out->count, sizeof *out->list);
    for (int i = 0; i < out->count; i++) {
        struct epub_picture *p = &out->list[i];

        p->asset = media_store_asset(params->media, i + 1);
        p->type = p->asset->type;
        p->len = p->asset->len;
    }
    if (!any_to_convert(out, params))
        return true;
    if (spool_open(&out->spool, path_dir(&scratch, params->output)))
        convert_all(out, params);
    arena_release(&scratch);
    if (out->spool.error) {
        diag_error(params->diag, (struct diag_pos){.file = params->output},
                   "epub-write", "its folder has no room for converted images: %s",
                   strerror(out->spool.error));
        return false;
    }
    for (int i = 0; i < out->count; i++)
        report(&out->list[i], book, params->diag);
    return true;
}

void epub_pictures_release(struct epub_pictures *p)
{
    if (p->list && p->spool.fd >= 0)
        spool_close(&p->spool);
    heap_free(p->list);
    *p = (struct epub_pictures){.spool.fd = -1};
}

const struct epub_picture *epub_picture_of(const struct epub_pictures *p, int asset)
{
    if (!p || asset < 1 || asset > p->count)
        return NULL;
    return p->list[asset - 1].verdict == MEDIA_GOOD ? &p->list[asset - 1] : NULL;
}

const char *epub_picture_name(const struct epub_picture *picture, struct arena *a)
{
    return arena_printf(a, "img-%d.%s", picture->asset->number,
                        media_type_extension(picture->type));
}

bool epub_picture_open(const struct epub_picture *picture, struct media_bytes *out)
{
    if (!picture->spool)
        return media_asset_open(picture->asset, out);
    *out = (struct media_bytes){.len = picture->len};
    out->data = out->owned = heap_alloc(picture->len);
    if (spool_read(picture->spool, picture->offset, out->owned, picture->len))
        return true;
    media_bytes_close(out);
    return false;
}
