#include "reader/frontmatter.h"

#include "data/yaml.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct frontmatter {
    const char *path;
    struct arena *arena;
    struct diag *diag;
    struct doc_meta *meta;
    const struct data_value *values;
};

static struct diag_pos pos_of(const struct frontmatter *f, const struct data_value *v)
{
    /* The values' first line is the file's second. */
    return (struct diag_pos){f->path, v->line + 1, v->column};
}

/* Where the front matter's text begins and ends; false when there is none. */
static bool find_fences(const struct buf *text, size_t *start, size_t *end,
                        size_t *after)
{
    struct str rest = {buf_str(text), text->len}, line;

    if (!str_next_line(&rest, &line) || !str_starts(line, "---") ||
        str_trim(str_skip(line, 3)).len > 0)
        return false;
    *start = text->len - rest.len;
    for (;;) {
        *end = text->len - rest.len;
        if (!str_next_line(&rest, &line))
            return false;
        if (str_starts(line, "---") && str_trim(str_skip(line, 3)).len == 0)
            break;
    }
    *after = text->len - rest.len;
    return true;
}

static void blank(struct buf *text, size_t end)
{
    for (size_t i = 0; i < end; i++)
        if (text->data[i] != '\n')
            text->data[i] = ' ';
}

/* Salvage */

static struct str unquote(struct str s)
{
    s = str_trim(s);
    if (s.len >= 2 && (s.s[0] == '"' || s.s[0] == '\'') && s.s[s.len - 1] == s.s[0])
        return (struct str){s.s + 1, s.len - 2};
    return s;
}

/* `\"` and `\\` lose their backslash, the escapes that people write. */
static struct data_value *string_value(struct arena *a, struct str s, int line)
{
    struct data_value *v = data_value_new(a, DATA_STRING, line, 1);
    char *copy = arena_strndup(a, s.s, s.len), *to = copy;

    for (const char *from = copy; *from; from++) {
        from += *from == '\\' && (from[1] == '"' || from[1] == '\\');
        *to++ = *from;
    }
    *to = '\0';
    v->string = copy;
    return v;
}

static size_t key_length(struct str line)
{
    size_t n = 0;

    while (n < line.len &&
           (isalnum((unsigned char)line.s[n]) || line.s[n] == '-' || line.s[n] == '_'))
        n++;
    return n;
}

/* Top-level `key: value` lines and `- item` lists: what broken YAML still says plainly.
 */
static const struct data_value *salvage(struct arena *a, struct str text)
{
    struct data_value *map = data_value_new(a, DATA_MAP, 1, 1), *last = NULL;
    struct str line;

    for (int number = 1; str_next_line(&text, &line); number++) {
        size_t n = key_length(line);
        struct str rest = str_trim(str_skip(line, n));
        struct str item = str_trim(line);

        if (n > 0 && str_starts(rest, ":")) {
            last = string_value(a, unquote(str_skip(rest, 1)), number);
            last->key = arena_strndup(a, line.s, n);
            if (!*last->string)
                last->kind = DATA_LIST;
            data_value_append(map, last);
        } else if (last && last->kind == DATA_LIST && str_starts(item, "- ")) {
            item = unquote(str_skip(item, 2));
            if (str_starts(item, "name:"))
                item = unquote(str_skip(item, 5));
            data_value_append(last, string_value(a, item, number));
        }
    }
    return map;
}

static void parse(struct frontmatter *f, struct str text)
{
    struct data_error error;

    if (text.len > READER_FRONTMATTER_LIMIT) {
        diag_warning(f->diag, (struct diag_pos){f->path, 1, 1}, "fm-limit",
                     "the front matter is larger than 64 kB and was read line by line");
        f->values = salvage(
            f->arena, str_head(text, utf8_head(text.s, READER_FRONTMATTER_LIMIT)));
        return;
    }
    f->values = data_yaml(f->arena, text.s, text.len, &error);
    if (f->values) {
        const struct data_value *again = data_repeated(f->values);

        if (*error.text)
            diag_warning(f->diag,
                         (struct diag_pos){f->path, error.line + 1, error.column},
                         "utf8", "%s", error.text);
        if (again)
            diag_warning(f->diag, pos_of(f, again), "fm-dup",
                         "'%.*s' is written a second time; the last one counts",
                         (int)utf8_head(again->key, 40), again->key);
        return;
    }
    diag_warning(
        f->diag, (struct diag_pos){f->path, error.line + 1, error.column}, "fm-syntax",
        "the front matter is not YAML (%s) and was read line by line; quote values "
        "that hold ': '",
        error.text);
    f->values = salvage(f->arena, text);
}

/* Fields */

static const char *prose(const struct frontmatter *f, const char *s)
{
    struct str t = str_trim(str_of(s));
    size_t len;
    const char *nfc = unicode_nfc(f->arena, t.s, t.len, &len);
    char *copy = arena_strndup(f->arena, nfc, len);

    for (char *c = copy; *c; c++)
        if (*c == '\n' || *c == '\t')
            *c = ' ';
    return copy;
}

static const char *field(const struct frontmatter *f, const char *key)
{
    const char *s = data_get_string(f->values, key);

    return unicode_is_blank(s) ? NULL : prose(f, s);
}

/* "Article(s) > Title" is how the site marks its articles; the reader of a book needs
 * the rest. */
static const char *without_marker(const char *s)
{
    const char *marker = s ? strstr(s, "Article(s) > ") : NULL;

    if (!marker || memchr(s, '>', (size_t)(marker - s)))
        return s;
    return marker + strlen("Article(s) > ");
}

static void add_person(struct frontmatter *f, struct doc_person *people,
                       const struct data_value *v)
{
    struct doc_person p = {data_string(v), NULL};

    if (v->kind == DATA_MAP) {
        p.name = data_get_string(v, "name");
        p.url = data_get_string(v, "url");
    }
    if (unicode_is_blank(p.name) || strcmp(p.name, "false") == 0)
        return;
    p.name = prose(f, p.name);
    if (cstr_blank(p.url))
        p.url = NULL;
    people[f->meta->author_count++] = p;
}

static size_t member_count(const struct data_value *v)
{
    size_t count = 0;

    for (const struct data_value *m = v->first; m; m = m->next)
        count++;
    return count;
}

static void read_authors(struct frontmatter *f)
{
    const struct data_value *v = data_get(f->values, "author");
    struct doc_person *people;

    if (!v)
        v = data_get(f->values, "authors");
    if (!v)
        return;
    people = arena_array(f->arena, struct doc_person, member_count(v) + 1);
    f->meta->authors = people;
    if (v->kind != DATA_LIST)
        add_person(f, people, v);
    for (const struct data_value *m = v->kind == DATA_LIST ? v->first : NULL; m;
         m = m->next)
        add_person(f, people, m);
}

/* Words that sort the site's pages and say nothing of the article. */
static bool is_structural(const char *s)
{
    static const char *const words[] = {"Article(s)", "blog", "crashcourse"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    return strchr(s, '.') && !strchr(s, ' ') && isalpha((unsigned char)*s); /* a host */
}

/* `seen`: the subjects with their lengths. */
static void add_subject(struct frontmatter *f, const char **subjects, struct str *seen,
                        const struct data_value *v)
{
    const char *s = data_string(v);
    struct str name;

    if (unicode_is_blank(s) || is_structural(s))
        return;
    s = prose(f, s);
    name = str_of(s);
    for (size_t i = 0; i < f->meta->subject_count; i++)
        if (seen[i].len == name.len && str_eq_nocase(seen[i], name))
            return;
    seen[f->meta->subject_count] = name;
    subjects[f->meta->subject_count++] = s;
}

static void read_subjects(struct frontmatter *f)
{
    static const char *const keys[] = {"category", "categories", "tag", "tags"};
    const char **subjects;
    struct str *seen;
    size_t room = 0;

    for (size_t i = 0; i < 4; i++) {
        const struct data_value *v = data_get(f->values, keys[i]);

        room += v ? member_count(v) + 1 : 0;
    }
    subjects = arena_array(f->arena, const char *, room);
    seen = arena_array(f->arena, struct str, room);
    f->meta->subjects = subjects;
    for (size_t i = 0; i < 4; i++) {
        const struct data_value *v = data_get(f->values, keys[i]);

        if (v && v->kind == DATA_STRING)
            add_subject(f, subjects, seen, v);
        for (const struct data_value *m = v && v->kind == DATA_LIST ? v->first : NULL;
             m; m = m->next)
            add_subject(f, subjects, seen, m);
    }
}

/* "series: Name", "series: Name, 3", or a map of name and position. */
static void read_series(struct frontmatter *f)
{
    const struct data_value *v = data_get(f->values, "series");
    struct doc_series *series = &f->meta->series;
    const char *name = data_string(v), *position;

    if (v && v->kind == DATA_MAP) {
        name = data_get_string(v, "name");
        position = data_get_string(v, "position");
        if (unicode_is_blank(name))
            return;
        series->name = prose(f, name);
        if (position && doc_series_position(position))
            series->position = arena_strdup(f->arena, position);
    } else if (!unicode_is_blank(name)) {
        *series = doc_series_read(arena_strdup(f->arena, prose(f, name)));
    }
}

struct doc_date reader_date(const char *s)
{
    struct doc_date d = {0};
    int used = 0;

    /* NOLINTNEXTLINE(cert-err34-c): so few digits are no number that is too large */
    if (!s || sscanf(s, "%4d-%2d-%2d%n", &d.year, &d.month, &d.day, &used) != 3 ||
        used < 8)
        return (struct doc_date){0};
    return d;
}

static void read_date(struct frontmatter *f)
{
    const struct data_value *v = data_get(f->values, "date");
    const char *s = data_string(v);
    struct doc_date d = reader_date(s);

    if (!s)
        return;
    if (doc_date_valid(d))
        f->meta->date = d;
    else
        diag_warning(
            f->diag, pos_of(f, v), "date",
            "'%.*s' is not a day of the calendar; the article has no date now",
            (int)utf8_head(s, 40), s);
}

static void read_breaks(struct frontmatter *f)
{
    static const char *const words[] = {[DOC_BREAKS_SYLLABLE] = "syllable",
                                        [DOC_BREAKS_EOJEOL] = "eojeol",
                                        [DOC_BREAKS_HYBRID] = "hybrid"};
    const struct data_value *v = data_get(f->values, "breaks");
    const char *s = data_string(v);

    for (int i = DOC_BREAKS_SYLLABLE; s && i <= DOC_BREAKS_HYBRID; i++) {
        if (strcmp(s, words[i]) == 0) {
            f->meta->breaks = (enum doc_breaks)i;
            return;
        }
    }
    if (v)
        diag_warning(f->diag, pos_of(f, v), "fm-breaks",
                     "breaks is eojeol, syllable or hybrid; the theme decides now");
}

/* head: a list of lists of maps; the page's own address is the content of property
 * og:url. */
static void read_head(struct frontmatter *f)
{
    const struct data_value *head = data_get(f->values, "head");
    int budget = 1000;

    for (const struct data_value *tag = head ? head->first : NULL; tag; tag = tag->next)
        for (const struct data_value *m = tag->first; m && budget > 0;
             m = m->next, budget--) {
            const char *property = data_get_string(m, "property");
            const char *content = data_get_string(m, "content");

            if (property && content && str_is(str_trim(str_of(property)), "og:url"))
                f->meta->canonical = prose(f, content);
        }
}

static void read_lang(struct frontmatter *f)
{
    const struct data_value *v = data_get(f->values, "lang");
    const char *s = field(f, "lang");

    if (!s || doc_lang_valid(s))
        f->meta->lang = s;
    else
        diag_note(f->diag, pos_of(f, v), "lang",
                  "'%.*s' is no language tag such as ko; it is told by the text",
                  (int)utf8_head(s, 40), s);
}

static void read_fields(struct frontmatter *f)
{
    struct doc_meta *m = f->meta;

    m->title = field(f, "title");
    m->short_title = field(f, "shortTitle");
    m->description = without_marker(field(f, "description"));
    read_lang(f);
    m->cover = field(f, "cover");
    m->rights = field(f, "license");
    if (!m->rights)
        m->rights = field(f, "copyright");
    read_authors(f);
    read_subjects(f);
    read_series(f);
    read_date(f);
    read_breaks(f);
    read_head(f);
}

const struct data_value *reader_frontmatter(struct buf *text, const char *path,
                                            struct doc_meta *meta, struct arena *a,
                                            struct diag *diag)
{
    struct frontmatter f = {path, a, diag, meta, NULL};
    size_t start, end, after;

    if (!find_fences(text, &start, &end, &after))
        return NULL;
    parse(&f, (struct str){buf_str(text) + start, end - start});
    read_fields(&f);
    blank(text, after);
    return f.values;
}
