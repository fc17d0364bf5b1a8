#include "book/address.h"

#include "book/host.h"
#include "book/pass.h"
#include "book/route.h"
#include "util/path.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

static bool has_scheme(const char *url, const char *scheme)
{
    struct str head = str_head(str_of(url), strlen(scheme));

    return str_eq_nocase(head, str_of(scheme)) && url[head.len] == ':';
}

/* A copy without white space at the ends and without the controls that browsers skip.
 */
static char *clean(struct arena *a, const char *url)
{
    struct str s = str_trim(str_of(url));
    char *out = arena_alloc(a, s.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.s[i] >= 0x20 && s.s[i] != 0x7F)
            out[len++] = s.s[i];
    return out;
}

struct str book_url_host(const char *url)
{
    struct str s = str_of(url);
    size_t start = str_find(s, "://");
    size_t at;

    /* Behind the scheme, not anywhere in a path. */
    if (start == s.len || strcspn(url, ":/?#") != start)
        return (struct str){0};
    s = str_skip(s, start + 3);
    s = str_head(s, strcspn(s.s, "/?#"));
    at = str_find_char(s, '@');
    return at < s.len ? str_skip(s, at + 1) : s;
}

/* "HTTP:" is "http:" (RFC 3986 §6.2.2.1); no reader should have to know that. */
static void lower_scheme(char *url)
{
    if (path_has_scheme(url))
        for (; *url != ':'; url++)
            if (*url >= 'A' && *url <= 'Z')
                *url += 'a' - 'A';
}

/* Brackets are for hosts alone, and there is one "#" (RFC 3986 §3). */
static const char *encode(struct arena *a, const char *url)
{
    char *encoded = path_percent_encode(a, url);
    char *out = arena_alloc(a, strlen(encoded) * 3 + 1), *to = out;
    bool web = has_scheme(url, "http") || has_scheme(url, "https");
    struct str host = web ? book_url_host(encoded) : (struct str){0};
    bool fragment = false;

    lower_scheme(encoded);
    for (const char *s = encoded; *s; s++) {
        bool in_host = host.len > 0 && s >= host.s && s < host.s + host.len;
        bool bad = (!in_host && (*s == '[' || *s == ']')) || (*s == '#' && fragment);

        fragment = fragment || *s == '#';
        if (bad)
            to = stpcpy(to, *s == '[' ? "%5B" : *s == ']' ? "%5D" : "%23");
        else
            *to++ = *s;
    }
    return out;
}

const char *book_web_url(struct arena *a, const char *url)
{
    if (!url)
        return NULL;
    url = clean(a, url);
    if (strncmp(url, "//", 2) == 0)
        url = arena_printf(a, "https:%s", url);
    if (!has_scheme(url, "http") && !has_scheme(url, "https"))
        return NULL;
    if (!book_host_is_good(book_url_host(url)))
        return NULL;
    return encode(a, url);
}

/* Files */

static bool path_end(char c)
{
    return c == '\0' || c == '?' || c == '#';
}

static const char *path_part(struct arena *a, const char *url)
{
    size_t len = 0;

    while (!path_end(url[len]))
        len++;
    return arena_strndup(a, url, len);
}

/* The path of --site-url ("/bookshelf/") also stands before absolute paths. */
static const char *without_prefix(const struct book_article *from, const char *path)
{
    struct str host = book_url_host(from->base_url);
    struct str prefix = host.len ? str_of(host.s + host.len) : (struct str){0};

    if (prefix.len > 1 && strncmp(path, prefix.s, prefix.len) == 0)
        path += prefix.len;
    return path + strspn(path, "/");
}

const char *book_local_path(struct book_work *w, const struct book_article *from,
                            const char *file, const char *url)
{
    const char *path = path_percent_decode(w->arena, path_part(w->arena, url));

    if (!path || strchr(path, '\\'))
        return NULL;
    if (path[0] == '/')
        return path_normal(w->arena, without_prefix(from, path));
    return path_normal(w->arena,
                       path_join(w->arena, book_folder_of(w, from, file), path));
}

/* Headings */

static const char *folded(struct arena *a, const char *s)
{
    size_t len = strlen(s), nfc_len;
    const char *nfc = unicode_nfc(a, s, len, &nfc_len);
    char *out = arena_alloc(a, nfc_len * 2 + 4);
    size_t at = 0, to = 0;

    while (at < nfc_len) {
        uint32_t cp;

        at += utf8_decode(nfc + at, nfc_len - at, &cp);
        to += utf8_encode(unicode_lower(cp), out + to);
    }
    return out;
}

/* Some sites write "#heading-slug", and VuePress puts "_" before a digit. */
static struct doc_node *find_heading(struct book_work *w, const struct book_article *in,
                                     const char *fragment)
{
    static const char alias[] = "heading-";
    const char *name = path_percent_decode(w->arena, fragment);
    struct doc_node *found;

    if (!name || !utf8_valid(name, strlen(name), NULL))
        return NULL;
    name = folded(w->arena, name);
    found = book_index_find(&in->slugs, name);
    if (!found && strncmp(name, alias, strlen(alias)) == 0) {
        name += strlen(alias);
        found = book_index_find(&in->slugs, name);
    }
    if (!found && *name >= '0' && *name <= '9')
        found = book_index_find(&in->slugs, arena_printf(w->arena, "_%s", name));
    return found;
}

/* A page of the book, or the heading of it that the address names. */
static struct book_address inside(struct book_work *w, struct doc_node *page,
                                  const char *url)
{
    const char *hash = strchr(url, '#');
    struct doc_node *heading;

    if (!hash || !hash[1])
        return (struct book_address){.lead = BOOK_INSIDE, .target = page};
    heading = find_heading(w, book_article_of(w, page), hash + 1);
    return (struct book_address){.lead = heading ? BOOK_INSIDE : BOOK_NO_FRAGMENT,
                                 .target = heading ? heading : page};
}

/* Pages */

/* The article at an absolute path. */
static struct doc_node *member(struct book_work *w, const char *file, bool folder)
{
    static const char *const names[] = {"", "/README.md", "/index.md"};
    struct doc_node *found = NULL;

    if (strcmp(path_ext(file), ".html") == 0)
        file = arena_printf(w->arena, "%.*s.md", (int)strlen(file) - 5, file);
    for (size_t i = folder ? 1 : 0; i < 3 && !found; i++)
        found = book_index_find(&w->members,
                                arena_printf(w->arena, "%s%s", file, names[i]));
    return found;
}

/* The article at a site-absolute path that names one of the folders above `here`. */
static struct doc_node *below_named(struct book_work *w, const char *here,
                                    const char *path, bool folder)
{
    struct doc_node *found = NULL;

    for (; strlen(here) > 1 && !found; here = path_dir(w->arena, here)) {
        const char *name = arena_printf(w->arena, "/%s/", path_base(here));
        const char *at = strstr(path, name);

        if (at)
            found = member(w, path_join(w->arena, here, at + strlen(name)), folder);
    }
    return found;
}

/* The article that a path leads to, be it out of the root: nothing is read. */
static struct doc_node *neighbour(struct book_work *w, const struct book_article *from,
                                  const char *file, const char *url, bool folder)
{
    const char *path = path_percent_decode(w->arena, path_part(w->arena, url));
    const char *here = path_join(w->arena, from->root, book_folder_of(w, from, file));

    here = path_normal(w->arena, here);
    if (!path || !here)
        return NULL;
    if (*path == '/') {
        path = path_normal(w->arena, path);
        return path ? below_named(w, here, path, folder) : NULL;
    }
    path = path_normal(w->arena, path_join(w->arena, here, path));
    return path ? member(w, path, folder) : NULL;
}

/* Where a page that is not in the book is published. */
static struct book_address outside(struct book_work *w, const char *base,
                                   const char *path, const char *url)
{
    size_t end = strcspn(url, "?#");
    bool folder = end > 0 && url[end - 1] == '/';
    const char *at;

    if (!path || !base)
        return (struct book_address){.lead = BOOK_NO_SITE};
    path = strcmp(path, ".") == 0 ? "" : book_route_of(w->arena, path);
    at = arena_printf(w->arena, "%s%s%s%s", base, path_percent_encode(w->arena, path),
                      folder && *path && !str_ends(str_of(path), "/") ? "/" : "",
                      url + end);
    return (struct book_address){.lead = BOOK_OUTSIDE, .url = encode(w->arena, at)};
}

static struct book_address local_address(struct book_work *w,
                                         const struct book_article *from,
                                         const char *file, const char *url)
{
    const char *paths[BOOK_ROUTES] = {0}, *path, *base;
    size_t count = book_route_paths(w, from, file, url, paths);
    size_t end = strcspn(url, "?#");
    bool folder = end > 0 && url[end - 1] == '/';
    struct doc_node *page = NULL;

    for (size_t i = 0; i < count && !page; i++)
        page = member(w, path_normal(w->arena, path_join(w->arena, from->root, paths[i])),
                      folder);
    if (!page && url[0] == '/')
        page = book_route_find(w, url);
    if (!page)
        page = neighbour(w, from, file, url, folder);
    if (page)
        return inside(w, page, url);
    path = count ? paths[0] : NULL;
    base = url[0] == '/' ? book_route_base(w, from, &path) : from->base_url;
    return outside(w, base, path, url);
}

static struct book_address web_address(struct book_work *w, const char *url)
{
    struct doc_node *page;
    const char *web = book_web_url(w->arena, url);

    if (!web)
        return (struct book_address){.lead = BOOK_UNSAFE};
    page = book_index_find(&w->members, path_part(w->arena, web));
    if (page)
        return inside(w, page, web);
    return (struct book_address){.lead = BOOK_OUTSIDE, .url = web};
}

struct book_address book_address_of(struct book_work *w,
                                    const struct book_article *from, const char *file,
                                    const char *url)
{
    url = clean(w->arena, url ? url : "");
    if (!*url)
        return (struct book_address){.lead = BOOK_NOWHERE};
    if (*url == '#')
        return inside(w, from->node, url);
    if (strncmp(url, "//", 2) == 0 || has_scheme(url, "http") ||
        has_scheme(url, "https"))
        return web_address(w, url);
    if (has_scheme(url, "mailto") || has_scheme(url, "tel"))
        return (struct book_address){.lead = BOOK_OUTSIDE,
                                     .url = encode(w->arena, url)};
    if (path_has_scheme(url))
        return (struct book_address){.lead = BOOK_UNSAFE};
    return local_address(w, from, file, url);
}
