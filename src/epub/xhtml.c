#include "epub/xhtml.h"

#include "doc/walk.h"
#include "epub/breaks.h"
#include "epub/foreign.h"
#include "epub/rules.h"
#include "epub/xml.h"
#include "util/path.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

void epub_open_tag(struct epub_page *p, const struct doc_node *n, const char *name,
                   const char *class)
{
    buf_printf(p->out, "<%s", name);
    epub_xml_attribute(p->out, "class", class);
    epub_xml_attribute(p->out, "id", n->id);
    epub_put_lang(p, n);
    buf_putc(p->out, '>');
}

void epub_put_lang(struct epub_page *p, const struct doc_node *n)
{
    const char *lang = n->lang ? n->lang : epub_foreign(n);

    epub_xml_attribute(p->out, "lang", lang);
    epub_xml_attribute(p->out, "xml:lang", lang);
}

bool epub_is_address(const char *url)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};

    for (size_t i = 0; url && i < sizeof schemes / sizeof *schemes; i++) {
        size_t len = strlen(schemes[i]);

        if (strncasecmp(url, schemes[i], len) == 0 && url[len] && url[len] != '/')
            return true;
    }
    return false;
}

static void put_url(struct buf *out, const char *url)
{
    struct arena a = {0};

    epub_xml_attribute(out, "href", path_percent_encode(&a, url));
    arena_release(&a);
}

void epub_put_link(struct buf *out, const char *url)
{
    buf_puts(out, "<a");
    put_url(out, url);
    buf_putc(out, '>');
}

void epub_put_href(struct epub_page *p, const char *url, const struct doc_node *target)
{
    const struct epub_file *file;
    const char *id;

    if (!target) {
        put_url(p->out, url);
        return;
    }
    file = epub_file_of(p->book->files, target);
    id = target->kind <= DOC_ARTICLE ? NULL : target->id;
    buf_puts(p->out, " href=\"");
    if (file && (file != p->file || !id))
        buf_puts(p->out, file->name);
    if (id)
        buf_printf(p->out, "#%s", id);
    buf_putc(p->out, '"');
}

struct str epub_short_address(const char *url)
{
    struct str s = str_of(url);
    size_t scheme = str_find(s, "://");

    if (scheme < s.len)
        s = str_skip(s, scheme + 3);
    if (s.len > 1 && s.s[s.len - 1] == '/')
        s.len--;
    return s;
}

void epub_put_address(struct buf *out, const char *url)
{
    struct str s = epub_short_address(url);
    struct buf text = {0};

    buf_add(&text, s.s, s.len);
    epub_xml_text(out, buf_str(&text));
    buf_release(&text);
}
static void enter_nothing(struct epub_page *p, const struct doc_node *n)
{
    (void)p;
    (void)n;
}

static const struct epub_rule rules[DOC_KIND_COUNT] = {
    [DOC_BOOK] = {enter_nothing, NULL, false},
    [DOC_PART] = {enter_nothing, NULL, false},
    [DOC_ARTICLE] = {enter_nothing, NULL, false},
    [DOC_HEADING] = {epub_enter_heading, epub_leave_heading, false},
    [DOC_PARAGRAPH] = {epub_enter_paragraph, epub_leave_paragraph, false},
    [DOC_PLAIN] = {epub_enter_plain, NULL, false},
    [DOC_LIST] = {epub_enter_list, epub_leave_list, false},
    [DOC_ITEM] = {epub_enter_item, epub_leave_item, false},
    [DOC_QUOTE] = {epub_enter_wrap, epub_leave_wrap, false},
    [DOC_CODE_BLOCK] = {epub_enter_code_block, NULL, true},
    [DOC_TABLE] = {epub_enter_table, epub_leave_table, false},
    [DOC_ROW] = {epub_enter_row, epub_leave_row, false},
    [DOC_CELL] = {epub_enter_cell, epub_leave_cell, false},
    [DOC_RULE] = {epub_enter_rule, NULL, true},
    [DOC_FIGURE] = {epub_enter_wrap, epub_leave_wrap, false},
    [DOC_CALLOUT] = {epub_enter_callout, epub_leave_callout, false},
    [DOC_DETAILS] = {epub_enter_section, epub_leave_section, false},
    [DOC_TABS] = {epub_enter_section, epub_leave_section, false},
    [DOC_TAB] = {epub_enter_section, epub_leave_section, false},
    [DOC_CARD] = {epub_enter_card, NULL, true},
    [DOC_MATH_BLOCK] = {epub_enter_math_block, NULL, true},
    [DOC_DIAGRAM] = {epub_enter_code_block, NULL, true},
    [DOC_FOOTNOTE] = {epub_enter_footnote, epub_leave_footnote, false},
    [DOC_TOC] = {enter_nothing, NULL,
                 true}, /* the navigation document is the book's contents */
    [DOC_TITLE] = {epub_enter_title, epub_leave_title, false},
    [DOC_CAPTION] = {epub_enter_wrap, epub_leave_wrap, false},
    [DOC_TEXT] = {epub_enter_text, NULL, true},
    [DOC_SOFT_BREAK] = {epub_enter_soft_break, NULL, true},
    [DOC_LINE_BREAK] = {epub_enter_line_break, NULL, true},
    [DOC_EMPH] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_STRONG] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_STRIKE] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_MARK] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SUP] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SUB] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_INS] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SPOILER] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_CODE] = {epub_enter_code, NULL, true},
    [DOC_LINK] = {epub_enter_link, epub_leave_link, false},
    [DOC_IMAGE] = {epub_enter_image, NULL, true},
    [DOC_NOTE_REF] = {epub_enter_note_ref, NULL, true},
    [DOC_MATH] = {epub_enter_code, NULL, true},
    [DOC_KBD] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_BADGE] = {epub_enter_mark_up, epub_leave_mark_up, false},
    [DOC_SPAN] = {epub_enter_mark_up, epub_leave_mark_up, false},
};

const struct epub_rule *epub_rule_of(enum doc_kind kind)
{
    return &rules[kind];
}

/* What pages begin within is marked where it is written; before the rest. */
static bool breaks_before(const struct doc_node *n)
{
    return n->kind != DOC_TEXT && n->kind != DOC_CODE_BLOCK && n->kind != DOC_DIAGRAM;
}

void epub_write_block(struct epub_page *p, const struct doc_node *block)
{
    for (struct doc_walk w = doc_walk_from(block); doc_walk_next(&w);) {
        const struct epub_rule *rule = &rules[w.node->kind];

        assert(rule->enter);
        if (w.event == DOC_LEAVE) {
            if (rule->leave)
                rule->leave(p, w.node);
            continue;
        }
        if (p->book->breaks && breaks_before(w.node))
            epub_put_breaks(p, w.node);
        rule->enter(p, w.node);
        if (rule->skip)
            doc_walk_skip(&w);
    }
}
