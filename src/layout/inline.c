#include "layout/inline.h"

#include "layout/slot.h"
#include "doc/walk.h"
#include "text/unit.h"
#include "util/buf.h"
#include "util/heap.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

#define OBJECT_REPLACEMENT "\xEF\xBF\xBC" /* U+FFFC */

struct collector {
    const struct layout_tools *tools;
    const struct layout_para_style *style;
    const struct doc_node *top;
    struct buf text;
    struct layout_span *spans;
    size_t count, cap;
    struct arena *arena;
};

/* What the ancestors of a leaf ask for. */
struct asked {
    bool strong, em, sup, sub, key;
    const struct doc_node *badge, *link, *group;
    unsigned marks;
};

static enum text_family family_of(enum theme_family family)
{
    static const enum text_family families[] = {
        [THEME_SERIF] = TEXT_SERIF, [THEME_SANS] = TEXT_SANS, [THEME_MONO] = TEXT_MONO};

    return families[family];
}

static unsigned features_of(const struct layout_para_style *style,
                            enum text_family family)
{
    unsigned features = family == TEXT_MONO ? (unsigned)TEXT_NO_LIGATURES
                                            : (unsigned)TEXT_HALF_BRACKETS;

    return style->tabular ? features | (unsigned)TEXT_TABULAR : features;
}

static struct layout_colour colour_of(struct theme_colour c)
{
    return (struct layout_colour){c.r, c.g, c.b};
}

static int32_t per_mille(int32_t size, int share)
{
    return text_scale(size, share, 1000);
}

/* A share of the size, yet not too small to read. */
static int32_t smaller(const struct collector *c, int32_t size, int share)
{
    int32_t least = c->tools->theme->min_size, cut = per_mille(size, share);

    return cut >= least ? cut : size < least ? size : least;
}

/* The paragraph's own look. */
static struct layout_span plain_span(const struct layout_para_style *style)
{
    enum text_family family = family_of(style->look.family);
    struct layout_span span = {.size = style->look.size,
                               .colour = colour_of(style->look.colour)};

    span.face = (struct text_style){.family = family,
                                    .bold = style->look.bold,
                                    .features = features_of(style, family)};
    return span;
}

static void ask_for(struct asked *ask, const struct doc_node *n)
{
    static const unsigned marks[DOC_KIND_COUNT] = {[DOC_STRIKE] = LAYOUT_MARK_STRIKE,
                                                   [DOC_INS] = LAYOUT_MARK_INS,
                                                   [DOC_MARK] = LAYOUT_MARK_GROUND,
                                                   [DOC_SPOILER] = LAYOUT_MARK_SPOILER,
                                                   [DOC_KBD] = LAYOUT_MARK_KEY};

    ask->marks |= marks[n->kind];
    ask->strong |= n->kind == DOC_STRONG;
    ask->em |= n->kind == DOC_EMPH;
    ask->sup |= n->kind == DOC_SUP;
    ask->sub |= n->kind == DOC_SUB;
    ask->key |= n->kind == DOC_KBD;
    if (n->kind == DOC_BADGE && !ask->badge)
        ask->badge = n;
    if ((n->kind == DOC_KBD || n->kind == DOC_BADGE) && !ask->group)
        ask->group = n;
    if (n->kind == DOC_LINK && !ask->link)
        ask->link = n;
}

static struct asked asked_of(const struct collector *c, const struct doc_node *leaf)
{
    struct asked ask = {0};

    for (const struct doc_node *n = leaf->parent; n && n != c->top; n = n->parent)
        ask_for(&ask, n);
    return ask;
}

static void set_family(const struct collector *c, struct layout_span *span,
                       enum text_family family)
{
    span->face.family = family;
    span->face.features = features_of(c->style, family);
}

static void look_as_link(const struct collector *c, struct layout_span *span)
{
    const struct theme_inline *look = &c->tools->theme->in_line;

    if (c->style->quiet_links)
        return;
    if (!look->link_plain)
        span->colour = colour_of(look->link_colour);
    if (look->link_rule > 0 && !look->link_plain && !c->style->plain_links)
        span->marks |= LAYOUT_MARK_LINK;
}

static void look_as_key(const struct collector *c, struct layout_span *span)
{
    const struct theme_inline *look = &c->tools->theme->in_line;

    set_family(c, span, TEXT_SANS);
    span->raise = per_mille(span->size, look->kbd_raise);
    span->size = smaller(c, span->size, look->kbd);
    span->kind = LAYOUT_SPAN_WHOLE;
}

static void look_as_badge(const struct collector *c, struct layout_span *span,
                          enum doc_badge badge)
{
    static const enum theme_callout inks[] = {[DOC_BADGE_INFO] = THEME_INFO,
                                              [DOC_BADGE_TIP] = THEME_TIP,
                                              [DOC_BADGE_WARNING] = THEME_WARNING,
                                              [DOC_BADGE_DANGER] = THEME_CAUTION};

    set_family(c, span, TEXT_SANS);
    span->face.bold = true;
    span->size = smaller(c, span->size, c->tools->theme->in_line.badge);
    span->colour = colour_of(c->tools->theme->callout.types[inks[badge]].ink);
    span->kind = LAYOUT_SPAN_WHOLE;
}

/* Raised or lowered, measured by the text around. */
static void look_shifted(const struct collector *c, struct layout_span *span, bool up)
{
    const struct theme_inline *look = &c->tools->theme->in_line;

    span->raise += per_mille(span->size, up ? look->raise : -look->lower);
    span->size = smaller(c, span->size, look->script);
    if (span->kind == LAYOUT_SPAN_TEXT)
        span->kind = LAYOUT_SPAN_SHIFT;
}

/* How the leaf looks, emphasis aside: that depends on the script. */
static struct layout_span span_for(const struct collector *c,
                                   const struct doc_node *leaf, const struct asked *ask)
{
    struct layout_span span = plain_span(c->style);

    span.node = leaf;
    span.lang = doc_node_lang(leaf);
    span.link = ask->link;
    span.group = ask->group;
    span.marks = ask->marks;
    span.face.bold |= ask->strong;
    if (ask->link)
        look_as_link(c, &span);
    if (ask->key)
        look_as_key(c, &span);
    if (ask->badge)
        look_as_badge(c, &span, ask->badge->as.badge);
    if (ask->sup || ask->sub)
        look_shifted(c, &span, ask->sup);
    return span;
}

/* Appends bytes with the look of `span`; joins the span before when nothing changes. */
static void put(struct collector *c, const struct layout_span *span, const char *s,
                size_t len)
{
    struct layout_span *last = c->count > 0 ? &c->spans[c->count - 1] : NULL;

    if (len == 0)
        return;
    if (!last || last->node != span->node || last->kind != span->kind ||
        last->size != span->size || last->face.family != span->face.family ||
        last->face.italic != span->face.italic || last->marks != span->marks ||
        last->role != span->role) {
        if (c->count == c->cap) {
            c->cap = c->cap * 2 + 16;
            c->spans = heap_resize(c->spans, c->cap, sizeof *c->spans);
        }
        last = &c->spans[c->count++];
        *last = *span;
        last->start = (uint32_t)c->text.len;
        last->len = 0;
    }
    buf_add(&c->text, s, len);
    last->len += (uint32_t)len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_in_space(const struct collector *c)
{
    return c->text.len == 0 || c->text.data[c->text.len - 1] == ' ';
}

/* Puts text with every run of blanks as one space, none at the start. */
static void put_prose(struct collector *c, const struct layout_span *span,
                      const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t end = i;

        while (end < len && !is_blank(s[end]))
            end++;
        put(c, span, s + i, end - i);
        if (end < len && !ends_in_space(c))
            put(c, span, " ", 1);
        while (end < len && is_blank(s[end]))
            end++;
        i = end;
    }
}

enum script { SCRIPT_NONE, SCRIPT_KOREAN, SCRIPT_LATIN };

static enum script script_of(uint32_t cp)
{
    if (unicode_is_hangul(cp) || unicode_is_han(cp) || unicode_is_wide(cp))
        return SCRIPT_KOREAN;
    if (unicode_is_letter(cp) || (cp >= '0' && cp <= '9'))
        return SCRIPT_LATIN;
    return SCRIPT_NONE;
}

/* Hangul has no italic: it takes the other family, or dots; Latin its italic. */
static struct layout_span emphasised(const struct collector *c, struct layout_span span,
                                     enum script script)
{
    if (span.face.family == TEXT_MONO)
        return span;
    if (script == SCRIPT_LATIN) {
        span.face.italic = true;
        return span;
    }
    if (c->tools->theme->in_line.em_dots) {
        span.marks |= LAYOUT_MARK_DOTS;
        return span;
    }
    set_family(c, &span, span.face.family == TEXT_SERIF ? TEXT_SANS : TEXT_SERIF);
    span.size = per_mille(span.size, c->tools->theme->in_line.em);
    return span;
}

/* Signs and spaces go with the letters before them, at the start with those after; a
 * closing bracket with its opening one. */
static void put_emphasis(struct collector *c, const struct layout_span *span,
                         const char *s)
{
    size_t len = strlen(s), from = 0;
    enum script now = SCRIPT_NONE, around = SCRIPT_NONE;
    struct layout_span look;

    for (size_t at = 0; at < len;) {
        uint32_t cp;
        size_t n = utf8_decode(s + at, len - at, &cp);
        enum script next = script_of(cp);

        if (cp == '(' || cp == '[')
            around = now;
        else if ((cp == ')' || cp == ']') && around != SCRIPT_NONE)
            next = around;
        if (next != SCRIPT_NONE && now != SCRIPT_NONE && next != now) {
            look = emphasised(c, *span, now);
            put_prose(c, &look, s + from, at - from);
            from = at;
        }
        if (next != SCRIPT_NONE)
            now = next;
        at += n;
    }
    look = emphasised(c, *span, now);
    put_prose(c, &look, s + from, len - from);
}

static void collect_text(struct collector *c, const struct doc_node *n)
{
    struct asked ask = asked_of(c, n);
    struct layout_span span = span_for(c, n, &ask);

    if (ask.em)
        put_emphasis(c, &span, n->as.text);
    else
        put_prose(c, &span, n->as.text, strlen(n->as.text));
}

static void collect_code(struct collector *c, const struct doc_node *n)
{
    struct asked ask = asked_of(c, n);
    struct layout_span span = span_for(c, n, &ask);
    const struct theme_inline *look = &c->tools->theme->in_line;
    int share =
        span.face.family == TEXT_SERIF ? look->code_in_serif : look->code_in_sans;
    const char *s = n->as.text;

    set_family(c, &span, TEXT_MONO);
    span.size = per_mille(span.size, share);
    if (span.kind != LAYOUT_SPAN_WHOLE)
        span.kind = LAYOUT_SPAN_CODE;
    for (size_t i = 0; s[i]; i++)
        put(c, &span, is_blank(s[i]) ? " " : s + i, 1);
}

/* A space of the text before it, where that stands beside it in the tree. */
static void collect_soft_break(struct collector *c, const struct doc_node *n)
{
    struct asked ask;
    struct layout_span span;

    if (ends_in_space(c))
        return;
    if (c->count > 0 && c->spans[c->count - 1].kind == LAYOUT_SPAN_TEXT &&
        c->spans[c->count - 1].node->parent == n->parent) {
        put(c, &c->spans[c->count - 1], " ", 1);
        return;
    }
    ask = asked_of(c, n);
    span = span_for(c, n, &ask);
    put(c, &span, " ", 1);
}

static void trim_end(struct collector *c)
{
    struct layout_span *last = c->count > 0 ? &c->spans[c->count - 1] : NULL;

    if (!last || last->kind == LAYOUT_SPAN_CODE || last->kind == LAYOUT_SPAN_BREAK ||
        c->text.data[c->text.len - 1] != ' ')
        return;
    buf_truncate(&c->text, c->text.len - 1);
    if (--last->len == 0)
        c->count--;
}

static void collect_line_break(struct collector *c, const struct doc_node *n)
{
    struct layout_span span = plain_span(c->style);

    trim_end(c);
    span.kind = LAYOUT_SPAN_BREAK;
    span.node = n;
    put(c, &span, " ", 1);
}

static void collect_note_ref(struct collector *c, const struct doc_node *n)
{
    struct asked ask = {0};
    struct layout_span span = span_for(c, n, &ask);
    char mark[16];
    size_t len = 0;
    int number = n->as.note_ref.number;
    char digits[12];
    int count = 0;

    look_shifted(c, &span, true);
    span.kind = LAYOUT_SPAN_NOTE;
    span.link = n;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 && count < 10);
    while (count > 0)
        mark[len++] = digits[--count];
    mark[len++] = ')';
    put(c, &span, mark, len);
}

static void size_image(const struct collector *c, const struct media_asset *asset,
                       struct layout_span *span)
{
    int64_t px = c->tools->theme->figure.px;
    int64_t width = media_asset_shown_width(asset) * px,
            height = media_asset_shown_height(asset) * px;
    int64_t limit = per_mille(span->size, c->tools->theme->in_line.image_height);
    int64_t widest = (int64_t)20 * span->size;

    if (height > limit) {
        width = width * limit / height;
        height = limit;
    }
    if (width > widest) {
        height = height * widest / width;
        width = widest;
    }
    span->image_width = (int32_t)width;
    span->image_height = (int32_t)height;
}

static void collect_image(struct collector *c, const struct doc_node *n)
{
    const struct media_asset *asset = NULL;
    struct asked ask = asked_of(c, n);
    struct layout_span span = span_for(c, n, &ask);

    if (c->tools->media)
        asset = media_store_asset(c->tools->media, n->as.image.asset);
    if (!asset) {
        put_prose(c, &span, n->as.image.alt, strlen(n->as.image.alt));
        return;
    }
    span.kind = LAYOUT_SPAN_IMAGE;
    span.asset = asset->number;
    size_image(c, asset, &span);
    put(c, &span, OBJECT_REPLACEMENT, strlen(OBJECT_REPLACEMENT));
}

/* The brackets around a badge's text. */
static void collect_badge(struct collector *c, const struct doc_node *n,
                          const char *sign)
{
    struct asked ask = asked_of(c, n);
    struct layout_span span;

    ask_for(&ask, n);
    span = span_for(c, n, &ask);
    span.role = LAYOUT_LABEL;
    put(c, &span, sign, 1);
}

/* "(29쪽)" after a link to that page, on paper. */
static void collect_page(struct collector *c, const struct doc_node *link)
{
    struct asked ask = asked_of(c, link);
    struct layout_span span = span_for(c, link, &ask);
    bool korean = doc_lang_is_korean(span.lang);
    struct layout_slot slot = {.target = link->as.link.target,
                               .before = korean ? "(" : "\u00A0(p.\u00A0",
                               .after = korean ? "쪽)" : ")",
                               .style = *c->style};
    const struct layout_item *item;
    struct layout_line line;

    span.link = link;
    line = layout_slot_line(c->tools, &slot, (struct layout_label){"", link, LAYOUT_CONTENT},
                            c->arena);
    item = line.items;
    if (line.item_count == 1 && item->kind == LAYOUT_LATE) {
        span.kind = LAYOUT_SPAN_IMAGE;
        span.slot = item->as.late.slot + 1;
        span.image_width = line.width;
        put(c, &span, OBJECT_REPLACEMENT, strlen(OBJECT_REPLACEMENT));
        return;
    }
    span.kind = LAYOUT_SPAN_WHOLE;
    for (size_t i = 0; i < line.item_count; i++)
        if (line.items[i].kind == LAYOUT_RUN)
            put(c, &span, line.items[i].as.run.text, line.items[i].as.run.text_len);
}

static bool names_page(const struct collector *c, const struct doc_node *n)
{
    return n->kind == DOC_LINK && n->as.link.target && c->tools->theme->print_pages &&
           c->tools->slots && !c->style->plain_links && !c->style->quiet_links;
}

static void collect_leaf(struct collector *c, const struct doc_node *n)
{
    static void (*const rules[DOC_KIND_COUNT])(struct collector *,
                                               const struct doc_node *) = {
        [DOC_TEXT] = collect_text,
        [DOC_SOFT_BREAK] = collect_soft_break,
        [DOC_LINE_BREAK] = collect_line_break,
        [DOC_CODE] = collect_code,
        [DOC_MATH] = collect_code,
        [DOC_IMAGE] = collect_image,
        [DOC_NOTE_REF] = collect_note_ref,
    };

    if (rules[n->kind])
        rules[n->kind](c, n);
}

static void collect_below(struct collector *c)
{
    struct doc_walk w = doc_walk_from(c->top);

    while (doc_walk_next(&w)) {
        if (w.node == c->top)
            continue;
        if (w.event == DOC_ENTER && !doc_kind_is_inline(w.node->kind)) {
            doc_walk_skip(&w);
            continue;
        }
        if (w.node->kind == DOC_BADGE)
            collect_badge(c, w.node, w.event == DOC_ENTER ? "[" : "]");
        else if (w.event == DOC_ENTER)
            collect_leaf(c, w.node);
        else if (names_page(c, w.node))
            collect_page(c, w.node);
    }
}

static struct layout_text finish(struct collector *c, struct arena *a)
{
    struct layout_text out = {.top = c->top, .style = *c->style};
    struct layout_span *spans;

    spans = arena_array(a, struct layout_span, c->count);
    if (c->count > 0)
        memcpy(spans, c->spans, c->count * sizeof *spans);
    out.s = arena_strndup(a, buf_str(&c->text), c->text.len);
    out.len = (uint32_t)c->text.len;
    out.spans = spans;
    out.span_count = c->count;
    heap_free(c->spans);
    buf_release(&c->text);
    return out;
}

struct layout_text layout_inline_collect(const struct layout_tools *tools,
                                         const struct layout_para_style *style,
                                         const struct doc_node *top,
                                         const struct layout_prefix *prefix,
                                         struct arena *a)
{
    struct collector c = {.tools = tools, .style = style, .top = top, .arena = a};

    if (prefix) {
        struct layout_span span = plain_span(style);

        span.role = LAYOUT_LABEL;
        span.node = top;
        span.lang = doc_node_lang(top);
        span.face.bold = prefix->bold;
        span.colour = prefix->colour;
        put_prose(&c, &span, prefix->text, strlen(prefix->text));
    }
    collect_below(&c);
    trim_end(&c);
    return finish(&c, a);
}

struct layout_text layout_inline_plain(const struct layout_para_style *style,
                                       const char *s, const struct doc_node *node,
                                       enum layout_role role, struct arena *a)
{
    struct collector c = {.style = style, .top = node};
    struct layout_span span = plain_span(style);

    span.role = role;
    span.node = node;
    span.lang = node ? doc_node_lang(node) : "ko";
    put(&c, &span, s, strlen(s));
    return finish(&c, a);
}
