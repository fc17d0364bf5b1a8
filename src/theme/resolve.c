#include "theme/resolve.h"

#include "theme/field.h"
#include "theme/preset.h"
#include "util/str.h"

#include <string.h>

/* What is being resolved: one section of one theme. */
struct resolving {
    const struct theme_source *source;
    struct theme *theme;
    struct arena *arena;
    const char *section;
    int32_t em, min_size;
    bool failed;
};

/* A value and the layer that says it. */
struct found {
    const struct data_value *value;
    const char *path;
};

static struct found find(const struct theme_source *source, const char *section,
                         const char *key)
{
    for (size_t i = 0; i < source->count; i++) {
        const struct data_value *value = data_get(source->layers[i].map, section);

        if (value && key)
            value = data_get(value, key);
        if (value)
            return (struct found){value, source->layers[i].path};
    }
    return (struct found){0};
}

static void complain(struct resolving *r, struct found f, const char *key,
                     const char *expected)
{
    struct diag_pos pos = {f.path, f.value ? f.value->line : 0,
                           f.value ? f.value->column : 0};

    r->failed = true;
    if (f.value)
        diag_error(r->source->diag, pos, "theme-value", "%s.%s must be %s", r->section,
                   key, expected);
    else
        diag_error(
            r->source->diag,
            (struct diag_pos){.file = r->source->layers[r->source->count - 1].path},
            "theme-key", "%s.%s is missing", r->section, key);
}

/* Index of `s` among `count` words, or -1. */
static int word_index(const char *s, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(s, words[i]) == 0)
            return i;
    return -1;
}

#define WORDS(...)                      \
    (const char *const[]){__VA_ARGS__}, \
        (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool read_length(struct resolving *r, const char *s, void *to)
{
    struct theme_length l;

    if (!theme_length_parse(s, &l))
        return false;
    *(int32_t *)to =
        theme_length_sp(l, r->em, r->theme->page.line, r->theme->page.line);
    return true;
}

static bool read_size(struct resolving *r, const char *s, void *to)
{
    struct theme_length l;
    int32_t size;

    if (!theme_length_parse(s, &l) || l.num <= 0)
        return false;
    size = l.unit == THEME_UNIT_NONE
               ? theme_length_size(l, r->theme->page.f, r->min_size)
               : theme_length_sp(l, r->theme->page.f, r->theme->page.line, 0);
    if (size < THEME_PT(1) || size > THEME_PT(400))
        return false;
    *(int32_t *)to = size;
    return true;
}

static bool read_share(struct resolving *r, const char *s, void *to)
{
    struct theme_length l;

    (void)r;
    if (!theme_length_parse(s, &l) ||
        (l.unit != THEME_UNIT_NONE && l.unit != THEME_UNIT_EM))
        return false;
    *(int *)to = theme_length_thousandths(l);
    return *(int *)to >= 0 && *(int *)to <= 10000;
}

static bool read_number(struct resolving *r, const char *s, void *to)
{
    struct theme_length l;

    (void)r;
    if (!theme_length_parse(s, &l) || l.unit != THEME_UNIT_NONE || l.den != 1 ||
        l.num < 0)
        return false;
    *(int *)to = (int)l.num;
    return true;
}

static bool read_flag(struct resolving *r, const char *s, void *to)
{
    int index = word_index(s, WORDS("false", "true"));

    (void)r;
    *(bool *)to = index == 1;
    return index >= 0;
}

/* The colour another key of the section "colour" stands for; those come first in the
 * file order. */
static bool named_colour(const struct resolving *r, const char *s,
                         struct theme_colour *to)
{
    for (size_t i = 0; i < theme_section_count; i++) {
        const struct theme_section *section = &theme_sections[i];

        if (strcmp(section->name, "colour") != 0)
            continue;
        for (size_t k = 0; k < section->count; k++) {
            if (strcmp(section->fields[k].key, s) == 0) {
                memcpy(to, (char *)r->theme + section->fields[k].offset, sizeof(*to));
                return true;
            }
        }
    }
    return false;
}

static bool read_colour(struct resolving *r, const char *s, void *to)
{
    return theme_colour_parse(s, to) || named_colour(r, s, to);
}

static bool read_string(struct resolving *r, const char *s, void *to)
{
    *(const char **)to = arena_strdup(r->arena, s);
    return *s != '\0';
}

static bool read_family(struct resolving *r, const char *s, void *to)
{
    int index = word_index(s, WORDS("serif", "sans", "mono"));

    (void)r;
    *(enum theme_family *)to = (enum theme_family)(index < 0 ? 0 : index);
    return index >= 0;
}

static bool read_align(struct resolving *r, const char *s, void *to)
{
    int index = word_index(s, WORDS("justify", "left", "centre", "right"));

    (void)r;
    *(enum theme_align *)to = (enum theme_align)(index < 0 ? 0 : index);
    return index >= 0;
}

static bool read_breaks(struct resolving *r, const char *s, void *to)
{
    (void)r;
    return theme_breaks_parse(s, to);
}

static bool read_links(struct resolving *r, const char *s, void *to)
{
    (void)r;
    return theme_links_parse(s, to);
}

static bool read_numbering(struct resolving *r, const char *s, void *to)
{
    int index = word_index(s, WORDS("1.", "가.", "1)", "가)", "①", "a.", "a)"));

    (void)r;
    *(enum theme_numbering *)to = (enum theme_numbering)(index < 0 ? 0 : index);
    return index >= 0;
}

static const struct {
    bool (*read)(struct resolving *r, const char *s, void *to);
    const char *expected;
} readers[] = {
    [THEME_FIELD_LENGTH] = {read_length, "a length such as 3/4, 12pt, 1.6em or 2L"},
    [THEME_FIELD_SIZE] = {read_size, "a type size such as 0.81 or 9pt"},
    [THEME_FIELD_SHARE] = {read_share, "a share such as 0.6 or 1/3"},
    [THEME_FIELD_NUMBER] = {read_number, "a whole number"},
    [THEME_FIELD_FLAG] = {read_flag, "true or false"},
    [THEME_FIELD_COLOUR] = {read_colour, "a colour: \"#RRGGBB\", none or a name of "
                                         "the section colour"},
    [THEME_FIELD_STRING] = {read_string, "text"},
    [THEME_FIELD_FAMILY] = {read_family, "serif, sans or mono"},
    [THEME_FIELD_ALIGN] = {read_align, "justify, left, centre or right"},
    [THEME_FIELD_BREAKS] = {read_breaks, "syllable, eojeol or hybrid"},
    [THEME_FIELD_LINKS] = {read_links, "plain, notes or list"},
    [THEME_FIELD_NUMBERING] = {read_numbering,
                               "\"1.\", \"가.\", \"1)\", \"가)\", \"①\", \"a.\" or \"a)\""},
};

static const struct data_value *member(const struct data_value *list, int index)
{
    const struct data_value *v = list->kind == DATA_LIST ? list->first : NULL;

    while (v && --index > 0)
        v = v->next;
    return v;
}

/* Reads one key into `base`; a missing key is an error only when it is `required`. */
static void read_field(struct resolving *r, const char *key,
                       const struct theme_field *field, void *base, bool required)
{
    struct found f = find(r->source, r->section, key);
    const struct data_value *value = f.value;
    const char *s;

    if (!value && !required)
        return;
    if (value && field->index)
        value = member(value, field->index);
    s = data_string(value);
    if (!s || !readers[field->type].read(r, s, (char *)base + field->offset))
        complain(r, value ? (struct found){value, f.path} : f, key,
                 readers[field->type].expected);
}

/* On pages narrower than A4 a title is a little smaller. */
static const char *size_key(const struct resolving *r)
{
    if (strcmp(r->section, "title") == 0 &&
        strcmp(theme_preset_key(&r->theme->page), "a4") != 0)
        return "size_book";
    return "size";
}

static void read_style(struct resolving *r, const struct theme_section *section)
{
    struct theme_style *style = (void *)((char *)r->theme + section->style);

    *style = (struct theme_style){.colour = r->theme->colour.ink,
                                  .align = THEME_LEFT,
                                  .breaks = THEME_BREAK_EOJEOL};
    if (section->origin == THEME_OF_BODY)
        *style = r->theme->body;
    r->em = r->theme->page.f;
    read_field(r, size_key(r), &theme_style_fields[0], style, true);
    r->em = style->size;
    style->leading = r->theme->page.line;
    for (size_t i = 1; i < theme_style_field_count; i++)
        read_field(r, theme_style_fields[i].key, &theme_style_fields[i], style, false);
}

static void read_section(struct resolving *r, const struct theme_section *section)
{
    r->section = section->name;
    r->em = r->theme->page.f;
    if (section->origin != THEME_PLAIN)
        read_style(r, section);
    for (size_t i = 0; i < section->count; i++)
        if (section->fields[i].type != THEME_FIELD_PAGE)
            read_field(r, section->fields[i].key, &section->fields[i], r->theme, true);
}

/* A length of `map` that must be there, or {0} after complaining. */
static struct theme_length page_length(struct resolving *r, struct found map,
                                       const char *key, bool required)
{
    const struct data_value *value = data_get(map.value, key);
    const char *s = data_string(value);
    struct theme_length l = {0, 1, THEME_UNIT_NONE};

    if (!value && !required)
        return l;
    if (!s || !theme_length_parse(s, &l) || l.num < 0)
        complain(r, (struct found){value ? value : map.value, map.path}, key,
                 "a length such as 10.5 (pt) or 38em");
    return l;
}

/* Head and folio keep their distances as they are written: they count in lines. */
static struct theme_length margin(struct resolving *r, const char *key)
{
    struct found f = find(r->source, "margins", key);
    const char *s = data_string(f.value);
    struct theme_length l = {0, 1, THEME_UNIT_NONE};

    if (!s || !theme_length_parse(s, &l))
        complain(r, f, key, "a length such as 2L or 6pt");
    return l;
}

static void read_margins(struct resolving *r, struct theme_preset *p)
{
    r->section = "margins";
    p->mirror = theme_length_sp(margin(r, "mirror"), p->f, p->line, p->line);
    p->head = margin(r, "head");
    p->foot = margin(r, "foot");
}

static void read_page(struct resolving *r)
{
    struct theme_page *page = &r->theme->page;
    const char *key = theme_preset_key(page);
    struct found map;
    struct theme_preset p = {0};

    r->section = "page";
    map = find(r->source, "page", key);
    if (!map.value || map.value->kind != DATA_MAP) {
        complain(r, map, key, "a map of f, L, measure, lines and first");
        return;
    }
    p.f = theme_length_sp(page_length(r, map, "f", true), 0, 0, THEME_SP_PER_PT);
    p.line = theme_length_sp(page_length(r, map, "L", true), 0, 0, THEME_SP_PER_PT);
    p.first =
        theme_length_sp(page_length(r, map, "first", true), 0, 0, THEME_SP_PER_PT);
    p.measure = page_length(r, map, "measure", false);
    p.lines = theme_length_thousandths(page_length(r, map, "lines", false)) / 1000;
    read_margins(r, &p);
    r->section = "page";
    if (!r->failed &&
        (p.f < THEME_PT(4) || p.line < p.f || !theme_preset_place(page, &p)))
        complain(r, map, key, "measures that fit on the page");
}

static const bool labelled[THEME_CALLOUT_COUNT] = {
    [THEME_TIP] = true,
    [THEME_IMPORTANT] = true,
    [THEME_WARNING] = true,
    [THEME_CAUTION] = true,
};

/* What follows from other values. */
static void derive(struct theme *theme)
{
    theme->heading[0] = theme->heading[1];
    for (int i = 0; i < THEME_CALLOUT_COUNT; i++) {
        struct theme_callout_type *type = &theme->callout.types[i];

        type->rule_colour = i == THEME_DETAILS ? theme->colour.rule : type->ink;
        type->labelled = labelled[i];
    }
}

/* What parts paragraphs: an indent, or a gap. */
static void check_body(struct resolving *r)
{
    r->section = "body";
    if (r->theme->body.indent > 0 && r->theme->body.before > 0)
        complain(r, find(r->source, "body", "before"), "before",
                 "0 where paragraphs are indented (indent: 0 allows a gap)");
}

bool theme_resolve(const struct theme_source *source, struct theme *theme,
                   struct arena *a)
{
    struct resolving r = {.source = source, .theme = theme, .arena = a};
    const char *min = data_string(find(source, "min_size", NULL).value);
    struct theme_length l;

    r.section = "";
    if (!min || !theme_length_parse(min, &l))
        complain(&r, find(source, "min_size", NULL), "min_size",
                 "a length such as 7pt");
    else
        theme->min_size = r.min_size = theme_length_sp(l, 0, 0, THEME_SP_PER_PT);
    read_page(&r);
    for (size_t i = 0; i < theme_section_count && !r.failed; i++)
        read_section(&r, &theme_sections[i]);
    if (!r.failed)
        check_body(&r);
    derive(theme);
    return !r.failed;
}
