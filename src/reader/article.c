#include "reader/article.h"

#include "doc/walk.h"
#include "reader/context.h"
#include "reader/emoji.h"
#include "reader/fixup.h"
#include "reader/frontmatter.h"
#include "reader/htmltable.h"
#include "reader/markdown.h"
#include "reader/repair.h"
#include "reader/slug.h"
#include "reader/source.h"
#include "reader/stylize.h"
#include "reader/tree.h"
#include "util/path.h"
#include "util/str.h"
#include "util/unicode.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct diag_pos reader_pos(const struct reader_context *c, int line, int column)
{
    struct diag_pos pos;

    if (c->base.line > 0)
        return c->base;
    pos = (struct diag_pos){c->path, line,
                            column - reader_shift_at(c->prepass, line, column)};
    return c->lines ? reader_lines_pos(c->lines, pos) : pos;
}

/* Copies without U+FDD0; most strings have none and are copied whole. */
static char *without_sentinels(struct arena *a, const char *s)
{
    struct str rest = str_of(s);
    size_t next = str_find(rest, READER_SENTINEL);
    char *copy, *to;

    if (next == rest.len)
        return arena_strndup(a, s, rest.len);
    copy = to = arena_alloc(a, rest.len + 1);
    while (rest.len > 0) {
        memcpy(to, rest.s, next);
        to += next;
        rest = str_skip(rest, next + strlen(READER_SENTINEL));
        next = str_find(rest, READER_SENTINEL);
    }
    *to = '\0';
    return copy;
}

/* The source is clean (source.h), but "&#1;" is a control, and "&#xFFFE;" comes as U+FFFE
 * or, from the parser, as the byte FE. */
static bool is_clean(const char *s)
{
    unsigned char bad = 0;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        bad |= (c < 0x20 && c != '\t' && c != '\n') || c > 0xF4 ||
               (c == 0xEF && (unsigned char)s[1] == 0xBF && (unsigned char)s[2] > 0xBD);
    }
    return !bad;
}

const char *reader_verbatim(const struct reader_context *c, const char *s)
{
    const char *text = without_sentinels(c->arena, s ? s : ""), *clean;

    if (is_clean(text))
        return text;
    clean = unicode_clean(c->arena, text, strlen(text));
    if (c->mended && clean != text)
        *c->mended = true;
    return clean;
}

const char *reader_prose(const struct reader_context *c, const char *s)
{
    const char *clean = reader_verbatim(c, s);

    return unicode_nfc(c->arena, clean, strlen(clean), NULL);
}

/* What an expression stands for is text as it is (READER_AS_IS), until nothing more is
 * read from texts. */
static bool may_merge(const struct doc_node *n)
{
    return n && n->kind == DOC_TEXT && !n->id;
}

/* Neighbouring texts become one, so that words are whole for the layout. */
static void merge_texts(struct reader_context *c)
{
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        struct doc_node *n = w.node, *next;
        size_t len = 0;
        char *text, *to;

        if (w.event != DOC_ENTER || !may_merge(n) || !may_merge(n->next))
            continue;
        for (next = n; may_merge(next); next = next->next)
            len += strlen(next->as.text);
        to = text = arena_alloc(c->arena, len + 1);
        for (next = n; may_merge(next); next = next->next)
            to = stpcpy(to, next->as.text);
        while (may_merge(n->next))
            doc_node_unlink(n->next);
        n->as.text = text;
    }
}

/* "<https://…>": the address is its own label. */
static bool is_autolink(const struct doc_node *n)
{
    const char *url = n->kind == DOC_LINK ? n->as.link.url : NULL;

    if (!url || !n->first || n->first != n->last || n->first->kind != DOC_TEXT)
        return false;
    return strcmp(url + (strncmp(url, "mailto:", 7) == 0 ? 7 : 0), n->first->as.text) ==
           0;
}

/* Shortcodes in prose become characters; code, addresses and TeX are other nodes. */
static void add_emoji(struct reader_context *c)
{
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_TEXT && !w.node->id &&
            !is_autolink(w.node->parent))
            w.node->as.text = reader_emojify(c->arena, w.node->as.text);
}

static void release_texts(struct reader_context *c)
{
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && doc_kind_is_inline(w.node->kind))
            w.node->id = NULL;
    merge_texts(c);
}

/* What the site makes a slug of: texts and code, but no emoji, no formula and no line
 * end. */
static const char *slug_text(struct reader_context *c, const struct doc_node *heading)
{
    struct buf out = {0};
    const char *text;

    for (struct doc_walk w = doc_walk_from(heading); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        if (w.node->kind == DOC_TEXT)
            buf_puts(&out, w.node->id
                               ? w.node->as.text
                               : reader_without_emoji(c->arena, w.node->as.text));
        else if (w.node->kind == DOC_CODE)
            buf_puts(&out, w.node->as.text);
    }
    text = arena_strndup(c->arena, buf_str(&out), out.len);
    buf_release(&out);
    return text;
}

static void slug_headings(struct reader_context *c)
{
    struct reader_slugs set = {0};
    int count = 0;

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        const char *slug;

        if (w.event != DOC_ENTER || w.node->kind != DOC_HEADING)
            continue;
        slug = w.node->as.heading.slug; /* from "{#id}" */
        if (!slug)
            slug = reader_slug(c->arena, slug_text(c, w.node));
        count++;
        if (!*slug)
            slug = arena_printf(c->arena, "section-%d", count);
        w.node->as.heading.slug = reader_slug_unique(&set, c->arena, slug);
    }
    reader_slugs_release(&set);
}

/* The text of the first heading that does not itself ask for the title. */
static const char *find_heading(struct reader_context *c, struct str text)
{
    struct str line;
    char fence = 0;

    while (str_next_line(&text, &line)) {
        struct str body = str_trim(line);
        bool is_fence = str_starts(body, "```") || str_starts(body, "~~~");
        struct doc_node *holder;
        size_t level = 0;

        if (is_fence && (!fence || fence == *body.s))
            fence = fence ? 0 : *body.s;
        while (level < line.len && line.s[level] == '#')
            level++;
        if (fence || level < 1 || level > 6 || level == line.len ||
            line.s[level] != ' ' || str_find(line, "{{") < line.len)
            continue;
        holder = doc_node_new(c->arena, DOC_HEADING, (struct diag_pos){0});
        reader_inlines(c, holder, str_skip(body, level), holder->pos);
        return doc_plain_text(c->arena, holder);
    }
    return NULL;
}

/* An article without a title may still ask for it, as in "# {{ $frontmatter.title }}".
 */
static void look_for_title(const struct reader_context *c, struct str text,
                           const char **heading)
{
    struct diag quiet = {0};
    struct reader_context inner = *c;

    if (c->meta->title || str_find(text, ".title") == text.len)
        return;
    inner.diag = &quiet;
    inner.article = doc_node_new(c->arena, DOC_ARTICLE, c->article->pos);
    *heading = find_heading(&inner, text);
}

static const char *title_of(struct reader_context *c)
{
    const char *stem;

    for (const struct doc_node *n = c->article->first; n; n = n->next)
        if (n->kind == DOC_HEADING && n->first) {
            const char *text = doc_plain_text(c->arena, n);

            if (!unicode_is_blank(text))
                return text;
        }
    if (strcmp(c->path, "-") == 0)
        return "untitled";
    stem = path_stem(c->arena, c->path);
    stem = unicode_clean(c->arena, stem, strlen(stem));
    return unicode_nfc(c->arena, stem, strlen(stem), NULL);
}

/* The share of Hangul decides when the front matter says nothing, or says what the text
 * does not. */
static const char *lang_of(struct reader_context *c, const char *asked)
{
    const char *said = c->meta->lang;
    char *text = doc_plain_text(c->arena, c->article);
    size_t len = strlen(text);
    int share = unicode_hangul_share(text, len);

    if (asked)
        return asked;
    if (!said)
        return share > 20 ? "ko" : len > 40 ? "en" : "ko";
    if (doc_lang_is_korean(said) && share < 5 && len > 500) {
        diag_note(
            c->diag, (struct diag_pos){c->path, 1, 1}, "lang",
            "the front matter says %s, the text is not Korean; it was taken as en",
            said);
        return "en";
    }
    return said;
}

/* The parser drops definitions that nothing refers to, without a word. */
static void report_unused_notes(struct reader_context *c)
{
    for (size_t i = 0; i < c->prepass->note_count; i++)
        if (!c->notes_read[i])
            diag_note(c->diag, reader_pos(c, c->prepass->notes[i], 1), "fn-unused",
                      "no text refers to this note; it was dropped");
}

/* True for "#1;", "#xFFFE;": a number of what no text can hold, ahead in `s`. */
static bool is_bad_number(const char *s)
{
    bool hex = s[1] == 'x' || s[1] == 'X';
    const char *digits = s + 1 + hex;
    char *end;
    unsigned long cp = strtoul(digits, &end, hex ? 16 : 10);

    /* A sign or a space before the number is not of a reference. */
    return isxdigit((unsigned char)*digits) && end > digits && *end == ';' &&
           (cp > 0x10FFFF || !unicode_is_xml((uint32_t)cp));
}

/* Tells of the first such reference in the text; else it was in the front matter. */
static void report_mended(struct reader_context *c, const char *text)
{
    struct diag_pos pos = {c->path, 1, 1};
    const char *line = text, *s = text;

    if (!*c->mended)
        return;
    for (; *s && !(s[0] == '&' && s[1] == '#' && is_bad_number(s + 1)); s++)
        if (*s == '\n') {
            pos.line++;
            line = s + 1;
        }
    if (*s)
        pos.column = (int)(s - line) + 1;
    else
        pos.line = 1;
    diag_warning(c->diag, reader_lines_pos(c->lines, pos), "utf8",
                 "a reference to a control character became U+FFFD, here and wherever "
                 "else");
}

static void finish_meta(struct reader_context *c, const struct reader_params *params)
{
    struct doc_meta *m = c->meta;

    if (!m->title)
        m->title = c->first_heading ? c->first_heading : title_of(c);
    m->lang = lang_of(c, params->lang);
    m->path = params->path;
}

/* A title goes where no markup can: into metadata, heads and outlines. */
static const char *without_markup(struct reader_context *c, const char *title)
{
    struct doc_node *holder = doc_node_new(c->arena, DOC_TITLE, c->article->pos);
    const char *plain;

    if (!title)
        return NULL;
    reader_inlines(c, holder, str_of(title), holder->pos);
    plain = doc_plain_text(c->arena, holder);
    return unicode_is_blank(plain) ? title : plain;
}

struct doc_node *reader_article(const struct reader_params *params, const char *bytes,
                                size_t len, struct arena *a)
{
    struct reader_prepass prepass;
    struct buf text = {0}, prepared = {0};
    struct reader_context c = {.path = params->path,
                               .arena = a,
                               .diag = params->diag,
                               .meta = arena_new(a, struct doc_meta),
                               .prepass = &prepass};
    struct reader_lines lines;
    struct reader_placing placing = {&lines, params->diag};
    struct diag placed = reader_placing_diag(&placing);
    struct reader_parse parse;

    c.lines = &lines;
    c.expanded = arena_new(a, size_t);
    c.mended = arena_new(a, bool);
    c.article = doc_node_new(a, DOC_ARTICLE, (struct diag_pos){params->path, 1, 1});
    c.article->as.meta = c.meta;
    reader_source(&text, bytes, len, params->path, params->diag);
    c.values = reader_frontmatter(&text, params->path, c.meta, a, params->diag);
    c.meta->title = without_markup(&c, c.meta->title);
    c.meta->short_title = without_markup(&c, c.meta->short_title);
    reader_include(&lines, &text, params, a);
    look_for_title(&c, (struct str){buf_str(&text), text.len}, &c.first_heading);
    reader_prepass(&prepass, &prepared, &text, params->path, a, &placed);
    c.notes_read = arena_array(a, bool, prepass.note_count);
    parse = reader_parse_open(&c, (struct str){buf_str(&prepared), prepared.len});
    reader_tree(&c, parse.root, c.article);
    reader_parse_close(&parse);
    report_unused_notes(&c);
    reader_settle_tables(&c);
    reader_number_notes(&c);
    merge_texts(&c);
    reader_spoilers(&c);
    reader_settle_icons(&c);
    reader_repair_emphasis(&c);
    slug_headings(&c);
    add_emoji(&c);
    release_texts(&c);
    finish_meta(&c, params);
    report_mended(&c, buf_str(&text));
    buf_release(&prepared);
    buf_release(&text);
    return c.article;
}
