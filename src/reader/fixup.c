#include "reader/fixup.h"

#include "doc/walk.h"
#include "reader/images.h"
#include "reader/markdown.h"
#include "util/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Commas and the like between icons say nothing. */
static bool says_nothing(const char *text)
{
    return text[strspn(text, " ,/|&+")] == '\0';
}

static bool is_blank_text(const struct doc_node *n)
{
    return n->kind == DOC_SOFT_BREAK || (n->kind == DOC_TEXT && cstr_blank(n->as.text));
}

/* Icons */

bool reader_is_icon(const struct doc_node *n)
{
    return n->kind == DOC_SPAN && n->id && strcmp(n->id, "icon") == 0;
}

bool reader_says_something(const struct doc_node *n)
{
    for (struct doc_walk w = doc_walk_from(n); doc_walk_next(&w);) {
        if (w.event != DOC_ENTER)
            continue;
        if (reader_is_icon(w.node))
            doc_walk_skip(&w);
        else if (w.node->kind == DOC_IMAGE || w.node->kind == DOC_CODE ||
                 w.node->kind == DOC_MATH || w.node->kind == DOC_NOTE_REF ||
                 (w.node->kind == DOC_TEXT && !says_nothing(w.node->as.text)))
            return true;
    }
    return false;
}

/* White space that stood after a dropped icon goes with it. */
static void trim_after(struct doc_node *n, const struct doc_node *before)
{
    bool at_edge = !before || (before->kind == DOC_TEXT &&
                               (str_ends(str_of(before->as.text), " ") ||
                                str_ends(str_of(before->as.text), "(")));

    if (n && n->kind == DOC_TEXT && at_edge)
        while (*n->as.text == ' ')
            n->as.text++;
}

void reader_drop_icons(struct doc_node *n, bool drop)
{
    struct doc_node *next;

    for (struct doc_node *child = n->first; child; child = next) {
        next = child->next;
        if (!reader_is_icon(child))
            continue;
        child->id = NULL;
        if (!drop && next && next->kind == DOC_TEXT && strcmp(next->as.text, ",") == 0)
            next->as.text = ", ";
        if (!drop)
            continue;
        doc_node_unlink(child);
        trim_after(next, next ? next->prev : NULL);
    }
}

void reader_fix_icons(struct doc_node *n)
{
    reader_drop_icons(n, reader_says_something(n));
}

/* Paragraphs */

static void trim_end(struct doc_node *n)
{
    while (n->last && (n->last->kind == DOC_LINE_BREAK || is_blank_text(n->last)))
        doc_node_unlink(n->last);
}

/* The image a paragraph consists of (perhaps within a link), or NULL. */
static struct doc_node *only_image(const struct doc_node *p)
{
    struct doc_node *only = NULL;

    for (struct doc_node *child = p->first; child; child = child->next) {
        if (is_blank_text(child))
            continue;
        if (only)
            return NULL;
        only = child;
    }
    if (only && only->kind == DOC_LINK && only->first && !only->first->next)
        only = only->first;
    return only && only->kind == DOC_IMAGE ? only : NULL;
}

/* The caption is the alt text as it was written, with its breaks and emphasis. */
static void make_figure(struct reader_context *c, struct doc_node *p,
                        struct doc_node *image)
{
    struct doc_node *outer = image->parent == p ? image : image->parent;
    struct doc_node *caption = doc_node_new(c->arena, DOC_CAPTION, image->pos);

    doc_node_adopt(caption, image);
    if (image->as.image.title) {
        while (caption->first)
            doc_node_unlink(caption->first);
        reader_inlines(c, caption, str_of(image->as.image.title), image->pos);
        image->as.image.title = NULL;
    }
    doc_node_unlink(outer);
    while (p->first)
        doc_node_unlink(p->first);
    trim_end(caption);
    p->kind = DOC_FIGURE;
    doc_node_append(p, outer);
    if (caption->first)
        doc_node_append(p, caption);
}

/* In running text an image has its alt text only. */
static void drop_captions(struct doc_node *p)
{
    for (struct doc_walk w = doc_walk_from(p); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_IMAGE)
            while (w.node->first)
                doc_node_unlink(w.node->first);
}

static void fix_paragraph(struct reader_context *c, struct doc_node *p)
{
    struct doc_node *image;

    reader_fix_icons(p);
    trim_end(p);
    image = only_image(p);
    if (image && p->kind == DOC_PARAGRAPH) {
        make_figure(c, p, image);
        return;
    }
    drop_captions(p);
    /* A tight one may be all its cell or item has. */
    if (!p->first && p->parent && (p->kind == DOC_PARAGRAPH || p->prev))
        doc_node_unlink(p);
}

/* Blocks among text (a component's card) are lifted out of it: the paragraph ends
 * before them and goes on after them. */
static void lift_blocks(struct reader_context *c, struct doc_node *p)
{
    struct doc_node *next, *before;

    for (struct doc_node *child = p->first; child && p->parent; child = next) {
        next = child->next;
        if (doc_kind_is_inline(child->kind))
            continue;
        before = doc_node_new(c->arena, p->kind, p->pos);
        before->as.align = p->as.align;
        while (p->first != child) {
            struct doc_node *earlier = p->first;

            doc_node_unlink(earlier);
            doc_node_append(before, earlier);
        }
        trim_end(before);
        doc_node_unlink(child);
        if (before->first) {
            doc_node_insert_before(p, before);
            fix_paragraph(c, before);
        }
        doc_node_insert_before(p, child);
        while (next && is_blank_text(next)) {
            struct doc_node *blank = next;

            next = next->next;
            doc_node_unlink(blank);
        }
    }
}

/* Alerts: a quote whose first line is "[!NOTE]". */
static bool alert_kind(const char *text, enum doc_callout *kind)
{
    static const struct {
        const char *word;
        enum doc_callout kind;
    } words[] = {
        {"[!NOTE]", DOC_CALLOUT_NOTE},           {"[!TIP]", DOC_CALLOUT_TIP},
        {"[!IMPORTANT]", DOC_CALLOUT_IMPORTANT}, {"[!WARNING]", DOC_CALLOUT_WARNING},
        {"[!CAUTION]", DOC_CALLOUT_CAUTION},     {"[!INFO]", DOC_CALLOUT_INFO},
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq_nocase(str_trim(str_of(text)), str_of(words[i].word))) {
            *kind = words[i].kind;
            return true;
        }
    return false;
}

static void fix_quote(struct doc_node *quote)
{
    struct doc_node *p = quote->first, *mark = p ? p->first : NULL;
    enum doc_callout kind;

    if (!p || p->kind != DOC_PARAGRAPH || !mark || mark->kind != DOC_TEXT ||
        !alert_kind(mark->as.text, &kind) ||
        (mark->next && mark->next->kind != DOC_SOFT_BREAK) || (!mark->next && !p->next))
        return;
    quote->kind = DOC_CALLOUT;
    quote->as.callout = kind;
    doc_node_unlink(mark);
    if (p->first)
        doc_node_unlink(p->first);
    else
        doc_node_unlink(p);
}

/* What stands before the first tab is no tab's; upstream hides it, here it goes before
 * the group. */
static void fix_tabs(struct reader_context *c, struct doc_node *tabs)
{
    struct doc_node *next;
    bool reported = false;

    for (struct doc_node *n = tabs->first; n; n = next) {
        next = n->next;
        if (n->kind == DOC_TAB)
            continue;
        if (!reported)
            diag_note(c->diag, n->pos, "tabs-preamble",
                      "this stands before the first tab; it was put before the group");
        reported = true;
        doc_node_unlink(n);
        doc_node_insert_before(tabs, n);
    }
    if (!tabs->first)
        doc_node_unlink(tabs);
}

static void fix_heading(struct doc_node *n)
{
    reader_fix_icons(n);
    trim_end(n);
    drop_captions(n);
}

void reader_fix(struct reader_context *c, struct doc_node *n)
{
    switch ((int)n->kind) {
    case DOC_PARAGRAPH:
    case DOC_PLAIN:
        reader_sized_images(c, n);
        lift_blocks(c, n);
        fix_paragraph(c, n);
        break;
    case DOC_CELL:
        if (n->first) {
            reader_sized_images(c, n->first);
            lift_blocks(c, n->first);
            fix_paragraph(c, n->last);
        }
        break;
    case DOC_HEADING:
        fix_heading(n);
        break;
    case DOC_IMAGE:
        reader_fix_image(c, n);
        break;
    case DOC_LINK:
        reader_sized_images(c, n);
        reader_fix_icons(n);
        break;
    case DOC_KBD:
        reader_fix_icons(n);
        break;
    case DOC_QUOTE:
        fix_quote(n);
        break;
    case DOC_TABS:
        fix_tabs(c, n);
        break;
    default:
        break;
    }
}

/* Notes */

struct doc_node *reader_inline_note(struct reader_context *c, const char *text,
                                    struct diag_pos pos)
{
    struct doc_node *ref = doc_node_new(c->arena, DOC_NOTE_REF, pos);
    struct doc_node *note = doc_node_new(c->arena, DOC_FOOTNOTE, pos);
    struct doc_node *paragraph = doc_node_new(c->arena, DOC_PARAGRAPH, pos);

    reader_inlines(c, paragraph, str_of(text), pos);
    doc_node_append(note, paragraph);
    note->as.footnote.label = ref->as.note_ref.label = "";
    ref->as.note_ref.note = note;
    doc_node_append(c->article, note);
    return ref;
}

/* The article's notes by number, from 1 to `limit`; NULL where a number has none. */
static struct doc_node **notes_by_number(struct reader_context *c, int limit)
{
    struct doc_node **notes =
        arena_array(c->arena, struct doc_node *, (size_t)limit + 1);

    for (struct doc_node *n = c->article->first; n; n = n->next)
        if (n->kind == DOC_FOOTNOTE && n->as.footnote.number > 0 &&
            n->as.footnote.number <= limit)
            notes[n->as.footnote.number] = n;
    return notes;
}

/* The tree being built is not const yet; the note is one of its own nodes. */
static struct doc_node *own(const struct doc_node *n)
{
    union {
        const struct doc_node *in;
        struct doc_node *out;
    } node = {n};

    return node.out;
}

static void join_refs(struct reader_context *c)
{
    struct doc_node **notes = notes_by_number(c, c->note_count);

    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);)
        if (w.event == DOC_ENTER && w.node->kind == DOC_NOTE_REF &&
            !w.node->as.note_ref.note && w.node->as.note_ref.number > 0 &&
            w.node->as.note_ref.number <= c->note_count)
            w.node->as.note_ref.note = notes[w.node->as.note_ref.number];
}

/* "[100001]" before what the note says, at the end of the text. */
static void set_as_text(struct reader_context *c, struct doc_node *note)
{
    const char *mark = arena_printf(c->arena, "[%d] ", note->as.footnote.number);
    struct doc_node *first = note->first;

    doc_node_unlink(note);
    if (!first || first->kind != DOC_PARAGRAPH) {
        first = doc_node_new(c->arena, DOC_PARAGRAPH, note->pos);
        doc_node_prepend(note, first);
    }
    doc_node_prepend(first, doc_text_new(c->arena, mark, note->pos));
    doc_node_adopt(c->article, note);
}

/* Notes past the limit, and the marks of them, are text. */
static void limit_notes(struct reader_context *c, struct doc_node **notes, int count)
{
    if (count <= READER_NOTES)
        return;
    diag_warning(c->diag, notes[READER_NOTES + 1]->pos, "note-limit",
                 "the article has more than %d notes; from here on they are set as text "
                 "at its end",
                 READER_NOTES);
    for (int i = READER_NOTES + 1; i <= count; i++)
        set_as_text(c, notes[i]);
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        struct doc_node *n = w.node;

        if (w.event != DOC_ENTER || n->kind != DOC_NOTE_REF || !n->as.note_ref.note ||
            n->as.note_ref.number <= READER_NOTES)
            continue;
        n->kind = DOC_TEXT;
        n->as.text = arena_printf(c->arena, "[%d]", n->as.note_ref.number);
    }
}

void reader_number_notes(struct reader_context *c)
{
    struct doc_node *next, **notes;
    int number = 0;

    join_refs(c);
    for (struct doc_node *n = c->article->first; n; n = n->next)
        if (n->kind == DOC_FOOTNOTE)
            n->as.footnote.number = 0;
    for (struct doc_walk w = doc_walk_from(c->article); doc_walk_next(&w);) {
        struct doc_node *note;

        if (w.event != DOC_ENTER || w.node->kind != DOC_NOTE_REF ||
            !w.node->as.note_ref.note)
            continue;
        note = own(w.node->as.note_ref.note);
        if (!note->as.footnote.number) {
            note->as.footnote.number = ++number;
            note->as.footnote.ref = w.node;
        }
        w.node->as.note_ref.number = note->as.footnote.number;
        w.node->as.note_ref.occurrence = ++note->as.footnote.ref_count;
    }
    /* Notes stand at the end, in the order of their numbers; what nobody refers to goes
     * last. */
    for (struct doc_node *n = c->article->first; n; n = next) {
        next = n->next;
        if (n->kind == DOC_FOOTNOTE && !n->as.footnote.number) {
            diag_note(c->diag, n->pos, "fn-unused",
                      "no text refers to the note [^%s]; it was dropped",
                      n->as.footnote.label);
            doc_node_unlink(n);
        }
    }
    notes = notes_by_number(c, number);
    limit_notes(c, notes, number);
    for (int i = 1; i <= number && i <= READER_NOTES; i++) {
        doc_node_unlink(notes[i]);
        doc_node_append(c->article, notes[i]);
    }
}

/* Expressions */

static const struct data_value *list_member(const struct data_value *list,
                                            struct str number)
{
    const struct data_value *v = list && list->kind == DATA_LIST ? list->first : NULL;
    long n = strtol(number.s, NULL, 10);

    while (v && n-- > 0)
        v = v->next;
    return v;
}

/* "author.name", "list[1]": the value at the end of the path, or NULL. */
static const char *path_value(struct reader_context *c, const struct data_value *v,
                              struct str path)
{
    while (v && path.len > 0) {
        bool index = path.s[0] == '[';
        size_t end = index;

        while (end < path.len && !strchr(".[]", path.s[end]))
            end++;
        v = index ? list_member(v, str_skip(path, 1))
                  : data_get(v, arena_strndup(c->arena, path.s, end));
        end += end < path.len && path.s[end] == ']';
        path = str_skip(path, end + (end < path.len && path.s[end] == '.'));
    }
    return data_string(v);
}

/* A string of JavaScript without escapes, or NULL. */
static const char *string_literal(struct reader_context *c, struct str e)
{
    struct str inside = str_head(str_skip(e, 1), e.len > 2 ? e.len - 2 : 0);

    if (e.len < 2 || !strchr("'\"", e.s[0]) || e.s[e.len - 1] != e.s[0] ||
        str_find_char(inside, e.s[0]) < inside.len ||
        str_find_char(inside, '\\') < inside.len)
        return NULL;
    return arena_strndup(c->arena, inside.s, inside.len);
}

/* A long value that is asked for often would make a book out of a page. */
static bool is_within_limit(struct reader_context *c, const char *value,
                            struct diag_pos pos)
{
    size_t before = *c->expanded, after = before + strlen(value);

    *c->expanded = after;
    if (after <= READER_EXPANSION_LIMIT)
        return true;
    if (before <= READER_EXPANSION_LIMIT)
        diag_warning(c->diag, pos, "interp",
                     "the {{ … }} of this article come to more than %zu MB; from here on "
                     "they are kept as text",
                     READER_EXPANSION_LIMIT >> 20);
    return false;
}

const char *reader_interpolate(struct reader_context *c, const char *expression,
                               struct diag_pos pos)
{
    struct str e = str_trim(str_of(expression));
    const char *value = NULL;

    if (str_is(e, "$frontmatter.title") || str_is(e, "$page.title"))
        value = c->meta->title ? c->meta->title : c->first_heading;
    else if (str_is(e, "$frontmatter.description"))
        value = c->meta->description;
    else if (str_starts(e, "$frontmatter."))
        value = path_value(c, c->values, str_skip(e, 13));
    else if (str_starts(e, "$page.frontmatter."))
        value = path_value(c, c->values, str_skip(e, 18));
    else
        value = string_literal(c, e);
    if (value && is_within_limit(c, value, pos))
        return reader_prose(c, value);
    if (!value && str_starts(e, "$"))
        diag_warning(c->diag, pos, "interp",
                     "{{ %.*s }} has no value here; it is kept as text", (int)e.len,
                     e.s);
    return arena_printf(c->arena, "{{%s}}", expression);
}

const char *reader_unescape(struct reader_context *c, const char *s)
{
    char *out = arena_strdup(c->arena, s), *to = out;

    for (; *s; s++) {
        if (*s == '\\' && (ispunct((unsigned char)s[1]) || s[1] == ' '))
            s++;
        *to++ = *s;
    }
    *to = '\0';
    return reader_prose(c, out);
}
