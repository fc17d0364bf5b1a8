#include "pdf/number.h"
#include "pdf/tags.h"
#include "util/heap.h"
#include "util/str.h"

/* Trees are flatter than this (reader/). */
#define DEEPEST 128

/* One element between a block and its text. */
struct step {
    const struct doc_node *node;
    enum { STEP_INLINE, STEP_LABEL, STEP_ADDRESS, STEP_LINE } kind;
    uint32_t line; /* of code */
};

struct path {
    struct step steps[DEEPEST];
    size_t count;
};

const char *pdf_phrase_lang(const struct doc_node *node)
{
    const char *lang = node->lang;

    if (node->kind == DOC_PART || node->kind == DOC_ARTICLE) {
        lang = node->as.meta->lang;
        if (lang && node->parent && cstr_eq(lang, doc_node_lang(node->parent)))
            lang = NULL;
    }
    return lang && doc_lang_valid(lang) ? lang : NULL;
}

/* Labels of boxes, items and notes; those of code and badges are part of their text. */
static bool has_label(const struct pdf_mark *mark)
{
    if (mark->role != LAYOUT_LABEL)
        return false;
    switch ((int)mark->node->kind) {
    case DOC_TITLE:
    case DOC_ITEM:
    case DOC_FOOTNOTE:
    case DOC_CALLOUT:
    case DOC_DETAILS:
        return true;
    default:
        return false;
    }
}

/* A link is one while it has annotations to hold. */
static bool has_links(const struct pdf_tags *t, const struct doc_node *n)
{
    const struct pdf_marked *known = pdf_marks_find(&t->marks, n);

    return known && known->first_link;
}

static bool is_element(const struct pdf_tags *t, const struct doc_node *n)
{
    if (n->kind == DOC_IMAGE)
        return false;
    return n->kind == DOC_LINK ? has_links(t, n) : pdf_mark_type(n) != NULL;
}

/* From the outside inwards. */
static void find_path(const struct pdf_tags *t, const struct pdf_mark *mark,
                      struct path *path)
{
    const struct doc_node *n = mark->leaf;

    path->count = 0;
    if (has_label(mark)) {
        path->steps[path->count++] = (struct step){mark->node, STEP_LABEL, 0};
        return;
    }
    if (mark->line) {
        path->steps[path->count++] = (struct step){mark->node, STEP_LINE, mark->line};
        return;
    }
    if (mark->role == LAYOUT_ADDRESS && mark->node->kind != DOC_CARD) {
        if (has_links(t, mark->node))
            path->steps[path->count++] = (struct step){mark->node, STEP_ADDRESS, 0};
        return;
    }
    if (mark->role == LAYOUT_LABEL && mark->node->kind == DOC_IMAGE)
        return; /* the note that a picture is not there: its address is the link */
    for (; n && doc_kind_is_inline(n->kind) && path->count < DEEPEST; n = n->parent)
        if (is_element(t, n) || (n == mark->leaf && mark->picture))
            path->steps[path->count++] = (struct step){n, STEP_INLINE, 0};
    for (size_t i = 0, k = path->count; i + 1 < k--; i++) {
        const struct step outer = path->steps[k];

        path->steps[k] = path->steps[i];
        path->steps[i] = outer;
    }
}

/* Notes are put after the block that calls for them. */
static void call_for(struct pdf_tags *t, const struct doc_node *ref)
{
    const struct doc_node *note = ref->as.note_ref.note;
    struct pdf_marked *known = note ? pdf_marks_find(&t->marks, note) : NULL;

    if (!known || known->placed)
        return;
    known->placed = true;
    if (t->note_count == t->note_cap) {
        t->note_cap = t->note_cap ? t->note_cap * 2 : 16;
        t->notes = heap_resize(t->notes, t->note_cap, sizeof(struct doc_node *));
    }
    t->notes[t->note_count++] = note;
}

static const char *task_text(const struct doc_node *item)
{
    bool korean = doc_lang_is_korean(doc_node_lang(item));

    switch (item->as.item.task) {
    case DOC_TASK_OPEN:
        return korean ? "미완료" : "not done";
    case DOC_TASK_DONE:
        return korean ? "완료" : "done";
    case DOC_TASK_NONE:
        break;
    }
    return NULL;
}

static void put_box(struct buf *out, const struct pdf_picture *p)
{
    int64_t top = (int64_t)p->height - p->box.y;
    const int64_t sides[] = {p->box.x, top - p->box.height,
                             (int64_t)p->box.x + p->box.width, top};

    for (int i = 0; i < 4; i++) {
        buf_puts(out, i ? " " : "/BBox[");
        pdf_number_put(out, pdf_number_of_sp(sides[i]));
    }
    buf_putc(out, ']');
}

void pdf_phrase_picture(struct pdf_tags *t, const struct pdf_mark *mark)
{
    const struct pdf_picture *p = &t->marks.pictures[mark->picture - 1];
    bool block = mark->node->parent->kind == DOC_FIGURE;
    struct buf box = {0};
    struct pdf_element element = {.type = "Figure"};

    buf_printf(&box, "<</O/Layout%s", block ? "/Placement/Block" : "");
    put_box(&box, p);
    buf_puts(&box, ">>");
    element.attributes = arena_strdup(&t->scratch, buf_str(&box));
    element.alt = pdf_mark_alt(&t->scratch, mark->node);
    element.lang = pdf_phrase_lang(mark->node);
    pdf_element_open(&t->elements, &element);
    buf_release(&box);
}

static const char *attributes_of(const struct doc_node *n)
{
    if (n->kind == DOC_STRIKE)
        return "<</O/Layout/TextDecorationType/LineThrough>>";
    if (n->kind == DOC_INS)
        return "<</O/Layout/TextDecorationType/Underline>>";
    return NULL;
}

static void open_inline(struct pdf_tags *t, const struct doc_node *n,
                        const struct pdf_mark *mark)
{
    struct pdf_element element = {.type = pdf_mark_type(n),
                                  .lang = pdf_phrase_lang(n),
                                  .attributes = attributes_of(n)};

    if (n->kind == DOC_IMAGE) {
        pdf_phrase_picture(t, mark);
        return;
    }
    if (n->kind == DOC_MATH)
        element.alt = pdf_mark_tex(&t->scratch, n);
    pdf_element_open(&t->elements, &element);
    if (n->kind == DOC_NOTE_REF) {
        pdf_element_open(&t->elements, &(struct pdf_element){.type = "Link"});
        call_for(t, n);
    }
}

static void open_step(struct pdf_tags *t, const struct step *step,
                      const struct pdf_mark *mark)
{
    static const char *const types[] = {
        [STEP_LABEL] = "Lbl", [STEP_ADDRESS] = "Link", [STEP_LINE] = "Span"};
    struct pdf_element element = {.type = types[step->kind]};

    if (step->kind == STEP_INLINE) {
        open_inline(t, step->node, mark);
        return;
    }
    if (step->kind == STEP_LABEL && step->node->kind == DOC_ITEM)
        element.actual_text = task_text(step->node);
    if (step->kind == STEP_LINE) /* so that its end parts words */
        element.attributes = PDF_PLACED_BLOCK;
    pdf_element_open(&t->elements, &element);
}

void pdf_phrase_link(struct pdf_tags *t, const struct doc_node *node)
{
    struct pdf_marked *known = pdf_marks_find(&t->marks, node);

    if (!known)
        return;
    for (uint32_t i = known->first_link; i;) {
        const struct pdf_link_mark *link = &t->marks.links[i - 1];

        pdf_parents_put(&t->parents, link->key,
                        pdf_element_object(&t->elements, link->page, link->annotation));
        i = link->next;
    }
    known->first_link = known->last_link = 0;
}

static void close_step(struct pdf_tags *t, const struct step *step)
{
    enum doc_kind kind = step->node->kind;

    if (step->kind == STEP_ADDRESS || kind == DOC_LINK || kind == DOC_NOTE_REF)
        pdf_phrase_link(t, step->node);
    pdf_element_close(&t->elements);
    if (step->kind == STEP_INLINE && kind == DOC_NOTE_REF)
        pdf_element_close(&t->elements);
}

static size_t common(const struct path *a, const struct path *b)
{
    size_t i = 0;

    while (i < a->count && i < b->count && a->steps[i].node == b->steps[i].node &&
           a->steps[i].kind == b->steps[i].kind && a->steps[i].line == b->steps[i].line)
        i++;
    return i;
}

static void put_mark(struct pdf_tags *t, struct pdf_mark *mark)
{
    mark->element = pdf_element_content(&t->elements, t->marks.pages[mark->page].paper.page,
                                        mark->mcid, pdf_marks_text(&t->marks, mark));
}

void pdf_phrase_bare(struct pdf_tags *t, const struct pdf_marked *block)
{
    for (uint32_t i = block->first; i; i = t->marks.list[i - 1].next)
        put_mark(t, &t->marks.list[i - 1]);
}

void pdf_phrase(struct pdf_tags *t, const struct pdf_marked *block, unsigned roles)
{
    struct path open = {.count = 0}, wanted;

    for (uint32_t i = block->first; i; i = t->marks.list[i - 1].next) {
        struct pdf_mark *mark = &t->marks.list[i - 1];
        size_t keep;

        if (mark->element || !(roles & PDF_ROLE(mark->role)))
            continue;
        find_path(t, mark, &wanted);
        keep = common(&open, &wanted);
        while (open.count > keep)
            close_step(t, &open.steps[--open.count]);
        for (; open.count < wanted.count; open.count++) {
            open.steps[open.count] = wanted.steps[open.count];
            open_step(t, &open.steps[open.count], mark);
        }
        put_mark(t, mark);
    }
    while (open.count > 0)
        close_step(t, &open.steps[--open.count]);
}
