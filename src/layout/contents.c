#include "layout/bound.h"

#include "util/unicode.h"

#include <string.h>

#define DOT "\u00B7"

/* Fewer dots than this are no leader. */
enum { LEAST_DOTS = 3 };

/* Contents being set. */
struct contents {
    struct layout_bound *bound;
    struct layout_flow *f;
    struct doc_node *list;
    bool sections; /* headings of the second level are named */
};

/* One line of them. */
struct entry {
    const struct theme_style *look;
    const struct doc_node *target;
    const char *label; /* before the title, or "" */
    const char *title, *author;
    bool dots, unnumbered;
    int follow; /* lines that stay with it */
};

/* Dots up to the column of numbers, on a lattice counted from the right. */
static void put_leader(struct contents *c, struct layout_band *band, int32_t from,
                       int32_t y)
{
    const struct theme_contents *look = &c->f->theme->contents;
    struct layout_para_style style = layout_look(&c->f->theme->body);
    struct layout_label label = {DOT, NULL, LAYOUT_DECORATION};
    int32_t right = c->f->column.width - look->dot_edge, width;
    int count = (right - from - look->dot_gap) / look->dot_pitch;
    struct layout_line line;
    char *dots, *to;

    if (count < LEAST_DOTS)
        return;
    style.look.size = look->dot_size;
    style.look.family = THEME_SERIF;
    style.look.colour = c->f->theme->colour.rule;
    style.look.tracking = 0;
    width = layout_line_plain(c->f->tools, &style, label, c->f->arena).width;
    style.look.tracking = look->dot_pitch - width;
    dots = to = arena_array(c->f->arena, char, (size_t)count *strlen(DOT) + 1);
    for (int i = 0; i < count; i++)
        to = stpcpy(to, DOT);
    label.text = dots;
    line = layout_line_plain(c->f->tools, &style, label, c->f->arena);
    layout_band_line(c->f, band, &line,
                     c->f->column.x + right - width - (count - 1) * look->dot_pitch, y);
}

static void put_number(struct contents *c, struct layout_band *band,
                       const struct entry *e, struct doc_node *plain, int32_t y)
{
    const struct theme_contents *look = &c->f->theme->contents;
    int32_t x = c->f->column.x + c->f->column.width - look->number;
    struct layout_slot slot = {.target = e->target,
                               .before = "",
                               .after = "",
                               .style = layout_look(e->look),
                               .width = look->number,
                               .right = true};
    /* Another role than the author's, so that the two are not one word. */
    struct layout_label label = {"", layout_bound_text(c->bound, plain, ""),
                                 LAYOUT_DETAIL};
    struct layout_line line;

    slot.style.look.colour = c->f->theme->colour.ink;
    line = layout_slot_line(c->f->tools, &slot, label, c->f->arena);
    layout_band_line(c->f, band, &line, x, y);
    layout_band_link(c->f, band,
                     (struct layout_link){.box = {x, y - e->look->size, look->number,
                                                  e->look->size * 5 / 4},
                                          .node = plain->first,
                                          .target = e->target});
}

/* Who wrote it, after the title or, where there is no room, under it; where that ends.
 */
static int32_t put_author(struct contents *c, const struct entry *e,
                          struct doc_node *plain, int32_t x)
{
    const struct theme_contents *look = &c->f->theme->contents;
    struct layout_para_style style = layout_look(&look->author);
    struct layout_band *band = &c->f->bands[c->f->count - 1];
    int32_t room = c->f->column.width - look->reserve;
    int32_t y = layout_style_baseline(e->look);
    struct layout_label label = {.role = LAYOUT_CONTENT};
    struct layout_line line;

    if (!*e->author)
        return x;
    label.node = layout_bound_text(c->bound, plain, e->author);
    label.text = e->author;
    line =
        layout_line_fit(c->f->tools, &style, label, room, LAYOUT_CUT_END, c->f->arena);
    x += look->author_gap;
    if (x + line.width > room) {
        band->keep = LAYOUT_KEEP_HEADING;
        band = layout_flow_band(c->f, e->look->leading);
        x = 0;
    }
    layout_band_line(c->f, band, &line, c->f->column.x + x, y);
    return x + line.width;
}

static void put_entry(struct contents *c, const struct entry *e)
{
    struct doc_node *item = doc_node_new(c->bound->nodes, DOC_ITEM, c->list->pos);
    struct doc_node *plain = doc_node_new(c->bound->nodes, DOC_PLAIN, c->list->pos);
    struct layout_para_style style = layout_look(e->look);
    const struct theme_contents *look = &c->f->theme->contents;
    int32_t indent = e->look->indent, x, y;
    struct layout_lines lines;
    struct layout_band *band;
    size_t first;

    doc_node_append(c->list, item);
    doc_node_append(item, plain);
    layout_bound_link(c->bound, plain,
                      arena_printf(c->f->arena, "%s%s", e->label, e->title), e->target,
                      NULL);
    style.quiet_links = true;
    lines = layout_para_set(c->f->tools, &style, plain,
                            c->f->column.width - look->reserve - indent, c->f->arena);
    if (lines.count == 0)
        return;
    layout_flow_gap(c->f, e->look->before);
    first = c->f->count;
    layout_flow_lines(c->f, lines, e->look, indent);
    layout_flow_keep(c->f, first, c->f->count, LAYOUT_KEEP_HEADING);
    x = indent + lines.lines[lines.count - 1].x + lines.lines[lines.count - 1].width;
    x = put_author(c, e, plain, x);
    band = &c->f->bands[c->f->count - 1];
    y = layout_style_baseline(e->look);
    if (e->dots)
        put_leader(c, band, x, y);
    if (!e->unnumbered)
        put_number(c, band, e, plain, y);
    band->keep = e->follow ? LAYOUT_KEEP_HEADING : LAYOUT_KEEP_NOT;
    band->follow = e->follow;
}

/* What a section that is listed is called; NULL where nothing can be seen of it. */
static const char *section_title(const struct doc_node *n, struct arena *a)
{
    const char *title;

    if (n->kind != DOC_HEADING || n->as.heading.level != 2 || !n->id)
        return NULL;
    title = doc_plain_text(a, n);
    return unicode_is_blank(title) ? NULL : title;
}

static bool has_sections(const struct doc_node *article, struct arena *a)
{
    for (const struct doc_node *n = article->first; n; n = n->next)
        if (section_title(n, a))
            return true;
    return false;
}

/* The look of what stands in as many groups. */
static struct theme_style set_in(const struct contents *c,
                                 const struct theme_style *look, int depth)
{
    struct theme_style own = *look;

    own.indent += depth * c->f->theme->contents.step;
    return own;
}

static void put_article(struct contents *c, const struct doc_node *article)
{
    int depth = layout_bound_depth(article);
    struct theme_style look = set_in(c, &c->f->theme->contents.article, depth),
                       heading = set_in(c, &c->f->theme->contents.heading, depth);
    const struct doc_meta *meta = article->as.meta;
    struct entry e = {.look = &look,
                      .target = article,
                      .label = "",
                      .title = meta->title,
                      .author = layout_bound_authors(meta, c->f->arena),
                      .dots = true,
                      .follow = c->sections && has_sections(article, c->f->arena)};

    put_entry(c, &e);
    for (const struct doc_node *n = article->first; c->sections && n; n = n->next) {
        const char *title = section_title(n, c->f->arena);

        if (title)
            put_entry(c, &(struct entry){.look = &heading,
                                         .target = n,
                                         .label = "",
                                         .title = title,
                                         .author = ""});
    }
}

static void put_part(struct contents *c, const struct doc_node *part, int number)
{
    struct entry e = {
        .look = &c->f->theme->contents.part,
        .target = part,
        .label = arena_printf(
            c->f->arena, c->bound->korean ? "제%d부\u2002" : "Part %d\u2002", number),
        .title = part->as.meta->title,
        .author = "",
        .follow = 1};

    put_entry(c, &e);
}

/* Groups that begin with the article have no page of their own, so none is named. */
static void put_groups(struct contents *c, const struct doc_node *article,
                       const struct doc_node *before)
{
    const struct doc_node *part = layout_bound_part_of(article);

    while (part && (part = layout_bound_begins(article, before, part))) {
        struct theme_style look =
            set_in(c, &c->f->theme->contents.group, layout_bound_depth(part));
        struct entry e = {.look = &look,
                          .target = part,
                          .label = "",
                          .title = part->as.meta->title,
                          .author = "",
                          .unnumbered = true,
                          .follow = 1};

        put_entry(c, &e);
    }
}

/* Pages at the end are parted from the articles by a line. */
static void put_rest(struct contents *c)
{
    struct theme_style look = c->f->theme->contents.article;
    const struct doc_node *pages[] = {c->bound->sources, c->bound->colophon};

    look.before = c->f->theme->page.line;
    for (size_t i = 0; i < 2; i++) {
        struct entry e = {
            .look = &look, .target = pages[i], .label = "", .author = "", .dots = true};

        if (!pages[i])
            continue;
        e.title = pages[i]->as.meta->title;
        put_entry(c, &e);
        look.before = 0;
    }
}

/* Sections are named as long as that takes few pages; long titles are not counted. */
static bool fits_with_sections(const struct layout_bound *b)
{
    const struct theme *theme = b->tools->theme;
    const struct theme_contents *look = &theme->contents;
    const struct doc_node *n = NULL, *before = NULL;
    int64_t height = look->title_total;
    struct arena scratch = {0};

    while ((n = layout_bound_next(b->book, n))) {
        height += look->article.before + look->article.leading;
        for (const struct doc_node *s = n->first; s; s = s->next)
            height += section_title(s, &scratch) ? look->heading.leading : 0;
        if (layout_bound_begins(n, before, NULL))
            height += look->part.before + look->part.leading;
        before = n;
    }
    arena_release(&scratch);
    return height <= (int64_t)look->pages * theme->page.lines * theme->page.line;
}

void layout_bound_contents(struct layout_bound *b)
{
    struct doc_node *article =
        layout_bound_article(b, "contents", b->korean ? "차례" : "Contents");
    struct contents c = {.bound = b};
    const struct doc_node *before = NULL;
    struct arena arena = {0};
    struct layout_flow f;
    int part = 0;

    c.f = &f;
    c.list = doc_node_new(b->nodes, DOC_TOC, article->pos);
    c.sections = fits_with_sections(b);
    doc_node_append(article, c.list);
    layout_bound_open(b, &f, &arena);
    layout_bound_heading(&f, article);
    f.at_start = true; /* no white under the heading's own */
    for (const struct doc_node *n = NULL; (n = layout_bound_next(b->book, n));) {
        const struct doc_node *around = layout_bound_part_of(n);

        if (around && around != layout_bound_part_of(before))
            put_part(&c, around, ++part);
        put_groups(&c, n, before);
        put_article(&c, n);
        before = n;
    }
    put_rest(&c);
    layout_bound_send(b, &f, article, false);
    arena_release(&arena);
}
