#include "layout/bound.h"
#include "layout/cover.h"

#include <string.h>

/* So far the ground goes over the edges, which are seldom on whole pixels. */
enum { BLEED = 3 * TEXT_SP_PER_PT };

/* The page being filled. */
struct front {
    struct layout_bound *bound;
    struct doc_node *article;
    struct layout_item *items;
    size_t count;
    struct arena *arena;
};

static void put_rect(struct front *f, struct layout_box box, struct layout_colour colour)
{
    struct layout_item *item = &f->items[f->count++];

    *item = (struct layout_item){.kind = LAYOUT_RECT, .role = LAYOUT_BACKGROUND};
    item->as.rect.box = box;
    item->as.rect.colour = colour;
}

static struct doc_node *block(struct front *f, enum doc_kind kind)
{
    struct doc_node *n = doc_node_new(f->bound->nodes, kind, f->article->pos);

    doc_node_append(f->article, n);
    return n;
}

/* A line is a paragraph. */
static struct layout_line line_of(struct front *f, const struct layout_cover_words *w)
{
    struct layout_para_style style = {.look = w->look, .tabular = true};
    struct doc_node *text =
        layout_bound_text(f->bound, block(f, DOC_PARAGRAPH), w->text);

    return layout_line_plain(f->bound->tools, &style,
                             (struct layout_label){w->text, text, LAYOUT_CONTENT},
                             f->arena);
}

static void draw(struct front *f, const struct layout_cover *c)
{
    const struct theme_page *page = &f->bound->tools->theme->page;
    struct layout_line *lines = arena_array(f->arena, struct layout_line, c->word_count);
    size_t count = 1 + c->patch_count;

    for (size_t i = 0; i < c->word_count; i++) {
        lines[i] = line_of(f, &c->words[i]);
        count += lines[i].item_count;
    }
    f->items = arena_array(f->arena, struct layout_item, count);
    put_rect(f,
             (struct layout_box){-BLEED, -BLEED, page->width + 2 * BLEED,
                                 page->height + 2 * BLEED},
             c->ground);
    for (size_t i = 0; i < c->patch_count; i++)
        put_rect(f, c->patches[i].box, c->patches[i].colour);
    for (size_t i = 0; i < c->word_count; i++)
        for (size_t k = 0; k < lines[i].item_count; k++) {
            f->items[f->count] = lines[i].items[k];
            layout_item_move(&f->items[f->count++], c->words[i].x, c->words[i].y,
                             f->arena);
        }
}

/* What the picture says to who does not see it. */
static const char *alt_text(const struct layout_bound *b)
{
    const struct doc_meta *meta = b->book->as.meta;
    const char *names = layout_bound_authors(meta, b->nodes);

    return *names ? arena_printf(b->nodes, "%s, %s", meta->title, names) : meta->title;
}

/* As large as the page allows, whole, in its middle. */
static void put_picture(struct front *f, int asset)
{
    const struct theme_page *page = &f->bound->tools->theme->page;
    const struct media_asset *a = media_store_asset(f->bound->tools->media, asset);
    int64_t width = media_asset_shown_width(a), height = media_asset_shown_height(a);
    struct doc_node *image = doc_node_new(f->bound->nodes, DOC_IMAGE, f->article->pos);
    struct layout_box box = {0, 0, page->width, page->height};

    if (width * page->height > height * page->width)
        box.height = (int32_t)(page->width * height / width);
    else
        box.width = (int32_t)(page->height * width / height);
    box.x = (page->width - box.width) / 2;
    box.y = (page->height - box.height) / 2;
    image->as.image.asset = asset;
    image->as.image.alt = alt_text(f->bound);
    doc_node_append(block(f, DOC_FIGURE), image);
    f->items = arena_new(f->arena, struct layout_item);
    *f->items = (struct layout_item){
        .kind = LAYOUT_IMAGE, .role = LAYOUT_CONTENT, .node = image};
    f->items->as.image.box = box;
    f->items->as.image.asset = asset;
    f->count = 1;
}

void layout_bound_cover(struct layout_bound *b, const struct layout_cover *cover)
{
    struct arena arena = {0};
    struct front f = {.bound = b, .arena = &arena};

    f.article = layout_bound_article(b, "cover", b->book->as.meta->title);
    if (cover->asset)
        put_picture(&f, cover->asset);
    else
        draw(&f, cover);
    layout_pager_page(b->pager,
                      (struct layout_page){.article = f.article,
                                           .items = f.items,
                                           .item_count = f.count});
    layout_pager_blank(b->pager);
    arena_release(&arena);
}
