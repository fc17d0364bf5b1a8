#include "cli/cover.h"

#include "cover/plan.h"
#include "doc/walk.h"

/* The page's width in units of the plan: fine enough to be exact, and sums of widths
 * stay within an int. */
enum { UNITS = 25600 };

static int count_articles(const struct doc_node *book, int *sections)
{
    int articles = 0;

    *sections = 0;
    for (struct doc_walk at = doc_walk_from(book); doc_walk_next(&at);) {
        const struct doc_node *n = at.node;

        if (at.event != DOC_ENTER)
            continue;
        articles += n->kind == DOC_ARTICLE && n->as.meta->matter == DOC_MATTER_TEXT;
        *sections += n->kind == DOC_HEADING && n->as.heading.level == 2 &&
                     n->parent->kind == DOC_ARTICLE;
    }
    return articles;
}

int cli_cover_spines(const struct doc_node *book)
{
    int sections, articles = count_articles(book, &sections);

    return articles > 1 ? articles : sections;
}

/* What turns units into lengths on the page. */
struct scale {
    const struct cover_plan *plan;
    int32_t width; /* of the page */
};

static int32_t sp(struct scale s, int units)
{
    return (int32_t)((int64_t)units * s.width / s.plan->width);
}

static struct layout_colour colour(struct scale s, enum cover_colour c)
{
    const uint8_t *rgb = s.plan->palette[c];

    return (struct layout_colour){rgb[0], rgb[1], rgb[2]};
}

static const struct layout_cover_patch *patches(struct scale s, struct arena *a)
{
    struct layout_cover_patch *list =
        arena_array(a, struct layout_cover_patch, (size_t)s.plan->patch_count);

    for (int i = 0; i < s.plan->patch_count; i++) {
        const struct cover_patch *p = &s.plan->patches[i];

        list[i].box = (struct layout_box){sp(s, p->x), sp(s, p->y), sp(s, p->width),
                                          sp(s, p->height)};
        list[i].colour = colour(s, p->colour);
    }
    return list;
}

static const struct layout_cover_words *words(struct scale s, struct arena *a)
{
    struct layout_cover_words *list =
        arena_array(a, struct layout_cover_words, (size_t)s.plan->word_count);
    struct layout_colour front = colour(s, COVER_IVORY);

    for (int i = 0; i < s.plan->word_count; i++) {
        const struct cover_words *w = &s.plan->words[i];

        list[i].text = w->text;
        list[i].x = sp(s, w->x);
        list[i].y = sp(s, w->y);
        list[i].look = (struct theme_style){
            .family = w->style.family == TEXT_SERIF ? THEME_SERIF : THEME_SANS,
            .bold = w->style.bold,
            .size = sp(s, w->size),
            .leading = sp(s, w->size),
            .tracking = sp(s, w->tracking) / 64,
            .align = THEME_LEFT,
            .colour = {front.r, front.g, front.b},
        };
    }
    return list;
}

static const struct layout_cover *drawn(const struct doc_node *book,
                                        const struct theme *theme,
                                        struct text_fontset *fonts, struct arena *a)
{
    struct layout_cover *c = arena_new(a, struct layout_cover);
    struct cover_plan plan = {.width = UNITS,
                              .height = (int)((int64_t)UNITS * theme->page.height /
                                              theme->page.width)};
    struct cover_params params = {.shaper = text_shaper_create(fonts),
                                  .meta = book->as.meta,
                                  .spines = cli_cover_spines(book),
                                  .white = theme->cover_white};
    struct scale s = {&plan, theme->page.width};

    cover_plan_make(&plan, &params, a);
    text_shaper_destroy(params.shaper);
    c->ground = colour(s, COVER_GROUND);
    c->patches = patches(s, a);
    c->patch_count = (size_t)plan.patch_count;
    c->words = words(s, a);
    c->word_count = (size_t)plan.word_count;
    return c;
}

const struct layout_cover *cli_cover_page(const struct doc_node *book,
                                          const struct theme *theme,
                                          struct text_fontset *fonts, struct arena *a)
{
    const struct doc_meta *meta = book->as.meta;
    struct layout_cover *picture;
    int sections;

    if (!meta->cover_given)
        return count_articles(book, &sections) > 1 ? drawn(book, theme, fonts, a) : NULL;
    picture = arena_new(a, struct layout_cover);
    picture->asset = meta->cover_asset;
    return picture;
}
