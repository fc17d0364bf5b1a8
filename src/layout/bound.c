#include "layout/bound.h"

#include "util/buf.h"
#include "util/str.h"

struct doc_node *layout_bound_article(struct layout_bound *b, const char *id,
                                      const char *title)
{
    struct doc_node *n = doc_node_new(b->nodes, DOC_ARTICLE, (struct diag_pos){0});

    n->as.meta = arena_new(b->nodes, struct doc_meta);
    n->as.meta->title = title;
    n->as.meta->lang = b->book->as.meta->lang;
    n->lang = n->as.meta->lang;
    n->id = id;
    return n;
}

struct doc_node *layout_bound_copy(struct layout_bound *b, const struct doc_node *of)
{
    struct doc_node *copy = doc_node_copy(b->nodes, of);

    copy->id = NULL;
    copy->lang = of->as.meta->lang;
    return copy;
}

struct doc_node *layout_bound_text(struct layout_bound *b, struct doc_node *parent,
                                   const char *text)
{
    struct doc_node *n =
        doc_text_new(b->nodes, arena_strdup(b->nodes, text), parent->pos);

    doc_node_append(parent, n);
    return n;
}

struct doc_node *layout_bound_link(struct layout_bound *b, struct doc_node *parent,
                                   const char *text, const struct doc_node *target,
                                   const char *url)
{
    struct doc_node *link = doc_node_new(b->nodes, DOC_LINK, parent->pos);

    link->as.link.target = target;
    link->as.link.url = target ? NULL : url;
    doc_node_append(parent, link);
    return layout_bound_text(b, link, text);
}

static const struct doc_node *next_article(const struct doc_node *book,
                                           const struct doc_node *n)
{
    const struct doc_node *up = n ? n->parent : book;
    const struct doc_node *next = n ? n->next : book->first;

    for (;;) {
        while (next && next->kind == DOC_PART) {
            up = next;
            next = next->first;
        }
        if (next && next->kind == DOC_ARTICLE)
            return next;
        if (next) {
            next = next->next;
        } else {
            if (up == book)
                return NULL;
            next = up->next;
            up = up->parent;
        }
    }
}

/* Sources and colophon are no articles of the kind. */
const struct doc_node *layout_bound_next(const struct doc_node *book,
                                         const struct doc_node *n)
{
    do
        n = next_article(book, n);
    while (n && n->as.meta && n->as.meta->matter != DOC_MATTER_TEXT);
    return n;
}

const struct doc_node *layout_bound_part_of(const struct doc_node *n)
{
    const struct doc_node *part = NULL;

    for (; n; n = n->parent)
        part = n->kind == DOC_PART ? n : part;
    return part;
}

static bool holds(const struct doc_node *part, const struct doc_node *n)
{
    while (n && n != part)
        n = n->parent;
    return n != NULL;
}

const struct doc_node *layout_bound_begins(const struct doc_node *article,
                                           const struct doc_node *before,
                                           const struct doc_node *part)
{
    const struct doc_node *found = NULL;

    for (const struct doc_node *n = article->parent; n && n != part; n = n->parent)
        if (n->kind == DOC_PART && !holds(n, before))
            found = n;
    return found;
}

int layout_bound_depth(const struct doc_node *article)
{
    int depth = 0;

    for (const struct doc_node *n = article->parent; n; n = n->parent)
        depth += n->kind == DOC_PART;
    return depth > 0 ? depth - 1 : 0;
}

const char *layout_bound_authors(const struct doc_meta *meta, struct arena *a)
{
    struct buf names = {0};
    const char *s;

    for (size_t i = 0; i < meta->author_count; i++) {
        buf_puts(&names, i ? ", " : "");
        buf_puts(&names, meta->authors[i].name);
    }
    s = arena_strndup(a, buf_str(&names), names.len);
    buf_release(&names);
    return s;
}

void layout_bound_heading(struct layout_flow *f, const struct doc_node *article)
{
    const struct theme_contents *look = &f->theme->contents;
    struct layout_para_style style = layout_look(&look->title);
    struct layout_text text = layout_inline_plain(&style, article->as.meta->title,
                                                  article, LAYOUT_TITLE, f->arena);
    struct layout_lines lines = layout_para_lines(
        layout_para_new(f->tools, &text, f->arena), f->column.width, f->arena);
    int32_t rest = look->title_total - (int32_t)lines.count * look->title.leading;
    struct layout_band *band;

    layout_flow_anchor(f, article);
    layout_flow_lines(f, lines, &look->title, 0);
    band = layout_flow_band(f, rest > 0 ? rest : 0);
    band->lines = 0;
    layout_flow_keep(f, 0, f->count, LAYOUT_KEEP_HEADING);
    band->keep = LAYOUT_KEEP_HEADING;
    band->follow = 2;
}

/* All in one stretch, off the grid. */
void layout_bound_open(struct layout_bound *b, struct layout_flow *f, struct arena *a)
{
    layout_flow_init(f, b->tools, a);
    layout_flow_open(f, 0, LAYOUT_SNAP_BELOW);
}

void layout_bound_send(struct layout_bound *b, struct layout_flow *f,
                       const struct doc_node *article, bool bare)
{
    struct layout_paper paper = {.article = article, .facing = true, .bare = bare};

    layout_flow_close(f, 0);
    layout_flow_settle(f);
    layout_pager_article(b->pager, b->tools, f, &paper);
}
