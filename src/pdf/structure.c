#include "doc/walk.h"
#include "pdf/tags.h"

/* What a kind of block is in the structure. */
struct rule {
    bool (*enter)(struct pdf_tags *t, const struct doc_node *n); /* false: not below */
    void (*leave)(struct pdf_tags *t, const struct doc_node *n);
};

static void open_plain(struct pdf_tags *t, const char *type)
{
    pdf_element_open(&t->elements, &(struct pdf_element){.type = type});
}

static void open_node(struct pdf_tags *t, const struct doc_node *n, const char *type,
                      const char *attributes)
{
    pdf_element_open(&t->elements, &(struct pdf_element){.type = type,
                                                         .lang = pdf_phrase_lang(n),
                                                         .attributes = attributes});
}

static void close(struct pdf_tags *t)
{
    pdf_element_close(&t->elements);
}

/* The node's marks of some roles, in an element of `type`. */
static void put(struct pdf_tags *t, const struct doc_node *n, const char *type,
                unsigned roles)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);

    if (!known)
        return;
    if (n->kind == DOC_ARTICLE)
        open_plain(t, type); /* its language is that of its Sect */
    else
        open_node(t, n, type, NULL);
    pdf_phrase(t, known, roles);
    close(t);
}

static bool has_role(const struct pdf_tags *t, const struct pdf_marked *known,
                     enum layout_role role)
{
    for (uint32_t i = known ? known->first : 0; i; i = t->marks.list[i - 1].next)
        if (t->marks.list[i - 1].role == role)
            return true;
    return false;
}

static bool skip(struct pdf_tags *t, const struct doc_node *n)
{
    (void)t;
    (void)n;
    return false;
}

static void close_node(struct pdf_tags *t, const struct doc_node *n)
{
    (void)n;
    close(t);
}

/* Text */

static bool enter_paragraph(struct pdf_tags *t, const struct doc_node *n)
{
    put(t, n, "P", PDF_ALL_ROLES);
    return false;
}

/* Tight text that is all there is in an item or a cell needs no paragraph. */
static bool enter_plain(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);
    enum doc_kind around = n->parent->kind;
    bool alone =
        !n->prev && !n->next && !n->lang && (around == DOC_ITEM || around == DOC_CELL);

    if (!alone)
        return enter_paragraph(t, n);
    if (known)
        pdf_phrase(t, known, PDF_ALL_ROLES);
    return false;
}

/* No level is left out on the way down (ISO 14289-1, 7.4.2); notes hold none. */
static void put_heading(struct pdf_tags *t, const struct doc_node *n, int level,
                        unsigned roles)
{
    static const char *const names[] = {"H1", "H2", "H3", "H4", "H5", "H6"};

    if (t->in_note || !pdf_marks_find(&t->marks, n)) {
        put(t, n, "P", roles);
        return;
    }
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    t->level = level > t->level + 1 ? t->level + 1 : level;
    put(t, n, names[t->level - 1], roles);
}

static bool enter_heading(struct pdf_tags *t, const struct doc_node *n)
{
    put_heading(t, n, n->as.heading.level, PDF_ALL_ROLES);
    return false;
}

static bool enter_caption(struct pdf_tags *t, const struct doc_node *n)
{
    put(t, n, "Caption", PDF_ALL_ROLES);
    return false;
}

/* Lists */

static bool enter_list(struct pdf_tags *t, const struct doc_node *n)
{
    open_node(t, n, "L",
              n->as.list.ordered ? "<</O/List/ListNumbering/Decimal>>"
                                 : "<</O/List/ListNumbering/Disc>>");
    return true;
}

/* The contents of a book, made by the layout; "[[toc]]" has nothing below it. */
static bool enter_toc(struct pdf_tags *t, const struct doc_node *n)
{
    open_node(t, n, "TOC", NULL);
    return true;
}

static bool enter_item(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);

    if (n->parent->kind == DOC_TOC) {
        open_node(t, n, "TOCI", NULL);
        open_plain(t, "Reference");
        return true;
    }
    open_node(t, n, "LI", NULL);
    if (known)
        pdf_phrase(t, known, PDF_ALL_ROLES);
    open_plain(t, "LBody");
    return true;
}

static void leave_item(struct pdf_tags *t, const struct doc_node *n)
{
    (void)n;
    close(t);
    close(t);
}

/* Boxes */

/* What may not stand there by itself stands in a Div (ISO 32000-2, annex L). */
static bool is_wrapped(const struct doc_node *quote)
{
    return quote->parent->kind == DOC_QUOTE || quote->parent->kind == DOC_CELL;
}

static bool enter_quote(struct pdf_tags *t, const struct doc_node *n)
{
    if (is_wrapped(n))
        open_plain(t, "Div");
    open_node(t, n, "BlockQuote", NULL);
    return true;
}

static void leave_quote(struct pdf_tags *t, const struct doc_node *n)
{
    close(t);
    if (is_wrapped(n))
        close(t);
}

static bool enter_box(struct pdf_tags *t, const struct doc_node *n)
{
    open_node(t, n, "Div", NULL);
    if (pdf_marks_find(&t->marks, n))
        put(t, n, "P", PDF_ROLE(LAYOUT_LABEL));
    return true;
}

static bool enter_code(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);
    bool titled = has_role(t, known, LAYOUT_TITLE);

    if (!known)
        return false;
    if (titled) {
        open_plain(t, "Div");
        put(t, n, "P", PDF_ROLE(LAYOUT_TITLE));
        put(t, n, "P", PDF_ROLE(LAYOUT_DETAIL));
    }
    open_node(t, n, "Code", PDF_PLACED_BLOCK);
    pdf_phrase(t, known, PDF_ALL_ROLES);
    close(t);
    if (titled)
        close(t);
    return false;
}

static bool enter_math(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);
    const struct pdf_element element = {.type = "Formula",
                                        .alt = pdf_mark_tex(&t->scratch, n),
                                        .attributes = PDF_PLACED_BLOCK};

    if (!known)
        return false;
    pdf_element_open(&t->elements, &element);
    pdf_phrase(t, known, PDF_ALL_ROLES);
    close(t);
    return false;
}

/* Figures */

/* A picture with its caption inside; linked, beside the link that holds the picture;
 * not there, the words about it. */
static bool enter_figure(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);
    const struct doc_node *caption = doc_node_child(n, DOC_CAPTION);
    const struct pdf_mark *mark =
        known && known->first ? &t->marks.list[known->first - 1] : NULL;

    if (!mark)
        return true;
    if (!mark->picture) {
        open_plain(t, "Div");
        put(t, n, "P", PDF_ALL_ROLES);
    } else if (mark->leaf->parent != n) {
        open_plain(t, "Div");
        pdf_phrase(t, known, PDF_ALL_ROLES);
    } else {
        pdf_phrase_picture(t, mark);
        pdf_phrase_bare(t, known);
    }
    if (caption)
        enter_caption(t, caption);
    close(t);
    return false;
}

/* Cards */

/* The title of a card is its link, where it leads somewhere; without one the address is.
 */
static bool enter_card(struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);
    const char *title = n->as.card.title;
    unsigned link = PDF_ROLE(LAYOUT_TITLE);
    bool leads;

    if (!known)
        return false;
    if (!title || !*title)
        link |= PDF_ROLE(LAYOUT_ADDRESS);
    open_node(t, n, "Div", NULL);
    open_plain(t, "P");
    leads = known->first_link != 0;
    if (leads)
        open_plain(t, "Link");
    pdf_phrase(t, known, link);
    pdf_phrase_link(t, n);
    if (leads)
        close(t);
    close(t);
    put(t, n, "P", PDF_ROLE(LAYOUT_CONTENT));
    put(t, n, "P", PDF_ROLE(LAYOUT_ADDRESS));
    close(t);
    return false;
}

/* Tables */

static bool enter_table(struct pdf_tags *t, const struct doc_node *n)
{
    if (!doc_node_child(n, DOC_ROW) || n->as.table.columns < 1)
        return false;
    pdf_grid_open(t, n);
    return true;
}

static void leave_table(struct pdf_tags *t, const struct doc_node *n)
{
    if (doc_node_child(n, DOC_ROW) && n->as.table.columns >= 1)
        pdf_grid_close(t);
}

static bool enter_row(struct pdf_tags *t, const struct doc_node *n)
{
    pdf_grid_row_open(t, n);
    return true;
}

static void leave_row(struct pdf_tags *t, const struct doc_node *n)
{
    (void)n;
    pdf_grid_row_close(t);
}

static bool enter_cell(struct pdf_tags *t, const struct doc_node *n)
{
    pdf_grid_cell_open(t, n);
    return true;
}

/* The walk */

static const struct rule rules[DOC_KIND_COUNT] = {
    [DOC_HEADING] = {enter_heading, NULL},   [DOC_PARAGRAPH] = {enter_paragraph, NULL},
    [DOC_PLAIN] = {enter_plain, NULL},       [DOC_LIST] = {enter_list, close_node},
    [DOC_ITEM] = {enter_item, leave_item},   [DOC_QUOTE] = {enter_quote, leave_quote},
    [DOC_CODE_BLOCK] = {enter_code, NULL},   [DOC_TABLE] = {enter_table, leave_table},
    [DOC_ROW] = {enter_row, leave_row},      [DOC_CELL] = {enter_cell, close_node},
    [DOC_FIGURE] = {enter_figure, NULL},     [DOC_CALLOUT] = {enter_box, close_node},
    [DOC_DETAILS] = {enter_box, close_node}, [DOC_TABS] = {enter_box, close_node},
    [DOC_TAB] = {enter_box, close_node},     [DOC_CARD] = {enter_card, NULL},
    [DOC_MATH_BLOCK] = {enter_math, NULL},   [DOC_DIAGRAM] = {enter_code, NULL},
    [DOC_TOC] = {enter_toc, close_node},
    [DOC_FOOTNOTE] = {skip, NULL}, /* after the block that calls for it */
    [DOC_TITLE] = {enter_paragraph, NULL},   [DOC_CAPTION] = {enter_caption, NULL},
};

static void put_tree(struct pdf_tags *t, const struct doc_node *top)
{
    for (struct doc_walk w = doc_walk_from(top); doc_walk_next(&w);) {
        const struct rule *rule = &rules[w.node->kind];

        if (w.event == DOC_LEAVE && rule->leave)
            rule->leave(t, w.node);
        if (w.event == DOC_ENTER && ((rule->enter && !rule->enter(t, w.node)) ||
                                     doc_kind_is_inline(w.node->kind)))
            doc_walk_skip(&w);
    }
}

static void put_note(struct pdf_tags *t, const struct doc_node *note)
{
    const struct pdf_element element = {
        .type = "Note", .lang = pdf_phrase_lang(note), .id = note->id};

    pdf_element_open(&t->elements, &element);
    pdf_phrase(t, pdf_marks_find(&t->marks, note), PDF_ALL_ROLES);
    t->in_note = true;
    for (const struct doc_node *n = note->first; n; n = n->next)
        put_tree(t, n);
    t->in_note = false;
    close(t);
}

/* Notes may call for notes. */
static void put_notes(struct pdf_tags *t)
{
    for (size_t i = 0; i < t->note_count; i++)
        put_note(t, t->notes[i]);
    t->note_count = 0;
}

static void put_opening(struct pdf_tags *t, const struct doc_node *article)
{
    put_heading(t, article, 1, PDF_ROLE(LAYOUT_TITLE));
    put(t, article, "P", PDF_ROLE(LAYOUT_DETAIL));
    put(t, article, "P", PDF_ALL_ROLES);
}

/* Whatever the pages hold is read, also what no rule above expects. */
static void put_rest(struct pdf_tags *t)
{
    for (size_t i = 0; i < t->marks.node_count; i++) {
        const struct pdf_marked *known = &t->marks.nodes[i];

        for (uint32_t k = known->first; k; k = t->marks.list[k - 1].next) {
            if (t->marks.list[k - 1].element)
                continue;
            put(t, known->node, "P", PDF_ALL_ROLES);
            break;
        }
    }
    put_notes(t);
}

void pdf_structure_article(struct pdf_tags *t, const struct doc_node *article)
{
    open_node(t, article, "Sect", NULL);
    if (article->kind == DOC_ARTICLE) {
        put_opening(t, article);
        for (const struct doc_node *n = article->first; n; n = n->next) {
            put_tree(t, n);
            put_notes(t);
        }
    }
    put_rest(t);
    close(t);
}
