#include "layout/blocks.h"

#include "util/utf8.h"

/* Per cent: the signs fill little of their em. */
#define TASK_SCALE 140

/* The marker column of one list. */
struct marker {
    struct layout_para_style style;
    enum theme_numbering numbering;
    const char *bullet;
    int32_t indent;     /* of the text */
    int32_t number_end; /* right edge of numbers */
};

/* 가 나 … 하, 거 너 … 허, 고 … as Korean official documents count; 0 past 기 … 히. */
static uint32_t hangul_number(int n)
{
    static const uint8_t leads[] = {0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18};
    static const uint8_t vowels[] = {0, 4, 8, 13, 18, 20};
    const int per_row = (int)sizeof(leads);

    if (n < 1 || n > per_row * (int)sizeof(vowels))
        return 0;
    return 0xAC00u + (leads[(n - 1) % per_row] * 21u + vowels[(n - 1) / per_row]) * 28u;
}

/* ① to ㊿; 0 past them. */
static uint32_t circled_number(int n)
{
    if (n < 1 || n > 50)
        return 0;
    return n <= 20   ? 0x2460u + (uint32_t)n - 1
           : n <= 35 ? 0x3251u + (uint32_t)n - 21
                     : 0x32B1u + (uint32_t)n - 36;
}

/* a to z; 0 past them. */
static uint32_t latin_number(int n)
{
    return n >= 1 && n <= 26 ? 'a' + (uint32_t)n - 1 : 0;
}

static const char *number_text(struct arena *a, enum theme_numbering numbering, int n)
{
    static const struct {
        uint32_t (*sign)(int n); /* NULL, or 0 from it: figures */
        const char *after;
    } forms[] = {
        [THEME_NUMBER_DOT] = {NULL, "."},
        [THEME_HANGUL_DOT] = {hangul_number, "."},
        [THEME_NUMBER_PAREN] = {NULL, ")"},
        [THEME_HANGUL_PAREN] = {hangul_number, ")"},
        [THEME_NUMBER_CIRCLE] = {circled_number, ""},
        [THEME_LATIN_DOT] = {latin_number, "."},
        [THEME_LATIN_PAREN] = {latin_number, ")"},
    };
    uint32_t cp = forms[numbering].sign ? forms[numbering].sign(n) : 0;
    char sign[4];
    size_t len;

    if (!cp)
        return arena_printf(a, "%d%s", n,
                            *forms[numbering].after ? forms[numbering].after : ".");
    len = utf8_encode(cp, sign);
    return arena_printf(a, "%.*s%s", (int)len, sign, forms[numbering].after);
}

static struct layout_line set_marker(struct layout_flow *f, const struct marker *m,
                                     const struct doc_node *item, const char *text)
{
    struct layout_label label = {text, item, LAYOUT_LABEL};

    return layout_line_plain(f->tools, &m->style, label, f->arena);
}

/* As wide as any number of so many figures. */
static char *widest_like(struct arena *a, const char *number)
{
    char *s = arena_strdup(a, number);

    for (char *p = s; *p; p++)
        if (*p >= '0' && *p <= '9')
            *p = '0';
    return s;
}

static int item_count(const struct doc_node *list)
{
    int count = 0;

    for (const struct doc_node *n = list->first; n; n = n->next)
        count++;
    return count;
}

static struct marker marker_of(struct layout_flow *f, const struct doc_node *list)
{
    const struct theme_list *look = &f->theme->list;
    int level = list->as.list.ordered ? f->column.number_depth : f->column.bullet_depth;
    struct marker m = {.style = layout_look(&f->column.text),
                       .indent = look->indent,
                       .number_end = look->number_end};

    level = level < THEME_LIST_LEVELS ? level : THEME_LIST_LEVELS - 1;
    m.style.tabular = true;
    m.numbering = look->numbers[level];
    m.bullet = look->bullets[level];
    if (list->as.list.ordered) {
        int last = list->as.list.start + item_count(list) - 1;
        const char *ends[] = {
            number_text(f->arena, m.numbering, list->as.list.start),
            widest_like(f->arena, number_text(f->arena, m.numbering, last))};

        for (size_t i = 0; i < 2; i++) {
            int32_t width = set_marker(f, &m, list, ends[i]).width;

            m.number_end = width > m.number_end ? width : m.number_end;
        }
        if (m.number_end + look->number_gap / 2 > m.indent)
            m.indent = m.number_end + look->number_gap;
    }
    return m;
}

/* A box to tick, larger than its sign in the text's size. */
static struct layout_line task_box(struct layout_flow *f, const struct marker *m,
                                   const struct doc_node *item)
{
    struct marker box = *m;

    box.style.look.size = (int32_t)((int64_t)m->style.look.size * TASK_SCALE / 100);
    return set_marker(f, &box, item,
                      item->as.item.task == DOC_TASK_DONE ? "\u2611" : "\u2610");
}

static struct layout_line item_marker(struct layout_flow *f, const struct marker *m,
                                      const struct doc_node *item, int number,
                                      int32_t *x)
{
    struct layout_line line;

    *x = f->theme->list.bullet_at;
    if (item->as.item.task != DOC_TASK_NONE) {
        line = task_box(f, m, item);
        *x = m->number_end - line.width;
    } else if (item->parent->as.list.ordered) {
        line = set_marker(f, m, item, number_text(f->arena, m->numbering, number));
        *x = m->number_end - line.width;
    } else {
        line = set_marker(f, m, item, m->bullet);
    }
    return line;
}

/* Puts the marker before the first line of the item; an empty item gets a line for it.
 */
static void place_marker(struct layout_flow *f, const struct marker *m,
                         const struct doc_node *item, int number, size_t first)
{
    struct layout_line line;
    int32_t x;

    while (first < f->count && f->bands[first].glue)
        first++;
    if (first == f->count) {
        layout_flow_band(f, f->column.text.leading);
        first = f->count - 1;
    }
    line = item_marker(f, m, item, number, &x);
    layout_band_lead(f, &f->bands[first], &line, f->column.x - m->indent + x,
                     layout_style_baseline(&f->column.text));
}

static void set_item(struct layout_flow *f, const struct marker *m,
                     const struct doc_node *item, int number)
{
    size_t first = f->count;

    layout_flow_anchor(f, item);
    layout_blocks(f, item);
    place_marker(f, m, item, number, first);
    layout_flow_keep(f, first, first + 2 < f->count ? first + 2 : f->count,
                     LAYOUT_KEEP_WIDOW);
}

/* The column of the items' text. */
static void narrow(struct layout_flow *f, const struct doc_node *list, int32_t indent)
{
    struct layout_column *c = &f->column;

    layout_column_inset(c, f->theme, indent, 0);
    c->indented = false;
    c->list_depth++;
    if (list->as.list.ordered)
        c->number_depth++;
    else
        c->bullet_depth++;
    c->para_gap = list->as.list.tight ? 0 : f->theme->list.item_gap;
    if (c->width < f->theme->list.narrow && c->text.align == THEME_JUSTIFY) {
        c->text.align = THEME_LEFT;
        c->text.breaks = THEME_BREAK_EOJEOL;
    }
}

void layout_block_list(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_list *look = &f->theme->list;
    struct layout_column outer = f->column;
    struct marker m = marker_of(f, node);
    bool outermost = outer.list_depth == 0;
    int32_t gap = node->as.list.tight ? 0 : look->item_gap;
    int number = node->as.list.start;

    layout_flow_open(f, outermost ? look->before : 0, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    narrow(f, node, m.indent);
    for (const struct doc_node *item = node->first; item; item = item->next) {
        set_item(f, &m, item, number++);
        if (item->next)
            layout_flow_gap_least(f, gap);
    }
    f->column = outer;
    f->gap = 0;
    layout_flow_close(f, outermost ? look->after : 0);
}
