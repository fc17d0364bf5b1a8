#include "doc/dump.h"

#include "doc/walk.h"

#include <assert.h>

static void put_quoted(FILE *out, const char *s)
{
    fputc('"', out);
    for (; *s; s++) {
        if (*s == '\n')
            fputs("\\n", out);
        else if (*s == '"' || *s == '\\')
            fprintf(out, "\\%c", *s);
        else
            fputc(*s, out);
    }
    fputc('"', out);
}

static void put_string(FILE *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    fprintf(out, " %s=", name);
    put_quoted(out, value);
}

static void put_number(FILE *out, const char *name, int value)
{
    if (value)
        fprintf(out, " %s=%d", name, value);
}

static void put_flag(FILE *out, const char *name, bool value)
{
    if (value)
        fprintf(out, " %s", name);
}

static void dump_nothing(const struct doc_node *n, FILE *out)
{
    (void)n;
    (void)out;
}

static void dump_meta(const struct doc_node *n, FILE *out)
{
    static const char *const breaks[] = {[DOC_BREAKS_ANY] = NULL,
                                         [DOC_BREAKS_SYLLABLE] = "syllable",
                                         [DOC_BREAKS_EOJEOL] = "eojeol",
                                         [DOC_BREAKS_HYBRID] = "hybrid"};
    static const char *const matters[] = {NULL, "sources", "colophon"};
    const struct doc_meta *m = n->as.meta;

    if (!m)
        return;
    put_string(out, "matter", matters[m->matter]);
    put_string(out, "title", m->title);
    put_string(out, "short", m->short_title);
    for (size_t i = 0; i < m->author_count; i++) {
        put_string(out, "author", m->authors[i].name);
        put_string(out, "author_url", m->authors[i].url);
    }
    if (m->date.year)
        fprintf(out, " date=%04d-%02d-%02d", m->date.year, m->date.month, m->date.day);
    put_string(out, "lang", m->lang);
    put_string(out, "description", m->description);
    for (size_t i = 0; i < m->subject_count; i++)
        put_string(out, "subject", m->subjects[i]);
    put_string(out, "source", m->source.url);
    put_string(out, "source_name", m->source.name);
    put_string(out, "site", m->source.site);
    put_string(out, "canonical", m->canonical);
    put_string(out, "cover", m->cover);
    put_string(out, "rights", m->rights);
    put_string(out, "breaks", breaks[m->breaks]);
    put_string(out, "series", m->series.name);
    put_string(out, "position", m->series.position);
}

static void dump_heading(const struct doc_node *n, FILE *out)
{
    fprintf(out, " level=%d", n->as.heading.level);
    put_string(out, "slug", n->as.heading.slug);
}

static void dump_list(const struct doc_node *n, FILE *out)
{
    fputs(n->as.list.ordered ? " ordered" : " bullet", out);
    put_flag(out, "tight", n->as.list.tight);
    if (n->as.list.ordered)
        fprintf(out, " start=%d", n->as.list.start);
}

static void dump_item(const struct doc_node *n, FILE *out)
{
    if (n->as.item.task)
        fputs(n->as.item.task == DOC_TASK_DONE ? " task=done" : " task=open", out);
}

static void dump_code(const struct doc_node *n, FILE *out)
{
    const struct doc_code *c = &n->as.code;

    put_string(out, "lang", c->lang);
    put_string(out, "title", c->title);
    put_flag(out, "numbered", c->numbered);
    if (c->numbered && c->first_number != 1)
        put_number(out, "first", c->first_number);
    for (size_t i = 0; c->marks && i < c->line_count; i++)
        if (c->marks[i])
            fprintf(out, " mark=%zu:%x", i + 1, c->marks[i]);
    fputc(' ', out);
    put_quoted(out, c->text);
}

static const char *const aligns[] = {"none", "left", "centre", "right"};

static void dump_table(const struct doc_node *n, FILE *out)
{
    fprintf(out, " columns=%d head=%d", n->as.table.columns, n->as.table.head_rows);
    for (int i = 0; n->as.table.align && i < n->as.table.columns; i++)
        fprintf(out, " %s", aligns[n->as.table.align[i]]);
}

static void dump_cell(const struct doc_node *n, FILE *out)
{
    put_flag(out, "head", n->as.cell.head);
    if (n->as.cell.colspan > 1)
        put_number(out, "colspan", n->as.cell.colspan);
    if (n->as.cell.rowspan > 1)
        put_number(out, "rowspan", n->as.cell.rowspan);
}

static void dump_callout(const struct doc_node *n, FILE *out)
{
    static const char *const names[DOC_CALLOUT_COUNT] = {
        "info", "note", "tip", "warning", "caution", "important"};

    fprintf(out, " %s", names[n->as.callout]);
}

static void dump_tabs(const struct doc_node *n, FILE *out)
{
    put_flag(out, "code", n->as.code_tabs);
}

static void dump_tab(const struct doc_node *n, FILE *out)
{
    put_string(out, "label", n->as.tab.label);
    put_flag(out, "active", n->as.tab.active);
}

static void dump_card(const struct doc_node *n, FILE *out)
{
    static const char *const card_kinds[] = {"link", "video", "demo", "document"};
    static const char *const origins[] = {"card", "site", "other"};
    const struct doc_card *c = &n->as.card;

    fprintf(out, " %s from=%s", card_kinds[c->kind], origins[c->origin]);
    put_string(out, "title", c->title);
    put_string(out, "text", c->text);
    put_string(out, "url", c->url);
    if (c->target)
        put_string(out, "target", c->target->id);
    put_number(out, "image", c->image);
}

static void dump_text(const struct doc_node *n, FILE *out)
{
    fputc(' ', out);
    put_quoted(out, n->as.text);
}

static void dump_link(const struct doc_node *n, FILE *out)
{
    put_string(out, "url", n->as.link.url);
    if (n->as.link.target)
        put_string(out, "target", n->as.link.target->id);
    put_string(out, "title", n->as.link.title);
}

static void dump_image(const struct doc_node *n, FILE *out)
{
    put_string(out, "url", n->as.image.url);
    put_string(out, "alt", n->as.image.alt);
    put_string(out, "title", n->as.image.title);
    put_number(out, "width", n->as.image.width);
    put_number(out, "height", n->as.image.height);
    put_flag(out, "percent", n->as.image.percent);
    put_number(out, "asset", n->as.image.asset);
}

static void dump_note_ref(const struct doc_node *n, FILE *out)
{
    put_string(out, "label", n->as.note_ref.label);
    put_number(out, "number", n->as.note_ref.number);
    if (n->as.note_ref.occurrence > 1)
        put_number(out, "occurrence", n->as.note_ref.occurrence);
}

static void dump_footnote(const struct doc_node *n, FILE *out)
{
    put_string(out, "label", n->as.footnote.label);
    put_number(out, "number", n->as.footnote.number);
}

static void dump_badge(const struct doc_node *n, FILE *out)
{
    static const char *const names[] = {"info", "tip", "warning", "danger"};

    fprintf(out, " %s", names[n->as.badge]);
}

static void dump_align(const struct doc_node *n, FILE *out)
{
    if (n->as.align)
        fprintf(out, " %s", aligns[n->as.align]);
}

static void (*const rules[DOC_KIND_COUNT])(const struct doc_node *, FILE *) = {
    [DOC_BOOK] = dump_meta,
    [DOC_PART] = dump_meta,
    [DOC_ARTICLE] = dump_meta,
    [DOC_HEADING] = dump_heading,
    [DOC_PARAGRAPH] = dump_align,
    [DOC_PLAIN] = dump_align,
    [DOC_LIST] = dump_list,
    [DOC_ITEM] = dump_item,
    [DOC_QUOTE] = dump_nothing,
    [DOC_CODE_BLOCK] = dump_code,
    [DOC_TABLE] = dump_table,
    [DOC_ROW] = dump_nothing,
    [DOC_CELL] = dump_cell,
    [DOC_RULE] = dump_nothing,
    [DOC_FIGURE] = dump_nothing,
    [DOC_CALLOUT] = dump_callout,
    [DOC_DETAILS] = dump_nothing,
    [DOC_TABS] = dump_tabs,
    [DOC_TAB] = dump_tab,
    [DOC_CARD] = dump_card,
    [DOC_MATH_BLOCK] = dump_text,
    [DOC_DIAGRAM] = dump_code,
    [DOC_FOOTNOTE] = dump_footnote,
    [DOC_TOC] = dump_nothing,
    [DOC_TITLE] = dump_nothing,
    [DOC_CAPTION] = dump_nothing,
    [DOC_TEXT] = dump_text,
    [DOC_SOFT_BREAK] = dump_nothing,
    [DOC_LINE_BREAK] = dump_nothing,
    [DOC_EMPH] = dump_nothing,
    [DOC_STRONG] = dump_nothing,
    [DOC_STRIKE] = dump_nothing,
    [DOC_MARK] = dump_nothing,
    [DOC_SUP] = dump_nothing,
    [DOC_SUB] = dump_nothing,
    [DOC_INS] = dump_nothing,
    [DOC_SPOILER] = dump_nothing,
    [DOC_CODE] = dump_text,
    [DOC_LINK] = dump_link,
    [DOC_IMAGE] = dump_image,
    [DOC_NOTE_REF] = dump_note_ref,
    [DOC_MATH] = dump_text,
    [DOC_KBD] = dump_nothing,
    [DOC_BADGE] = dump_badge,
    [DOC_SPAN] = dump_nothing,
};

static void dump_node(const struct doc_node *n, int depth, FILE *out)
{
    assert(rules[n->kind]);
    fprintf(out, "%*s%s %d:%d", depth * 2, "", doc_kind_name(n->kind), n->pos.line,
            n->pos.column);
    if (n->id)
        fprintf(out, " #%s", n->id);
    put_string(out, "lang", n->lang);
    rules[n->kind](n, out);
    fputc('\n', out);
}

void doc_dump(const struct doc_node *top, FILE *out)
{
    int depth = 0;

    for (struct doc_walk w = doc_walk_from(top); doc_walk_next(&w);) {
        if (w.event == DOC_ENTER)
            dump_node(w.node, depth++, out);
        else
            depth--;
    }
}
