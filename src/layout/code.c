#include "layout/blocks.h"

#include "util/buf.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* Columns a continued line loses to its mark and a space. */
#define WRAP_COLUMNS 2
#define GUTTER_MARKS \
    (DOC_LINE_ADDED | DOC_LINE_REMOVED | DOC_LINE_ERROR | DOC_LINE_WARNING)

/* How one block of code is set. */
struct code {
    struct layout_flow *f;
    const struct doc_node *node;
    const struct theme_code *look;
    int32_t cell;   /* width of a column */
    int32_t text_x; /* left edge of the text, from the ground's */
    int columns;
    bool ground, gutter;
    uint32_t line; /* being set, from 1; 0: the only one */
    bool titled;
    bool diff;                 /* its lines begin with a sign */
    size_t run_frame, run_bar; /* frames of the marked lines being set */
    unsigned run;              /* their mark, 0: none */
};

/* Text of one printed row: a part of a line with tabs expanded. */
struct row {
    const char *s;
    size_t len;
};

static int cluster_columns(const char *s, size_t len)
{
    uint32_t cp;

    utf8_decode(s, len, &cp);
    return unicode_is_wide(cp) ? 2 : 1;
}

/* Faces without the character would have another width: such clusters are placed by
 * themselves. */
static bool is_regular(const char *s, size_t len)
{
    uint32_t cp;

    return utf8_decode(s, len, &cp) == len &&
           ((cp >= 0x20 && cp < 0x7F) || unicode_is_hangul_syllable(cp));
}

static void expand_tabs(struct buf *out, const char *s, size_t len, int tab)
{
    int column = 0;

    for (size_t i = 0; i < len;) {
        size_t n = unicode_grapheme(s + i, len - i);

        if (s[i] == '\t') {
            do
                buf_putc(out, ' ');
            while (tab > 0 && ++column % tab != 0);
        } else {
            buf_add(out, s + i, n);
            column += cluster_columns(s + i, n);
        }
        i += n;
    }
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* True where one token of nearly any language ends and the next may begin a row. */
static bool is_edge(char before, char after)
{
    return !is_word(before) && (is_word(after) || strchr("\"'`([{$@#", after));
}

/*
 * Cuts the next row of at most `columns` columns off `*s`: after a space in its last
 * quarter, else at the last edge of a token in its last half, else where it is full.
 */
static struct row next_row(const char **s, size_t *len, int columns)
{
    struct row row = {*s, 0};
    size_t space = 0, edge = 0;
    int used = 0;

    while (row.len < *len) {
        size_t n = unicode_grapheme(*s + row.len, *len - row.len);
        int width = cluster_columns(*s + row.len, n);

        if (row.len > 0 && is_edge(row.s[row.len - 1], row.s[row.len])) {
            if (used > columns / 2)
                edge = row.len;
            if (used > columns * 3 / 4 && row.s[row.len - 1] == ' ')
                space = row.len;
        }
        if (used + width > columns && row.len > 0)
            break;
        used += width;
        row.len += n;
    }
    if (row.len < *len)
        row.len = space ? space : edge ? edge : row.len;
    *s += row.len;
    *len -= row.len;
    return row;
}

/* What belongs to one line is read together, however many rows it takes. */
static void number_items(const struct code *c, struct layout_line *line)
{
    struct layout_item *items =
        arena_array(c->f->arena, struct layout_item, line->item_count);

    if (line->item_count)
        memcpy(items, line->items, line->item_count * sizeof(*items));
    for (size_t i = 0; i < line->item_count; i++)
        items[i].line = c->line;
    line->items = items;
}

/* Text on the lattice, no wider than its columns: faces that stand in for a character
 * may be wider. */
static struct layout_line set_cells(struct code *c, const struct theme_style *style,
                                    const char *s, size_t len, int columns)
{
    struct layout_para_style look = layout_look(style);
    struct layout_label label = {arena_strndup(c->f->arena, s, len), c->node,
                                 LAYOUT_CONTENT};
    struct layout_line line = layout_line_plain(c->f->tools, &look, label, c->f->arena);
    int32_t width = columns * c->cell;

    if (line.width <= width + c->cell / 16)
        return line;
    look.look.size = (int32_t)((int64_t)look.look.size * width / line.width);
    return layout_line_plain(c->f->tools, &look, label, c->f->arena);
}

/* Sets a row on the lattice of columns, beginning at column `column`. */
static void set_row(struct code *c, struct layout_band *band,
                    const struct theme_style *style, struct row row, int column,
                    int32_t y)
{
    for (size_t i = 0; i < row.len;) {
        size_t start = i;
        int at = column;
        struct layout_line line;

        do {
            size_t n = unicode_grapheme(row.s + i, row.len - i);
            bool regular = is_regular(row.s + i, n);

            if (!regular && i > start)
                break;
            column += cluster_columns(row.s + i, n);
            i += n;
            if (!regular)
                break;
        } while (i < row.len);
        line = set_cells(c, style, row.s + start, i - start, column - at);
        if (c->line)
            number_items(c, &line);
        layout_band_line(c->f, band, &line, c->f->column.x + c->text_x + at * c->cell,
                         y);
    }
}

/* Where a label begins or, with `ends`, ends. */
struct spot {
    int32_t x, y;
    bool ends;
};

static void set_label(struct code *c, struct layout_band *band,
                      const struct theme_style *style, struct layout_label label,
                      struct spot at)
{
    struct layout_para_style look = layout_look(style);
    struct layout_line line = layout_line_plain(c->f->tools, &look, label, c->f->arena);
    int32_t baseline = band->baseline;

    if (c->line && (label.role == LAYOUT_LABEL || label.role == LAYOUT_CONTENT))
        number_items(c, &line);

    if (at.ends)
        at.x -= line.width;
    layout_band_line(c->f, band, &line, c->f->column.x + at.x, at.y);
    band->baseline = baseline ? baseline : at.y;
}

/* What marked lines look like. */
static const struct {
    unsigned mark;
    size_t ground, ink, bar; /* offsets in struct theme_colours */
    const char *sign;
} marks[] = {
#define COLOUR(name) offsetof(struct theme_colours, name)
    {DOC_LINE_REMOVED, COLOUR(del), COLOUR(del_ink), COLOUR(del_bar), "\u2212"},
    {DOC_LINE_ADDED, COLOUR(add), COLOUR(add_ink), COLOUR(add_bar), "+"},
    {DOC_LINE_ERROR, COLOUR(del), COLOUR(error_ink), COLOUR(del_bar), "!"},
    {DOC_LINE_WARNING, COLOUR(hl), COLOUR(bar), COLOUR(bar), "!"},
    {DOC_LINE_HIGHLIGHT, COLOUR(hl), COLOUR(bar), COLOUR(bar), NULL},
    {DOC_LINE_FOCUS, COLOUR(hl), COLOUR(bar), COLOUR(bar), NULL},
};

static int mark_index(unsigned bits)
{
    for (int i = 0; i < (int)(sizeof(marks) / sizeof(*marks)); i++)
        if (bits & marks[i].mark)
            return i;
    return -1;
}

static struct theme_colour colour_at(const struct code *c, size_t offset)
{
    return *(const struct theme_colour *)((const char *)&c->f->theme->colour + offset);
}

static void end_run(struct code *c)
{
    if (c->run) {
        c->f->frames[c->run_frame].end = c->f->count;
        c->f->frames[c->run_bar].end = c->f->count;
    }
    c->run = 0;
}

/* Adjoining lines of one mark share one ground: else seams show. */
static void begin_run(struct code *c, int index)
{
    struct layout_frame frame = {.first = c->f->count,
                                 .role = LAYOUT_BACKGROUND,
                                 .node = c->node,
                                 .x = c->f->column.x,
                                 .width = c->f->column.width};

    if (c->run == marks[index].mark)
        return;
    end_run(c);
    c->run = marks[index].mark;
    frame.colour = layout_colour_of(colour_at(c, marks[index].ground));
    c->run_frame = layout_flow_frame(c->f, frame);
    frame.role = LAYOUT_DECORATION;
    frame.width = c->look->mark;
    frame.colour = layout_colour_of(colour_at(c, marks[index].bar));
    c->run_bar = layout_flow_frame(c->f, frame);
}

static void set_sign(struct code *c, struct layout_band *band, int index, int32_t y)
{
    struct theme_style style = c->look->style;

    style.bold = true;
    style.colour = colour_at(c, marks[index].ink);
    set_label(c, band, &style,
              (struct layout_label){marks[index].sign, c->node, LAYOUT_LABEL},
              (struct spot){c->look->sign_at, y, false});
}

static void set_number(struct code *c, struct layout_band *band, int number, int32_t y)
{
    struct theme_style style = c->look->number;

    style.leading = c->look->style.leading;
    set_label(c, band, &style,
              (struct layout_label){arena_printf(c->f->arena, "%d", number), NULL,
                                    LAYOUT_DECORATION},
              (struct spot){c->text_x - c->look->sign_at, y, true});
}

/* What the sign at the start of a line of a diff says of it. */
static unsigned diff_bits(const char *s, size_t len)
{
    if (len == 0 || (len > 2 && s[1] == s[0] && s[2] == s[0])) /* +++ and ---: names */
        return 0;
    return s[0] == '+' ? DOC_LINE_ADDED : s[0] == '-' ? DOC_LINE_REMOVED : 0;
}

/* The sign of a diff goes into the gutter, as it is written. */
static void set_diff_sign(struct code *c, struct layout_band *band, int mark, int32_t y)
{
    struct theme_style style = c->look->style;

    style.bold = true;
    style.colour = colour_at(c, marks[mark].ink);
    set_label(c, band, &style,
              (struct layout_label){marks[mark].mark == DOC_LINE_ADDED ? "+" : "-",
                                    c->node, LAYOUT_CONTENT},
              (struct spot){c->look->sign_at, y, false});
}

static void set_line(struct code *c, const char *s, size_t len, size_t index)
{
    const struct doc_code *code = &c->node->as.code;
    unsigned bits = c->diff                                   ? diff_bits(s, len)
                    : code->marks && index < code->line_count ? code->marks[index]
                                                              : 0;
    int mark = mark_index(bits);
    struct theme_style style = c->look->style;
    int32_t y = layout_style_baseline(&style);
    bool first = true;

    if (bits & DOC_LINE_REMOVED)
        style.colour = c->f->theme->colour.ink2;
    if (mark < 0)
        end_run(c);
    else
        begin_run(c, mark);
    if (c->diff && len > 0 && (mark >= 0 || s[0] == ' ')) {
        s++;
        len--;
    }
    do {
        struct row row = next_row(&s, &len, c->columns - (first ? 0 : WRAP_COLUMNS));
        struct layout_band *band = layout_flow_band(c->f, style.leading);

        if (first && code->numbered)
            set_number(c, band, code->first_number + (int)index, y);
        if (first && c->diff && mark >= 0)
            set_diff_sign(c, band, mark, y);
        else if (first && mark >= 0 && marks[mark].sign)
            set_sign(c, band, mark, y);
        if (!first) {
            struct theme_style wrap = style;

            wrap.colour = c->f->theme->colour.ink3;
            set_label(c, band, &wrap,
                      (struct layout_label){c->look->wrap, NULL, LAYOUT_DECORATION},
                      (struct spot){c->text_x, y, false});
        }
        set_row(c, band, &style, row, first ? 0 : WRAP_COLUMNS, y);
        band->baseline = y;
        first = false;
    } while (len > 0);
}

static void set_lines(struct code *c)
{
    struct buf line = {0};
    const char *s = c->node->as.code.text, *end = s + c->node->as.code.len;

    for (size_t index = 0; s < end; index++) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        size_t len = (size_t)((stop ? stop : end) - s);

        c->line = index > 0 || (stop && stop + 1 < end) ? (uint32_t)index + 1 : 0;
        buf_clear(&line);
        expand_tabs(&line, s, len, c->look->tab);
        set_line(c, buf_str(&line), line.len, index);
        s += len + 1;
    }
    end_run(c);
    buf_release(&line);
}

static void hair(struct code *c, struct layout_band *band, int32_t y, int32_t width,
                 struct theme_colour colour)
{
    struct layout_box box = {c->f->column.x, y, c->f->column.width, width};

    layout_band_item(c->f, band, layout_item_rect(box, colour, LAYOUT_DECORATION));
}

/* A tab that holds code and nothing else. */
static bool is_tab(const struct doc_node *n)
{
    return n && n->kind == DOC_TAB && n->parent && n->parent->as.code_tabs;
}

/* Rules above and below, where there is no ground. */
static int32_t edge(const struct code *c)
{
    if (is_tab(c->node->parent)) /* it stands between those of the tabs */
        return 0;
    return c->f->column.boxed ? c->look->inner_rule : c->look->rule;
}

static struct theme_colour edge_colour(const struct code *c)
{
    return c->f->column.boxed ? c->f->theme->colour.hair : c->f->theme->colour.rule;
}

/* Where the title's lines may be: left of the language. */
static int32_t title_width(const struct code *c, const struct layout_line *lang)
{
    int32_t width = c->f->column.width - 2 * c->look->pad_x;

    return lang->width ? width - lang->width - c->look->pad_x : width;
}

/* The title on its ground, in as many lines as it needs, the language at the right. */
static void set_bar(struct code *c, const char *title, const char *name)
{
    const struct theme_code *look = c->look;
    struct layout_para_style style = layout_look(&look->title),
                             small = layout_look(&look->lang);
    struct layout_line lang = layout_line_fit(
        c->f->tools, &small, (struct layout_label){name, c->node, LAYOUT_DETAIL},
        c->f->column.width / 4, LAYOUT_CUT_END, c->f->arena);
    struct layout_text text =
        layout_inline_plain(&style, title, c->node, LAYOUT_TITLE, c->f->arena);
    struct layout_lines lines =
        layout_para_lines(layout_para_new(c->f->tools, &text, c->f->arena),
                          title_width(c, &lang), c->f->arena);
    int32_t y = look->bar / 2 + look->title.size * 38 / 100, x = c->f->column.x;
    struct layout_band *band = NULL;

    for (size_t i = 0; i < lines.count; i++) {
        band = layout_flow_band(c->f, i ? look->title.leading : look->bar);
        layout_band_line(c->f, band, &lines.lines[i], x + look->pad_x, y);
        if (i == 0 && lang.width)
            layout_band_line(c->f, band, &lang,
                             x + c->f->column.width - look->pad_x - lang.width, y);
        if (i == 0 && edge(c))
            hair(c, band, 0, edge(c), edge_colour(c));
        band->keep = LAYOUT_KEEP_CODE;
        band->baseline = y;
        band->follow = i + 1 == lines.count ? 3 : 1;
    }
    if (!band)
        return;
    hair(c, band, band->height, look->bar_rule, c->f->theme->colour.hair);
    band->height += look->bar_rule;
}

static void pad(struct code *c, bool top)
{
    struct layout_flow *f = c->f;
    int32_t rule = c->titled && top ? 0 : edge(c); /* it stands above the title */

    if (top)
        layout_flow_pad_top(f, c->look->pad_y, LAYOUT_KEEP_CODE);
    else
        layout_flow_pad_bottom(f, c->look->pad_y, LAYOUT_KEEP_CODE);
    if (rule)
        hair(c, &f->bands[f->count - 1], top ? 0 : c->look->pad_y - rule, rule,
             edge_colour(c));
}

static void keep_whole(struct code *c, size_t first, size_t lines)
{
    struct layout_flow *f = c->f;

    layout_flow_keep(f, lines, lines + 2 < f->count ? lines + 2 : f->count,
                     LAYOUT_KEEP_CODE);
    layout_flow_keep(f, f->count > first + 2 ? f->count - 2 : first, f->count,
                     LAYOUT_KEEP_CODE);
    if (f->count - lines <= (size_t)c->look->keep)
        layout_flow_keep(f, first, f->count, LAYOUT_KEEP_CODE);
}

static bool is_diff(const struct doc_code *code)
{
    return !code->marks && code->lang &&
           (strcmp(code->lang, "diff") == 0 || strcmp(code->lang, "patch") == 0);
}

static struct code code_of(struct layout_flow *f, const struct doc_node *node)
{
    struct code c = {.f = f, .node = node, .look = &f->theme->code};
    const struct doc_code *code = &node->as.code;

    for (size_t i = 0; code->marks && i < code->line_count; i++)
        c.gutter = c.gutter || (code->marks[i] & GUTTER_MARKS);
    c.diff = is_diff(code);
    c.gutter = c.gutter || c.diff;
    c.ground = !f->column.boxed && !f->theme->colour.code.none;
    c.cell = c.look->style.size / 2;
    c.text_x = f->column.boxed ? 0 : c.look->pad_x;
    c.columns = (f->column.width - c.text_x * 2) / c.cell;
    if (code->numbered)
        c.text_x += c.look->numbers;
    if (c.gutter)
        c.text_x += c.look->gutter;
    c.columns -= ((code->numbered ? c.look->numbers : 0) +
                  (c.gutter ? c.look->gutter : 0) + c.cell - 1) /
                 c.cell;
    if (c.columns < WRAP_COLUMNS + 2)
        c.columns = WRAP_COLUMNS + 2;
    return c;
}

/* The title a block prints: in code tabs the label of the tab stands for it. */
static const char *title_of(const struct doc_node *node)
{
    if (node->kind == DOC_DIAGRAM)
        return doc_lang_is_korean(doc_node_lang(node)) ? "다이어그램" : "Diagram";
    if (is_tab(node->parent))
        return NULL;
    return node->as.code.title;
}

void layout_block_code(struct layout_flow *f, const struct doc_node *node)
{
    struct code c = code_of(f, node);
    const char *title = title_of(node);
    size_t frame = 0, first, lines;

    layout_flow_open(f, c.look->style.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    first = f->count + (f->gap > 0);
    if (c.ground)
        frame = layout_flow_frame(f, (struct layout_frame){.first = first,
                                                           .role = LAYOUT_BACKGROUND,
                                                           .node = node,
                                                           .x = f->column.x,
                                                           .width = f->column.width,
                                                           .colour = layout_colour_of(
                                                               f->theme->colour.code)});
    c.titled = title && *title;
    if (c.titled)
        set_bar(&c, title, node->as.code.lang ? node->as.code.lang : "");
    pad(&c, true);
    lines = f->count;
    set_lines(&c);
    keep_whole(&c, first, lines);
    pad(&c, false);
    if (c.ground)
        f->frames[frame].end = f->count;
    layout_flow_close(f, c.look->style.after);
}

/* On one line however it was written. */
static const char *tex_text(struct arena *a, const char *tex)
{
    struct str s = str_trim(str_of(tex));
    char *text = arena_strndup(a, s.s ? s.s : "", s.len);

    for (char *p = text; *p; p++)
        if (*p == '\n' || *p == '\t')
            *p = ' ';
    return text;
}

/* TeX that is not typeset is shown as it was written. */
void layout_block_math(struct layout_flow *f, const struct doc_node *node)
{
    const struct theme_math *look = &f->theme->math;
    struct layout_para_style style = layout_look(&look->source);
    struct layout_text text = layout_inline_plain(
        &style, tex_text(f->arena, node->as.text), node, LAYOUT_CONTENT, f->arena);
    struct layout_para *para = layout_para_new(f->tools, &text, f->arena);
    struct layout_box box = {f->column.x, 0, f->column.width, look->rule};
    size_t first;

    layout_flow_open(f, look->source.before, LAYOUT_SNAP_BLOCK);
    layout_flow_anchor(f, node);
    layout_flow_pad_top(f, look->pad, LAYOUT_KEEP_CODE);
    first = f->count - 1;
    layout_band_item(f, &f->bands[first],
                     layout_item_rect(box, f->theme->colour.hair, LAYOUT_DECORATION));
    layout_flow_lines(f, layout_para_lines(para, f->column.width, f->arena),
                      &look->source, 0);
    layout_flow_pad_bottom(f, look->pad, LAYOUT_KEEP_CODE);
    box.y = look->pad - look->rule;
    layout_band_item(f, &f->bands[f->count - 1],
                     layout_item_rect(box, f->theme->colour.hair, LAYOUT_DECORATION));
    layout_flow_close(f, look->source.after);
}
