#include "book/list.h"

#include "book/address.h"
#include "book/folder.h"
#include "data/yaml.h"
#include "util/file.h"
#include "util/path.h"
#include "util/str.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/*
 * A reading list, a YAML map:
 *
 *     title, author, lang, cover, site, site-url, identifier, description, rights
 *     series: a text as for --series, or a map with title and number
 *     page, theme, profile, embed-fonts: how the book is made (wishes.c)
 *     parts: a list of maps with title and any of
 *         articles: paths, patterns, folders
 *         follow: an index, or several
 *         query: what front matter is asked for (query.c)
 *         parts: parts within this one
 *
 * The sources of a part may also stand at the top. Paths are from the list's folder.
 */

#define LIST_LIMIT (4u << 20)

static const char *const list_keys[] = {"title",      "author",      "lang",   "cover",
                                        "site",       "identifier",  "rights", "parts",
                                        "articles",   "follow",      "query",
                                        "description", "series",     "site-url",
                                        "page",       "theme",       "profile",
                                        "embed-fonts"};
static const char *const series_keys[] = {"title", "number"};
static const char *const part_keys[] = {"title", "articles", "follow", "query",
                                        "parts"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct diag_pos book_reading_pos(const struct book_reading *r,
                                 const struct data_value *v)
{
    return (struct diag_pos){r->path, v->line, v->column};
}

void book_reading_wrong(const struct book_reading *r, const struct data_value *v,
                        const char *what)
{
    diag_warning(r->plan->diag, book_reading_pos(r, v), "list-value",
                 "this should be %s; it was left out", what);
}

static const char *nearest(const char *key, const char *const *known, size_t count)
{
    const char *best = NULL;
    int least = 3;

    for (size_t i = 0; i < count; i++) {
        int distance = str_distance(str_of(key), str_of(known[i]), 2);

        if (distance < least) {
            least = distance;
            best = known[i];
        }
    }
    return best;
}

static bool is_known(const char *key, const char *const *known, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(key, known[i]) == 0)
            return true;
    return false;
}

void book_reading_keys(const struct book_reading *r, const struct data_value *map,
                       const char *const *known, size_t count)
{
    for (const struct data_value *m = map->first; m; m = m->next) {
        const char *meant = nearest(m->key, known, count);
        int shown = (int)utf8_head(m->key, 40);

        if (is_known(m->key, known, count))
            continue;
        if (meant)
            diag_warning(r->plan->diag, book_reading_pos(r, m), "list-key",
                         "'%.*s' is no key here; did you mean '%s'?", shown, m->key,
                         meant);
        else
            diag_warning(r->plan->diag, book_reading_pos(r, m), "list-key",
                         "'%.*s' is no key here", shown, m->key);
    }
}

const char *book_reading_text(const struct book_reading *r, const struct data_value *map,
                              const char *key)
{
    const struct data_value *v = data_get(map, key);
    struct str s;

    if (!v || v->kind == DATA_NULL)
        return NULL;
    if (v->kind != DATA_STRING) {
        book_reading_wrong(r, v, "a text");
        return NULL;
    }
    if (unicode_is_blank(v->string))
        return NULL;
    s = str_trim(str_of(v->string));
    return unicode_nfc(r->plan->arena, arena_strndup(r->plan->arena, s.s, s.len), s.len,
                       NULL);
}

/* A path from the list's folder; "-" is a file there, not standard input. */
static const char *path_at(const struct book_reading *r, const char *name)
{
    const char *path = strcmp(name, ".") == 0
                           ? r->folder
                           : path_join(r->plan->arena, r->folder, name);

    return strcmp(path, "-") == 0 ? "./-" : path;
}

/* What the list says of the book */

static void read_authors(const struct book_reading *r, const struct data_value *map,
                         struct doc_meta *meta)
{
    const struct data_value *v = data_get(map, "author"), *m;
    struct doc_person *people;
    size_t count = 1;

    if (!v || v->kind == DATA_NULL)
        return;
    for (m = v->first; m; m = m->next)
        count++;
    people = arena_array(r->plan->arena, struct doc_person, count);
    for (m = v->kind == DATA_LIST ? v->first : v; m;
         m = v->kind == DATA_LIST ? m->next : NULL) {
        struct doc_person p = {data_string(m), NULL};

        if (m->kind == DATA_MAP)
            p = (struct doc_person){data_get_string(m, "name"),
                                    data_get_string(m, "url")};
        if (unicode_is_blank(p.name))
            book_reading_wrong(r, m, "a name, or a map with name and url");
        else
            people[meta->author_count++] = p;
    }
    meta->authors = people;
}

/* "series: Name", "series: Name, 3", or a map of title and number. */
static struct doc_series read_series(const struct book_reading *r,
                                     const struct data_value *map)
{
    const struct data_value *v = data_get(map, "series"), *number;
    struct doc_series series = {0};
    const char *name;

    if (!v || v->kind == DATA_NULL)
        return series;
    if (v->kind == DATA_STRING) {
        name = book_reading_text(r, map, "series");
        return name ? doc_series_read(arena_strdup(r->plan->arena, name)) : series;
    }
    if (v->kind == DATA_MAP) {
        book_reading_keys(r, v, series_keys, COUNT(series_keys));
        series.name = book_reading_text(r, v, "title");
        number = data_get(v, "number");
        series.position = book_reading_text(r, v, "number");
        if (series.position && !doc_series_position(series.position)) {
            book_reading_wrong(r, number, "a number such as 3 or 2.1");
            series.position = NULL;
        }
    }
    if (!series.name)
        book_reading_wrong(r, v, "a text, or a map with title and number");
    return series.name ? series : (struct doc_series){0};
}

static void read_book(struct book_reading *r, const struct data_value *map)
{
    const char *site = book_reading_text(r, map, "site"), *cover = book_reading_text(r, map, "cover");
    struct doc_meta meta = {.path = r->path,
                            .title = book_reading_text(r, map, "title"),
                            .lang = book_reading_text(r, map, "lang"),
                            .identifier = book_reading_text(r, map, "identifier"),
                            .description = book_reading_text(r, map, "description"),
                            .rights = book_reading_text(r, map, "rights"),
                            .series = read_series(r, map)};
    const char *site_url = book_reading_text(r, map, "site-url");

    if (meta.lang && !doc_lang_valid(meta.lang)) {
        book_reading_wrong(r, data_get(map, "lang"), "a language tag such as ko");
        meta.lang = NULL;
    }
    if (meta.identifier && !doc_identifier_valid(meta.identifier)) {
        book_reading_wrong(r, data_get(map, "identifier"),
                           "one line, and a UUID after urn:uuid:");
        meta.identifier = NULL;
    }
    if (site_url && !book_web_url(r->plan->arena, site_url)) {
        book_reading_wrong(r, data_get(map, "site-url"), "an address of the web");
        site_url = NULL;
    }
    read_authors(r, map, &meta);
    r->plan->lang_given = r->plan->lang_given || meta.lang;
    book_plan_describe(r->plan, &meta);
    if (site && !r->plan->site)
        r->plan->site = path_at(r, site);
    if (site_url && !r->plan->site_url)
        r->plan->site_url = site_url;
    if (cover && !r->plan->cover)
        r->plan->cover = path_at(r, cover);
    r->site = site ? path_at(r, site) : r->plan->params->site;
    if (!r->site)
        r->site = r->folder;
}

/* What a part is made of */

static bool is_pattern(const char *s)
{
    return s[strcspn(s, "*?[")] != '\0';
}

static void add_found(const struct book_reading *r, const struct book_paths *paths,
                      const struct data_value *v)
{
    for (size_t i = 0; i < paths->count; i++)
        book_plan_article(r->plan, paths->list[i], book_reading_pos(r, v), true);
    if (paths->count == 0)
        diag_warning(r->plan->diag, book_reading_pos(r, v), "list-empty",
                     "no article is at %s", v->string);
}

static bool may_search(const struct book_reading *r, const struct data_value *v)
{
    if (++r->plan->searches == BOOK_SEARCHES + 1)
        diag_error(r->plan->diag, book_reading_pos(r, v), "list-limit",
                   "more than %d folders, patterns, indexes and queries; the book is "
                   "without what those from here on find",
                   BOOK_SEARCHES);
    return r->plan->searches <= BOOK_SEARCHES;
}

static void add_article(const struct book_reading *r, const struct data_value *v)
{
    struct deps *deps = r->plan->params->deps;
    struct book_paths found = {0};
    const char *path;

    if (v->kind != DATA_STRING || cstr_blank(v->string)) {
        book_reading_wrong(r, v, "a path or a pattern");
        return;
    }
    if (book_is_list(v->string)) {
        book_reading_wrong(r, v, "an article or a folder: a list names no lists");
        return;
    }
    path = path_at(r, v->string);
    deps_add(deps, NULL, path); /* what it is decides what is looked for */
    if (file_is_folder(path)) {
        if (!may_search(r, v))
            return;
        book_folder_paths(&found, path, deps, r->plan->arena);
        add_found(r, &found, v);
    } else if (is_pattern(v->string) && !file_exists(path)) {
        if (!may_search(r, v))
            return;
        book_glob_paths(&found, r->folder, v->string, deps, r->plan->arena);
        add_found(r, &found, v);
    } else {
        book_plan_article(r->plan, path, book_reading_pos(r, v), false);
    }
}

/* The members of a list, or a single value by itself. */
static const struct data_value *members(const struct data_value *v)
{
    return v && v->kind == DATA_LIST ? v->first : v;
}

static const struct data_value *member_after(const struct data_value *v,
                                             const struct data_value *list)
{
    return list->kind == DATA_LIST ? v->next : NULL;
}

/* The sources of the whole list: when there is one only, an index may speak for it. */
static size_t count_sources(const struct data_value *map)
{
    static const char *const keys[] = {"articles", "follow", "query", "parts"};
    size_t count = 0;

    for (size_t i = 0; i < COUNT(keys); i++) {
        const struct data_value *v = data_get(map, keys[i]);

        for (const struct data_value *m = members(v); m; m = member_after(m, v))
            count++;
    }
    return count;
}

static void add_sources(const struct book_reading *r, const struct data_value *map,
                        struct book_follow f)
{
    const struct data_value *articles = data_get(map, "articles");
    const struct data_value *follow = data_get(map, "follow");
    const struct data_value *query = data_get(map, "query");
    const struct data_value *v;

    for (v = members(articles); v; v = member_after(v, articles))
        add_article(r, v);
    for (v = members(follow); v; v = member_after(v, follow)) {
        if (v->kind != DATA_STRING || cstr_blank(v->string)) {
            book_reading_wrong(r, v, "the path of an index");
            continue;
        }
        f.index = path_at(r, v->string);
        f.pos = book_reading_pos(r, v);
        if (may_search(r, v))
            book_follow(r->plan, &f);
    }
    for (v = members(query); v; v = member_after(v, query))
        if (may_search(r, v))
            book_query(r, v);
}

static void add_parts(const struct book_reading *r, const struct data_value *parts,
                      struct book_follow f);

static void add_part(const struct book_reading *r, const struct data_value *v,
                     struct book_follow f)
{
    const char *title = NULL;

    if (v->kind != DATA_MAP) {
        book_reading_wrong(r, v, "a map with title and articles, follow or query");
        return;
    }
    book_reading_keys(r, v, part_keys, COUNT(part_keys));
    title = book_reading_text(r, v, "title");
    book_plan_part(r->plan, title, f.depth, book_reading_pos(r, v));
    f.depth += title != NULL;
    f.wrap = f.wrap && !title;
    add_sources(r, v, f);
    if (f.depth <= BOOK_PART_DEPTH)
        add_parts(r, data_get(v, "parts"), f);
    else if (data_get(v, "parts"))
        book_reading_wrong(r, data_get(v, "parts"),
                           "in a part at the top: parts nest twice at most");
}

/* Calls itself through add_part, down to BOOK_PART_DEPTH. */
static void add_parts(const struct book_reading *r, const struct data_value *parts,
                      struct book_follow f)
{
    for (const struct data_value *v = members(parts); v; v = member_after(v, parts))
        if (v->kind != DATA_NULL)
            add_part(r, v, f);
}

const struct data_value *book_list_map(struct book_plan *plan, const char *path)
{
    struct data_error error = {0};
    const struct data_value *map, *again;
    struct buf bytes = {0};

    deps_add(plan->params->deps, NULL, path);
    if (!file_read(path, LIST_LIMIT, &bytes, plan->diag))
        return NULL;
    map = data_yaml(plan->arena, buf_str(&bytes), bytes.len, &error);
    buf_release(&bytes);
    if (!map || map->kind != DATA_MAP) {
        struct diag_pos pos = {path, map ? map->line : error.line,
                               map ? map->column : error.column};

        diag_error(plan->diag, pos, "list-syntax", "the reading list %s%s",
                   map ? "is no map; write keys such as title and articles"
                       : "is not YAML: ",
                   map ? "" : error.text);
        return NULL;
    }
    if (*error.text)
        diag_warning(plan->diag, (struct diag_pos){path, error.line, error.column},
                     "utf8", "%s", error.text);
    again = data_repeated(map);
    if (again)
        diag_warning(plan->diag, (struct diag_pos){path, again->line, again->column},
                     "list-key", "'%.*s' is written a second time; the last counts",
                     (int)utf8_head(again->key, 40), again->key);
    return map;
}

void book_list(struct book_plan *plan, const char *path)
{
    const struct data_value *map = book_list_map(plan, path);
    struct book_reading r = {.plan = plan,
                             .path = path,
                             .folder = path_dir(plan->arena, path),
                             .speaks = plan->inputs == 1};
    struct book_follow f = {.depth = 1};

    if (!map)
        return;
    book_reading_keys(&r, map, list_keys, COUNT(list_keys));
    read_book(&r, map);
    f.only = r.speaks && count_sources(map) == 1;
    f.wrap = !f.only;
    add_sources(&r, map, f);
    add_parts(&r, data_get(map, "parts"), f);
}
